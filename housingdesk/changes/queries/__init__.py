"""What screens and other rooms ask here, as frozen rows."""
