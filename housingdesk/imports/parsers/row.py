"""One row of a file being read: each cell by its role, and what is wrong with it said with row and column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from housingdesk.imports.parsers.cells import bare_formula, is_blank, no_value, shown
from housingdesk.imports.rules.columns import Columns
from housingdesk.imports.rules.meanings import meaning
from housingdesk.imports.rules.roles import BY_KEY
from housingdesk.imports.rules.rows import Fault, Weight, Where
from housingdesk.values.text import line_problem, one_line

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose columns are said, with the rows below its headings. ``today`` is for birthdays."""

    name: str
    columns: Columns
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    today: date


@dataclass(slots=True)
class Row:
    """The cells of a row by role. What cannot be read is noted in ``faults`` and in ``broken``, and is None for the reader."""

    source: Source
    line: int
    cells: Sequence[str]
    places: dict[str, int]
    faults: list[Fault]
    broken: set[str] = field(default_factory=set)

    @property
    def where(self) -> Where:
        """The file and the row."""
        return Where(self.source.name, self.line)

    def text(self, role: str, longest: int = 200) -> str:
        """A cell as text on one line; empty where the file has no such column."""
        raw = self.raw(role)
        if not raw:
            return ""
        bare = one_line(raw)
        if bare[:1] == "=":
            self.fault(role, no_value(bare))
            return ""
        said = line_problem(bare, BY_KEY[role].words, longest)
        if said is not None:
            self.fault(role, said)
            return ""
        return bare

    def raw(self, role: str) -> str:
        """A cell as it stands in the file."""
        place = self.places.get(role)
        cell = self.cells[place] if place is not None and place < len(self.cells) else ""
        return bare_formula(cell) if cell[:1] == "=" else cell

    def has(self, role: str) -> bool:
        """Whether the row says anything in the column of a role."""
        return not is_blank(self.raw(role))

    def read(self, role: str, reader: Callable[[str], T]) -> T | None:
        """What a cell says; None where it says nothing or cannot be read."""
        if not self.has(role):
            return None
        try:
            if self.raw(role)[:1] == "=":
                raise ValueError(no_value(self.raw(role)))
            return reader(self.raw(role))
        except ValueError as error:
            self.fault(role, str(error))
            return None

    def word(self, role: str, of: type[E]) -> E | None:
        """What a word means; one that nobody has said the meaning of is a fault."""
        if not self.has(role):
            return None
        found = meaning(role, self.raw(role), self.source.columns.words.get(role))
        if found is None:
            self.fault(role, f"nobody has said yet what {shown(self.raw(role))} means")
        return found if isinstance(found, of) else None

    def first(self, *roles: str) -> str:
        """The first of these roles that the file has a column for."""
        return next((role for role in roles if role in self.places), roles[0])

    def fault(self, role: str, message: str, weight: Weight = Weight.FAULT, pence: int = 0) -> None:
        """Notes what is wrong in the column of a role."""
        self.broken.add(role)
        self.faults.append(Fault(BY_KEY[role].sheet, self.source.name, self.line, self.source.columns.name_of(role), message,
                                 weight, pence))

    def warn(self, role: str, message: str, pence: int = 0) -> None:
        """Notes what is brought in otherwise than it stands, or left out."""
        self.faults.append(Fault(BY_KEY[role].sheet, self.source.name, self.line, self.source.columns.name_of(role), message,
                                 Weight.WARNING, pence))
