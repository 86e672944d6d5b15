"""Screens of the lettings room."""
