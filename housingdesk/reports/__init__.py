"""Figures and returns over every room; changes nothing."""
