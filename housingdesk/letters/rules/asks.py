"""What a letter asks of the person who writes it: a day, a time, a sum, some words. Each answer becomes a merge field."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from housingdesk.errors import Refused
from housingdesk.values.dates import format_long, parse_date
from housingdesk.values.money import format_pence, parse_money
from housingdesk.values.problems import Problem

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


class AskKind(StrEnum):
    """What kind of answer is wanted."""

    TEXT = "text"
    WORDS = "words"
    DATE = "date"
    TIME = "time"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. ``example`` is an answer as it is printed; an ``optional`` one may be left empty."""

    name: str
    label: str
    kind: AskKind
    example: str
    optional: bool = False


def asks_of(rows: object, place: str) -> tuple[Ask, ...]:
    """The questions of a template's ``[[ask]]`` rows; Refused when one is incomplete."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        try:
            found.append(Ask(row["name"], row["label"], AskKind(row.get("kind", "text")), row["example"],
                             bool(row.get("optional", False))))
        except (KeyError, ValueError) as error:
            raise Refused(f"In {place} a question is not complete: {error}") from error
    return tuple(found)


def answered(asks: Iterable[Ask], typed: Mapping[str, str], today: date) -> tuple[dict[str, str], list[Problem]]:
    """The answers as they are printed, and what is wrong with those that cannot be used.

    A day in another year is printed with it.

    >>> asks = [Ask("on", "Day", AskKind.DATE, ""), Ask("next", "Day", AskKind.DATE, "")]
    >>> answered(asks, {"on": "1/12/2026", "next": "5/4/2027"}, date(2026, 11, 23))
    ({'on': 'Tuesday 1 December', 'next': 'Monday 5 April 2027'}, [])
    """
    fields, problems = {}, []
    for ask in asks:
        text = typed.get(ask.name, "").strip()
        try:
            fields[ask.name] = _said(ask, text, today) if text else ""
        except ValueError as error:
            problems.append(Problem(ask.name, str(error)))
            continue
        if not text and not ask.optional:
            problems.append(Problem(ask.name, f"{ask.label} is missing: the letter says it"))
    return fields, problems


def _said(ask: Ask, text: str, today: date) -> str:
    match ask.kind:
        case AskKind.DATE:
            day = parse_date(text, today)
            return format_long(day) + ("" if day.year == today.year else f" {day.year}")
        case AskKind.TIME:
            return said_time(parse_time(text))
        case AskKind.MONEY:
            return format_pence(parse_money(text))
        case _:
            return " ".join(text.split())


def parse_time(text: str) -> time:
    """A time of day as people type it; ValueError with the reason.

    >>> parse_time("2.30pm"), parse_time("14:30"), parse_time("9")
    (datetime.time(14, 30), datetime.time(14, 30), datetime.time(9, 0))
    """
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 99)
    if found and found[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    elif found and found[3]:
        hour = 99
    if hour > 23 or minute > 59:
        raise ValueError(f"“{text}” is no time of day. Write it like 2.30pm")
    return time(hour, minute)


def said_time(at: time) -> str:
    """``2:30pm``, ``9am``, ``midday``.

    >>> [said_time(time(h, m)) for h, m in ((14, 30), (9, 0), (12, 0), (0, 5))]
    ['2:30pm', '9am', 'midday', '12:05am']
    """
    if at == time(12):
        return "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
