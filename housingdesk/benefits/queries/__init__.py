"""What screens and other rooms ask about claims, as frozen rows."""
