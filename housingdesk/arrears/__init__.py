"""Who is behind, by how much of whose share, and the list to work from."""
