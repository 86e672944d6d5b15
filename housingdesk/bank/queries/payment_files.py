"""Payment files as rows: the list, one file with its lines and whose they are, and what keeps it from being posted."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Case, fn

from housingdesk.bank.models import PaymentFile, PaymentFileLine
from housingdesk.bank.rules.payment_files import FILE_WORDS, many
from housingdesk.bank.rules.words import FileKind, FileLineState, FileState
from housingdesk.errors import NotFound
from housingdesk.rent.models import Account, Batch
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

ASKING = (FileLineState.UNKNOWN, FileLineState.TAKES_BACK)
"""Lines in these states keep their file from being posted."""
LINE = "line"


@frozen
class PaymentFileRow:
    """A payment file as listed. ``pence`` is the sum of its lines, ``fee_pence`` what was kept back.

    ``asks``: how many of its lines need somebody; ``unidentified_pence``: what of it is, or will be, unidentified money.
    """

    id: int
    version: int
    kind: FileKind
    control_id: int
    name: str
    state: FileState
    first_on: date | None
    last_on: date | None
    pence: int
    fee_pence: int
    stated_pence: int | None
    lines: int
    bank_line_id: int | None
    batch_id: int | None
    imported_at: datetime
    imported_by: str
    note: str
    asks: int
    unidentified_pence: int

    @property
    def net_pence(self) -> int:
        """What the bank shows."""
        return self.pence - self.fee_pence

    @property
    def words(self) -> str:
        """What it is called in a sentence: ``allpay’s file of 3 November 2026, 12 payments``."""
        day = f" of {format_date(self.last_on)}" if self.last_on is not None else ""
        return f"{FILE_WORDS[self.kind]}{day}, {many(self.lines)}"


@frozen
class PaymentLineRow:
    """One payment of a file with the account it goes to. ``why``: what it was found by, or why somebody has to say."""

    id: int
    file_id: int
    number: int
    reference: str
    name: str
    way: str
    paid_on: date
    pence: int
    raw: str
    account_id: int | None
    state: FileLineState
    why: str
    chosen_by: str | None
    taking_id: int | None
    account_reference: str
    account_kind: AccountKind | None
    tenancy_id: int | None
    whose: str
    where: str

    @property
    def asks(self) -> bool:
        """Whether somebody has to say something of it before the file can be posted."""
        return self.state in ASKING


def payment_files(*states: FileState, limit: int = 500) -> tuple[PaymentFileRow, ...]:
    """Payment files in these states (all of them without), the newest first."""
    query = _select()
    if states:
        query = query.where(PaymentFile.state.in_(states))
    return _rows(list(query.order_by(PaymentFile.last_on.desc(), PaymentFile.id.desc()).limit(limit).tuples()))


def payment_file(file_id: int) -> PaymentFileRow:
    """One payment file; NotFound if there is none."""
    found = _rows(list(_select().where(PaymentFile.id == file_id).tuples()))
    if not found:
        raise NotFound("This payment file is no longer there")
    return found[0]


def _select() -> Any:
    return PaymentFile.select(
        PaymentFile.id, PaymentFile.version, PaymentFile.kind, PaymentFile.control, PaymentFile.name, PaymentFile.state,
        PaymentFile.first_on, PaymentFile.last_on, PaymentFile.pence, PaymentFile.fee_pence, PaymentFile.stated_pence,
        PaymentFile.lines, PaymentFile.bank_line, PaymentFile.batch, PaymentFile.imported_at, PaymentFile.imported_by,
        PaymentFile.note)


def _rows(rows: Sequence[Any]) -> tuple[PaymentFileRow, ...]:
    ids = [row[0] for row in rows]
    asks = fn.SUM(Case(None, ((PaymentFileLine.state.in_(ASKING), 1),), 0))
    nobody = fn.SUM(Case(None, ((PaymentFileLine.state == FileLineState.TO_SUSPENSE, PaymentFileLine.pence),), 0))
    counts = {one: (int(asked), int(pence)) for one, asked, pence in
              PaymentFileLine.select(PaymentFileLine.file, asks, nobody).where(PaymentFileLine.file.in_(ids))
              .group_by(PaymentFileLine.file).tuples()} if ids else {}
    return tuple(PaymentFileRow(*(*row, *counts.get(row[0], (0, 0)))) for row in rows)


def lines_of(file_id: int) -> tuple[PaymentLineRow, ...]:
    """The payments of a file in its order."""
    rows = (_line_select().where(PaymentFileLine.file == file_id).order_by(PaymentFileLine.number, PaymentFileLine.id).tuples())
    return tuple(PaymentLineRow(*(*row[:-2], row[-2] or "", row[-1] or "")) for row in rows)


def line(line_id: int) -> PaymentLineRow:
    """One payment; NotFound if there is none."""
    row = _line_select().where(PaymentFileLine.id == line_id).tuples().first()
    if row is None:
        raise NotFound("This payment is no longer there")
    return PaymentLineRow(*(*row[:-2], row[-2] or "", row[-1] or ""))


def _line_select() -> Any:
    one = PaymentFileLine
    return (one.select(one.id, one.file, one.number, one.reference, one.name, one.way, one.paid_on, one.pence, one.raw,
                       one.account, one.state, one.why, one.chosen_by, one.taking,
                       fn.COALESCE(Account.reference, ""), Account.kind, Account.tenancy, Account.name, Tenancy.address)
            .join(Account, JOIN.LEFT_OUTER).join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy)))


def stops(head: PaymentFileRow, lines: Sequence[PaymentLineRow]) -> list[Problem]:
    """What keeps a file from being posted, whatever the bank shows."""
    if head.state is not FileState.WAITING:
        return [Problem("state", f"This file is {head.state}" + (f": {head.note}" if head.note else ""))]
    return [Problem(LINE, one.why or "Say whose this payment is", one.number) for one in lines if one.asks]


def posted_files_on(bank_line_ids: Collection[int]) -> dict[int, PaymentFileRow]:
    """The posted files that explain these lines of the bank, by the line."""
    ordered, found = sorted(bank_line_ids), dict[int, PaymentFileRow]()
    for at in range(0, len(ordered), 5_000):
        rows = list(_select().where(PaymentFile.bank_line.in_(ordered[at:at + 5_000])
                                    & (PaymentFile.state == FileState.POSTED)).tuples())
        found |= {row.bank_line_id: row for row in _rows(rows) if row.bank_line_id is not None}
    return found


def key_of_move(line_id: int) -> str:
    """How the keys of the batches begin by which an unidentified payment of a file is moved to somebody."""
    return f"fileline:{line_id}:"


def moved_by(line_id: int) -> int | None:
    """The batch that moved a payment out of unidentified money and stands; None where it lies there, or never did."""
    undone = Batch.alias()
    row = (Batch.select(Batch.id).join(undone, JOIN.LEFT_OUTER, on=(undone.reverses == Batch.id))
           .where(Batch.key.startswith(key_of_move(line_id)) & undone.id.is_null()).tuples().first())
    return None if row is None else int(row[0])


def unidentified_pence() -> int:
    """What of posted files lies among unidentified money."""
    rows = (PaymentFileLine.select(fn.COALESCE(fn.SUM(PaymentFileLine.pence), 0)).join(PaymentFile)
            .where((PaymentFileLine.state == FileLineState.TO_SUSPENSE) & (PaymentFile.state == FileState.POSTED)))
    return int(rows.scalar())


def waiting_sums() -> dict[int, tuple[PaymentFileRow, ...]]:
    """The files that wait for their lump, by what the bank should show."""
    found: dict[int, tuple[PaymentFileRow, ...]] = {}
    for row in payment_files(FileState.WAITING):
        found[row.net_pence] = (*found.get(row.net_pence, ()), row)
    return found
