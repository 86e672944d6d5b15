"""Screens of the arrears room."""
