"""Schemes and the lettable spaces that nest in them, down to the bed and the garage."""
