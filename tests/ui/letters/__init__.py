"""Tests of the letters room's screens."""
