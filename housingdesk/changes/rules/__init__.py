"""What is decided about reviews and changes. Pure."""
