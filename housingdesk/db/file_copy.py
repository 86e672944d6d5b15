"""Whole copies of a SQLite or SQLCipher file: made while others work, checked, flushed to the disk.

Knows nothing of manifests and places; a copy is nobody's database until its caller puts it where it belongs.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import PeeweeException

from housingdesk.db.connection import Store
from housingdesk.db.dialect import driver_errors
from housingdesk.db.failures import in_words
from housingdesk.errors import BadFile

Head = tuple[int, str]
GENESIS: Head = (0, "0" * 64)
LAST_SEAL = "SELECT sequence, hash FROM seal ORDER BY sequence DESC LIMIT 1"


@contextmanager
def opened(path: Path, key: str | None, *, by_cipher: bool = False) -> Iterator[Any]:
    """A bare connection to a file that nobody else has open; what its driver raises comes out as peewee's errors.

    ``by_cipher`` opens a plain file with the driver for encrypted ones, which can then attach one.
    """
    with driver_errors():
        if key is None and not by_cipher:
            connection: Any = sqlite3.connect(path, isolation_level=None)
        else:
            from housingdesk.db import cipher

            connection = cipher.connect(path, key)
    try:
        with driver_errors():
            yield connection
    finally:
        connection.close()


def copy(store: Store, to: Path) -> Head:
    """An online copy of an open database into one checked file; gives the head of the ledger that is in it.

    Refused when the disk is full, BadFile when the database is damaged; the copy is then of no use.
    """
    to.unlink(missing_ok=True)
    with in_words(), store.connected() as database, opened(to, getattr(database, "key", None)) as target:
        target.execute("PRAGMA synchronous = OFF")  # nobody's file yet: it is flushed as a whole at the end
        database.connection().backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        head = check(target)
    flush(to)
    return head


def check(connection: Any) -> Head:
    """The head of the ledger in a file that is whole; BadFile when it is not."""
    try:
        told = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if told == "ok":
            known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'seal'").fetchone()[0]
            row = connection.execute(LAST_SEAL).fetchone() if known else None
            return (int(row[0]), str(row[1])) if row else GENESIS
    except PeeweeException as error:
        told = str(error)
    raise BadFile(f"The database file is damaged ({told}). Keep it as it is, and put the last good backup back")


def flush(path: Path) -> None:
    """Waits until the disk itself has the file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def put(part: Path, target: Path) -> None:
    """Puts a finished file in its place in one step, which outlasts a power cut."""
    part.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
