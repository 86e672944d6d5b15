"""How our own bank accounts stand: what waits on each, the bank's last balance and the books', and unidentified money."""

from datetime import date

from peewee import fn

from housingdesk.bank.models import BankAccount, BankFile, BankLine, LineState, SuspenseItem
from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.bank.parsers.mapping import from_json as mapping_of
from housingdesk.rent.models import Account, Batch, Entry
from housingdesk.values.dates import working_days_between
from housingdesk.values.rows import frozen

_OLD_FILE = 3
"""Working days after which a statement is too old for letters."""


@frozen
class BankAccountRow:
    """One of our bank accounts. ``agreed``: every line is posted and the books stand at the bank's last balance."""

    id: int
    name: str
    number: str
    reference: str
    waiting: int
    parked: int
    statement_pence: int | None
    ledger_pence: int
    last_on: date | None
    mapping: Mapping | None


@frozen
class SuspenseRow:
    """Unidentified money: pence, its age in days, who looks into it."""

    line_id: int
    made_on: date
    pence: int
    narrative: str
    since: date
    days: int
    owner: str
    note: str


def bank_accounts() -> list[BankAccountRow]:
    """Our bank accounts with what waits on each and how the books stand."""
    rows = []
    for bank in BankAccount.select(BankAccount, Account.reference).join(Account).order_by(BankAccount.name):
        closing, last = last_closing(bank.id)
        rows.append(BankAccountRow(bank.id, bank.name, bank.number, bank.nominal.reference, _count(bank.id, LineState.WAITING),
                                   _count(bank.id, LineState.PARKED), closing, ledger_balance(bank.id), last,
                                   mapping_of(bank.mapping) if bank.mapping else None))
    return rows


def _count(bank_account_id: int, state: LineState) -> int:
    """Lines of one state, from the index alone: the posted ones of years are not touched."""
    query = BankLine.select(fn.COUNT(BankLine.id)).where((BankLine.account == bank_account_id) & (BankLine.state == state))
    return int(query.scalar())


def last_closing(bank_account_id: int) -> tuple[int | None, date | None]:
    """The newest closing balance a file stated for an account, and its day."""
    row = (BankFile.select(BankFile.closing_pence, BankFile.last_on)
           .where((BankFile.account == bank_account_id) & BankFile.closing_pence.is_null(False)
                  & BankFile.taken_out_at.is_null())
           .order_by(BankFile.last_on.desc(), BankFile.id.desc()).tuples().first())
    return (row[0], row[1]) if row else (None, None)


def ledger_balance(bank_account_id: int, on: date | None = None) -> int:
    """The bank account in the books, in pence: its opening balance and every batch its lines brought.

    The control totals of sealed batches say it at once; ``on`` takes off the entries of lines made after that day.
    """
    opening, reference = (BankAccount.select(BankAccount.opening_pence, Account.reference).join(Account)
                          .where(BankAccount.id == bank_account_id).tuples().get())
    total = Batch.select(fn.COALESCE(fn.SUM(Batch.control_pence), 0)).where(Batch.contra == reference).scalar()
    if on is None:
        return int(opening) - int(total)
    later = (Entry.select(fn.COALESCE(fn.SUM(Entry.pence), 0)).join(BankLine, on=(BankLine.id == Entry.bank_line))
             .where((BankLine.account == bank_account_id) & (BankLine.made_on > on))).scalar()
    return int(opening) - int(total) + int(later)


def suspense(on: date) -> list[SuspenseRow]:
    """Unidentified money, the oldest first."""
    rows = (SuspenseItem.select(BankLine.id, BankLine.made_on, BankLine.pence, BankLine.narrative, SuspenseItem.since,
                                SuspenseItem.owner, SuspenseItem.note).join(BankLine)
            .where(SuspenseItem.cleared_on.is_null()).order_by(BankLine.made_on, BankLine.id).tuples())
    return [SuspenseRow(r[0], r[1], r[2], r[3], r[4], (on - r[1]).days, r[5], r[6]) for r in rows]


def waiting_on(today: date) -> int:
    """How many lines of statements up to a day wait to be posted, on all our bank accounts."""
    accounts = BankAccount.select(BankAccount.id)
    made_on = fn.COALESCE(BankLine.made_on, today)  # keeps to the index of waiting lines, few, and off that of days, many
    return int(BankLine.select().where(BankLine.account.in_(accounts) & (BankLine.state == LineState.WAITING)
                                       & (made_on <= today)).count())


def last_statement(on: date) -> date | None:
    """The day on which the newest statement of an account ends, where it is too old for what is owed to be right on a day."""
    days = [last_closing(bank.id)[1] for bank in BankAccount.select(BankAccount.id)]
    return min((day for day in days if day is not None and working_days_between(day, on) > _OLD_FILE), default=None)
