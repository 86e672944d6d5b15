"""A line of the association's bank statement with its true answer, and the schedules that stand behind lump sums."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TruthKind(StrEnum):
    """What a line of the bank really is."""

    RENT = "rent"
    LUMP = "lump"
    NOT_RENT = "not_rent"
    REVERSAL = "reversal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Truth:
    """The true answer. ``parts`` are (account, pence) and sum to the line for rent and reversals.

    ``account`` is the account meant, or the first of them; ``payer`` tells payers apart, so that a bound can be counted
    in payers; ``style`` is how the reference was written; ``schedule`` is the key of a lump's schedule.
    """

    kind: TruthKind
    account: int | None = None
    parts: tuple[tuple[int, int], ...] = ()
    payer: str = ""
    style: str = ""
    note: str = ""
    schedule: str | None = None


@dataclass(frozen=True, slots=True)
class BankLine:
    """One line: money in is positive. ``payer`` and ``reference`` are the bank's own fields of 18 characters.

    A CSV with one column of text carries only ``narrative``; ``sort_code`` and ``number`` are the payer's account, None
    where the file does not tell.
    """

    on: date
    pence: int
    code: str
    payer: str
    reference: str
    narrative: str
    sort_code: str | None
    number: str | None
    truth: Truth


class ScheduleKind(StrEnum):
    """Whose list explains a lump sum."""

    HB = "Housing Benefit"
    DEDUCTIONS = "third-party deductions"
    CARD = "card payments"
    DIRECT_DEBIT = "direct debit collection"
    SUPPORT = "support provider"


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One person's part of a lump: ``gross`` goes to the account, ``recovery`` is held back, ``net`` is what came.

    ``reference`` is what the schedule says, which need not be right; ``recovered_from`` is the account whose overpaid
    benefit was recovered out of somebody else's.
    """

    account: int
    reference: str
    claim: str
    name: str
    address: str
    on: date
    period_from: date | None
    period_to: date | None
    weekly: int
    gross: int
    recovery: int = 0
    recovered_from: int | None = None

    @property
    def net(self) -> int:
        return self.gross - self.recovery


@dataclass(frozen=True, slots=True)
class Schedule:
    """A list of who was paid for; it may come before or after the lump. ``source`` is a council's key, else 0."""

    key: str
    kind: ScheduleKind
    source: int
    reference: str
    paid_on: date
    received_on: date
    lines: tuple[ScheduleLine, ...]

    @property
    def pence(self) -> int:
        return sum(line.net for line in self.lines)
