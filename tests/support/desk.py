"""Fresh desks for tests: one migrated database a session, copied for each test; SQLite always, PostgreSQL where it is.

Use the fixture ``desk`` for a test that must hold on both databases (it runs twice), ``sqlite_desk`` for SQLite alone.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk, Outcome
from housingdesk.access.models import User
from housingdesk.access.rights import batches, writes
from housingdesk.access.rules import Role, may
from housingdesk.access.server import make_groups
from housingdesk.db.connection import Store, open_store
from housingdesk.db.upgrade import grant_rights, upgrade
from housingdesk.rent.models import Batch
from tests.support.postgres import Cluster

MONDAY = date(2026, 11, 23)
_HOW = {"add": "I", "change": "U", "remove": "D"}
_writes = cache(writes)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = field(default_factory=lambda: datetime.combine(MONDAY, time(9, 2), UTC))

    def __call__(self) -> datetime:
        """The time on the clock; every look is a millisecond later, so that an order can be seen."""
        self.now += timedelta(milliseconds=1)
        return self.now

    def to(self, day: date) -> None:
        """Moves the clock to nine in the morning of a day."""
        self.now = datetime.combine(day, time(9, 0), UTC)


class CheckedDesk(Desk):
    """A desk that also holds the program's acts against the rights that a server gives to the roles that may do them."""

    def do(self, action: Callable[..., Any], /, **facts: Any) -> Outcome:
        """Does it; AssertionError when access/rights.py does not let a role write what its action wrote."""
        if not action.__module__.startswith("housingdesk."):
            return super().do(action, **facts)
        with self.store.connected() as database:
            before = database.execute_sql("SELECT max(id) FROM batch").fetchone()[0] or 0
        outcome = super().do(action, **facts)
        posted = self._posted(before) if "batch" in outcome.changed else []
        wrote = self._wrote()
        for role in Role:
            if may(role, action.needs):  # type: ignore[attr-defined]
                rights = _writes(role)
                missing = {table for table in outcome.changed if table not in rights}
                missing |= {f"{table}: {how}" for table, how in wrote if how not in rights.get(table, "")}
                missing |= {batch for batch in posted if not batch.startswith(tuple(batches(role)))}
                assert not missing, f"access/rights.py: a {role} may {action.__name__} and cannot write {sorted(missing)}"
        return outcome

    def _posted(self, before: int) -> list[str]:
        """The batches after a row number, by kind and key."""
        with self.store.connected():
            return [f"{kind} {key}" for kind, key in Batch.select(Batch.kind, Batch.key).where(Batch.id > before).tuples()]

    def _wrote(self) -> list[tuple[str, str]]:
        """The tables that the newest act added to (I), changed (U) or removed from (D), one row at a time."""
        with self.store.connected() as database:
            rows = database.execute_sql("SELECT DISTINCT table_name, kind FROM audit_change "
                                        "WHERE event_id = (SELECT max(id) FROM audit_event)").fetchall()
            return [(table, _HOW[kind]) for table, kind in rows if kind in _HOW]


def add_administrator(store: Store) -> Who:
    """The first user of a fresh database."""
    with store.connected():
        user = User.create(name="Ann Brown", initials="AB", login="ann", role=Role.ADMINISTRATOR)
        return Who(user.id, user.name, user.initials, str(user.role))


def who(store: Store) -> Who:
    """Ann Brown, administrator."""
    with store.connected():
        user = User.get(User.login == "ann")
    return Who(user.id, user.name, user.initials, str(user.role))


def open_desk(where: str | Path, clock: Clock | None = None) -> Desk:
    """A desk for Ann Brown, administrator, at a migrated database."""
    store = open_store(where, lock=False, draft=True)  # gone with its test: waiting for the disk was most of an act's time
    return CheckedDesk(store, who(store), clock or Clock())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with one administrator."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    store = open_store(path, create=True, lock=False)
    upgrade(store, now=datetime(2026, 1, 1, tzinfo=UTC))
    add_administrator(store)
    with store.connected() as database:
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: Cluster) -> str:
    """The name of a migrated PostgreSQL database with one administrator."""
    return postgres_cluster.template("housingdesk_template", _fill)


def _fill(dsn: str) -> None:
    store = open_store(dsn)
    upgrade(store, now=datetime(2026, 1, 1, tzinfo=UTC))
    make_groups(store, "housingdesk_template")
    grant_rights(store)
    add_administrator(store)
    store.close()


@pytest.fixture
def clock() -> Clock:
    """Monday 23 November 2026, two minutes past nine."""
    return Clock()


@pytest.fixture
def sqlite_desk(sqlite_template: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk at a fresh SQLite file."""
    path = tmp_path / "desk.sqlite"
    shutil.copyfile(sqlite_template, path)
    desk = open_desk(path, clock)
    with desk.store.connected():
        yield desk
    desk.store.close()


class Copies:
    """Copies of a database: the next one is made, and the last one dropped, while a test runs with its own."""

    def __init__(self, cluster: Cluster, template: str) -> None:
        self._cluster, self._template = cluster, template
        self._pool = ThreadPoolExecutor(1)
        self._next = self._pool.submit(self._make)
        self._drops: list[Future[None]] = []

    def _make(self) -> tuple[str, str]:
        name = f"desk_{secrets.token_hex(6)}"
        return name, self._cluster.new_database(name, self._template)

    def take(self) -> tuple[str, str]:
        """The name and the address of a fresh one."""
        made = self._next.result()
        self._next = self._pool.submit(self._make)
        return made

    def drop(self, name: str) -> None:
        """Away with one, soon."""
        self._drops.append(self._pool.submit(self._cluster.drop_database, name))

    def close(self) -> None:
        """Waits until the last is dropped; raises what went wrong."""
        self.drop(self._next.result()[0])
        self._pool.shutdown()
        for one in self._drops:
            one.result()


@pytest.fixture(scope="session")
def postgres_copies(postgres_cluster: Cluster, postgres_template: str) -> Iterator[Copies]:
    """Copies of the migrated database."""
    copies = Copies(postgres_cluster, postgres_template)
    yield copies
    copies.close()


@pytest.fixture
def postgres_desk(postgres_copies: Copies, clock: Clock) -> Iterator[Desk]:
    """A desk at a fresh PostgreSQL database; skipped without a server."""
    name, address = postgres_copies.take()
    desk = open_desk(address, clock)
    with desk.store.connected():
        yield desk
    desk.store.close()
    postgres_copies.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def desk(request: pytest.FixtureRequest) -> Desk:
    """A desk at a fresh database; the test runs once on each kind."""
    made: Desk = request.getfixturevalue(f"{request.param}_desk")
    return made


