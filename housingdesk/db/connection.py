"""Opens the one database of the program: a SQLite or SQLCipher file, or PostgreSQL; from the same models.

A store is opened before a desk is made, and closed at the end. Connections belong to threads; a thread without one
fails loudly (``autoconnect=False``), so every job runs inside ``store.connected()``.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from peewee import DatabaseError, OperationalError

from housingdesk.db import places
from housingdesk.db.dialect import Postgresql, Sqlite, encrypted_sqlite
from housingdesk.db.record import database as proxy
from housingdesk.errors import BadFile, Refused

PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "recursive_triggers": 1, "cache_size": -65536,
           "wal_autocheckpoint": 16000}
_MMAP = 268_435_456
_HEADER = b"SQLite format 3\x00"


class Store:
    """The open database. ``where`` is what a person is told; ``path`` is None on PostgreSQL."""

    def __init__(self, database: Any, *, path: Path | None, dsn: str, lock: IO[bytes] | None = None) -> None:
        self.database, self.path, self.dsn, self._lock = database, path, dsn, lock

    @property
    def postgresql(self) -> bool:
        """True when several seats share this store."""
        return self.path is None

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """This thread's connection; opened here only if the thread has none yet."""
        if not self.database.is_closed():
            yield self.database
            return
        self.database.connect()
        try:
            yield self.database
        finally:
            self.database.close()

    def close(self) -> None:
        """Closes this thread's connection and lets another program have the file."""
        if not self.database.is_closed():
            self.database.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def is_postgresql_dsn(where: str) -> bool:
    """True for ``postgresql://…`` and ``postgres://…``."""
    return where.startswith(("postgresql://", "postgres://"))


def open_store(where: str | Path, *, passphrase: str | None = None, create: bool = False, lock: bool = True) -> Store:
    """Opens a database file or DSN and binds the models to it; does not upgrade it (``upgrade.upgrade``).

    Raises Refused or BadFile with a sentence: not there, not ours, in use by another program, an unsafe folder, a wrong
    passphrase, a server that does not answer.
    """
    store = _postgresql(str(where)) if is_postgresql_dsn(str(where)) else _sqlite(Path(where), passphrase, create, lock)
    proxy.initialize(store.database)
    return store


def _sqlite(path: Path, passphrase: str | None, create: bool, lock: bool) -> Store:
    path = Path(os.path.abspath(path.expanduser()))
    places.refuse_unsafe(path)
    if path.is_dir():
        raise BadFile(f"{path} is a folder, not a database file")
    if not path.exists():
        if not create:
            raise Refused(f"There is no database at {path}")
        path.parent.mkdir(parents=True, exist_ok=True)
    elif path.stat().st_size and not passphrase:
        _refuse_other_files(path)
    held = _take_lock(path) if lock else None
    pragmas: dict[str, Any] = dict(PRAGMAS)
    if passphrase:
        made = encrypted_sqlite()(str(path), passphrase=passphrase, pragmas=pragmas, timeout=15, autoconnect=False)
    else:
        pragmas["mmap_size"] = _MMAP
        made = Sqlite(str(path), pragmas=pragmas, timeout=15, autoconnect=False)
    store = Store(made, path=path, dsn=str(path), lock=held)
    try:
        with store.connected() as db:
            db.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
    except (DatabaseError, OperationalError) as error:
        store.close()
        word = "The passphrase is wrong, or" if passphrase else "It is damaged, or"
        raise BadFile(f"{path.name} cannot be opened. {word} it is not a HousingDesk database ({error})") from error
    return store


def _refuse_other_files(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}") from error
    if head != _HEADER:
        raise BadFile(f"{path.name} is not a HousingDesk database; if it is encrypted, give its passphrase")


def _take_lock(path: Path) -> IO[bytes]:
    """An exclusive lock on a file beside the database; the system lets go of it when the program ends, however."""
    file = Path(f"{path}.in-use").open("a+b")  # noqa: SIM115 - held open for as long as the program runs
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise Refused(f"{path.name} is open in another HousingDesk on this PC. Close that one first, or use a PostgreSQL "
                      f"database for several seats") from error
    return file


def _postgresql(dsn: str) -> Store:
    parts = urlsplit(dsn)
    name = parts.path.lstrip("/")
    if not name:
        raise Refused("The PostgreSQL address names no database. It looks like postgresql://name@server/housingdesk")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    for key, value in (("host", parts.hostname), ("port", parts.port), ("user", parts.username),
                       ("password", parts.password)):
        if value is not None:
            options.setdefault(key, unquote(value) if isinstance(value, str) else value)
    if options.get("host", "").startswith("%2F"):
        options["host"] = unquote(options["host"])
    made = Postgresql(unquote(name), autoconnect=False, prefer_psycopg3=True, **options)
    store = Store(made, path=None, dsn=dsn)
    try:
        with store.connected():
            pass
    except (OperationalError, DatabaseError) as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else "no answer"
        raise Refused(f"The database server did not let us in: {reason}") from error
    return store
