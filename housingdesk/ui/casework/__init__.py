"""Screens of the casework room."""
