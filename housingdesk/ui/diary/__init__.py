"""Screens of the diary room."""
