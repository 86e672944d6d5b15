"""Gives a database file a passphrase, another one, or none.

The whole content goes into a new file, which is proved against the old one and flushed before it takes its place in one
step: whenever the power goes, the file is the old one or the new one. Nobody may have the file open meanwhile.
"""

from pathlib import Path
from typing import Any

from housingdesk.db import file_copy
from housingdesk.db.connection import Store, open_store
from housingdesk.db.failures import in_words
from housingdesk.errors import Refused

SHORTEST = 12


def encrypt(path: Path, passphrase: str) -> None:
    """Encrypts a plain database file. Refused when the passphrase is short, or the file is encrypted or in use.

    Copies made before, backups and those of an upgrade, stay as they are: readable.
    """
    _replace(path, None, passphrase)


def change_passphrase(path: Path, old: str, new: str) -> None:
    """Gives an encrypted file another passphrase; BadFile when the old one does not fit. Backups keep the old one."""
    _replace(path, old, new)


def decrypt(path: Path, passphrase: str) -> None:
    """Makes an encrypted file readable again."""
    _replace(path, passphrase, None)


def require_long_passphrase(passphrase: str) -> None:
    """Refused when a passphrase is too short to be one."""
    if len(passphrase) < SHORTEST:
        raise Refused(f"A passphrase has at least {SHORTEST} characters. Four words together are easy to remember, and nobody "
                      f"can open the file without them: write them down and lock them away")


def _replace(path: Path, old: str | None, new: str | None) -> None:
    if new is not None:
        require_long_passphrase(new)
    from housingdesk.db import cipher

    store = open_store(path, passphrase=old)
    part = path.with_name(path.name + ".part")
    try:
        with in_words():
            _export(store, part, cipher.key_for(part, new) if new is not None else None)
        assert store.path is not None
        file_copy.put(part, store.path)
    except OSError as error:
        raise Refused(f"{part} cannot be written: {error.strerror or error}. Nothing was changed") from error
    finally:
        part.unlink(missing_ok=True)
        store.close()


def _export(store: Store, part: Path, key: str | None) -> None:
    part.unlink(missing_ok=True)
    path = store.path
    assert path is not None
    with store.connected() as database:
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        if database.execute_sql("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise Refused(f"A backup or a check of {path.name} is running. Do it again when that is done")
    old_key = getattr(store.database, "key", None)
    with file_copy.opened(path, old_key, by_cipher=True) as source:
        head, contents = file_copy.check(source), _contents(source)
        source.execute(f"ATTACH DATABASE ? AS fresh KEY \"{key or ''}\"", (str(part),))
        for careless in ("journal_mode", "synchronous"):  # nobody's file yet: it is flushed as a whole at the end
            source.execute(f"PRAGMA fresh.{careless} = OFF")
        source.execute("SELECT sqlcipher_export('fresh')").fetchall()
        source.execute("DETACH DATABASE fresh")
    with file_copy.opened(part, key, by_cipher=True) as made:
        if file_copy.check(made) != head or _contents(made) != contents:
            raise Refused("The new file does not hold what the old one holds, so the old one stays. Nothing was changed")
    file_copy.flush(part)


def _contents(connection: Any) -> dict[str, Any]:
    """Every table, index and trigger as it was made, and how many rows each table has."""
    made = dict(connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master").fetchall())
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    for table in tables:
        made[f"rows of {table}"] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return made
