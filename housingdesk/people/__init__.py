"""Persons, how to reach them, what they need, and whom we may talk to about them."""
