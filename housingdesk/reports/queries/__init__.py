"""What the reports room answers for the Today screen: what is due, and three figures."""
