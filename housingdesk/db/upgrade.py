"""Brings a database to the present schema: one path for new and old ones, numbered steps, a backup first.

All steps that are needed are one transaction, so a database is at the old schema or at the new one, never between.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from peewee import PeeweeException

from housingdesk.db import backup, places, steps
from housingdesk.db.connection import Store
from housingdesk.db.dialect import is_postgresql
from housingdesk.db.steps import applied, pending, require_current
from housingdesk.db.transaction import writing
from housingdesk.errors import Refused

__all__ = ["grant_rights", "pending", "require_current", "upgrade"]

_UPGRADE_LOCK = 2


def upgrade(store: Store, *, now: datetime, say: Callable[[str], None] = lambda _: None, copy: bool = True) -> list[str]:
    """Runs the steps still needed and returns their names; a database with something in it is copied first.

    A SQLite file is copied beside itself, PostgreSQL by pg_dump into this PC's data folder; ``copy=False`` leaves that
    out. On PostgreSQL the store must be open as the owner role. Refused, with the database as it was, if a step fails.
    """
    needed = pending(store)
    if not needed:
        return []
    with store.connected() as database:
        _require_owner(database)
        kept = _copy(store, needed[0], now, say) if copy and applied(database) else None
        try:
            return _run(database)
        except PeeweeException as error:
            where = f". A copy of it is at {kept}" if kept else ""
            raise Refused(f"The upgrade stopped and the database is as it was{where}. The reason: {error}") from error


def grant_rights(store: Store) -> bool:
    """Gives the group roles of a PostgreSQL database their rights anew, as its owner; False if it has no such roles."""
    with store.connected() as database, writing(database):
        return bool(database.execute_sql("SELECT hd_grant_rights()").fetchone()[0])


def _run(database: Any) -> list[str]:
    from playhouse.migrations import Runner

    with _without_foreign_keys(database), writing(database):
        if is_postgresql(database):
            database.execute_sql("SELECT pg_advisory_xact_lock(7321, %s)", (_UPGRADE_LOCK,))
        done = [str(name) for name in Runner(database, str(steps.MIGRATIONS)).up()]
        if is_postgresql(database):
            database.execute_sql("SELECT hd_grant_rights()")
        elif database.execute_sql("PRAGMA foreign_key_check").fetchone():
            raise PeeweeException("a step left rows that point to nothing")
    return done


@contextmanager
def _without_foreign_keys(database: Any) -> Iterator[None]:
    """SQLite rebuilds a table to alter it, which must not cascade; the switch only works outside a transaction."""
    if is_postgresql(database):
        yield
        return
    database.execute_sql("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA foreign_keys = 1")


def _require_owner(database: Any) -> None:
    if not is_postgresql(database):
        return
    owner, may = database.execute_sql(
        "SELECT r.rolname, r.rolname = session_user OR (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) "
        "FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = current_database()").fetchone()
    if not may:
        raise Refused(f"Only the owner of this database, the login {owner}, upgrades it. Ask the administrator to run: "
                      f"housingdesk upgrade")


def _copy(store: Store, first: str, now: datetime, say: Callable[[str], None]) -> Path:
    if store.path is not None:
        kept = store.path.with_name(f"{store.path.stem}-before-{first}-{now:%Y%m%d-%H%M%S}{store.path.suffix}")
    else:
        folder = places.data_folder() / "before-upgrade"
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"{store.database.database}-before-{first}-{now:%Y%m%d-%H%M%S}.dump"
    say(f"Copying the database to {kept} first")
    backup.backup(store, kept, now=now)
    return kept
