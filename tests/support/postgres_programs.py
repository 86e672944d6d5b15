"""Finds PostgreSQL's programs on this machine; standard library only, for the test command asks before installing."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from glob import glob
from pathlib import Path

OLDEST = 15
_SUFFIX = ".exe" if sys.platform == "win32" else ""
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_USUAL = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Library/PostgreSQL/*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)


def find() -> Path | None:
    """The folder with the newest server of version 15 or later that has pg_trgm; None if there is none."""
    versions = {folder: _version(folder) for folder in _candidates() if _is_complete(folder)}
    good = [folder for folder, version in versions.items() if version >= OLDEST]
    return max(good, key=versions.__getitem__, default=None)


def _candidates() -> Iterator[Path]:
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in _USUAL:
        yield from map(Path, glob(pattern))


def _is_complete(folder: Path) -> bool:
    if not all(os.access(folder / (name + _SUFFIX), os.X_OK) for name in _PROGRAMS):
        return False
    shares = (folder.parent / "share", Path(str(folder.parent).replace("/lib/", "/share/")),
              folder.parent / "share" / "postgresql", *folder.parent.glob("share/postgresql*"))
    return any((share / "extension" / "pg_trgm.control").exists() for share in shares)


def _version(folder: Path) -> int:
    told = subprocess.run([folder / ("postgres" + _SUFFIX), "--version"], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False).stdout
    found = re.search(r"\) (\d+)", told)
    return int(found[1]) if found else 0
