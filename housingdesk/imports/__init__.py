"""Bringing in another system's data: homes, people, agreements, charges, balances and history from spreadsheets.

A *bringing-in* (``Intake``) is worked at until its totals agree with the old system's to the penny, run again as often as
needed, and only then carried out. Nothing is written anywhere else before that.
"""
