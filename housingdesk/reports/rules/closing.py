"""Closing a period: which days it holds, and what is looked at before, each said in words. Pure.

What stops a close would make the closed figures wrong; what is only warned of is work that goes on in the next period.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from housingdesk.reports.rules.words import PeriodKind
from housingdesk.values.dates import DAY, WEEK, add_months, format_date, month_start, week_of
from housingdesk.values.rows import frozen


class Weight(StrEnum):
    """What a finding means for the close."""

    GOOD = "good"
    WARNS = "look at it"
    STOPS = "stops the close"


@frozen
class Check:
    """One thing that was looked at: its name, what it means, and a sentence. ``place`` is the screen where it is put right."""

    name: str
    weight: Weight
    sentence: str
    place: str = ""


def may_close(checks: Iterable[Check]) -> bool:
    """Whether nothing stops the close."""
    return all(check.weight is not Weight.STOPS for check in checks)


def stops(checks: Iterable[Check]) -> list[str]:
    """What stops the close, in words."""
    return [check.sentence for check in checks if check.weight is Weight.STOPS]


def period(kind: PeriodKind, day: date, cycle_start: date) -> tuple[date, date]:
    """First and last day of the period that holds a day; ``cycle_start`` is a Monday on which four weeks begin.

    >>> period(PeriodKind.MONTH, date(2026, 2, 10), date(2026, 4, 6))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    if kind is PeriodKind.MONTH:
        return month_start(day), add_months(month_start(day), 1) - DAY
    if kind is PeriodKind.WEEK:
        return week_of(day), week_of(day) + WEEK - DAY
    weeks = (week_of(day) - cycle_start).days // 7 % 4
    start = week_of(day) - WEEK * weeks
    return start, start + WEEK * 4 - DAY


def next_period(kind: PeriodKind, closed: date | None, today: date, cycle_start: date) -> tuple[date, date]:
    """The period after the last one of its kind that was closed, or the newest that is over."""
    if closed is not None:
        return period(kind, closed + DAY, cycle_start)
    start, _ = period(kind, today, cycle_start)
    return period(kind, start - DAY, cycle_start)


def name(kind: PeriodKind, start: date, end: date) -> str:
    """What a period is called: ``week to 22 November 2026``."""
    if kind is PeriodKind.MONTH:
        return f"{start:%B %Y}"
    return f"{'week' if kind is PeriodKind.WEEK else 'four weeks'} to {format_date(end)}"
