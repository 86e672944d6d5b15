"""Nominations and applicants, affordability, viewings, offers, the sign-up at the desk with its papers, and CORE logs."""
