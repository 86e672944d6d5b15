"""Screens of the people room."""
