"""The debit run of 3,000 tenancies with three charges, lines in force, seal, balances and audit inside the timing, against
plain ``executemany`` of as many rows into a copy of the same six-year table: same indexes and pragmas, no triggers.
"""

import shutil
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.db.connection import open_store
from housingdesk.rent.actions.debit import run_debit
from tests.benchmarks.ledgers import NOW, TENANCIES, WEEK, plain_pragmas, six_years

ROUNDS, BOUND = 7, 1.8


def run() -> None:
    """Prints the ratio; the two sides take turns, the median round counts."""
    whole = six_years()
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            baseline = _plain(shutil.copyfile(whole, Path(folder, f"plain{number}.sqlite")))
            ours = _ours(shutil.copyfile(whole, Path(folder, f"ours{number}.sqlite")))
            rounds.append((ours, baseline))
            for used in Path(folder).iterdir():
                used.unlink()
    ratio = median(ours / plain for ours, plain in rounds)
    ours, plain = (median(r[n] for r in rounds) * 1000 for n in (0, 1))
    print(f"debit: ours {ours:.0f} ms, baseline {plain:.0f} ms, ratio {ratio:.2f} (bound {BOUND})")


def _plain(path: Path) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in plain_pragmas():
        connection.execute(statement)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("INSERT INTO batch(id, kind, key, title, source, control_pence, lines, contra, made_at, made_by) "
                       "VALUES (9999, 'x', 'plain', 't', '', 0, 0, 'X', 'x', 'x')")
    connection.execute("SELECT count(*) FROM entry").fetchone()
    day, following = WEEK.isoformat(), "2026-11-30"
    rows = [(9999, n, (n - 1) // 3 + 1, "charge", "rent", "own", day, 9000, day, following)
            for n in range(1, TENANCIES * 3 + 1)]
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO entry(batch_id, line_no, account_id, kind, code, payer, effective_on, pence, "
                           "period_from, period_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took


def _ours(path: Path) -> float:
    store = open_store(path, lock=False)
    desk = Desk(store, Who(1, "Ann Brown", "AB", "administrator"), clock=lambda: NOW)
    with store.connected() as database:
        database.execute_sql("SELECT count(*) FROM entry").fetchone()
        began = time.perf_counter()
        desk.do(run_debit, week=WEEK)
        took = time.perf_counter() - began
    store.close()
    return took
