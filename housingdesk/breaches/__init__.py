"""Breach cases and their evidence."""
