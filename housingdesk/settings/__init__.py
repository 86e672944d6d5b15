"""Association facts and policy, each value dated and with its source."""
