"""Screens of the bank room."""
