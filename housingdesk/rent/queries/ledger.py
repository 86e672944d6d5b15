"""Reads the ledger: closed periods, batches, balances as at a day and as they were known, and the proofs of the chain."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Account, Batch, Entry, LedgerClose, Seal
from housingdesk.rent.rules.sealing import GENESIS, IsoTexts, SealLine, canonical, chain
from housingdesk.rent.rules.words import BatchKind, EntryKind, Payer
from housingdesk.values.rows import frozen


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as listed; ``sequence`` is its place in the chain."""

    id: int
    kind: BatchKind
    key: str
    title: str
    source: str
    control_pence: int
    lines: int
    made_at: datetime
    made_by: str
    sequence: int
    hash: str
    reversed_by: int | None
    reverses: int | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the proof found wrong: where, and a sentence."""

    where: str
    message: str


def closed_to() -> date | None:
    """The last day of the closed part of the ledger; None while nothing is closed."""
    value: date | None = LedgerClose.select(fn.MAX(LedgerClose.closed_to)).scalar()
    return value


def account_references(ids: Collection[int]) -> dict[int, str]:
    """The references of some accounts by id; of all accounts where many are asked for. Plain rows: a seal waits for them."""
    database, only = Account._meta.database, ""
    if len(ids) < 500:
        only = f" WHERE id IN ({', '.join(str(int(i)) for i in ids) or 'NULL'})"
    found: dict[int, str] = dict(database.execute_sql(f"SELECT id, reference FROM account{only}").fetchall())
    return found


def head() -> tuple[int, str]:
    """Sequence and hash of the newest seal; (0, noughts) for an empty ledger."""
    row = Seal.select(Seal.id, Seal.hash).order_by(Seal.id.desc()).limit(1).tuples().first()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def batches(limit: int = 100, kind: BatchKind | None = None, begins: str = "") -> list[BatchRow]:
    """The newest batches first; of a kind, and with a key that begins so."""
    reversal = Batch.alias()
    query = (Batch.select(Batch, Seal.id, Seal.hash, reversal.id)
             .join(Seal, on=(Seal.batch == Batch.id))
             .join_from(Batch, reversal, "LEFT OUTER JOIN", on=(reversal.reverses == Batch.id))
             .order_by(Seal.id.desc()).limit(limit))
    if kind is not None:
        query = query.where(Batch.kind == kind)
    if begins:
        query = query.where(Batch.key.startswith(begins))
    return [_batch_row(r) for r in query.tuples()]


def batch(batch_id: int) -> BatchRow | None:
    """One batch."""
    reversal = Batch.alias()
    row = (Batch.select(Batch, Seal.id, Seal.hash, reversal.id)
           .join(Seal, on=(Seal.batch == Batch.id))
           .join_from(Batch, reversal, "LEFT OUTER JOIN", on=(reversal.reverses == Batch.id))
           .where(Batch.id == batch_id).tuples().first())
    return _batch_row(row) if row else None


def _batch_row(r: tuple[Any, ...]) -> BatchRow:
    (batch_id, kind, key, title, source, control, lines, _contra, reverses, made_at, made_by, sequence, digest, by) = r
    return BatchRow(batch_id, kind, key, title, source, control, lines, made_at, made_by, sequence, digest, by, reverses)


def attempts(prefix: str) -> int:
    """How many batches have a key that begins like this: the number of times an act was tried and taken back."""
    return int(Batch.select(fn.COUNT(Batch.id)).where(Batch.key.startswith(prefix)).scalar())


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry with the bank line it came from."""

    id: int
    account_id: int
    pence: int
    bank_line: int | None


def entries_of(batch_id: int, bank_lines: Sequence[int]) -> list[EntryRow]:
    """The entries of a batch that these bank lines brought."""
    rows = (Entry.select(Entry.id, Entry.account, Entry.pence, Entry.bank_line)
            .where((Entry.batch == batch_id) & Entry.bank_line.in_(list(bank_lines))).tuples())
    return [EntryRow(*row) for row in rows]


def receivers(batch_id: int) -> list[int]:
    """The accounts whose receipts a batch holds."""
    rows = Entry.select(Entry.account).where((Entry.batch == batch_id) & (Entry.kind == EntryKind.RECEIPT)).distinct()
    return [row[0] for row in rows.order_by(Entry.account).tuples()]


@frozen
class ReceiptRow:
    """Money that came to an account: whose it is, its day, and the days it is for (``period_to`` not included)."""

    account_id: int
    payer: Payer
    on: date
    period_from: date | None
    period_to: date | None


def first_day_of(batch_id: int) -> date:
    """The earliest day from which an entry of a batch counts."""
    found: date = Entry.select(fn.MIN(Entry.effective_on)).where(Entry.batch == batch_id).scalar()
    return found


