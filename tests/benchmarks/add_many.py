"""The pen's fast path against plain ``executemany`` of the same values: 9,000 ledger entries of 13 columns, same table,
same triggers and indexes, same transaction; on PostgreSQL against psycopg's ``executemany``.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from housingdesk.access.act import Act, Who
from housingdesk.db.connection import Store, open_store
from housingdesk.db.dialect import placeholders
from housingdesk.db.transaction import writing
from housingdesk.db.upgrade import upgrade
from housingdesk.rent.models import Entry
from housingdesk.rent.rules.words import ChargeCode, EntryKind, Payer
from tests.support.postgres import cluster

ROWS = 9000
ROUNDS = 9
BOUND = 1.15
_COLUMNS = ("batch", "line_no", "account", "kind", "code", "payer", "effective_on", "pence", "period_from", "period_to",
            "text", "reverses", "bank_line")
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_ACCOUNTS = ("INSERT INTO account(version, reference, kind, name, frequency, rent_free) "
             "VALUES (1, '{0}', 'rent', '', 'weekly', {1})")
_BATCH = ("INSERT INTO batch(kind, key, title, source, control_pence, lines, contra, made_at, made_by) "
          "VALUES ('debit run', '{0}', 't', '', 0, 0, '', '2026-11-23T09:00:00+00:00', 'x')")


def run() -> None:
    """Prints the ratio for each database."""
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", str(Path(folder, "add.sqlite")))
    server = cluster()
    if server is None:
        print("add_many: PostgreSQL is not installed here; not measured")
        return
    try:
        _measure("PostgreSQL", server.new_database("add"))
    finally:
        server.remove()


def _measure(name: str, where: str) -> None:
    store = open_store(where, create=True, lock=False)
    upgrade(store, now=_NOW)
    with store.connected() as database:
        no = "false" if store.postgresql else "0"
        for number in range(3000):
            database.execute_sql(_ACCOUNTS.format(600_000_000 + number, no))
        rounds = []
        for each in range(ROUNDS):
            plain = _timed(store, f"plain {each}", _plain, _as_stored)
            rounds.append((_timed(store, f"ours {each}", _ours, list), plain))
    store.close()
    ratio = median(ours / plain for ours, plain in rounds[1:])
    ours, plain = (median(each[n] for each in rounds[1:]) for n in (0, 1))
    print(f"add_many: {name}: {ROWS:,} × {len(_COLUMNS)} in {ours * 1000:.0f} ms, plain executemany {plain * 1000:.0f} ms, "
          f"{ratio:.2f} × (bound {BOUND})")


Rows = list[tuple[Any, ...]]


def _timed(store: Store, key: str, add: Callable[[Any, Rows], None], prepare: Callable[[Rows], Rows]) -> float:
    """One batch of its own, rolled back so that every round meets the same table."""
    database = store.database
    with writing(database) as transaction:
        database.execute_sql(_BATCH.format(key))
        batch = database.execute_sql(f"SELECT id FROM batch WHERE key = '{key}'").fetchone()[0]
        rows = prepare(_rows(batch))
        started = time.perf_counter()
        add(database, rows)
        taken = time.perf_counter() - started
        transaction.rollback()
    return taken


def _rows(batch: int) -> Rows:
    monday = date(2026, 11, 23)
    kinds = ((ChargeCode.RENT, Payer.HB), (ChargeCode.RENT, Payer.TENANT), (ChargeCode.WATER, Payer.TENANT))
    return [(batch, number + 1, number // 3 + 1, EntryKind.CHARGE, *kinds[number % 3], monday, 8000 + number % 977, monday,
             monday + timedelta(7), f"{kinds[number % 3][0]} for the week", None, None) for number in range(ROWS)]


def _as_stored(rows: Rows) -> Rows:
    """The values as the driver takes them fastest, made before the clock starts."""
    return [tuple(v.isoformat() if isinstance(v, date) else str(v) if isinstance(v, str) else v for v in row) for row in rows]


def _ours(database: Any, rows: Rows) -> None:
    act = Act(database, Who(None, "Benchmark", "B", "administrator"), _NOW.date(), _NOW)
    act.add_many(Entry, _COLUMNS, rows, summary="benchmark")


def _plain(database: Any, rows: Rows) -> None:
    names = ", ".join(f'"{Entry._meta.fields[name].column_name}"' for name in _COLUMNS)
    marks = placeholders(database, len(_COLUMNS))
    database.cursor().executemany(f"INSERT INTO entry ({names}) VALUES ({marks})", rows)


if __name__ == "__main__":
    run()
