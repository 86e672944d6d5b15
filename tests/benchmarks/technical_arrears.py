"""Technical arrears of every account at once: 10,000 accounts, half of them with benefit, and five years of entries.

And the arrears list with its figures, which take them off, beside the same list without them.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.arrears.queries import listing
from housingdesk.arrears.queries.listing import account_standing, arrears_list
from housingdesk.arrears.queries.net import Reckoned
from housingdesk.arrears.queries.totals import totals
from housingdesk.benefits.queries.expected import accrued, expected_and_paid
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.values.references import payment_reference
from tests.benchmarks.ledgers import NOW, WEEK

ACCOUNTS, WEEKS, ROUNDS = 10_000, 260, 5
LIST_BOUND = 2.5
START = WEEK - timedelta(weeks=WEEKS)
_BARE = "SELECT account_id, sum(pence) FROM entry GROUP BY account_id"
_WEEKS = "WITH RECURSIVE w(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM w WHERE n < ?) "
_CHARGE = _WEEKS + """INSERT INTO entry(batch_id, line_no, account_id, kind, code, payer, effective_on, pence, period_from,
  period_to) SELECT 1, w.n * ? + a.id, a.id, 'charge', 'rent', CASE a.id % 2 WHEN 0 THEN 'Housing Benefit' ELSE 'own' END,
  date(?, '+' || (7 * w.n) || ' days'), 11240, date(?, '+' || (7 * w.n) || ' days'), date(?, '+' || (7 * w.n + 7) || ' days')
FROM w CROSS JOIN account a"""
_PAID = _WEEKS + """INSERT INTO entry(batch_id, line_no, account_id, kind, payer, effective_on, pence, period_from, period_to)
SELECT 2, w.n * ? + a.id, a.id, 'receipt', CASE a.id % 2 WHEN 0 THEN 'Housing Benefit' ELSE 'own' END,
  date(?, '+' || (28 * w.n + 31) || ' days'), -44960, date(?, '+' || (28 * w.n) || ' days'),
  date(?, '+' || (28 * w.n + 28) || ' days')
FROM w CROSS JOIN account a"""


def run() -> None:
    """Prints milliseconds, beside one bare sum over the same entries, and for one account's whole list of payments."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "books.sqlite", create=True, lock=False)
        upgrade(store, now=NOW)
        with store.connected() as database:
            User.create(name="Ann Brown", initials="AB", login="ann", role=Role.ADMINISTRATOR)
            with database.atomic():
                _fill(database.cursor())
            database.execute_sql("ANALYZE")
            bare = _took(lambda: database.execute_sql(_BARE).fetchall())
            found = accrued(WEEK)
            every = _took(lambda: accrued(WEEK))
            one = _took(lambda: expected_and_paid(2, WEEK))
            entries = database.execute_sql("SELECT count(*) FROM entry").fetchone()[0]
            whole, figures = _took(lambda: arrears_list(WEEK)), _took(lambda: totals(WEEK))
            with patch.object(listing, "reckoned", lambda on: Reckoned(on, {}, {})):
                plain = _took(lambda: arrears_list(WEEK))
            single = _took(lambda: account_standing(2, WEEK))
            rows = len(arrears_list(WEEK))
        store.close()
    print(f"technical arrears: {ACCOUNTS:,} accounts, {entries:,} entries, {len(found):,} with some: {every:.0f} ms; a bare "
          f"sum of the entries {bare:.0f} ms, ratio {every / bare:.2f} (bound 0.5); one account’s payments {one:.1f} ms")
    print(f"arrears list: {rows:,} rows {whole:.0f} ms, without them {plain:.0f} ms, ratio {whole / plain:.2f} (bound "
          f"{LIST_BOUND}); its figures {figures:.0f} ms, ratio {figures / whole:.2f} to the list (bound 1); one account "
          f"{single:.1f} ms")


def _took(work: Any) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return median(times) * 1000


def _fill(cursor: Any) -> None:
    numbers, opened = range(1, ACCOUNTS + 1), START.isoformat()
    cursor.executemany(
        "INSERT INTO tenancy(id, version, reference, kind, starts_on, social_housing, former, names, address, postcode, "
        "payment_reference, note_to_read) VALUES (?, 1, ?, 'assured tenancy', ?, 1, 0, ?, ?, 'ZZ9 9ZZ', ?, '')",
        [(i, f"T{i:06d}", opened, f"Person {i}", f"{i} Dale Road", payment_reference(i)) for i in numbers])
    cursor.executemany(
        "INSERT INTO account(id, version, reference, kind, name, tenancy_id, frequency, rent_free, opens_on) "
        "VALUES (?, 1, ?, 'rent', ?, ?, 'weekly', 0, ?)",
        [(i, payment_reference(i), f"Person {i}", i, opened) for i in numbers])
    cursor.executemany(
        "INSERT INTO balance(account_id, pence, hb_pence, uc_pence, own_pence, support_pence, other_pence, charged_to) "
        "VALUES (?, ?, ?, 0, ?, 0, 0, ?)",
        [(i, 33_720, 33_720 * (i % 2 == 0), 33_720 * (i % 2), WEEK.isoformat()) for i in numbers])
    for name in ("entry_not_into_sealed", "entry_no_replace"):
        cursor.execute(f"DROP TRIGGER {name}")
    cursor.executemany(
        "INSERT INTO batch(id, kind, key, title, source, control_pence, lines, contra, made_at, made_by) "
        "VALUES (?, ?, ?, '', '', 0, 1, 'bank', ?, 'Ann Brown')",
        [(1, "debit run", "debits", NOW.isoformat()), (2, "benefit schedule", "runs", NOW.isoformat())])
    cursor.execute(_CHARGE, (WEEKS - 1, ACCOUNTS, *[opened] * 3))
    cursor.execute(_PAID, (WEEKS // 4 - 2, ACCOUNTS, *[opened] * 3))
    benefited = [number for number in numbers if number % 2 == 0]
    cursor.executemany("INSERT INTO person(id, version, name, forename, surname, find_detail, find_words, homes, former) "
                       "VALUES (?, 1, ?, '', ?, '', '', '', 0)", [(i, f"Person {i}", f"{i}") for i in benefited])
    cursor.executemany(
        "INSERT INTO claim(id, version, tenancy_id, person_id, kind, reference, state, counts_from, decided_on, to_landlord, "
        "note, started_at, started_by) VALUES (?, 1, ?, ?, 'Housing Benefit', '', 'decided', ?, ?, 1, '', ?, 'Ann Brown')",
        [(i, i, i, opened, opened, NOW.isoformat()) for i in benefited])
    cursor.executemany("INSERT INTO award(version, claim_id, start, pence, to_landlord, source, note) "
                       "VALUES (1, ?, ?, 11240, 1, '', '')", [(i, opened) for i in benefited])


if __name__ == "__main__":
    run()
