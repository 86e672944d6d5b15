"""What every reader returns, and how it refuses.

Money in is positive, money out negative, always in hundredths of the statement's currency (pence when it is sterling).
A reader never decides what a line is for; it only says what the file says, with the raw text as evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.errors import BadFile
from housingdesk.values.problems import Problem

Status = Literal["booked", "pending"]


@dataclass(frozen=True, slots=True)
class Detail:
    """One payment inside a batch entry: evidence for matching, never posted by itself."""

    pence: int | None
    payer: str | None = None
    payer_account: str | None = None
    reference: str | None = None
    narrative: str = ""


class Line(NamedTuple):
    """One entry of the bank. ``payer`` is the other party (whom money went to, when it went out)."""

    on: date
    pence: int
    narrative: str
    payer: str | None = None
    payer_account: str | None = None
    reference: str | None = None
    kind: str | None = None
    bank_id: str | None = None
    balance: int | None = None
    status: Status = "booked"
    raw: str = ""
    line_no: int | None = None
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One account in one currency. ``account`` is sort code and number in 14 digits when known, else as the file gives it.

    ``currency`` is None where the file is silent (a UK bank's CSV); ``adds_up`` is None where nothing can be checked.
    """

    account: str | None
    currency: str | None
    opening: int | None = None
    closing: int | None = None
    adds_up: bool | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. ``interim``: an early view that a later statement repeats, so never to be posted."""

    format: str
    statements: tuple[Statement, ...]
    interim: bool = False
    warnings: tuple[Problem, ...] = ()

    def with_warnings(self, more: Sequence[Problem]) -> "Reading":
        """The same reading with warnings added at the end."""
        return replace(self, warnings=(*self.warnings, *more)) if more else self


class NeedsMapping(BadFile):
    """Columns that no bank layout fits: a person says once what each is. ``rows`` and ``guess`` are for that screen."""

    def __init__(self, name: str, rows: list[list[str]], guess: Mapping) -> None:
        self.rows = rows
        self.guess = guess
        super().__init__(f"{name}: Its columns fit no bank layout known here, so say once which column is the date, the "
                         "amount and the description.")
