"""Screens of the reports room."""
