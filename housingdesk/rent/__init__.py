"""Charges, the ledger, the debit run, balances and statements."""
