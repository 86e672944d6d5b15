"""Copies of the database that were checked, with a manifest; and putting one back.

SQLite: the online backup API, never a file copy of an open database. PostgreSQL: the server's own pg_dump, at a snapshot
in which the ledger's head was read, so that the manifest speaks of this very copy.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import housingdesk
from housingdesk.db import file_copy, places, server_programs
from housingdesk.db.connection import Store, is_encrypted, is_postgresql_dsn
from housingdesk.db.failures import in_words
from housingdesk.db.transaction import reading
from housingdesk.errors import BadFile, Refused

_FORM = "housingdesk-backup-1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside a backup: when, from what, its SHA-256, and the ledger's head at that moment."""

    form: str
    kind: str
    encrypted: bool
    made_at: str
    program: str
    sha256: str
    size: int
    head_sequence: int
    head_hash: str


def backup(store: Store, to: Path, *, now: datetime) -> Manifest:
    """Writes a checked backup and its ``.manifest.json``; Refused if the target is there already or cannot be written."""
    beside, part = _manifest_of(to), to.with_name(to.name + ".part")
    for target in (to, beside):
        if target.exists():
            raise Refused(f"{target} is there already. Give another name; a backup never overwrites one")
    if not to.parent.is_dir():
        raise Refused(f"There is no folder {to.parent}")
    try:
        sequence, head = _dump(store, part) if store.postgresql else file_copy.copy(store, part)
        manifest = Manifest(_FORM, "postgresql" if store.postgresql else "sqlite", store.encrypted, now.isoformat(),
                            housingdesk.__version__, file_copy.sha256(part), part.stat().st_size, sequence, head)
        beside.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        file_copy.flush(beside)
        file_copy.put(part, to)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused(f"{to} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def read_manifest(backup_file: Path) -> Manifest:
    """The manifest beside a backup; BadFile when it is missing, unreadable or does not fit the file."""
    path = _manifest_of(backup_file)
    if not backup_file.is_file():
        raise BadFile(f"There is no backup at {backup_file}")
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BadFile(f"{path.name} is missing or cannot be read, so nothing vouches for {backup_file.name}") from error
    if manifest.form != _FORM or file_copy.sha256(backup_file) != manifest.sha256:
        raise BadFile(f"{backup_file.name} is not the file that its manifest describes: it was changed or cut short")
    return manifest


def restore(backup_file: Path, where: str, *, passphrase: str | None = None) -> Manifest:
    """Puts a backup into a place where there is no database yet; Refused rather than overwrite one.

    On PostgreSQL ``where`` is the owner's address of a database that has nothing in it yet.
    """
    manifest = read_manifest(backup_file)
    if (manifest.kind == "postgresql") != is_postgresql_dsn(where):
        kind = "PostgreSQL database" if manifest.kind == "postgresql" else "database file"
        raise Refused(f"{backup_file.name} is the backup of a {kind}, and can only be put back as one")
    if manifest.kind == "postgresql":
        server_programs.run("pg_restore", where, "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction",
                            str(backup_file))
        return manifest
    target = Path(os.path.abspath(where))
    places.refuse_unsafe(target)
    if target.exists():
        raise Refused(f"{target} is there already. Restore to a new name, look at it, then use it in place of the old one")
    _restore_file(backup_file, target, manifest, passphrase)
    return manifest


def _restore_file(backup_file: Path, target: Path, manifest: Manifest, passphrase: str | None) -> None:
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup_file, part)
        with file_copy.opened(part, _key(part, passphrase)) as connection:
            head = file_copy.check(connection)
        if head != (manifest.head_sequence, manifest.head_hash):
            raise BadFile("The ledger in the backup does not end at the head that its manifest names")
        file_copy.flush(part)
        file_copy.put(part, target)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _key(path: Path, passphrase: str | None) -> str | None:
    if not is_encrypted(path):
        return None
    if not passphrase:
        raise Refused("The backup is encrypted. Give the passphrase that the database had on that day")
    from housingdesk.db import cipher

    key = cipher.key_for(path, passphrase)
    if not cipher.fits(path, key):
        raise BadFile("The passphrase does not fit this backup")
    return key


def _manifest_of(backup_file: Path) -> Path:
    return backup_file.with_name(backup_file.name + ".manifest.json")


def _dump(store: Store, to: Path) -> file_copy.Head:
    """pg_dump at the snapshot in which the head is read, which a transaction holds open meanwhile."""
    with in_words(), store.connected() as database, reading(database):
        snapshot = database.execute_sql("SELECT pg_export_snapshot()").fetchone()[0]
        row = database.execute_sql(file_copy.LAST_SEAL).fetchone() if "seal" in database.get_tables() else None
        server_programs.run("pg_dump", store.dsn, "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}",
                            f"--file={to}")
    file_copy.flush(to)
    return (int(row[0]), str(row[1])) if row else file_copy.GENESIS
