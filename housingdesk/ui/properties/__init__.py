"""Screens of the properties room."""
