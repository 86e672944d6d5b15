"""The one way to open a write transaction on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from peewee import OperationalError

from housingdesk.db.dialect import is_postgresql


@contextmanager
def writing(database: Any) -> Iterator[Any]:
    """A transaction that takes the write lock at once on SQLite.

    A deferred transaction that reads, then writes after someone else wrote, fails at once with "database is locked"
    whatever the timeout; IMMEDIATE waits its turn instead. The word is a syntax error on PostgreSQL.
    """
    reason: BaseException | None = None
    try:
        with database.atomic() if is_postgresql(database) else database.atomic("IMMEDIATE") as transaction:
            try:
                yield transaction
            except BaseException as error:
                reason = error
                raise
    except OperationalError as error:
        # A full disk makes SQLite roll back by itself; the rollback after it fails and must not hide why.
        if reason is None or error is reason or "cannot rollback" not in str(error):
            raise
        raise reason from None
