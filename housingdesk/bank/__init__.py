"""Bank statements: read, matched to accounts, posted and agreed to the penny."""
