"""The proofs: every balance, control total, seal and orphan. Each fault is a sentence; an empty answer is the proof."""

from collections.abc import Callable, Iterator

from housingdesk.rent.models import Balance
from housingdesk.rent.queries.ledger import Fault, check_chain
from housingdesk.rent.queries.proof_of_files import COLLECTIONS, FILES, SUSPENSE, TAKINGS

_BALANCES = """
SELECT a.reference, coalesce(b.pence, 0), coalesce(e.pence, 0) FROM account a
LEFT JOIN balance b ON b.account_id = a.id
LEFT JOIN (SELECT account_id, sum(pence) AS pence,
    sum(CASE payer WHEN 'Housing Benefit' THEN pence ELSE 0 END) AS hb,
    sum(CASE payer WHEN 'Universal Credit' THEN pence ELSE 0 END) AS uc,
    sum(CASE payer WHEN 'own' THEN pence ELSE 0 END) AS own,
    sum(CASE payer WHEN 'support provider' THEN pence ELSE 0 END) AS support
  FROM entry GROUP BY account_id) e ON e.account_id = a.id
WHERE b.id IS NULL OR b.pence <> coalesce(e.pence, 0) OR b.hb_pence <> coalesce(e.hb, 0)
   OR b.uc_pence <> coalesce(e.uc, 0) OR b.own_pence <> coalesce(e.own, 0) OR b.support_pence <> coalesce(e.support, 0)
"""
_CONTROLS = """
SELECT b.title, b.control_pence, coalesce(e.pence, 0) FROM batch b
LEFT JOIN (SELECT batch_id, sum(pence) AS pence, count(*) AS n FROM entry GROUP BY batch_id) e ON e.batch_id = b.id
WHERE b.control_pence <> coalesce(e.pence, 0) OR b.lines <> coalesce(e.n, 0)
"""
_UNSEALED = "SELECT b.title, b.lines, 0 FROM batch b LEFT JOIN seal s ON s.batch_id = b.id WHERE s.sequence IS NULL"
_CHARGED = """
SELECT a.reference, 0, 0 FROM account a JOIN balance b ON b.account_id = a.id
JOIN (SELECT account_id, max(period_to) AS period_to FROM entry WHERE kind = 'charge' AND reverses_id IS NULL
      AND id NOT IN (SELECT reverses_id FROM entry WHERE reverses_id IS NOT NULL) GROUP BY account_id) e
  ON e.account_id = a.id
WHERE (b.charged_to IS NULL OR b.charged_to < e.period_to) AND a.closes_on IS NULL
"""
_REVERSALS = """
SELECT 'entry ' || r.id, r.pence, u.pence FROM entry r LEFT JOIN entry u ON u.id = r.reverses_id
WHERE r.reverses_id IS NOT NULL AND (u.id IS NULL OR u.pence <> -r.pence OR u.account_id <> r.account_id)
"""
_BANK_LINES = """
SELECT 'bank line ' || l.id, CASE WHEN l.state = 'posted' THEN l.pence ELSE 0 END, -coalesce(e.pence, 0) FROM bank_line l
LEFT JOIN (SELECT bank_line_id, sum(pence) AS pence FROM entry WHERE bank_line_id IS NOT NULL GROUP BY bank_line_id) e
  ON e.bank_line_id = l.id
WHERE CASE WHEN l.state = 'posted' THEN l.pence ELSE 0 END <> -coalesce(e.pence, 0)
   OR (l.state = 'posted') <> (l.batch_id IS NOT NULL)
"""
_ORPHANS = (
    ("entry", "account_id", "account", "id"), ("entry", "batch_id", "batch", "id"), ("balance", "account_id", "account", "id"),
    ("entry", "bank_line_id", "bank_line", "id"), ("account", "tenancy_id", "tenancy", "id"),
    ("charge_share", "line_id", "charge_line", "id"), ("bank_line", "batch_id", "batch", "id"),
    ("letter", "document_id", "document", "id"), ("holder", "person_id", "person", "id"),
    ("occupancy", "space_id", "space", "id"),
)


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody is watching."""


def verify(head: str | None = None, progress: Callable[[int, int, str], None] = _quiet) -> list[Fault]:
    """Proves the whole ledger; ``head`` from a day sheet or manifest proves that nothing before it changed."""
    steps: tuple[tuple[str, Callable[[], Iterator[Fault]]], ...] = (
        ("Balances", lambda: _compare(_BALANCES, "{0}: the stored balance is not the sum of its entries ({1}p, {2}p)")),
        ("Control totals", lambda: _compare(_CONTROLS, "{0}: its control total is {1}p, its entries come to {2}p")),
        ("Seals", lambda: _compare(_UNSEALED, "{0}: this batch was never sealed")),
        ("Charged days", lambda: _compare(_CHARGED, "{0}: it is charged beyond the day it says it is charged to")),
        ("Reversals", lambda: _compare(_REVERSALS, "{0}: it does not mirror the entry it reverses")),
        ("Bank lines", lambda: _compare(_BANK_LINES, "{0}: {1}p of it should be in the ledger, {2}p is")),
        ("Unidentified money", lambda: _compare(SUSPENSE, "{0}: {1}p waits to be identified, the account holds {2}p")),
        ("Payment files", lambda: _compare(FILES, "{0}: {1}p should have come with this payment file, {2}p did")),
        ("Direct Debits", lambda: _compare(COLLECTIONS, "the {0}: {1}p is not the {2}p that its lines or entries come to")),
        ("Takings", lambda: _compare(TAKINGS, "{0}: {1}p was taken and is not banked, the account holds {2}p")),
        ("Orphans", _orphans),
        ("Chain", lambda: check_chain(head)),
    )
    faults: list[Fault] = []
    for done, (text, step) in enumerate(steps):
        progress(done, len(steps), text)
        faults.extend(step())
    progress(len(steps), len(steps), "Done")
    return faults


def _compare(statement: str, message: str) -> Iterator[Fault]:
    for row in Balance._meta.database.execute_sql(statement).fetchall():
        yield Fault(str(row[0]), message.format(*row))


def _orphans() -> Iterator[Fault]:
    for table, column, parent, key in _ORPHANS:
        rows = Balance._meta.database.execute_sql(
            f"SELECT count(*) FROM {table} c LEFT JOIN {parent} p ON p.{key} = c.{column} "
            f"WHERE c.{column} IS NOT NULL AND p.{key} IS NULL").fetchall()
        if rows[0][0]:
            yield Fault(table, f"{rows[0][0]} rows of {table} point to a {parent} that is not there")
