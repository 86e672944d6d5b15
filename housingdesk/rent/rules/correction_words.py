"""What a correction says of itself: what stood before it and what holds now, from what it kept. Pure."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from housingdesk.rent.rules.corrections import LineState, ShareState, from_json
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case


def state_words(kept: str, *, with_first_day: bool = False) -> tuple[str, ...]:
    """The sentences of one side of a correction: its charges, its first or last day, or the bed that was held.

    >>> state_words('{"last_day": "2026-11-22", "event_on": "2026-11-22"}')
    ('Last day 22 November 2026',)
    """
    told: dict[str, Any] = json.loads(kept) if kept else {}
    if "lines" in told:
        life = from_json(kept)
        first = (f"First day {format_date(life.opens_on)}",) if with_first_day else ()
        return first + tuple(words for line in life.lines for words in _line(line))
    if "last_day" in told:
        return (f"Last day {_day(told['last_day'])}",) if told["last_day"] else ()
    if "cause" in told:
        until = f" to {format_date(date.fromisoformat(told['end']) - DAY)}" if told["end"] else ""
        return (f"{sentence_case(told['cause'])} from {_day(told['start'])}{until}, "
                f"{'charged' if told['charged'] else 'not charged'}",)
    return ()


def _line(line: LineState) -> Iterator[str]:
    yield line.said()
    plain = len(line.shares) == 1 and line.shares[0].pence is None and str(line.shares[0].payer) == "own"
    if len(line.shares) == 1 and line.shares[0].pence is None and not plain:
        yield f"Paid by {line.shares[0].payer}"
    elif not plain:
        yield f"Paid by {', '.join(_share(share, line) for share in line.shares)}"


def _share(share: ShareState, line: LineState) -> str:
    part = "the rest" if share.pence is None else format_pence(share.pence)
    whose = "themselves" if str(share.payer) == "own" else str(share.payer)
    since = f" from {format_date(share.start)}" if share.start != line.start else ""
    until = f" to {format_date(share.end - DAY)}" if share.end is not None and share.end != line.end else ""
    return f"{whose} {part}{since}{until}"


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))
