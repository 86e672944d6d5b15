"""Collection years and their quarters: which one a day is in, and by when a quarter should be with the service. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.values.dates import DAY

_NAMES = ("April to June", "July to September", "October to December", "January to March")


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a collection year; ``last`` is its last day."""

    name: str
    first: date
    last: date

    @property
    def collection(self) -> str:
        """The year it belongs to, e.g. ``2026/27``."""
        return collection_of(self.first)


def collection_of(day: date) -> str:
    """The collection year of a day: from 1 April to 31 March (core-lettings §1).

    >>> collection_of(date(2027, 3, 31)), collection_of(date(2027, 4, 1))
    ('2026/27', '2027/28')
    """
    first = day.year - (day.month < 4)
    return f"{first}/{(first + 1) % 100:02d}"


def quarter_of(day: date) -> Quarter:
    """The quarter that a day is in.

    >>> quarter_of(date(2027, 1, 15)).name, quarter_of(date(2027, 1, 15)).last
    ('January to March 2027', datetime.date(2027, 3, 31))
    """
    month = (day.month - 1) // 3 * 3 + 1
    first = date(day.year, month, 1)
    after = date(day.year + (month == 10), 1 if month == 10 else month + 3, 1)
    return Quarter(f"{_NAMES[(month - 4) // 3 % 4]} {day.year}", first, after - DAY)


def quarter_before(quarter: Quarter) -> Quarter:
    """The quarter before another."""
    return quarter_of(quarter.first - DAY)


def deadline(days: Sequence[date], quarter: Quarter) -> date | None:
    """By when the quarter should be sent, of the four days that its year has; None where there are none (core-lettings §9)."""
    place = (quarter.first.month - 4) // 3 % 4
    return sorted(days)[place] if place < len(days) else None
