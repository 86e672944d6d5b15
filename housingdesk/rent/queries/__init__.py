"""What the rent room answers: accounts, balances on any day, statements, what a balance is made of, and the proofs."""
