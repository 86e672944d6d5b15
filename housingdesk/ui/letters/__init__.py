"""Screens of the letters room."""
