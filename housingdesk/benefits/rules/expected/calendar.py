"""The days that expected benefit is reckoned by: when money is late, and the day before a holiday. Pure."""

from datetime import date, timedelta

from housingdesk.benefits.rules.offices import bank_day
from housingdesk.values.dates import BANK_HOLIDAYS, DAY

GRACE_DAYS = 2
"""Working days after its day on which money may still come without being late: the bank's file is read the day after."""


def last_bank_day(day: date) -> date:
    """The day, or the last before it on which banks work: Universal Credit due on a holiday is paid early.

    >>> last_bank_day(date(2026, 12, 26))
    datetime.date(2026, 12, 24)
    """
    while day.weekday() > 4 or day in BANK_HOLIDAYS.get(day.year, ()):
        day -= DAY
    return day


def late_after(due_on: date) -> date:
    """The last day on which money due on a day is not late yet.

    >>> late_after(date(2026, 12, 24))
    datetime.date(2026, 12, 30)
    """
    day = due_on
    for _ in range(GRACE_DAYS):
        day = bank_day(day + DAY)
    return day


def weeks_words(days: int) -> str:
    """``4 weeks``, ``1 week``, ``3 weeks and 2 days``."""
    weeks, rest = divmod(days, 7)
    parts = ([f"{weeks} week{'s' if weeks != 1 else ''}"] if weeks else []) + (
        [f"{rest} day{'s' if rest != 1 else ''}"] if rest else [])
    return " and ".join(parts)


def next_monday(day: date) -> date:
    """The Monday after a day, never the day itself: entitlement begins on it (HB Regs 2006 reg 76).

    >>> next_monday(date(2026, 11, 23))
    datetime.date(2026, 11, 30)
    """
    return day + timedelta(7 - day.weekday())


def hb_start(claimed_on: date, liable_from: date) -> date:
    """The first day of Housing Benefit (HB Regs 2006 regs 76, 80; rulebook §6.2).

    The Monday after the claim, or the day from which rent is owed where that lies in the week of the claim.

    >>> hb_start(date(2026, 11, 25), date(2026, 11, 24)), hb_start(date(2026, 11, 25), date(2026, 10, 1))
    (datetime.date(2026, 11, 24), datetime.date(2026, 11, 30))
    """
    monday = claimed_on - timedelta(claimed_on.weekday())
    return liable_from if monday <= liable_from < monday + timedelta(7) else max(next_monday(claimed_on), liable_from)
