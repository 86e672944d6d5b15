"""Tests of the bank room's screens."""
