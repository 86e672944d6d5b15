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

from peewee import DatabaseError

from housingdesk.db import address, places
from housingdesk.db.dialect import Postgresql, Sqlite
from housingdesk.db.failures import in_words, of_server
from housingdesk.db.record import database as proxy
from housingdesk.errors import BadFile, Refused

PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "recursive_triggers": 1, "cache_size": -65536,
           "wal_autocheckpoint": 16000}
_DRAFT = {"synchronous": 0}
_WINDOW = {"cache_size": -4000, "mmap_size": 0}
WAITS = 15
_MMAP = 268_435_456
_HEADER = b"SQLite format 3\x00"
_PAGE = 512  # the smallest page of either kind of file


class Store:
    """The open database. ``where`` is what a person is told; ``path`` is None on PostgreSQL."""

    def __init__(self, database: Any, *, path: Path | None, dsn: str, lock: IO[bytes] | None = None) -> None:
        self.database, self.path, self._dsn, self._lock = database, path, dsn, lock

    @property
    def dsn(self) -> str:
        """The file, or the server's address with the password that holds now: a secret."""
        if self.path is not None:
            return self._dsn
        known = self.database.connect_params
        return address.put(self._dsn, login=known.get("user"), password=known.get("password"))

    @property
    def postgresql(self) -> bool:
        """True when several seats share this store."""
        return self.path is None

    @property
    def encrypted(self) -> bool:
        """True for a file that cannot be read without its passphrase."""
        return hasattr(self.database, "key")

    @property
    def where(self) -> str:
        """The file, or the server's address without its password."""
        return address.without_password(self._dsn)

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """This thread's connection; opened here only if the thread has none yet. Refused if the server is gone."""
        if not self.database.is_closed():
            yield self.database
            return
        with in_words():
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
    return address.is_postgresql(where)


def open_store(where: str | Path, *, passphrase: str | None = None, create: bool = False, lock: bool = True,
               draft: bool = False, window: bool = False) -> Store:
    """Opens a database file or DSN and binds the models to it; does not upgrade it (``upgrade.upgrade``).

    Raises Refused or BadFile with a sentence: not there, not ours, in use by another program, an unsafe folder, a wrong
    passphrase, a server that does not answer. ``lock=False`` is for those who only read beside an open program. ``draft``
    is for a file that is thrown away if anything stops before it is whole: what is committed need not be on the disk yet.
    ``window`` is for a program with several connections that is open all day: each keeps 4 MB instead of what it can, which
    the debit of 10,000 homes does not notice and the computer does.
    """
    if is_postgresql_dsn(str(where)):
        store = _postgresql(str(where))
    else:
        besides = {**(_DRAFT if draft else {}), **(_WINDOW if window else {})}
        store = _sqlite(Path(where), passphrase, create, lock, besides)
    proxy.initialize(store.database)
    return store


def is_encrypted(path: Path) -> bool:
    """True for a file that may be an encrypted database: whole pages, and not plain SQLite. BadFile when it is neither."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
        size = path.stat().st_size
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}") from error
    if head and head != _HEADER and size % _PAGE:
        raise BadFile(f"{path.name} is not a HousingDesk database")
    return bool(head) and head != _HEADER


def _sqlite(path: Path, passphrase: str | None, create: bool, lock: bool, besides: dict[str, int]) -> Store:
    path = Path(os.path.abspath(path.expanduser()))
    places.refuse_unsafe(path)
    path = Path(os.path.realpath(path))
    _refuse_wrong_file(path, passphrase, create)
    held = _take_lock(path) if lock else None
    store = Store(_file_database(path, passphrase, besides), path=path, dsn=str(path), lock=held)
    try:
        with store.connected() as db:
            tables = {row[0] for row in db.execute_sql("SELECT name FROM sqlite_master").fetchall()}
    except DatabaseError as error:
        store.close()
        reason = ("The passphrase is wrong, or the file is damaged" if passphrase
                  else "It is damaged: put the last backup back")
        raise BadFile(f"{path.name} cannot be opened. {reason}") from error
    except Refused:
        store.close()
        raise
    if tables and "schema_migration" not in tables:
        store.close()
        raise BadFile(f"{path.name} is another program's database. Nothing was changed")
    return store


def _file_database(path: Path, passphrase: str | None, besides: dict[str, int]) -> Any:
    pragmas: dict[str, Any] = {**PRAGMAS, **besides}
    if not passphrase:
        pragmas.setdefault("mmap_size", _MMAP)
        return Sqlite(str(path), pragmas=pragmas, timeout=WAITS, autoconnect=False)
    from housingdesk.db.cipher import Encrypted

    pragmas.pop("mmap_size", None)
    return Encrypted(path, passphrase, pragmas=pragmas, timeout=WAITS, autoconnect=False)


def _refuse_wrong_file(path: Path, passphrase: str | None, create: bool) -> None:
    if path.is_dir():
        raise BadFile(f"{path} is a folder, not a database file")
    if not path.exists():
        if not create:
            raise Refused(f"There is no database at {path}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"The folder {path.parent} cannot be made: {error.strerror}") from error
    elif path.stat().st_size:
        encrypted = is_encrypted(path)
        if encrypted and not passphrase:
            raise BadFile(f"{path.name} is not a HousingDesk database; if it is encrypted, give its passphrase")
        if passphrase and not encrypted:
            raise BadFile(f"{path.name} is not encrypted. Open it without a passphrase")
    elif not create:
        raise BadFile(f"{path.name} is empty, so there is no database in it")
    for needed in (path.parent, path):
        if needed.exists() and not os.access(needed, os.W_OK):
            raise Refused(f"{needed} can be read but not written by you, so no work can be kept there. Ask whoever looks "
                          f"after this PC for the right to write, or move the file into a folder of your own")


def _take_lock(path: Path) -> IO[bytes]:
    """An exclusive lock on a file beside the database; the system lets go of it when the program ends, however."""
    try:
        file = Path(f"{path}.in-use").open("a+b")  # noqa: SIM115 - held open for as long as the program runs
    except OSError as error:
        raise Refused(f"{path.name} cannot be marked as in use: {error.strerror}") from error
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
    name, options = address.parse(dsn)
    waits = f"-c lock_timeout={WAITS}s"
    options["options"] = f"{options['options']} {waits}" if "options" in options else waits
    options.setdefault("connect_timeout", 10)
    options.setdefault("application_name", "HousingDesk")
    made = Postgresql(name, autoconnect=False, **options)
    store = Store(made, path=None, dsn=dsn)
    try:
        made.connect()
    except DatabaseError as error:
        raise of_server(error) from error
    made.close()
    return store
