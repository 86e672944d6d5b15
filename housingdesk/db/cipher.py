"""An encrypted database file: SQLCipher 4 with its own defaults. Imported only when a passphrase is given.

The passphrase is stretched once, when the file is opened; each connection of each thread then takes the key itself, or
every one of them would take a tenth of a second. Any SQLCipher 4 opens the file with the same passphrase.
"""

import hashlib
import os
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from housingdesk.db.dialect import Sqlite

_SALT = 16
_ROUNDS = 256_000
dbapi2: Any = sqlcipher3.dbapi2
dbapi2.register_adapter(date, str)


def key_for(path: Path, passphrase: str) -> str:
    """The key and salt of a file, as ``PRAGMA key`` and ``ATTACH … KEY`` take them; a new file gets a new salt."""
    salt = b""
    if path.exists():
        with path.open("rb") as file:
            salt = file.read(_SALT)
    if len(salt) < _SALT:
        salt = os.urandom(_SALT)
    return f"x'{hashlib.pbkdf2_hmac('sha512', passphrase.encode(), salt, _ROUNDS, 32).hex()}{salt.hex()}'"


def connect(path: Path | str, key: str | None, timeout: float = 15) -> Any:
    """A connection to an encrypted file, or without a key to a plain one; whether the key fits shows at the first read."""
    connection = dbapi2.connect(str(path), timeout=timeout, isolation_level=None)
    if key is not None:
        connection.execute(f'PRAGMA key="{key}"')
    return connection


class Encrypted(Sqlite):
    """A SQLite database that is encrypted on the disk."""

    server_version = dbapi2.sqlite_version_info

    def __init__(self, path: Path, passphrase: str, **options: Any) -> None:
        self.key = key_for(path, passphrase)
        self._waits: float = options.get("timeout", 15)
        super().__init__(str(path), **options)

    def _connect(self) -> Any:
        connection = connect(self.database, self.key, self._waits)
        hooks: Any = super()
        try:
            hooks._add_conn_hooks(connection)
        except dbapi2.Error:
            connection.close()
            raise
        return connection


def fits(path: Path, key: str) -> bool:
    """Whether a key opens a file."""
    connection = connect(path, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.close()
    return True
