"""One row of the lettings upload as the service reads it, cell by cell, and a place to write down what is wrong with it.

Decides which cells are refused for how they are written (padded, quoted empty, with a currency sign); what the answers must
agree with is decided elsewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tests.support.core_codes import CODES, Column, column

QUOTED_EMPTY = '""'
"""How a cell that stands in the file as an empty pair of quotes is told from one with nothing between the commas."""
SETUP_FIELDS = frozenset((1, 2, *range(4, 13), 15))
_WHOLE = re.compile(r"\s*([+-]?)(0[0-7]*|[1-9][0-9]*)\s*")
_DECIMAL = re.compile(r"\s*[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\s*")


class Category(StrEnum):
    """How bad: the whole file stops, the answer is refused or lost, or the user must confirm it."""

    SETUP = "setup"
    HARD = "hard"
    SOFT = "soft"


class Owner(StrEnum):
    """What the owning organisation is; the row does not say it, but the referral and the limits of charges depend on it."""

    PRP = "PRP"
    LA = "LA"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that the row breaks: the cells that are wrong, and others on which the service may show it too."""

    rule: str
    fields: tuple[int, ...]
    also: tuple[int, ...] = ()
    category: Category | None = None

    def errors(self) -> set[tuple[int, Category]]:
        """Each field named with its category; a field of the set-up is a set-up error unless it was said otherwise."""
        by_field = {number: Category.SETUP if number in SETUP_FIELDS else Category.HARD for number in self.fields + self.also}
        return {(number, self.category or own) for number, own in by_field.items()}


@dataclass(slots=True)
class Look:
    """A row that is being looked at: its cells, who owns the home, what day it is, and what was found so far."""

    cells: Mapping[int, str]
    owner: Owner
    today: date
    found: list[Finding] = field(default_factory=list)

    def say(self, rule: str, *fields: int, also: tuple[int, ...] = (), category: Category | None = None) -> None:
        """Write down a broken rule."""
        self.found.append(Finding(rule, fields, also, category))

    def cell(self, number: int) -> str:
        """The cell as it stands; nothing between the commas is the empty text."""
        return self.cells.get(number, "")

    def text(self, number: int) -> str:
        """The cell of a text column without blanks around it."""
        cell = self.cell(number)
        return "" if cell == QUOTED_EMPTY else cell.strip()

    def blank(self, number: int) -> bool:
        """Whether nothing was sent. In a column of numbers a single blank was sent, and is refused."""
        return not self.text(number) if column(number) is Column.TEXT else self.cell(number) == ""

    def refused(self, number: int) -> bool:
        """Whether the way the cell is written makes it an "invalid value"."""
        cell, kind = self.cell(number), column(number)
        if kind is Column.TEXT or cell == "":
            return False
        return not (_WHOLE if kind is Column.INTEGER else _DECIMAL).fullmatch(cell)

    def number(self, field_number: int) -> int | None:
        """A whole number; none if blank or refused. A leading 0 makes it octal."""
        match = _WHOLE.fullmatch(self.text(field_number) if column(field_number) is Column.TEXT else self.cell(field_number))
        if not match:
            return None
        digits = match[2]
        value = int(digits, 8) if digits.startswith("0") else int(digits)
        return -value if match[1] == "-" else value

    def amount(self, field_number: int) -> Decimal | None:
        """A decimal; none if blank or refused."""
        cell = self.cell(field_number)
        return Decimal(cell.strip()) if cell and _DECIMAL.fullmatch(cell) else None

    def code(self, number: int) -> int | None:
        """The answer, if it is one that the field knows; none for anything else."""
        value = self.number(number)
        return value if value in CODES[number] else None

    def needed(self, number: int) -> int | None:
        """The answer to a question that every log like this one must answer; says so if it is missing or unknown."""
        value = self.code(number)
        if value is None:
            self.say("is needed" if self.blank(number) else "is not one of the answers", number)
        return value

    def needed_text(self, number: int) -> str:
        """The text that every log like this one must hold; says so if it is missing."""
        text = self.text(number)
        if not text:
            self.say("is needed", number)
        return text

    def needed_date(self, day: int, *, shown_on: tuple[int, ...], rule: str) -> date | None:
        """A date in three cells, the first of which is ``day``; says so if it is missing or does not exist."""
        parts = (day, day + 1, day + 2)
        refused = tuple(part for part in parts if self.refused(part))
        found = self.date(day)
        if refused:
            self.say(f"{rule} is not written as a number", *refused, also=parts, category=Category.HARD)
        elif any(self.blank(part) for part in parts):
            self.say(f"{rule} is needed", *shown_on, also=parts)
        elif found is None:
            self.say(f"{rule} does not exist", *parts)
        return found

    def date(self, day: int) -> date | None:
        """The date in the three cells from ``day`` on, years of two digits in this century; none if it is no date."""
        numbers = [self.number(part) for part in (day, day + 1, day + 2)]
        digits = len(self.cell(day + 2).strip())
        if None in numbers or digits not in (2, 4):
            return None
        d, m, y = (number for number in numbers if number is not None)
        try:
            return date(2000 + y if digits == 2 else y, m, d)
        except ValueError:
            return None

    def ticks(self, first: int, last: int) -> list[int]:
        """The tick cells of a group that hold 1; says so of cells that hold anything but 1, 0 or nothing."""
        for number in range(first, last + 1):
            if not self.blank(number) and self.number(number) not in (0, 1):
                self.say("is a tick: 1 or 0", number)
        return [number for number in range(first, last + 1) if self.number(number) == 1]

    @property
    def needs(self) -> int | None:
        """1 general needs, 2 supported housing; none if not said."""
        return self.code(4)

    @property
    def renewal(self) -> bool:
        """Whether the same tenant is let the same home again."""
        return self.number(7) == 1

    @property
    def new_letting(self) -> bool:
        """Whether it is said that this is not a renewal: then more is asked."""
        return self.number(7) in (0, 2)

    @property
    def pays_nothing(self) -> bool:
        """Whether a supported household pays neither rent nor charges."""
        return self.needs == 2 and self.number(140) == 1


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


