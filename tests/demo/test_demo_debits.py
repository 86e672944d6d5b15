"""The debits of the made-up past are those that the program's own debit run would have posted, week by week."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from housingdesk.access.desk import Desk
from housingdesk.db.connection import Store, open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.demo.making import Making
from housingdesk.demo.payments import Books
from housingdesk.demo.population import plan
from housingdesk.rent.actions.debit import run_debit
from housingdesk.rent.models import Account, Batch, DebitRun, Entry
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.words import BatchKind, Frequency
from tests.support.desk import Clock

TODAY = date(2026, 11, 22)
PLAN = plan(70, 1, 9, TODAY)


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody is watching."""


@contextmanager
def _empty(path: Path) -> Iterator[Store]:
    store = open_store(path, create=True, draft=True)
    upgrade(store, now=datetime.combine(TODAY, time(9), UTC))
    try:
        with store.connected():
            yield store
    finally:
        store.close()


def _weekly_charges() -> Counter[tuple[Any, ...]]:
    """Every charge on weekly accounts: account, code, payer, sum, days, run. On others newcomers are charged at other times."""
    rows: Any = (Entry.select(Account.reference, Entry.code, Entry.payer, Entry.pence, Entry.period_from, Entry.period_to,
                              Entry.effective_on, DebitRun.week).join(Batch).join(DebitRun, on=(DebitRun.batch == Batch.id))
                 .join_from(Entry, Account).where((Batch.kind == BatchKind.DEBIT) & (Account.frequency == Frequency.WEEKLY))
                 .tuples())
    return Counter(rows)


def test_the_past_is_what_the_debit_run_would_have_posted(tmp_path: Path) -> None:
    with _empty(tmp_path / "past.housing") as store:
        Making(store, PLAN, _quiet).make()
        expected = _weekly_charges()
    with _empty(tmp_path / "run.housing") as store:
        making = Making(store, PLAN, _quiet)
        making.set_up()
        clock = Clock()
        desk = Desk(store, making.finance, clock)
        for week in list(Books(PLAN).weeks())[:-1]:
            clock.to(week.monday)
            desk.do(run_debit, week=week.monday)
        assert verify() == []
        assert _weekly_charges() == expected
    assert len(expected) > 5_000
    assert {key[0][0] for key in expected} == {"6", "V"}
