"""Nights: the arrival night is charged and the departure night is not; beds held for somebody away; and how nights are said.

Pure. Days are half open: ``start <= day < end``.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.rent.rules.words import HeldCause
from housingdesk.values.dates import DAY, WEEK, format_date, week_of
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import text_problem

Span = tuple[date, date]


def last_charged(leaves_on: date, arrives_on: date, *, at_least_one: bool) -> date:
    """The last night charged of somebody who leaves on a day: the night before, and the arrival night if one is charged.

    Who arrives and leaves on one day has no night, unless ``at_least_one``; the day returned then lies before the arrival.

    >>> last_charged(date(2026, 11, 27), date(2026, 11, 25), at_least_one=False)
    datetime.date(2026, 11, 26)
    """
    before = leaves_on - DAY
    return max(before, arrives_on) if at_least_one else before


def without(spans: Sequence[Span], away: Sequence[Span]) -> list[Span]:
    """The days of ``spans`` that are not in ``away``; each is ``start <= day < end``.

    >>> without([(date(2026, 11, 23), date(2026, 11, 30))], [(date(2026, 11, 25), date(2026, 11, 27))])[1][0]
    datetime.date(2026, 11, 27)
    """
    left = list(spans)
    for gone, back in away:
        left = [part for start, end in left for part in ((start, min(end, gone)), (max(start, back), end)) if part[0] < part[1]]
    return left


def nights_words(pence: int, start: date, end: date) -> str:
    """``7 nights at £21.40``: what a night costs in a charge of ``pence`` for ``start <= night < end``.

    >>> nights_words(14_980, date(2026, 11, 23), date(2026, 11, 30))
    '7 nights at £21.40'
    """
    nights = (end - start).days
    many = f"{nights} night{'' if nights == 1 else 's'}"
    return f"{many} at {format_pence(abs(pence) // nights)}" if nights and not pence % nights else many


def whole_weeks_of(spans: Sequence[Span]) -> list[Span]:
    """The rent weeks wholly in each of these spans: all that is not charged where one day of a week costs the whole of it."""
    weeks = [(week_of(start + WEEK - DAY), week_of(end)) for start, end in spans]
    return [(start, end) for start, end in weeks if start < end]


@frozen
class HeldDraft:
    """A bed to be held: why, the first night away, the day they are back (None: not known), and whether it is charged."""

    cause: HeldCause
    start: date
    end: date | None
    charged: bool
    note: str = ""

    def problems(self, opens_on: date, closes_on: date | None, held: Sequence[tuple[date, date | None]]) -> list[Problem]:
        """All that stands against it on an account charged from ``opens_on`` to ``closes_on``, with what is held already."""
        found = []
        if self.start < opens_on:
            found.append(Problem("start", f"The account is charged from {format_date(opens_on)} only"))
        if closes_on is not None and self.start > closes_on:
            found.append(Problem("start", f"The account is charged to {format_date(closes_on)} only"))
        if self.end is not None and self.end <= self.start:
            found.append(Problem("end", "They are back after the first night away"))
        if any(start < (self.end or date.max) and self.start < (end or date.max) for start, end in held):
            found.append(Problem("start", "The bed is held on some of these nights already"))
        said = text_problem(self.note, "The note", 500) if self.note.strip() else ""
        return found + ([Problem("note", said)] if said else [])
