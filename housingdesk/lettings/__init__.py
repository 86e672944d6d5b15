"""Nominations, viewings, offers and sign-ups."""
