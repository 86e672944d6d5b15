"""Numbered steps that bring any database to the present schema; run in order, never edited once released."""
