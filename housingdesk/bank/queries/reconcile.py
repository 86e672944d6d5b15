"""The reconciliation: bank = ledger, and opening arrears + debit − receipts ± adjustments − write-offs = closing.

Two states are named and never mixed: *Posted* (every line is in the books) and *Agreed to bank* (and the books stand at
the balance the bank states).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankAccount, BankFile, BankLine, LineState
from housingdesk.bank.queries.lines import ledger_balance
from housingdesk.rent.models import Account, Balance, Entry
from housingdesk.rent.queries.ledger import head
from housingdesk.rent.queries.rollforward import Arrears, RollRow, gross, roll_forward, summed
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence


@dataclass(frozen=True, slots=True)
class BankProof:
    """One bank account at the end of a day: pence as the bank states and as the books stand."""

    account_id: int
    name: str
    stated_pence: int | None
    stated_on: date | None
    lines_pence: int
    ledger_pence: int
    open_lines: int
    open_pence: int
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
    def sentence(self) -> str:
        """The state in words."""
        if self.stated_pence is None:
            return f"{self.name}: the bank has stated no balance yet"
        if self.agreed:
            return f"{self.name}: bank and ledger agree at {format_pence(self.ledger_pence)}"
        if not self.posted:
            return f"{self.name}: {self.open_lines:,} lines, {format_pence(self.open_pence)}, are not posted yet"
        difference = self.stated_pence - self.ledger_pence
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
        """Whether every equation holds to the penny."""
        return all(r.holds for r in self.rows) and all(b.agreed or not b.posted for b in self.banks)


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
    return BankProof(bank.id, bank.name, stated, stated_on, lines, ledger, open_lines, open_pence, tuple(_gaps(bank)))


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
    later = BankLine.select(fn.COALESCE(fn.SUM(BankLine.pence), 0)).where(
        (BankLine.account == bank.id) & (BankLine.state != LineState.LEFT_OUT)
        & (BankLine.made_on > on) & (BankLine.made_on <= last)).scalar()
    return closing - int(later), on


def _gaps(bank: BankAccount) -> list[str]:
    """Sentences for files that do not follow each other: a day between two files, or balances that do not meet."""
    rows = list(BankFile.select(BankFile.first_on, BankFile.last_on, BankFile.opening_pence, BankFile.closing_pence)
                .where((BankFile.account == bank.id) & BankFile.taken_out_at.is_null() & BankFile.first_on.is_null(False))
                .order_by(BankFile.first_on, BankFile.last_on).tuples())
    found, previous = [], None
    for first, last, opening, closing in rows:
        if previous is not None and first > previous[1] + DAY and None not in (opening, previous[3]) and opening != previous[3]:
            found.append(f"Nothing between {format_date(previous[1] + DAY)} and {format_date(first - DAY)}; "
                         f"a file may be missing")
        if previous is None or last >= previous[1]:
            previous = (first, last, opening, closing)
    return found


def reconciliation(start: date, end: date) -> Reconciliation:
    """The whole report for ``start <= day <= end``."""
    every = roll_forward(start, end)
    people = [r for r in every if r.kind in ("rent", "garage")]
    rent = [r for r in people if r.kind == "rent"]
    banks = tuple(bank_proof(row[0], end) for row in BankAccount.select(BankAccount.id).order_by(BankAccount.name).tuples())
    sequence, digest = head()
    return Reconciliation(start, end, tuple(people), tuple(summed(people)), tuple(summed(people, by_scheme=False)),
                          gross(rent), banks, _standing(AccountKind.SUSPENSE), _control(), sequence, digest)


def _standing(kind: AccountKind) -> int:
    value: Any = (Balance.select(fn.COALESCE(fn.SUM(Balance.pence), 0)).join(Account).where(Account.kind == kind)).scalar()
    return -int(value)


def _control() -> tuple[tuple[str, str, int], ...]:
    rows = (Account.select(Account.reference, Account.name, Balance.pence).join(Balance, on=(Balance.account == Account.id))
            .where((Account.kind == AccountKind.CONTROL) & (Balance.pence != 0)).order_by(Account.reference).tuples())
    return tuple((reference, name, -int(pence)) for reference, name, pence in rows)


def entries_of_lines(bank_account_id: int) -> int:
    """How many ledger entries the lines of a bank account brought."""
    return int(Entry.select(fn.COUNT(Entry.id)).join(BankLine, on=(BankLine.id == Entry.bank_line))
               .where(BankLine.account == bank_account_id).scalar())
