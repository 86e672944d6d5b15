"""The one way to open a write transaction on either database."""

from typing import Any

from housingdesk.db.dialect import is_postgresql


def writing(database: Any) -> Any:
    """A transaction that takes the write lock at once on SQLite.

    A deferred transaction that reads, then writes after someone else wrote, fails at once with "database is locked"
    whatever the timeout; IMMEDIATE waits its turn instead. The word is a syntax error on PostgreSQL.
    """
    return database.atomic() if is_postgresql(database) else database.atomic("IMMEDIATE")
