"""Who is where when: stays in each space one after another, with empty weeks between, and why each ended.

It decides only dates. No two stays of one space overlap; every stay begins on or before ``today``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import Table, between, stream, weeks_until
from housingdesk.demo.places import Space, Use
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.dates import DAY, WEEK, week_of


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's time in a space; ``ends`` is the last day, None while it runs."""

    space: int
    starts: date
    ends: date | None
    reason: EndReason | None


# Of 10,000 weeks let, how many see the stay end; and the fewest and most weeks empty before the next one.
_ENDINGS = {Use.STREETS: (11, 2, 8), Use.BLOCK: (16, 2, 9), Use.SHELTERED: (18, 3, 14), Use.SUPPORTED: (95, 1, 6),
            Use.HOSTEL: (330, 0, 3), Use.AGENT: (24, 1, 6), Use.GARAGES: (30, 4, 40)}
_LONGEST_WEEKS = 41 * 52
_EMPTY_AT_FIRST = {Use.GARAGES: 0.18}
_REASONS = Table([(EndReason.NOTICE_BY_TENANT, 52), (EndReason.SURRENDER, 16), (EndReason.DEATH, 10),
                  (EndReason.ABANDONED, 7), (EndReason.EVICTED, 5), (EndReason.EXCHANGE, 6), (EndReason.TRANSFER, 4)])
_SHELTERED_REASONS = Table([(EndReason.DEATH, 60), (EndReason.NOTICE_BY_TENANT, 30), (EndReason.SURRENDER, 10)])
_SUPPORTED_REASONS = Table([(EndReason.NOTICE_BY_TENANT, 58), (EndReason.NOTICE_BY_LANDLORD, 22),
                            (EndReason.ABANDONED, 20)])
_LEFT_BEFORE_THE_BOOKS = 0.04


def stays(seed: int, space: Space, first_day: date, today: date) -> Iterator[Stay]:
    """The stays of one space from the day the books begin: who was there already, and everybody since.

    A few spaces also have somebody who left before the books began and may still owe.
    """
    rng = stream(seed, "stays", space.key)
    per_ten_thousand, shortest, longest = _ENDINGS[space.use]
    begins = _moved_in(rng, per_ten_thousand, first_day)
    if rng.random() < _LEFT_BEFORE_THE_BOOKS:
        left = begins - timedelta(weeks=between(rng, 2, 8)) - DAY
        if left > first_day - timedelta(weeks=150):
            yield Stay(space.key, _moved_in(rng, per_ten_thousand, left), left, _reason(rng, space.use))
    if rng.random() < _EMPTY_AT_FIRST.get(space.use, 0.03):
        begins = _start(rng, first_day + timedelta(weeks=between(rng, 1, longest)))
    while begins <= today:
        earliest = max(begins, first_day)
        weeks = weeks_until(rng, per_ten_thousand, (today - earliest).days // 7 + 5)
        ends = None if weeks is None else _end(rng, week_of(earliest) + weeks * WEEK)
        yield Stay(space.key, begins, ends, None if ends is None else _reason(rng, space.use))
        if ends is None:
            return
        begins = _start(rng, week_of(ends) + WEEK * (1 + between(rng, shortest, longest)))


def _moved_in(rng: Random, per_ten_thousand: int, before: date) -> date:
    """A day in the past on which somebody still there on ``before`` may have come."""
    weeks = weeks_until(rng, per_ten_thousand, _LONGEST_WEEKS) or between(rng, 50, _LONGEST_WEEKS)
    return _start(rng, week_of(before) - weeks * WEEK)


def _start(rng: Random, monday: date) -> date:
    """Most agreements begin on a Monday."""
    return monday if rng.random() < 0.8 else monday + timedelta(days=between(rng, 1, 4))


def _end(rng: Random, monday: date) -> date:
    """Most agreements end on a Sunday."""
    return monday - DAY if rng.random() < 0.85 else monday + timedelta(days=between(rng, 0, 5))


def _reason(rng: Random, use: Use) -> EndReason:
    table = {Use.SHELTERED: _SHELTERED_REASONS, Use.SUPPORTED: _SUPPORTED_REASONS, Use.HOSTEL: _SUPPORTED_REASONS}
    return table.get(use, _REASONS).draw(rng)
