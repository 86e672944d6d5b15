"""Changes in the bank room: files in and out, posting, parking, splitting, suspense, and rules."""
