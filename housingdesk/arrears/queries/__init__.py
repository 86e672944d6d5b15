"""What the arrears room answers: the list, and the figures above it."""
