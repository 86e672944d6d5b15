"""The yearly rent review: what a charge may become at most, what is proposed, and why somebody has to look. Pure.

Decides nothing about who approves it and writes nothing. Rulebook §5.1–5.3; Rent Standard 2020 and 2026.
"""
