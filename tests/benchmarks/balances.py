"""Balances as at any date and as they were known, against one bare group-by over the same rows; a long statement."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from housingdesk.db.connection import open_store
from housingdesk.rent.queries import accounts
from housingdesk.rent.queries.ledger import balances_as_at
from housingdesk.rent.queries.statement import statement
from tests.benchmarks.ledgers import NOW, START, WEEK, six_years

ROUNDS = 7
_BARE = "SELECT account_id, sum(pence) FROM entry WHERE effective_on <= '{}' GROUP BY account_id"


def run() -> None:
    """Prints the ratios and, for one statement and one account, the milliseconds."""
    store = open_store(six_years(), lock=False)
    day = WEEK - timedelta(400)
    with store.connected() as database:
        def bare() -> object:
            return database.execute_sql(_BARE.format(day.isoformat())).fetchall()
        bare()
        rounds = [(_took(bare), _took(lambda: balances_as_at(day)), _took(lambda: balances_as_at(day, NOW)))
                  for _ in range(ROUNDS)]
        at, known = (median(r[n] / r[0] for r in rounds) for n in (1, 2))
        print(f"balances: as at a day {median(r[1] for r in rounds) * 1000:.0f} ms, baseline "
              f"{median(r[0] for r in rounds) * 1000:.0f} ms, ratio {at:.2f} (bound 1.2); "
              f"as known ratio {known:.2f} (bound 1.5)")
        lines = statement(1, START, date(2026, 12, 31)).lines
        long = median(_took(lambda: statement(1, START, date(2026, 12, 31))) for _ in range(ROUNDS)) * 1000
        entries = sum(line.entries for line in lines)
        print(f"balances: a statement of {len(lines):,} lines from {entries:,} entries {long:.1f} ms (bound 5); a rent account "
              f"explained {median(_took(lambda: accounts.explanation(1, WEEK)) for _ in range(ROUNDS)) * 1000:.1f} ms")
    store.close()


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
