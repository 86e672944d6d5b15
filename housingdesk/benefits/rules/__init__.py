"""What is decided about Housing Benefit and Universal Credit. Pure."""
