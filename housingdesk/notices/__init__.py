"""Legal notices: forms, grounds, dates and service."""
