"""Reads the ledger as a nominal journal, the codes it goes to, and the journals that were written before."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankAccount
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.db.stored_days import StoredDays
from housingdesk.documents.models import Document
from housingdesk.rent.models import Account, Seal
from housingdesk.rent.rules.words import AccountKind, BatchKind, ChargeCode
from housingdesk.reports.models import JournalExport, NominalCode
from housingdesk.reports.rules.coding import Code, overlap_words, unmapped
from housingdesk.reports.rules.journal import (
    STANDARD,
    JournalLine,
    Known,
    Movement,
    Turned,
    balances,
    faults,
    key_words,
    keys_of,
    ledger_key,
    lines,
    totals,
)
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.rows import frozen

_HOME = """
LEFT JOIN (SELECT tenancy_id, coalesce(max(CASE WHEN start <= ? THEN start END), min(start)) AS start
           FROM occupancy GROUP BY tenancy_id) lo ON lo.tenancy_id = a.tenancy_id
LEFT JOIN occupancy o ON o.tenancy_id = lo.tenancy_id AND o.start = lo.start
LEFT JOIN space h ON h.id = coalesce(o.space_id, a.space_id)
LEFT JOIN space s ON s.id = h.scheme_id
"""
_MOVEMENTS = f"""
SELECT z.sequence, b.kind, b.title, b.contra, b.control_pence, m.effective_on, m.kind, m.reference, m.scheme, m.former, m.code,
  m.pence
FROM (SELECT e.batch_id, e.effective_on, a.kind, a.scheme, e.code,
    CASE WHEN a.kind IN ('suspense', 'control', 'nominal') THEN a.reference ELSE '' END AS reference,
    a.kind = 'rent' AND a.closes_on IS NOT NULL AND e.effective_on > a.closes_on AS former, sum(e.pence) AS pence
  FROM (SELECT a.id, a.kind, a.reference, a.closes_on, coalesce(s.label, '') AS scheme FROM account a {_HOME}) a
  CROSS JOIN entry e WHERE e.account_id = a.id AND e.effective_on >= ? AND e.effective_on <= ?
  GROUP BY e.batch_id, e.effective_on, a.kind, a.scheme, e.code, 6, 7) m
JOIN batch b ON b.id = m.batch_id JOIN seal z ON z.batch_id = m.batch_id
ORDER BY z.sequence, m.effective_on
"""
_TURNED = f"""
SELECT a.closes_on, coalesce(s.label, ''), (SELECT coalesce(sum(e.pence), 0) FROM entry e
  WHERE e.account_id = a.id AND e.effective_on <= a.closes_on)
