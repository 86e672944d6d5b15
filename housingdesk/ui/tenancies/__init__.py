"""Screens of the tenancies room."""
