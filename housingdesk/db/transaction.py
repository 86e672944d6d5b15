"""The one way to open a transaction on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from peewee import OperationalError

from housingdesk.db.dialect import is_postgresql


@contextmanager
def reading(database: Any) -> Iterator[None]:
    """Several questions to one and the same state of the database, whatever others write meanwhile."""
    with database.atomic():
        if is_postgresql(database):
            database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


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
