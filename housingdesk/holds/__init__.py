"""What stops what, for which debt, until when."""
