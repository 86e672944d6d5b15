"""The reconciliation: bank = ledger, and opening arrears + debit − receipts ± adjustments − write-offs = closing.

Two states are named and never mixed: *Posted* (every line is in the books) and *Agreed to bank* (and the books stand at
the balance the bank states).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankAccount, BankFile, BankLine, LineState
from housingdesk.bank.queries.our_accounts import ledger_balance
from housingdesk.rent.models import Entry
from housingdesk.rent.queries.ledger import head
from housingdesk.rent.queries.rollforward import Arrears, RollRow, gross, roll_forward, summed
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence


@dataclass(frozen=True, slots=True)
class BankProof:
    """One bank account at the end of a day: pence as the bank states and as the books stand.

    ``later_pence`` came after the balance that the bank stated last, in files that state none.
    """

    account_id: int
    name: str
    stated_pence: int | None
    stated_on: date | None
    lines_pence: int
    ledger_pence: int
    open_lines: int
    open_pence: int
    later_pence: int
    gaps: tuple[str, ...]

    @property
    def posted(self) -> bool:
        """Every line is in the books."""
        return self.open_lines == 0

    @property
    def agreed(self) -> bool:
        """Posted, and bank and ledger agree to the penny."""
        return self.posted and self.stated_pence is not None and self.stated_pence == self.ledger_pence

    @property
    def contradicted(self) -> bool:
        """Posted, and the books differ from what the bank states by more than what it has stated no balance of yet."""
        return self.posted and self.stated_pence is not None and self.stated_pence + self.later_pence != self.ledger_pence

    @property
    def sentence(self) -> str:
        """The state in words."""
        if self.stated_pence is None:
            return f"{self.name}: the bank has stated no balance yet"
        if self.agreed:
            return f"{self.name}: bank and ledger agree at {format_pence(self.ledger_pence)}"
        if not self.posted:
            return f"{self.name}: {self.open_lines:,} lines, {format_pence(self.open_pence)}, are not posted yet"
        if not self.contradicted and self.stated_on is not None:
            return (f"{self.name}: every line is posted and the books stand at {format_pence(self.ledger_pence)}. The bank has "
                    f"stated no balance since {format_date(self.stated_on)}, when both agreed")
        difference = self.stated_pence + self.later_pence - self.ledger_pence
        return (f"{self.name}: the bank states {format_pence(self.stated_pence)}, the books stand at "
                f"{format_pence(self.ledger_pence)}; difference {format_pence(abs(difference))}")


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The report of a period. ``rows`` one per account; ``groups`` per kind, scheme and current or former."""

    start: date
    end: date
    rows: tuple[RollRow, ...]
    groups: tuple[RollRow, ...]
    totals: tuple[RollRow, ...]
    gross: Arrears
    banks: tuple[BankProof, ...]
    suspense_pence: int
    control: tuple[tuple[str, str, int], ...]
    head_sequence: int
    head_hash: str

    @property
    def holds(self) -> bool:
        """Whether every account rolls forward to the penny."""
        return all(r.holds for r in self.rows)


def bank_proof(bank_account_id: int, on: date | None = None, *, every_line: bool = True) -> BankProof:
    """How one bank account stands at the end of a day (None: at the newest).

    ``every_line`` adds up each line there ever was, which the report of a period does. A screen that asks after each
    posting leaves it: ``lines_pence`` is then what is in the books and what is not, which sealed batches make the same.
    """
    bank = BankAccount.get_by_id(bank_account_id)
    in_time = BankLine.account == bank_account_id
    if on is not None:
        in_time &= BankLine.made_on <= on
    stated, stated_on = _stated(bank, on)
    waiting = (BankLine.select(fn.COUNT(BankLine.id), fn.COALESCE(fn.SUM(BankLine.pence), 0))
               .where(in_time & BankLine.state.in_((LineState.WAITING, LineState.PARKED))).tuples().first())
    ledger, open_lines, open_pence = ledger_balance(bank.id, on), int(waiting[0]), int(waiting[1])
    lines = ledger + open_pence
    if every_line:
        lines = bank.opening_pence + int(BankLine.select(fn.COALESCE(fn.SUM(BankLine.pence), 0)).where(
            in_time & (BankLine.state != LineState.LEFT_OUT)).scalar())
    later = _later(bank, stated_on, on) if stated_on is not None else 0
    return BankProof(bank.id, bank.name, stated, stated_on, lines, ledger, open_lines, open_pence, later, tuple(_gaps(bank)))


