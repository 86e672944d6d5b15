"""Repairs, contractors, orders and recharges."""
