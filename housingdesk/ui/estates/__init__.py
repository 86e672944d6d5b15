"""Screens of the estates room."""