def receipts_in(batch_id: int) -> list[ReceiptRow]:
    """The receipts of a batch; what was taken back by it is none."""
    return [ReceiptRow(*row) for row in Entry.select(*_RECEIPT).where((Entry.batch == batch_id) & _CAME).tuples()]


def other_receipts(batch_id: int, kind: BatchKind, account_ids: Collection[int], since: date) -> list[ReceiptRow]:
    """The receipts of these accounts from a day on that stand, of the other batches of a kind."""
    ordered, found = sorted(account_ids), list[ReceiptRow]()
    undone = Entry.alias()
    for at in range(0, len(ordered), 5_000):
        rows = (Entry.select(*_RECEIPT).join(Batch).join_from(Entry, undone, JOIN.LEFT_OUTER, on=(undone.reverses == Entry.id))
                .where(Entry.account.in_(ordered[at:at + 5_000]) & (Entry.effective_on >= since) & (Entry.batch != batch_id)
                       & (Batch.kind == kind) & _CAME & undone.id.is_null()).tuples())
        found += [ReceiptRow(*row) for row in rows]
    return found


_RECEIPT = (Entry.account, Entry.payer, Entry.effective_on, Entry.period_from, Entry.period_to)
_CAME = (Entry.kind == EntryKind.RECEIPT) & (Entry.pence < 0) & Entry.reverses.is_null()


def sequence_at(known: datetime) -> int:
    """The last seal made at or before a moment: what was known then."""
    return int(Seal.select(fn.COALESCE(fn.MAX(Seal.id), 0)).where(Seal.sealed_at <= known).scalar())


def balances_as_at(on: date, known: datetime | None = None) -> dict[int, int]:
    """Every account's balance in pence at the end of a day; with ``known``, as it was known at that moment."""
    database = Entry._meta.database
    values: list[Any] = [on if is_postgresql(database) else on.isoformat()]
    text = "SELECT account_id, sum(pence) FROM entry WHERE effective_on <= ?"
    if known is not None:
        text += " AND batch_id IN (SELECT batch_id FROM seal WHERE sequence <= ?)"
        values.append(sequence_at(known))
    rows = database.execute_sql(sql(database, text + " GROUP BY account_id"), values).fetchall()
    return {account: int(pence) for account, pence in rows}


def balance_as_at(account_id: int, on: date, known: datetime | None = None) -> int:
    """One account's balance in pence at the end of a day; with ``known``, as it was known at that moment."""
    query = Entry.select(fn.COALESCE(fn.SUM(Entry.pence), 0)).where((Entry.account == account_id) & (Entry.effective_on <= on))
    if known is not None:
        query = query.join(Seal, on=(Seal.batch == Entry.batch)).where(Seal.id <= sequence_at(known))
    return int(query.scalar())


def seal_lines(batch_id: int) -> Iterator[SealLine]:
    """The lines of one batch in the form that is hashed."""
    undone, undone_seal = Entry.alias(), Seal.alias()
    rows = (Entry.select(Account.reference, Entry.kind, Entry.code, Entry.payer, Entry.effective_on, Entry.pence,
                         Entry.period_from, Entry.period_to, Entry.text, undone_seal.id, undone.line_no)
            .join(Account, on=(Account.id == Entry.account))
            .join_from(Entry, undone, "LEFT OUTER JOIN", on=(undone.id == Entry.reverses))
            .join_from(undone, undone_seal, "LEFT OUTER JOIN", on=(undone_seal.batch == undone.batch))
            .where(Entry.batch == batch_id).order_by(Entry.line_no).tuples())
    iso = IsoTexts()
    for ref, kind, code, payer, on, pence, start, end, text, sequence, line in rows.iterator():
        yield (ref, kind, code, payer, iso[on], pence, iso[start], iso[end], text,
               f"{sequence}/{line}" if sequence is not None else None)


def check_chain(expected_head: str | None = None) -> Iterator[Fault]:
    """Recomputes every seal from the entries themselves; yields what does not fit.

    With ``expected_head`` (from a day sheet or a backup) it must be one of the seals: nothing before it has changed or
    vanished.
    """
    previous, sequence, seen = GENESIS, 0, expected_head is None or expected_head == GENESIS
    rows = (Seal.select(Seal, Batch).join(Batch).order_by(Seal.id))
    for row in rows.iterator():
        sequence += 1
        if row.id != sequence:
            yield Fault(f"seal {row.id}", f"seal {sequence} is missing")
            sequence = row.id
        content = canonical(row.batch.kind, row.batch.key, row.batch.control_pence, row.batch.made_at, seal_lines(row.batch.id))
        if row.previous != previous:
            yield Fault(f"seal {row.id}", "it does not follow the seal before it")
        if chain(row.previous, content) != row.hash:
            yield Fault(f"seal {row.id}", f"{row.batch.title}: its entries are not those that were sealed")
        previous = row.hash
        seen = seen or row.hash == expected_head
    if not seen:
        yield Fault("head", f"no seal has the head {expected_head}: something before it changed or vanished")
