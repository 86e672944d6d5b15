"""Screens of the yearly rent review: the reviews, one of them charge by charge, formula rents, and what services cost."""
