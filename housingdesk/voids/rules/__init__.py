"""What is decided about empty homes. Pure."""
