"""What the arrears list and the former tenants' stream decide; pure."""
