"""Screens of the repairs room."""
