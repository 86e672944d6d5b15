"""What a rent may be at most after a review, to the penny and never rounded past the limit (rulebook §5.3).

Amounts are pence a week unless a ``Pattern`` says how the account is charged; limits are hundredths of one per cent.
"""

from fractions import Fraction
from math import floor

from housingdesk.rent.rules.words import Frequency
from housingdesk.values.rows import frozen

WHOLE = 10_000
WEEKS = 52


@frozen
class Pattern:
    """How an account is charged over a year: ``free_weeks`` of its 52 are not charged."""

    frequency: Frequency = Frequency.WEEKLY
    free_weeks: int = 0

    @property
    def factor(self) -> Fraction:
        """What a penny a week is on such an account: a month is 52 ÷ 12 weeks, a night a seventh of one.

        >>> Pattern(Frequency.MONTHLY).factor, Pattern(Frequency.WEEKLY, 4).factor, Pattern(Frequency.NIGHTLY).factor
        (Fraction(13, 3), Fraction(13, 12), Fraction(1, 7))
        """
        if self.frequency is Frequency.MONTHLY:
            return Fraction(WEEKS, 12)
        if self.frequency is Frequency.NIGHTLY:
            return Fraction(1, 7)
        return Fraction(WEEKS, WEEKS - self.free_weeks)


EVERY_WEEK = Pattern()


def raised(old: int, limit: int, was: Pattern = EVERY_WEEK, now: Pattern = EVERY_WEEK) -> int:
    """A charge raised by a limit, down to the whole penny; where the pattern changes, a year's charge is what is raised.

    >>> raised(11240, 480), raised(11240, 270)
    (11779, 11543)
    """
    return floor(Fraction(old) * now.factor / was.factor * Fraction(WHOLE + limit, WHOLE))


def per_charge(weekly: int, pattern: Pattern) -> int:
    """An amount a week as such an account is charged, down to the whole penny.

    >>> per_charge(10000, Pattern(Frequency.MONTHLY))
    43333
    """
    return floor(weekly * pattern.factor)


@frozen
class Formula:
    """The formula rent of a home, pence a week: of the year that ends (None: not known) and of the year that begins."""

    old: int | None
    new: int


@frozen
class Most:
    """What a rent may be at most, and what held it: ``converged`` pence came on top of the limit."""

    pence: int
    converged: int = 0
    capped: bool = False


def max_new(old: int, limit: int, *, was: Pattern = EVERY_WEEK, now: Pattern = EVERY_WEEK, convergence: int = 0,
            formula: Formula | None = None, cap: int | None = None) -> Most:
    """The most a rent may become: the limit, convergence up to the formula rent, never above the rent cap.

    ``convergence`` and ``cap`` are pence a week; Rent Standard 2026, rulebook §5.3.

    >>> max_new(10000, 480, convergence=100, formula=Formula(10500, 11004))
    Most(pence=10580, converged=100, capped=False)
    >>> max_new(10000, 480, convergence=100, formula=Formula(10050, 10532))
    Most(pence=10532, converged=52, capped=False)
    """
    allowed = most = raised(old, limit, was, now)
    if formula is not None and convergence:
        reached = per_charge(formula.new, now)
        below = allowed < reached if formula.old is None else old < per_charge(formula.old, was)
        if below:
            most = min(allowed + per_charge(convergence, now), max(reached, allowed))
    if cap is not None and most > per_charge(cap, now):
        most = per_charge(cap, now)
        return Most(most, max(0, most - allowed), True)
    return Most(most, most - allowed)


def fair_rent(registered: int, old: int, limit: int, was: Pattern = EVERY_WEEK, now: Pattern = EVERY_WEEK) -> int:
    """The lower of the registered rent and what the Rent Standard allows (Rent Act 1977 s.44; Rent Standard)."""
    return min(per_charge(registered, now), raised(old, limit, was, now))


def new_let(formula: int, flexibility: int, cap: int | None = None) -> int:
    """The most a new let may be set at: formula rent and its flexibility, within the rent cap; pence a week.

    >>> new_let(10000, 500), new_let(10000, 1000, 10800)
    (10500, 10800)
    """
    most = raised(formula, flexibility)
    return most if cap is None else min(most, cap)


def uprated(formula: int, limit: int) -> int:
    """The formula rent of the next year, down to the whole penny."""
    return raised(formula, limit)


def cap_for(caps: dict[int, int], bedrooms: int | None) -> int | None:
    """The rent cap of a home: the largest size named stands for all larger ones.

    >>> cap_for({0: 15000, 1: 15000, 2: 16000}, 4), cap_for({}, 2)
    (16000, None)
    """
    if not caps or bedrooms is None:
        return None
    return caps.get(bedrooms, caps[max(caps)] if bedrooms > max(caps) else None)


def percent_words(hundredths: int) -> str:
    """A limit as it is said.

    >>> percent_words(480), percent_words(700), percent_words(275)
    ('4.8%', '7%', '2.75%')
    """
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".") + "%"
