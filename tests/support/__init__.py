"""What tests stand on: an own home, a quiet log, a throw-away PostgreSQL server."""
