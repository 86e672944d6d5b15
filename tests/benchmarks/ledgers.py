"""A ledger to measure on: 3,000 tenancies with three charges and six years of entries, made once and copied.

The rows are written by plain SQL with the guards off for that while, since only their number and shape matter here.
"""

import hashlib
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.db.connection import PRAGMAS, open_store
from housingdesk.db.steps import MIGRATIONS
from housingdesk.db.upgrade import upgrade
from housingdesk.values.references import payment_reference

TENANCIES, WEEKS = 3000, 312
WEEK = date(2026, 11, 23)
START = WEEK - timedelta(weeks=WEEKS)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_OPENED = "2019-01-07"
_CHARGES = (("rent", 9000), ("service charge", 800), ("personal charge", 300))
_GUARDS = ("entry_not_into_sealed", "entry_no_replace")


def six_years() -> Path:
    """The file, made on first use in the temporary folder and kept there."""
    return ledger_of(TENANCIES, WEEKS)


def ledger_of(tenancies: int, weeks: int) -> Path:
    """A file of so many tenancies and weeks up to ``WEEK``, made and kept in the same way."""
    path = Path(tempfile.gettempdir()) / f"housingdesk-bench-{tenancies}-{weeks}-{schema_mark()}.sqlite"
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        _make(draft, tenancies, weeks)
        draft.replace(path)
    return path


def schema_mark() -> str:
    """By what databases that are made once are told apart: another schema makes another."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(MIGRATIONS.glob("*.sqlite.sql")))).hexdigest()[:8]


def _make(path: Path, tenancies: int, weeks: int) -> None:
    store = open_store(path, create=True, lock=False)
    upgrade(store, now=NOW)
    with store.connected() as database:
        User.create(name="Ann Brown", initials="AB", login="ann", role=Role.ADMINISTRATOR)
        with database.atomic():
            _accounts(database.cursor(), tenancies)
            _entries(database.cursor(), tenancies, weeks)
        database.execute_sql("ANALYZE")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def _accounts(cursor: Any, tenancies: int) -> None:
    numbers = range(1, tenancies + 1)
    cursor.executemany(
        "INSERT INTO tenancy(id, version, reference, kind, starts_on, social_housing, former, names, address, postcode, "
        "payment_reference, note_to_read) VALUES (?, 1, ?, 'assured tenancy', ?, 1, 0, ?, ?, 'ZZ9 9ZZ', ?, '')",
        [(i, f"T{i:06d}", _OPENED, f"Person {i}", f"{i} Dale Road", payment_reference(i)) for i in numbers])
    cursor.executemany(
        "INSERT INTO account(id, version, reference, kind, name, tenancy_id, frequency, rent_free, opens_on) "
        "VALUES (?, 1, ?, 'rent', ?, ?, 'weekly', 0, ?)",
        [(i, payment_reference(i), f"Person {i}", i, _OPENED) for i in numbers])
    cursor.executemany(
        "INSERT INTO balance(account_id, pence, hb_pence, uc_pence, own_pence, support_pence, other_pence, charged_to) "
        "VALUES (?, 0, 0, 0, 0, 0, 0, ?)", [(i, WEEK.isoformat()) for i in numbers])
    lines = [((i - 1) * 3 + n, i, code, code, pence + i % 900, _OPENED)
             for i in numbers for n, (code, pence) in enumerate(_CHARGES, 1)]
    cursor.executemany("INSERT INTO charge_line(id, version, account_id, code, description, pence, start) "
                       "VALUES (?, 1, ?, ?, ?, ?, ?)", lines)
    cursor.executemany("INSERT INTO charge_share(version, line_id, payer, start) VALUES (1, ?, ?, ?)",
                       [(line, "Housing Benefit" if account % 3 == 0 and code == "rent" else "own", _OPENED)
                        for line, account, code, *_ in lines])


def _entries(cursor: Any, tenancies: int, weeks: int) -> None:
    for name in _GUARDS:
        cursor.execute(f"DROP TRIGGER {name}")
    for week in range(weeks):
        monday = WEEK - timedelta(weeks=weeks - week)
        _one_week(cursor, week + 1, monday.isoformat(), (monday + timedelta(weeks=1)).isoformat(), tenancies)
    for statement in (MIGRATIONS / "0001_locks.sqlite.sql").read_text(encoding="utf-8").split("--;"):
        if any(f"TRIGGER {name} " in statement for name in _GUARDS):
            cursor.execute(statement)


def _one_week(cursor: Any, batch: int, first: str, following: str, tenancies: int) -> None:
    cursor.execute("INSERT INTO batch(id, kind, key, title, source, control_pence, lines, contra, made_at, made_by) "
                   "VALUES (?, 'opening balances', ?, 'history', '', 0, 0, 'X', ?, 'x')",
                   (batch, f"week {batch}", NOW.isoformat()))
    rows = [(batch, (i - 1) * 3 + n, i, code, first, pence + i % 900, first, following)
            for i in range(1, tenancies + 1) for n, (code, pence) in enumerate(_CHARGES, 1)]
    cursor.executemany("INSERT INTO entry(batch_id, line_no, account_id, kind, code, payer, effective_on, pence, period_from, "
                       "period_to) VALUES (?, ?, ?, 'charge', ?, 'own', ?, ?, ?, ?)", rows)
    payers = [i for i in range(1, tenancies + 1) if (i + batch) % 4 == 0] + [1] * 2  # the first pays often: 1,000 lines
    paid = [(batch, len(rows) + n, i, first, -40_000) for n, i in enumerate(payers, 1)]
    cursor.executemany("INSERT INTO entry(batch_id, line_no, account_id, kind, payer, effective_on, pence, text) "
                       "VALUES (?, ?, ?, 'receipt', 'own', ?, ?, 'Standing order')", paid)


def plain_pragmas() -> list[str]:
    """The same pragmas for a bare connection, as statements."""
    return [f"PRAGMA {name}={value}" for name, value in (*PRAGMAS.items(), ("mmap_size", 268_435_456))]
