"""The rent statement in the shape that the courts ask for: what was due and when, what was paid and when, the running total.

Rulebook §4.3 (PD 55A 2.3): from the first missed payment; when that is more than two years ago, for the last two years. It
holds rent alone. ``opening + due − paid = closing`` always; a statement for which it does not hold is not made. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.rent.rules.words import EntryKind, Frequency
from housingdesk.values.dates import DAY, add_months, format_date
from housingdesk.values.money import balance_words, format_pence, portion
from housingdesk.values.text import sentence_case

_MONTHS_BACK = 24
_PAYMENTS = frozenset({EntryKind.RECEIPT, EntryKind.REFUND, EntryKind.TRANSFER})
_DAYS = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14, Frequency.FOUR_WEEKLY: 28, Frequency.NIGHTLY: 7}
_TIMES = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4, Frequency.NIGHTLY: 7}
EVERY = {Frequency.WEEKLY: "each week", Frequency.FORTNIGHTLY: "each fortnight", Frequency.FOUR_WEEKLY: "each four weeks",
         Frequency.MONTHLY: "each month", Frequency.NIGHTLY: "each week"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the account as it stands there: a charge is positive, a payment negative."""

    on: date
    kind: EntryKind
    what: str
    pence: int


@dataclass(frozen=True, slots=True)
class CourtLine:
    """One line of the statement: what was due or paid (pence; a payment that went back is negative), and the total after it."""

    on: date
    what: str
    due_pence: int
    paid_pence: int
    total_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtStatement:
    """A statement from ``start`` to ``end``, both days included. ``apart`` names what is owed and is not rent.

    ``rent_pence`` is for one period of the account, ``daily_pence`` for a day.
    """

    claimant: str
    tenants: tuple[str, ...]
    home: str
    reference: str
    payment_reference: str
    start: date
    end: date
    began: str
    opening_pence: int
    lines: tuple[CourtLine, ...]
    rent_pence: int
    daily_pence: int
    every: str
    apart: tuple[str, ...] = ()
    charge_word: str = "rent"
    demo: bool = False

    @property
    def due_pence(self) -> int:
        """All that fell due."""
        return sum(line.due_pence for line in self.lines)

    @property
    def paid_pence(self) -> int:
        """All that was paid."""
        return sum(line.paid_pence for line in self.lines)

    @property
    def closing_pence(self) -> int:
        """What is owed at the end; negative when it is in credit."""
        return self.lines[-1].total_pence if self.lines else self.opening_pence

    @property
    def rate(self) -> str:
        """``Rent £120.00 each week, £17.14 a day``."""
        word = sentence_case(self.charge_word)
        return f"{word} {format_pence(self.rent_pence)} {self.every}, {format_pence(self.daily_pence)} a day"

    @property
    def sum(self) -> str:
        """The totals as one sentence that a judge can follow with a pencil."""
        opening = balance_words(self.opening_pence) if self.opening_pence else "nothing was owed"
        return (f"At the start {opening}. Since then {format_pence(self.due_pence)} fell due and "
                f"{format_pence(self.paid_pence)} was paid. At the end {balance_words(self.closing_pence)}")


def daily_rate(rent_pence: int, frequency: Frequency) -> int:
    """The rent for a day in whole pence: a week ÷ 7, a fortnight ÷ 14, four weeks ÷ 28, a month ÷ 30.44.

    >>> daily_rate(12_000, Frequency.WEEKLY), daily_rate(24_000, Frequency.FORTNIGHTLY), daily_rate(50_000, Frequency.MONTHLY)
    (1714, 1714, 1643)
    """
    if frequency is Frequency.MONTHLY:
        return portion(rent_pence, 100, 3_044)
    return portion(rent_pence, 1, _DAYS[frequency])


def rent_of_period(charged_pence: int, frequency: Frequency) -> int:
    """The rent of one period, from charges in pence a week (a month on monthly accounts); by the night, of a week."""
    return charged_pence * _TIMES.get(frequency, 1)


def first_missed(entries: Sequence[Entry], end: date) -> date | None:
    """The day of the first missed payment: since then the account has never been clear at the end of a day. None if it is.

    ``entries`` are all of the account, in the order of their days.
    """
    balance, since = 0, None
    for on, pence in _by_day(entry for entry in entries if entry.on <= end):
        before, balance = balance, balance + pence
        if balance <= 0:
            since = None
        elif before <= 0:
            since = on
    return since


def _by_day(entries: Iterable[Entry]) -> list[tuple[date, int]]:
    days: dict[date, int] = {}
    for entry in entries:
        days[entry.on] = days.get(entry.on, 0) + entry.pence
    return sorted(days.items())


def start_of(entries: Sequence[Entry], end: date) -> tuple[date, str]:
    """The first day of the statement for ``end``, and the sentence that says why."""
    back, missed = add_months(end, -_MONTHS_BACK), first_missed(entries, end)
    first = min((entry.on for entry in entries), default=end)
    if missed is None:
        start = max(first, back + DAY)
        shown = "the last two years" if start > first else "the whole account"
        return start, f"Nothing is owed today, so this shows {shown}"
    if missed <= back:
        return back + DAY, (f"The first missed payment was due on {format_date(missed)}, more than two years ago, so this "
                            "shows the last two years")
    return missed, f"It begins with the first missed payment, which was due on {format_date(missed)}"


def court_lines(entries: Iterable[Entry], opening_pence: int) -> tuple[CourtLine, ...]:
    """The lines with the running total; what is no payment, such as a correction, stands with what was due."""
    total, found = opening_pence, []
    for entry in entries:
        total += entry.pence
        paid = entry.kind in _PAYMENTS
        found.append(CourtLine(entry.on, entry.what, 0 if paid else entry.pence, -entry.pence if paid else 0, total))
    return tuple(found)


def refuse_wrong_total(statement: CourtStatement, ledger_pence: int) -> None:
    """Refused when a statement does not add up, or does not end at what the ledger says."""
    adds = statement.opening_pence + statement.due_pence - statement.paid_pence == statement.closing_pence
    if not adds or statement.closing_pence != ledger_pence:
        raise Refused(f"The statement ends at {format_pence(statement.closing_pence)} and the ledger at "
                      f"{format_pence(ledger_pence)}. Have the ledger proved before this goes to a court")


HEADS = ("Date", "What", "Due", "Paid", "Total owed")


def table(statement: CourtStatement) -> list[tuple[str | int, ...]]:
    """The statement as rows of words and pence under ``HEADS``, with its opening and closing line."""
    rows: list[tuple[str | int, ...]] = [(statement.start.isoformat(), "Owed at the start", 0, 0, statement.opening_pence)]
    rows += [(line.on.isoformat(), line.what, line.due_pence, line.paid_pence, line.total_pence) for line in statement.lines]
    rows.append((statement.end.isoformat(), "Together", statement.due_pence, statement.paid_pence, statement.closing_pence))
    return rows
