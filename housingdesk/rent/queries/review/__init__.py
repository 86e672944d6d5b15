"""Reads what a rent review needs and what it proposes: figures, formula rents, accounts, and its rows as screens show them."""
