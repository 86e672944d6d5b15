"""Screens of the benefits room."""
