"""Screens of empty homes."""
