"""Benefit that should come, and what came: when each office pays, what of it is missing, and why. Pure."""
