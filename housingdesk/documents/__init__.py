"""Files kept with any record."""
