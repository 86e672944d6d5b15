"""Quarters: three months of the calendar, or thirteen weeks of the rent year; a statement of account covers one."""

import re
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.values.dates import format_date, rent_year_of, rent_year_start
from housingdesk.values.rows import frozen

_DAY = timedelta(1)
_THIRTEEN_WEEKS = timedelta(weeks=13)
_KEY = re.compile(r"(\d{4})\s*-?\s*[Qq]\s*([1-4])", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1990, 2190


class Quarters(StrEnum):
    """How an association divides its year."""

    CALENDAR = "calendar"
    RENT_YEAR = "rent year"


@frozen
class Quarter:
    """One quarter; ``start`` and ``end`` are both in it. ``year`` is that of the calendar, or in which the rent year began."""

    kind: Quarters
    year: int
    number: int
    start: date
    end: date

    @property
    def key(self) -> str:
        """``2026-Q3``."""
        return f"{self.year}-Q{self.number}"

    @property
    def name(self) -> str:
        """``1 July 2026 to 30 September 2026``."""
        return f"{format_date(self.start)} to {format_date(self.end)}"

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day <= self.end


def quarter(kind: Quarters, year: int, number: int) -> Quarter:
    """The quarter of this number, 1 to 4. The last of a rent year of 53 weeks has fourteen.

    >>> quarter(Quarters.CALENDAR, 2026, 3).name
    '1 July 2026 to 30 September 2026'
    >>> quarter(Quarters.RENT_YEAR, 2030, 4).name
    '30 December 2030 to 6 April 2031'
    """
    if kind is Quarters.CALENDAR:
        start = date(year, 3 * number - 2, 1)
        following = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    else:
        start = rent_year_start(year) + (number - 1) * _THIRTEEN_WEEKS
        following = rent_year_start(year + 1) if number == 4 else start + _THIRTEEN_WEEKS
    return Quarter(kind, year, number, start, following - _DAY)


def quarter_of(kind: Quarters, day: date) -> Quarter:
    """The quarter that holds a day."""
    year = day.year if kind is Quarters.CALENDAR else rent_year_of(day)
    return next(one for number in (4, 3, 2, 1) if (one := quarter(kind, year, number)).start <= day)


def quarter_before(one: Quarter) -> Quarter:
    """The quarter before."""
    return quarter_of(one.kind, one.start - _DAY)


def last_finished(kind: Quarters, day: date) -> Quarter:
    """The newest quarter that is over on a day.

    >>> last_finished(Quarters.CALENDAR, date(2026, 11, 23)).key
    '2026-Q3'
    """
    return quarter_before(quarter_of(kind, day))


def parse_quarter(text: str, kind: Quarters) -> Quarter:
    """``2026-Q3`` as a quarter; ValueError with a sentence when it is none."""
    found = _KEY.fullmatch(text.strip())
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise ValueError(f"“{text.strip()}” is no quarter. Write it like 2026-Q3")
    return quarter(kind, int(found[1]), int(found[2]))
