"""Reads files that offices send about benefit: the schedules behind their lump sums. Pure."""
