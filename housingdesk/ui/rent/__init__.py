"""Screens of the rent room."""
