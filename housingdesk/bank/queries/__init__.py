"""What the bank room answers: statements waiting, lines with their evidence, facts for matching, and the reconciliation."""
