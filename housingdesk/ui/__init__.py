"""The upper floor: every screen, and the only place that knows Qt."""
