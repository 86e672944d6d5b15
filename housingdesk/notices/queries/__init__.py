"""What the notices room answers."""
