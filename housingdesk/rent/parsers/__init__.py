"""Lists of other people's that the rent room reads."""
