"""Users, roles, audit, and the two doors into the house: do and ask."""
