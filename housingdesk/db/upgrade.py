"""Brings a database to the present schema: one path for new and old ones, numbered steps, a backup first."""

from collections.abc import Callable
from datetime import datetime
from importlib import resources
from pathlib import Path

from playhouse.migrations import Runner

from housingdesk.db.backup import copy_sqlite
from housingdesk.db.connection import Store
from housingdesk.errors import Refused

MIGRATIONS = Path(str(resources.files("housingdesk.db"))) / "migrations"


def pending(store: Store) -> list[str]:
    """The steps a database still needs; Refused if it is newer than this program."""
    with store.connected() as database:
        runner = Runner(database, str(MIGRATIONS))
        known = {m.name for m in runner.migrations()}
        applied = set(runner.applied())
    if newer := sorted(applied - known):
        raise Refused(f"This database was made by a newer HousingDesk (it has {newer[-1]}). Update this program; "
                      f"nothing was changed")
    return sorted(known - applied)


def upgrade(store: Store, *, now: datetime, say: Callable[[str], None] = lambda _: None) -> list[str]:
    """Runs the steps still needed and returns their names. An existing SQLite file is copied beside itself first.

    On PostgreSQL the store must be open as the owner role; an ordinary login is refused by the server.
    """
    steps = pending(store)
    if not steps:
        return []
    with store.connected() as database:
        runner = Runner(database, str(MIGRATIONS))
        if store.path is not None and runner.applied():
            kept = store.path.with_name(f"{store.path.stem}-before-{steps[0]}-{now:%Y%m%d-%H%M%S}{store.path.suffix}")
            say(f"Copying the database to {kept.name} first")
            copy_sqlite(database, kept)
        return list(runner.up())


def require_current(store: Store) -> None:
    """Refused when a database still needs an upgrade that this login may not do."""
    if steps := pending(store):
        raise Refused(f"This database needs an upgrade first ({len(steps)} step{'s' if len(steps) > 1 else ''}). "
                      f"Ask the administrator to run: housingdesk upgrade")
