"""What screens and other rooms ask about lettings, as frozen rows."""
