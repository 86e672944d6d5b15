"""A council's list of nominations, line by line: each becomes a ``Nominee`` with its problems in words and its line.

What has problems is shown and not taken in by itself. Which column holds what is said by ``nomination_columns``. Nothing is
stored here, and nobody is looked up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from housingdesk.errors import BadFile
from housingdesk.lettings.parsers.nomination_columns import MOST_MEMBERS, Columns, bare
from housingdesk.lettings.parsers.nominee_cells import (
    Member,
    is_nothing,
    kin_code,
    read_bedrooms,
    read_birth,
    read_email,
    read_members,
    read_name,
    read_phone,
)
from housingdesk.values.problems import Problem
from housingdesk.values.references import parse_nino, parse_postcode
from housingdesk.values.text import fold, one_line, sentence_case

LEAST_AGE = 16
_PRIVATE = {"support": "support_needs", "risk": "risk"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Nominee:
    """One line of a list as it was read. ``answers`` are texts by question key; ``problems`` name the line they stand in.

    Support and risk are in ``private``: they become answers that only some may read, and are never shown in the preview.
    """

    line: int
    name: str
    reference: str = ""
    born_on: date | None = None
    bedrooms: int | None = None
    priority: str = ""
    since: date | None = None
    answer_by: date | None = None
    wanted: str = ""
    members: tuple[Member, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    private: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nominations as it was read: its nominees, and what is said of the list as a whole."""

    nominees: tuple[Nominee, ...]
    columns: Columns
    problems: tuple[Problem, ...] = ()


def read_rows(rows: Sequence[Sequence[str]], numbers: Sequence[int], columns: Columns, today: date) -> Listing:
    """Every line under the heads as a nominee; ``numbers`` are the lines of the file in which the rows begin."""
    head = [bare(cell) for cell in columns.head]
    nominees, started = [], not any(head)
    for row, number in zip(rows, numbers, strict=True):
        if not started:
            started = [bare(cell) for cell in row][: len(head)] == head[: len(row)] and any(cell.strip() for cell in row)
            continue
        cells = _cells(row, columns)
        if cells:
            nominees.append(read_nominee(cells, number, today))
    if not started:
        raise BadFile("The heads of the columns are not in this file as they were before. Say anew what each column holds")
    return Listing(tuple(nominees), columns, tuple(_twice(nominees)))


def _cells(row: Sequence[str], columns: Columns) -> dict[str, str]:
    """What the row says, by role; several columns of notes or members are joined."""
    cells: dict[str, str] = {}
    for place, role in enumerate(columns.roles):
        text = row[place].strip() if place < len(row) else ""
        if role and not is_nothing(text):
            cells[role] = f"{cells[role]}; {text}" if role in cells else text
    return cells


def _twice(nominees: Sequence[Nominee]) -> list[Problem]:
    """Lines of one list that say the same person."""
    found, lines = [], dict[tuple[str, object], int]()
    for one in nominees:
        keys: list[tuple[str, object]] = [("ref", fold(one.reference))] if one.reference else []
        keys += [(fold(one.name), one.born_on)] if one.born_on else []
        first = next((lines[key] for key in keys if key in lines), None)
        if first is not None:
            found.append(Problem("name", f"{one.name} stands in line {first} already", line=one.line))
        for key in keys:
            lines.setdefault(key, one.line)
    return found


def read_nominee(cells: Mapping[str, str], line: int, today: date) -> Nominee:
    """One nominee from texts by role, with everything that could not be read as a problem of this line."""
    return _Reader(cells, line, today).read()


class _Reader:
    """One line being read; a cell that cannot be read leaves its problem and nothing else."""

    def __init__(self, cells: Mapping[str, str], line: int, today: date) -> None:
        self.cells, self.line, self.today = cells, line, today
        self.problems: list[Problem] = []
        self.answers: dict[str, str] = {}

    def read(self) -> Nominee:
        name = self._name()
        born = self._day("born", least_age=LEAST_AGE)
        members = self._members()
        self.answers |= {"name_1": name} if name else {}
        self.answers |= {"born_on_1": born.isoformat()} if born else {}
        for role, key, read in _ANSWERED:
            text = self._read(role, read)
            if text:
                self.answers[key] = str(text)
        for number, one in enumerate(members, 2):
            self.answers[f"name_{number}"] = one.name
            self.answers |= {f"born_on_{number}": one.born_on.isoformat()} if one.born_on else {}
            self.answers |= {f"relationship_{number}": kin_code(one.relationship)} if one.relationship else {}
        if members:
            self.answers["people"] = str(len(members) + 1)
        private = {key: self.cells[role].strip()[:4000] for role, key in _PRIVATE.items() if role in self.cells}
        return Nominee(self.line, name, one_line(self.cells.get("reference", ""))[:60], born,
                       self._read("bedrooms", read_bedrooms), one_line(self.cells.get("priority", ""))[:60],
                       self._coming("since"), self._coming("answer_by"), one_line(self.cells.get("address_wanted", ""))[:200],
                       tuple(members), self.answers, private, tuple(self.problems))

    def _say(self, role: str, sentence: str) -> None:
        self.problems.append(Problem(role, sentence_case(sentence), line=self.line))

    def _read(self, role: str, read: Callable[[str], T]) -> T | None:
        if role not in self.cells:
            return None
        try:
            return read(self.cells[role])
        except ValueError as error:
            self._say(role, str(error))
            return None

    def _name(self) -> str:
        if "name" in self.cells:
            whole = self.cells["name"]
        else:
            whole = " ".join(self.cells[role] for role in ("first", "last") if role in self.cells)
        try:
            return read_name(whole)
        except ValueError as error:
            self._say("name", str(error))
            return ""

    def _day(self, role: str, *, least_age: int = 0) -> date | None:
        born = self._read(role, lambda text: read_birth(text, self.today, least_age=least_age))
        if least_age and born and (born.year + LEAST_AGE, born.month, born.day) > (
                self.today.year, self.today.month, self.today.day):
            self._say(role, f"{born:%d/%m/%Y} makes the first person younger than {LEAST_AGE}")
        return born

    def _coming(self, role: str) -> date | None:
        """A day that may lie ahead: read as a birthday seen from a hundred years on, so that 26 is 2026."""
        return self._read(role, lambda text: _any_day(text, self.today))

    def _members(self) -> list[Member]:
        members, problems = read_members(self.cells.get("members", ""), self.today)
        for sentence in problems:
            self._say("members", sentence)
        for number in range(2, MOST_MEMBERS + 2):
            if f"name_{number}" in self.cells:
                members.append(Member(one_line(self.cells[f"name_{number}"])[:200], self._day(f"born_{number}"),
                                      one_line(self.cells.get(f"relation_{number}", "")).lower()[:60]))
        if len(members) > MOST_MEMBERS:
            self._say("members", f"{len(members) + 1} people are named, and {MOST_MEMBERS + 1} are kept. Add the rest by hand")
        return members[:MOST_MEMBERS]


def _any_day(text: str, today: date) -> date:
    shown = one_line(text)
    try:
        return read_birth(shown, date(today.year + 50, 12, 31))
    except ValueError as error:
        raise ValueError(str(error).replace("date of birth", "day")) from None


def _plain(text: str) -> str:
    return one_line(text)[:400]


_ANSWERED: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("nino", "nino_1", parse_nino), ("phone", "phone_1", read_phone), ("email", "email_1", read_email),
    ("address", "address_now", _plain), ("postcode", "postcode_now", parse_postcode), ("access", "access_needs", _plain),
    ("why", "why_housed", _plain), ("note", "applicant_note", lambda text: text.strip()[:4000]))
