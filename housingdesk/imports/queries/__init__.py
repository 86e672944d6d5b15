"""What an intake holds and what it would bring; changes nothing."""
