"""Changes in the rent room: accounts and charge lines, the ledger's one way in, debit runs, corrections, closing."""
