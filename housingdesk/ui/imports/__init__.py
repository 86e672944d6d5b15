"""Screens for bringing in another system's data."""
