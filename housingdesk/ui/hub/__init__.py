"""Pages that compose the rooms' panels."""
