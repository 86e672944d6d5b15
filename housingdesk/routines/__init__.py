"""What happens when the day turns."""