def _later(bank: BankAccount, after: date, on: date | None) -> int:
    """Pence of the lines after a day, up to the end of another."""
    lines = (BankLine.account == bank.id) & (BankLine.state != LineState.LEFT_OUT) & (BankLine.made_on > after)
    if on is not None:
        lines &= BankLine.made_on <= on
    return int(BankLine.select(fn.COALESCE(fn.SUM(BankLine.pence), 0)).where(lines).scalar())


def _stated(bank: BankAccount, on: date | None) -> tuple[int | None, date | None]:
    """The balance that the bank's own files give at the end of a day, lines after it taken off."""
    query = BankFile.select(BankFile.closing_pence, BankFile.last_on).where(
        (BankFile.account == bank.id) & BankFile.closing_pence.is_null(False) & BankFile.taken_out_at.is_null())
    if on is not None:
        query = query.where(BankFile.first_on <= on)
    row = query.order_by(BankFile.last_on.desc(), BankFile.id.desc()).tuples().first()
    if row is None:
        return None, None
    closing, last = row
    if on is None or last <= on:
        return closing, last
    return closing - _later(bank, on, last), on


_Span = tuple[date, date, int | None, int | None]
"""Of a file: its first and last day, opening and closing balance."""


def _gaps(bank: BankAccount) -> list[str]:
    """Sentences for files that do not follow each other: a day between two files, or balances that do not meet."""
    rows: Any = (BankFile.select(BankFile.first_on, BankFile.last_on, BankFile.opening_pence, BankFile.closing_pence)
                 .where((BankFile.account == bank.id) & BankFile.taken_out_at.is_null() & BankFile.first_on.is_null(False))
                 .order_by(BankFile.first_on, BankFile.last_on).tuples())
    found: list[str] = []
    previous: _Span | None = None
    for span in rows:
        if previous is not None:
            found.extend(_gap(previous, span))
        if previous is None or span[1] >= previous[1]:
            previous = span
    return found


def _gap(before: _Span, after: _Span) -> Iterator[str]:
    (_, last, _, closing), (first, _, opening, _) = before, after
    if closing is None or opening is None or closing == opening:
        return
    if first > last + DAY:
        yield f"Nothing between {format_date(last + DAY)} and {format_date(first - DAY)}; a file may be missing"
    elif first == last + DAY:
        yield (f"{format_date(last)} closes at {format_pence(closing)} and the next day opens at {format_pence(opening)}; "
               f"lines may be missing")


def reconciliation(start: date, end: date) -> Reconciliation:
    """The whole report for ``start <= day <= end``."""
    every = roll_forward(start, end)
    people = [r for r in every if r.kind in ("rent", "garage")]
    rent = [r for r in people if r.kind == "rent"]
    banks = tuple(bank_proof(row[0], end) for row in BankAccount.select(BankAccount.id).order_by(BankAccount.name).tuples())
    sequence, digest = head()
    return Reconciliation(start, end, tuple(people), tuple(summed(people)), tuple(summed(people, by_scheme=False)),
                          gross(rent), banks, -sum(r.closing for r in every if r.kind == AccountKind.SUSPENSE), _control(every),
                          sequence, digest)


def _control(rows: list[RollRow]) -> tuple[tuple[str, str, int], ...]:
    """Money that waits for its schedule at the end of the period: reference, name and pence, by reference."""
    return tuple(sorted((r.reference, r.name, -r.closing) for r in rows if r.kind == AccountKind.CONTROL and r.closing))


def entries_of_lines(bank_account_id: int) -> int:
    """How many ledger entries the lines of a bank account brought."""
    return int(Entry.select(fn.COUNT(Entry.id)).join(BankLine, on=(BankLine.id == Entry.bank_line))
               .where(BankLine.account == bank_account_id).scalar())
