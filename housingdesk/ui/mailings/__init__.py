"""Screens of the mailings room."""
