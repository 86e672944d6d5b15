"""Screens of the holds room."""
