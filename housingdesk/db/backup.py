"""Copies of the database that were checked, with a manifest; and putting one back.

SQLite: the online backup API, never a file copy of an open database. PostgreSQL: the server's own pg_dump.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import housingdesk
from housingdesk.db.connection import Store, open_store
from housingdesk.errors import BadFile, Refused

_FORM = "housingdesk-backup-1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside a backup: when, from what, its SHA-256, and the ledger's head at that moment."""

    form: str
    kind: str
    made_at: str
    program: str
    sha256: str
    size: int
    head_sequence: int
    head_hash: str


def copy_sqlite(database: Any, to: Path) -> None:
    """An online copy of an open SQLite database, checked; the target appears only when it is whole."""
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    source = database.connection()
    target = type(source)(str(part)) if not isinstance(source, sqlite3.Connection) else sqlite3.connect(str(part))
    passphrase = dict(getattr(database, "connect_params", {})).get("passphrase")
    try:
        if passphrase:
            target.execute("PRAGMA key='" + passphrase.replace("'", "''") + "'")
        source.backup(target)
        if target.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Refused("The copy did not pass its check. The database itself was not touched; look at the disk")
    finally:
        target.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(to)


def backup(store: Store, to: Path, *, now: datetime) -> Manifest:
    """Writes a checked backup and its ``.manifest.json``; Refused if the target is there already or cannot be written."""
    if to.exists():
        raise Refused(f"{to} is there already. Give another name; a backup never overwrites one")
    if not to.parent.is_dir():
        raise Refused(f"There is no folder {to.parent}")
    try:
        if store.path is not None:
            with store.connected() as database:
                copy_sqlite(database, to)
        else:
            _pg_dump(store, to)
    except OSError as error:
        raise Refused(f"{to} cannot be written: {error.strerror or error}") from error
    sequence, head = _head(store)
    manifest = Manifest(_FORM, "sqlite" if store.path else "postgresql", now.isoformat(), housingdesk.__version__,
                        _sha256(to), to.stat().st_size, sequence, head)
    to.with_name(to.name + ".manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    return manifest


def read_manifest(backup_file: Path) -> Manifest:
    """The manifest beside a backup; BadFile when it is missing, unreadable or does not fit the file."""
    path = backup_file.with_name(backup_file.name + ".manifest.json")
    if not backup_file.is_file():
        raise BadFile(f"There is no backup at {backup_file}")
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BadFile(f"{path.name} is missing or cannot be read, so nothing vouches for {backup_file.name}") from error
    if manifest.form != _FORM or _sha256(backup_file) != manifest.sha256:
        raise BadFile(f"{backup_file.name} is not the file that its manifest describes: it was changed or cut short")
    return manifest


def restore(backup_file: Path, where: str, *, passphrase: str | None = None) -> Manifest:
    """Puts a backup into a place where there is no database yet; Refused rather than overwrite one."""
    manifest = read_manifest(backup_file)
    if manifest.kind == "postgresql":
        _pg_restore(backup_file, where)
        return manifest
    target = Path(where)
    if target.exists():
        raise Refused(f"{target} is there already. Restore to a new name, look at it, then use it in place of the old one")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(backup_file, part)
    part.replace(target)
    open_store(target, passphrase=passphrase).close()
    return manifest


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _head(store: Store) -> tuple[int, str]:
    with store.connected() as database:
        if "seal" not in database.get_tables():
            return 0, "0" * 64
        row = database.execute_sql("SELECT sequence, hash FROM seal ORDER BY sequence DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "0" * 64)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise Refused(f"{name} is not on this PC. Install PostgreSQL's client programs, or let the server be backed up")
    return found


def _pg_dump(store: Store, to: Path) -> None:
    _run([_tool("pg_dump"), "--format=custom", "--no-owner", f"--file={to}", f"--dbname={store.dsn}"])


def _pg_restore(backup_file: Path, dsn: str) -> None:
    _run([_tool("pg_restore"), "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={dsn}", str(backup_file)])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Refused(f"{Path(command[0]).name} stopped: {reason}")
