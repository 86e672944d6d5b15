"""Whether the database itself is whole: the file's pages and references, and the locks that make the ledger append-only.

What stands in the ledger is proved by the rooms that own it.
"""

import re
from collections.abc import Iterator

from housingdesk.db.connection import Store
from housingdesk.db.steps import MIGRATIONS

_MADE = re.compile(r"^(CREATE|DROP) TRIGGER (?:IF EXISTS )?(\w+)", re.MULTILINE)


def faults(store: Store) -> Iterator[str]:
    """A sentence for everything that is wrong; the reading connection of a SQLite file reads all of it."""
    with store.connected() as database:
        if store.postgresql:
            on = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        else:
            for (told,) in database.execute_sql("PRAGMA integrity_check(20)").fetchall():
                if told != "ok":
                    yield f"The file is damaged: {told}"
            for table, row, parent, _ in database.execute_sql("PRAGMA foreign_key_check").fetchmany(20):
                yield f"Row {row} of {table} points to a {parent} that is not there"
            on = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        there = {row[0] for row in database.execute_sql(on).fetchall()}
    for name in sorted(locks("postgresql" if store.postgresql else "sqlite") - there):
        yield f"The lock {name} is missing or switched off: somebody has changed the database behind the program"


def locks(kind: str) -> set[str]:
    """The triggers that the migrations leave behind on one kind of database."""
    left: set[str] = set()
    for step in sorted(MIGRATIONS.glob(f"*.{kind}.sql")):
        for verb, name in _MADE.findall(step.read_text(encoding="utf-8")):
            (left.add if verb == "CREATE" else left.discard)(name)
    return left
