"""What late keys do to the people who wait for a home: new days for viewing, start and benefit, and the message that says so.

Pure. A start that was a Monday stays one, for rent weeks begin on Mondays; a viewing falls on a working day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.values.dates import DAY, add_working_days, format_long, is_working_day
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


@frozen
class DayMoved:
    """A day of theirs that moves: ``what`` as a person says it, ``record`` and ``record_id`` where it is kept."""

    what: str
    was: date
    now: date
    record: str
    record_id: int


def moved_start(was: date, shift: int) -> date:
    """The first day of an agreement so many days later.

    >>> moved_start(date(2026, 11, 23), 4), moved_start(date(2026, 11, 25), 4)
    (datetime.date(2026, 11, 30), datetime.date(2026, 11, 29))
    """
    now = was + timedelta(shift)
    while was.weekday() == 0 and now.weekday() != 0:
        now += DAY
    return now


def moved_viewing(was: date, shift: int, holidays: frozenset[date] = frozenset()) -> date:
    """A viewing so many days later, on the next day on which the office works.

    >>> moved_viewing(date(2026, 11, 24), 4)
    datetime.date(2026, 11, 30)
    """
    now = was + timedelta(shift)
    return now if is_working_day(now, holidays) else add_working_days(now, 1, holidays)


def message(to: str, about: str, address: str, keys_was: date, keys_now: date, days: Sequence[DayMoved],
            sender: str) -> str:
    """What is sent to a household (``about`` empty) or to who supports it: what moves, from when to when, and the claim."""
    whose = f" of {about}" if about else ""
    lines = [f"Dear {to},", "", f"The keys of {address} come back on {format_long(keys_now)}, not on {format_long(keys_was)}. "
             "So these days move:", ""]
    lines += [f"- {sentence_case(one.what)}{whose}: {format_long(one.now)} instead of {format_long(one.was)}"
              for one in days]
    if any(one.record in ("offer", "answer") for one in days):
        start = max(one.now for one in days if one.record in ("offer", "answer"))
        lines += ["", "A claim for Housing Benefit or for the housing part of Universal Credit is for the time from "
                  f"{format_long(start)}. Nothing is charged before that day."]
    return "\n".join([*lines, "", sender]).strip()
