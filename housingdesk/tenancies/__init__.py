"""Tenancies and licences: who holds what, from when, under which law, and how it ended."""
