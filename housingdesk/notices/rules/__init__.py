"""What the notices room decides: which form, which grounds, from when, and when a notice counts as served. Pure."""
