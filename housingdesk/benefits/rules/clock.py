"""When the first money of a claim comes, and how long evidence may take (rulebook §6.2, §6.4). Pure."""

from datetime import date, timedelta

from housingdesk.benefits.rules.clocks import after
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.values.dates import WEEK, add_months, format_date, week_of
from housingdesk.values.rows import frozen

DECISION_DAYS = 14
_CHASE = ("chase 1", "chase 2", "chase 3")
_UC_AFTER = timedelta(7)
_HB_RUN_WEEKS = 4


@frozen
class First:
    """The day on which the first money can be expected, and why in a sentence."""

    on: date
    sentence: str


def first_payment(kind: ClaimKind, claimed_on: date) -> First:
    """When the first payment comes if nothing goes wrong.

    Universal Credit: an assessment period of a month, and seven days. Housing Benefit is paid every four weeks in arrears, from
    the Monday after the claim.

    >>> first_payment(ClaimKind.UC, date(2026, 12, 1)).on
    datetime.date(2027, 1, 7)
    """
    if kind is ClaimKind.UC:
        ends = add_months(claimed_on, 1) - timedelta(1)
        day = ends + _UC_AFTER
        return First(day, f"The first Universal Credit comes about {format_date(day)}: the first period ends on "
                     f"{format_date(ends)}, and it is paid seven days later")
    day = week_of(claimed_on) + _HB_RUN_WEEKS * WEEK + WEEK
    return First(day, f"The council pays every four weeks in arrears: the first payment comes about {format_date(day)} at the "
                 "latest when all evidence is there")


def weeks_until(first: First, starts_on: date) -> int:
    """Rent weeks that fall due before the first payment."""
    return max(0, -(-(first.on - starts_on).days // 7))


def evidence_by(asked_on: date) -> date:
    """The last day for evidence: one calendar month from the day it was asked for (HB Regs 2006 regs 83, 86).

    >>> evidence_by(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    return after("evidence", asked_on)


def chase_days(asked_on: date) -> tuple[date, ...]:
    """The days on which to ask again."""
    return tuple(after(key, asked_on) for key in _CHASE)


def interim_from(complete_on: date) -> date:
    """The day from which the council must pay on account while it has not decided (HB Regs 2006 reg 93)."""
    return after("on account", complete_on)