FROM account a {_HOME} WHERE a.kind = 'rent' AND a.closes_on >= ? AND a.closes_on <= ?
"""


@frozen
class Journal:
    """The journal of ``start <= day <= end``; ``faults`` are batches whose control account does not agree, in words."""

    start: date
    end: date
    lines: tuple[JournalLine, ...]
    faults: tuple[str, ...]
    first_sequence: int
    last_sequence: int

    @property
    def debit_pence(self) -> int:
        """The sum of all debits."""
        return sum(line.pence for line in self.lines if line.pence > 0)

    @property
    def holds(self) -> bool:
        """Whether every batch balances on every day."""
        return balances(self.lines)


@frozen
class CodeRow:
    """One key with its code, if it has one. ``scheme`` empty: every scheme; ``pence`` is what the journal puts there.

    ``id`` is its place in the list.
    """

    id: int
    key: str
    words: str
    scheme: str
    code: str
    name: str
    cost_centre: str
    pence: int
    lines: int


@frozen
class ExportRow:
    """A journal that was written."""

    id: int
    start: date
    end: date
    rows: int
    debit_pence: int
    first_sequence: int
    last_sequence: int
    document_id: int
    file: str
    made_at: datetime
    made_by: str


def journal(start: date, end: date) -> Journal:
    """The nominal journal of everything that counts from ``start <= day <= end``."""
    found, known = movements(start, end), known_accounts()
    sequences = [one.sequence for one in found]
    return Journal(start, end, lines(found, known, turned(start, end)), faults(found, known), min(sequences, default=0),
                   max(sequences, default=0))


def movements(start: date, end: date) -> list[Movement]:
    """What each batch moved, by day, sort of account, scheme and charge."""
    days = StoredDays()
    kinds, accounts = {str(k): k for k in BatchKind}, {str(k): k for k in AccountKind}
    codes: dict[Any, ChargeCode | None] = {**{str(c): c for c in ChargeCode}, None: None}
    found = []
    for sequence, kind, title, contra, control, on, account, reference, scheme, former, code, pence in _rows(
            _MOVEMENTS, [end, start, end]):
        day = days[on]
        assert day is not None
        found.append(Movement(sequence, kinds[kind], title, contra, int(control), day, accounts[account], reference, scheme,
                              bool(former), codes[code], int(pence)))
    return found


def turned(start: date, end: date) -> list[Turned]:
    """Rent accounts that became former in these days: they stand among the former from the day after their last."""
    days = StoredDays()
    found = []
    for closes, scheme, pence in _rows(_TURNED, [end, start - DAY, end - DAY]):
        last = days[closes]
        assert last is not None
        if pence:
            found.append(Turned(last + DAY, scheme, int(pence)))
    return found


def known_accounts() -> Known:
    """The accounts of the ledger itself, by reference, and which of them are bank accounts of ours."""
    kinds = Account.select(Account.reference, Account.kind).where(
        Account.kind.in_((AccountKind.SUSPENSE, AccountKind.CONTROL, AccountKind.NOMINAL))).tuples()
    banks = BankAccount.select(Account.reference).join(Account).tuples()
    return Known(dict(kinds), frozenset(row[0] for row in banks))


def codes() -> dict[tuple[str, str], Code]:
    """The codes of the finance system by key and scheme."""
    rows = NominalCode.select(NominalCode.key, NominalCode.scheme, NominalCode.code, NominalCode.name,
                              NominalCode.cost_centre).tuples()
    return {(key, scheme): Code(code, name, centre) for key, scheme, code, name, centre in rows}


def code_rows(found: Journal) -> list[CodeRow]:
    """Every key of a journal and every key that has a code, those without one first; then as they are named."""
    stored = {(row.key, row.scheme): row for row in NominalCode.select()}
    known = known_accounts()
    names = names_of(known)
    every = {(key, "") for key in STANDARD} | {(ledger_key(ref, kind, known), "") for ref, kind in known.kinds.items()}
    every |= set(stored) | {(key, "") for key, _ in keys_of(found.lines)}
    sums, counts = totals(found.lines), dict(unmapped(found.lines, codes()))
    made = []
    for key, scheme in every:
        row = stored.get((key, scheme))
        pence = sums.get(key, 0) if not scheme else sum(x.pence for x in found.lines if (x.key, x.scheme) == (key, scheme))
        code = Code("") if row is None else Code(row.code, row.name, row.cost_centre)
        made.append(CodeRow(0, key, names.get(key) or key_words(key), scheme, code.code, code.name, code.cost_centre, pence,
                            counts.get(key, 0) if not scheme else 0))
    made.sort(key=lambda one: (not one.lines, not one.pence, one.words, one.scheme))
    return [replace(one, id=place) for place, one in enumerate(made, 1)]


def names_of(known: Known) -> dict[str, str]:
    """What the accounts of the ledger itself are called, by their keys."""
    rows = Account.select(Account.reference, Account.name).where(Account.reference.in_(list(known.kinds))).tuples()
    return {ledger_key(reference, known.kinds[reference], known): name for reference, name in rows if name}


def schemes() -> list[str]:
    """The schemes that a code can be kept apart for."""
    from housingdesk.properties.models import Space
    from housingdesk.properties.rules import SpaceKind

    return [row[0] for row in Space.select(Space.label).where(Space.kind == SpaceKind.SCHEME).order_by(Space.label).tuples()]


def exports(limit: int = 40) -> list[ExportRow]:
    """The journals that were written, the newest first."""
    rows: Any = (JournalExport.select(JournalExport.id, JournalExport.start, JournalExport.end, JournalExport.rows,
                                      JournalExport.debit_pence, JournalExport.first_sequence, JournalExport.last_sequence,
                                      JournalExport.document, Document.name, JournalExport.made_at, JournalExport.made_by)
                 .join(Document).order_by(JournalExport.id.desc()).limit(limit).tuples())
    return [ExportRow(*row) for row in rows]


def written_before(start: date, end: date) -> str:
    """That some of these days are in a journal that was written, and what was sealed since; empty where none is."""
    made = [row for row in exports(400) if row.start <= end and row.end >= start]
    words = overlap_words(start, end, [(row.start, row.end, f"{row.made_by}, {format_date(row.made_at.date())}")
                                       for row in made])
    if not words:
        return ""
    newest = max(row.last_sequence for row in made)
    later = int(Seal.select(fn.COUNT(Seal.id)).where(Seal.id > newest).scalar())
    return f"{words}. {later:,} batch{'' if later == 1 else 'es'} sealed since" if later else words


def _rows(statement: str, days: list[date]) -> list[Any]:
    values = [day if is_postgresql(database) else day.isoformat() for day in days]
    return list(database.execute_sql(sql(database, statement), values).fetchall())
