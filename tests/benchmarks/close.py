"""Closing a week of 10,000 homes with five years of entries, against the bare SQL that computes the same sums."""

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.db.connection import open_store
from housingdesk.rent.queries.rollforward import roll_forward
from housingdesk.rent.rules.sealing import GENESIS
from housingdesk.reports.actions.closing import close_period
from housingdesk.reports.actions.freezing import freeze
from housingdesk.reports.queries.why import why_changed
from housingdesk.reports.rules.words import PeriodKind, SnapshotKind
from tests.benchmarks.ledgers import NOW, WEEK, ledger_of

HOMES, WEEKS, ROUNDS, BOUND = 10_000, 260, 3, 3.0
_SUNDAY, _MONDAY = WEEK - timedelta(1), WEEK - timedelta(7)
_WEEK = f"FROM entry WHERE effective_on >= '{_MONDAY}' AND effective_on <= '{_SUNDAY}'"
_BARE = (
    f"SELECT account_id, sum(pence) FROM entry WHERE effective_on <= '{_SUNDAY}' GROUP BY account_id",
    f"SELECT account_id, kind, payer, sum(pence) {_WEEK} GROUP BY account_id, kind, payer",
    f"SELECT batch_id, effective_on, code, sum(pence) {_WEEK} GROUP BY batch_id, effective_on, code",
)
"""Every account at the end of the week, its week by kind and payer, and the week's journal."""
_BOOKS = (
    f"INSERT INTO seal(sequence, batch_id, previous, hash, form, sealed_at) SELECT id, id, CASE WHEN id = 1 THEN '{GENESIS}' "
    f"ELSE 'seal ' || (id - 1) END, 'seal ' || id, 1, made_at FROM batch",
    "UPDATE balance SET pence = d.pence, own_pence = d.pence FROM (SELECT account_id, sum(pence) AS pence FROM entry "
    "GROUP BY account_id) d WHERE d.account_id = balance.account_id",
    f"INSERT INTO debit_run(batch_id, week, accounts, proof) SELECT max(id), '{_MONDAY}', {HOMES}, '' FROM batch",
)


def run() -> None:
    """Prints the ratio, and how long the parts take."""
    source = ledger_of(HOMES, WEEKS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "close.sqlite")
        shutil.copyfile(source, path)
        desk = _desk(path)
        with desk.store.connected() as database:
            bare = median(_took(lambda: [database.execute_sql(one).fetchall() for one in _BARE]) for _ in range(ROUNDS))
        froze = _took(lambda: desk.do(freeze, kind=SnapshotKind.SUNDAY, on=_SUNDAY))
        closed = _took(lambda: desk.do(close_period, kind=PeriodKind.WEEK, end=_SUNDAY))
        rolled = _took(lambda: desk.ask(roll_forward, start=_MONDAY, end=_SUNDAY))
        why = _took(lambda: desk.ask(why_changed, start=_MONDAY, end=_SUNDAY))
        desk.store.close()
    print(f"close: a week of {HOMES:,} homes after {WEEKS} weeks closed with its proof and snapshot in {closed:.2f} s, the "
          f"bare SQL {bare:.2f} s, ratio {closed / bare:.2f} (bound {BOUND:.0f}); freezing a Sunday {froze:.2f} s, the "
          f"roll-forward {rolled:.2f} s, why arrears changed {why:.2f} s")


def _desk(path: Path) -> Desk:
    store = open_store(path, lock=False)
    with store.connected() as database:
        with database.atomic():
            for name, in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'seal'"):
                database.execute_sql(f"DROP TRIGGER {name}")  # the rows were written bare, so their batches state no totals
            for statement in _BOOKS:
                database.execute_sql(statement)
        user = User.get()
    return Desk(store, Who(user.id, user.name, user.initials, str(user.role)), lambda: NOW)


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
