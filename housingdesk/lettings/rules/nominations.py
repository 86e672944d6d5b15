"""Nominations: by when a council is answered, its share of lettings against the agreement, and what an import brings. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.values.dates import add_working_days, format_date
from housingdesk.values.problems import Problem
from housingdesk.values.text import fold, line_problem, one_line


@dataclass(frozen=True, slots=True)
class RightDraft:
    """What a council may nominate to: its share of lettings in percent, and its and our times in working days."""

    council_id: int
    percent: int
    first_lets_percent: int
    working_days: int
    answer_working_days: int
    start: date
    end: date | None = None
    scheme_id: int | None = None
    source: str = ""

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        for name, what in (("percent", "The share of re-lets"), ("first_lets_percent", "The share of first lettings")):
            if not 0 <= getattr(self, name) <= 100:
                found.append(Problem(name, f"{what} is between 0 and 100 percent"))
        for name, what in (("working_days", "The council’s time"), ("answer_working_days", "Our time to answer")):
            if not 1 <= getattr(self, name) <= 60:
                found.append(Problem(name, f"{what} is between 1 and 60 working days"))
        if self.end is not None and self.end <= self.start:
            found.append(Problem("end", f"It ends after {format_date(self.start)}, when it begins"))
        said = line_problem(one_line(self.source), "Where it stands", 300)
        return [*found, Problem("source", said)] if said else found


def answer_day(received_on: date, days: int, holidays: frozenset[date] = frozenset()) -> date:
    """By when a nomination is answered: working days in England, the day it came not counted.

    >>> answer_day(date(2026, 12, 23), 3).isoformat()
    '2026-12-30'
    """
    return add_working_days(received_on, days, holidays)


@dataclass(frozen=True, slots=True)
class Share:
    """Lettings in a council's area since a day: how many, how many of them it nominated, and what the agreement says.

    ``unknown``: further lettings that did not come through a sign-up here, of which nobody knows who nominated.
    """

    council: str
    since: date
    lettings: int
    nominated: int
    percent: int | None
    first_lettings: int = 0
    first_nominated: int = 0
    first_percent: int | None = None
    unknown: int = 0

    @property
    def behind(self) -> bool:
        """Whether the council has had less than its share of re-lets: the next one is its turn."""
        return self.percent is not None and self.nominated * 100 < self.percent * max(self.lettings, 1)

    @property
    def short(self) -> str:
        """The share of re-lets in a few words: ``9 of 12, 75%``."""
        if not self.lettings:
            return "No re-lets yet"
        return f"{self.nominated} of {self.lettings} re-lets, {round(100 * self.nominated / self.lettings)}%"

    @property
    def sentence(self) -> str:
        """The share as people say it, with its numbers."""
        if self.percent is None:
            return f"No agreement with {self.council} is entered"
        parts = [self._of("re-let", self.lettings, self.nominated, self.percent)]
        if self.first_lettings:
            parts.append(self._of("first letting", self.first_lettings, self.first_nominated, self.first_percent or 0))
        if self.unknown:
            many = f"{self.unknown} more letting{'s' if self.unknown > 1 else ''}"
            parts.append(f"{many} did not come through a sign-up here, so they are not counted")
        return ". ".join(parts)

    def _of(self, what: str, count: int, nominated: int, percent: int) -> str:
        if not count:
            return f"No {what} in {self.council} since {format_date(self.since)}; the agreement gives the council {percent}%"
        many = f"{count} {what}{'s' if count > 1 else ''}"
        return (f"{nominated} of {many} in {self.council} since {format_date(self.since)} went to its nominees, "
                f"{round(100 * nominated / count)}%; the agreement says {percent}%")


class Told(StrEnum):
    """What a line of a list is to us."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "no change"
    ENDED = "known and ended"
    NOT_READ = "to be put right"


@dataclass(frozen=True, slots=True)
class KnownOne:
    """An applicant we have already, as far as a list can say it again. ``said`` are answers by key."""

    applicant_id: int
    version: int
    reference: str
    name: str
    their_reference: str
    born_on: str
    bedrooms: int | None
    priority: str
    answer_by: date | None
    ended: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a list says otherwise than we have it. ``secret``: what it is may be read by some only."""

    key: str
    before: str
    after: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A nominee as a list says it, reduced to what is compared; ``problems`` keep it out."""

    line: int
    name: str
    their_reference: str
    born_on: str
    bedrooms: int | None
    priority: str
    answer_by: date | None
    wanted: str
    answers: Mapping[str, str]
    private: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A line beside what we have: what it is to us, whom it is, and what is different."""

    incoming: Incoming
    told: Told
    known: KnownOne | None
    differences: tuple[Difference, ...]


def compare(incoming: Sequence[Incoming], known: Sequence[KnownOne]) -> list[Compared]:
    """Each line of a list beside what we have: recognised by their reference, else by name and date of birth.

    A second line about the same household is told as no change, so that nothing is taken in twice.
    """
    by_reference = {fold(one.their_reference): one for one in known if one.their_reference}
    by_birth = {(fold(one.name), one.born_on): one for one in known if one.born_on}
    seen: set[tuple[str, str]] = set()
    made = []
    for one in incoming:
        if one.problems or not one.name:
            made.append(Compared(one, Told.NOT_READ, None, ()))
            continue
        names = {("ref", fold(one.their_reference))} if one.their_reference else set()
        names |= {(fold(one.name), one.born_on)} if one.born_on else set()
        if names & seen:
            made.append(Compared(one, Told.SAME, None, ()))
            continue
        seen |= names
        found = by_reference.get(fold(one.their_reference)) if one.their_reference else None
        made.append(_beside(one, found or by_birth.get((fold(one.name), one.born_on))))
    return made


def _beside(one: Incoming, known: KnownOne | None) -> Compared:
    if known is None:
        return Compared(one, Told.NEW, None, ())
    if known.ended:
        return Compared(one, Told.ENDED, known, ())
    found = tuple(_differences(one, known))
    return Compared(one, Told.CHANGED if found else Told.SAME, known, found)


def _differences(one: Incoming, known: KnownOne) -> list[Difference]:
    """What the list says that we have otherwise; what it leaves empty is no difference."""
    pairs = [("name", known.name, one.name), ("their_reference", known.their_reference, one.their_reference),
             ("bedrooms_needed", _text(known.bedrooms), _text(one.bedrooms)), ("priority", known.priority, one.priority),
             ("answer_by", _text(known.answer_by), _text(one.answer_by))]
    pairs += [(key, known.said.get(key, ""), value) for key, value in one.answers.items() if key != "name_1"]
    found = [Difference(key, before, after) for key, before, after in pairs if after and fold(after) != fold(before)]
    return found + [Difference(key, known.said.get(key, ""), value, True) for key, value in one.private.items()
                    if value and known.said.get(key, "") != value]


def _text(value: object) -> str:
    return "" if value is None else str(value)
