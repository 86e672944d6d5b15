"""Reads files that a letting brings: the CORE upload and the service's table of rents. Pure."""
