"""The most a rent may become, worked out anew from the text of the Rent Standard in plain fractions of a penny a year.

It shares no code with the program: a case goes in as plain figures, the ceiling of a year comes out as a fraction.
"""

from dataclasses import dataclass
from fractions import Fraction

# Limit of general needs and of supported housing, per mille of the old rent, by the April in which the rent year begins.
GENERAL = {2020: 27, 2021: 15, 2022: 41, 2023: 70, 2024: 77, 2025: 27, 2026: 48}
SUPPORTED = {**GENERAL, 2023: 111}
CONVERGENCE = {2027: 100, 2028: 200}
TIMES = {"weekly": 52, "fortnightly": 52, "4-weekly": 52, "monthly": 12, "nightly": 364}


@dataclass(frozen=True)
class Case:
    """One rent: pence as it is charged; formula, registered rent and cap in pence a week; None where there is none."""

    kind: str
    year: int
    frequency: str
    old: int
    limit: Fraction
    free_before: int = 0
    free_after: int = 0
    formula_old: int | None = None
    formula_new: int | None = None
    cap: int | None = None
    services_old: int = 0
    services_new: int = 0


def times(frequency: str, free: int) -> int:
    """How often a year of 52 weeks is charged."""
    return TIMES[frequency] - (free if TIMES[frequency] == 52 else 0)


def most_a_year(case: Case) -> Fraction:
    """The most that the new charge may come to in a year of 52 weeks, in pence; an affordable rent with its services."""
    before = times(case.frequency, case.free_before)
    year = Fraction(case.old * before)
    allowed = year * (1 + case.limit)
    if case.kind == "affordable":
        return min(allowed, (year + case.services_old * before) * (1 + case.limit)
                   - case.services_new * times(case.frequency, case.free_after))
    if case.kind == "fair":
        return min(allowed, Fraction(case.formula_new * 52)) if case.formula_new is not None else year
    if case.kind == "social" and case.formula_new is not None and _below(case, year, allowed):
        more = CONVERGENCE.get(case.year, 0) * 52
        allowed = min(allowed + more, max(Fraction(case.formula_new * 52), allowed))
    return allowed if case.cap is None else min(allowed, Fraction(case.cap * 52))


def _below(case: Case, year: Fraction, allowed: Fraction) -> bool:
    """Whether the rent is below formula: last year's, or this year's where last year's is not known."""
    if case.formula_old is not None:
        return year < case.formula_old * 52
    return allowed < (case.formula_new or 0) * 52


def new_charge(case: Case) -> Fraction:
    """The ceiling of one charge, not rounded; never less than nothing."""
    return max(Fraction(0), most_a_year(case) / times(case.frequency, case.free_after))
