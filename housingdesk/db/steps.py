"""Which numbered steps lead to the present schema, and which of them a database still needs. Changes nothing."""

from pathlib import Path
from typing import Any

from housingdesk.db.connection import Store
from housingdesk.errors import Refused

MIGRATIONS = Path(__file__).parent / "migrations"


def pending(store: Store) -> list[str]:
    """The steps a database still needs; Refused if it is newer than this program."""
    with store.connected() as database:
        return _pending(database)


def require_current(store: Store) -> None:
    """Refused when a database still needs an upgrade that this login may not do, or is newer than this program."""
    if steps := pending(store):
        raise Refused(f"This database needs an upgrade first ({len(steps)} step{'s' if len(steps) > 1 else ''}). "
                      f"Ask the administrator to run: housingdesk upgrade")


def applied(database: Any) -> set[str]:
    """The steps a database has been through."""
    if "schema_migration" not in database.get_tables():
        return set()
    return {row[0] for row in database.execute_sql("SELECT name FROM schema_migration").fetchall()}


def _pending(database: Any) -> list[str]:
    known = {step.stem for step in MIGRATIONS.glob("[0-9]*.py")}
    done = applied(database)
    if newer := sorted(done - known):
        raise Refused(f"This database was made by a newer HousingDesk (it has {newer[-1]}). Update this program; "
                      f"nothing was changed")
    return sorted(known - done)
