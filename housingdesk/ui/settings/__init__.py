"""Screens of the settings room."""
