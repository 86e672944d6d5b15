"""Tests of the screens: pages with an inline executor and a recorder of notices, never a waiting clock."""
