"""A hearing: the days before it that the court rules count, what is recorded of it, and the lengths of the courts' fields.

Rulebook §3.3 rule 9, §4.1 and §4.3. A period of days in the Civil Procedure Rules is one of clear days (CPR 2.8(2)–(3)).
Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from housingdesk.errors import Refused
from housingdesk.notices.rules.steps import Step
from housingdesk.values.dates import add_working_days, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem

_SHORT = 5
CLAIM_DAYS, WITNESS_DAYS, PROTOCOL_DAYS = 21, 2, 10
EVICTION_DAYS, FIXED_AGAIN_DAYS = 14, 7


def last_clear_day(event: date, days: int, extra_holidays: frozenset[date] = frozenset()) -> date:
    """The last day on which something is done so that ``days`` clear days lie between it and ``event``.

    Neither of the two days counts. In a period of five days or less Saturdays, Sundays and bank holidays do not count
    either (CPR 2.8(4)), and the day itself is then a working day: the court office is open.

    >>> last_clear_day(date(2027, 2, 18), 21), last_clear_day(date(2027, 2, 18), 2)
    (datetime.date(2027, 1, 27), datetime.date(2027, 2, 15))
    """
    if days <= _SHORT:
        return add_working_days(event, -(days + 1), extra_holidays)
    return event - timedelta(days + 1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to be done before a hearing: by which day, what, the arithmetic, and the step that shows it is done."""

    key: str
    on: date
    what: str
    step: Step


def deadlines(hearing_on: date, extra_holidays: frozenset[date] = frozenset()) -> tuple[Deadline, ...]:
    """The last days before a hearing, the earliest first; Refused for a year whose bank holidays are not known."""
    asked = (("claim_served", CLAIM_DAYS, "The claim is served on each defendant", "CPR 55.5(3)"),
             ("statement_served", PROTOCOL_DAYS, "The up-to-date rent statement, and what is known of Housing Benefit or "
              "Universal Credit, reach them", "Protocol 2.11; counted as the court rules count, which is the safe way"),
             ("hearing_letter", PROTOCOL_DAYS, "They are told the day and time, what is asked of the court, to go, and that "
              "the home is at risk", "Protocol, Part 2"),
             ("witness", WITNESS_DAYS, "Witness statements are filed and served", "CPR 55.8(4)"))
    return tuple(_deadline(hearing_on, one, extra_holidays) for one in asked)


def _deadline(hearing_on: date, asked: tuple[str, int, str, str], extra_holidays: frozenset[date]) -> Deadline:
    key, days, what, rule = asked
    on = last_clear_day(hearing_on, days, extra_holidays)
    counted = "working days" if days <= _SHORT else "days"
    sentence = f"{days} clear {counted} before {format_day(hearing_on)}: by {format_day(on)}"
    return Deadline(key, on, what, Step(on, sentence, rule))


@frozen
class HearingDraft:
    """A hearing as a person records it. ``hold``: no arrears letters go until it is over."""

    hearing_on: date
    court: str
    claim_number: str = ""
    hold: bool = True

    def problems(self, today: date, extra_holidays: frozenset[date] = frozenset()) -> list[Problem]:
        """All that stands against keeping it."""
        found = [] if self.court.strip() else [Problem("court", "Say which court")]
        for field, what, longest in (("court", "The court", 200), ("claim_number", "The claim number", 40)):
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        if self.hearing_on < today:
            found.append(Problem("hearing_on", f"{format_day(self.hearing_on)} has passed. A hearing lies ahead"))
        try:
            deadlines(self.hearing_on, extra_holidays)
        except Refused as error:
            found.append(Problem("hearing_on", str(error)))
        return found


class Longest(IntEnum):
    """How many characters the courts' online service takes in a field."""

    LINE = 60
    SHORT = 250
    MEDIUM = 500
    LONG = 950
    VERY_LONG = 6_400


@frozen
class CourtField:
    """A text for one field of the claim, and how long it may be."""

    name: str
    text: str
    longest: Longest

    @property
    def too_long(self) -> bool:
        """Whether the court's form would cut it."""
        return len(self.text) > self.longest

    @property
    def count(self) -> str:
        """``212 of 250 characters``, and what to do when it does not fit."""
        told = f"{len(self.text):,} of {int(self.longest):,} characters"
        return f"{told}: shorten it before you type it in" if self.too_long else told


def too_long(fields: Iterable[CourtField]) -> list[str]:
    """A sentence for each field that does not fit."""
    return [f"{field.name}: {field.count}" for field in fields if field.too_long]


def court_lines(name: str, lines: Iterable[str]) -> list[CourtField]:
    """A name or an address as the lines that the courts take one by one.

    >>> [field.name for field in court_lines("Address", ("14 Dale Road", "ZZ9 9ZZ"))]
    ['Address, line 1', 'Address, line 2']
    """
    return [CourtField(f"{name}, line {number}", line, Longest.LINE) for number, line in enumerate(lines, 1)]
