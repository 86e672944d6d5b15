"""Writes the made-up association through the pen: a bulk load of every room's tables, one act for each phase or week."""
