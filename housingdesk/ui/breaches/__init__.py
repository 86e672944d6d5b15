"""Screens of the breaches room."""
