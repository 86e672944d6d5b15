"""Widgets that know no room."""
