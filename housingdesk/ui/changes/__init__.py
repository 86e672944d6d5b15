"""Screens of reviews, move-on and changes."""
