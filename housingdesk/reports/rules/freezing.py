"""Which days' figures are due to be frozen: each Sunday, and the end of each quarter of the calendar. Pure.

Published figures have to stay as they were, so they are kept rather than reckoned again (rulebook §11).
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from housingdesk.reports.rules.words import SnapshotKind
from housingdesk.values.dates import DAY, WEEK, format_date, week_of
from housingdesk.values.quarters import Quarters, last_finished, quarter_of

AGO = timedelta(weeks=14)
"""So far back days that were missed are made up for; before the first time, only the newest of a kind is."""


def sunday_before(today: date) -> date:
    """The newest Sunday that is over.

    >>> sunday_before(date(2026, 11, 23))
    datetime.date(2026, 11, 22)
    """
    return week_of(today) - DAY


def quarter_end_before(today: date) -> date:
    """The last day of the newest quarter of the calendar that is over."""
    return last_finished(Quarters.CALENDAR, today).end


def due(today: date, newest: Mapping[SnapshotKind, date]) -> tuple[tuple[SnapshotKind, date], ...]:
    """What is to be frozen by now, oldest first, after the newest day that was frozen of each kind."""
    found = [(kind, day) for kind, last, days in (
        (SnapshotKind.SUNDAY, sunday_before(today), _sundays), (SnapshotKind.QUARTER, quarter_end_before(today), _quarters))
        for day in days(max(newest[kind], today - AGO) if kind in newest else None, last)]
    return tuple(sorted(found, key=lambda one: one[1]))


def _sundays(after: date | None, last: date) -> Iterator[date]:
    day = last if after is None else week_of(after + DAY) + WEEK - DAY
    while day <= last:
        yield day
        day += WEEK


def _quarters(after: date | None, last: date) -> Iterator[date]:
    day = last if after is None else quarter_of(Quarters.CALENDAR, after + DAY).end
    while day <= last:
        yield day
        day = quarter_of(Quarters.CALENDAR, day + DAY).end


def late_words(on: date, made_on: date) -> str:
    """Where figures were frozen later than the day after: that they are as known then; empty where they were not late."""
    days = (made_on - on).days
    if days <= 1:
        return ""
    return f"Frozen on {format_date(made_on)}, {days} days after, as it was known then"
