"""What people do with notices: prepare, check, print, serve, withdraw; and confirm the official wording."""
