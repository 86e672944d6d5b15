"""PostgreSQL's own client programs on this PC: pg_dump and pg_restore. Finds and runs them; decides nothing else."""

import os
import re
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

from housingdesk.db import address
from housingdesk.errors import Refused

_USUAL = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/libpq/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/libpq/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Library/PostgreSQL/*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
_SUFFIX = ".exe" if sys.platform == "win32" else ""


def run(name: str, dsn: str, *arguments: str) -> None:
    """Runs a program against a database; Refused with its own last word if it fails. The password is in no command line."""
    database, options = address.parse(dsn)
    environment = {**os.environ, "LC_ALL": "C"}
    if password := options.pop("password", None):
        environment["PGPASSWORD"] = password
    where = address.without_password(address.put(dsn, name=database))
    done = subprocess.run([str(find(name)), f"--dbname={where}", "--no-password", *arguments], env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        told = [line for line in done.stderr.strip().splitlines() if "error:" in line or "FATAL" in line]
        reason = (told or done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Refused(f"{name} stopped: {re.sub(r'^.*?error: ', '', reason)}")


def find(name: str) -> Path:
    """The newest of the programs of this name: a newer one reads an older server, but not the other way round."""
    found = {path: version for path in _candidates(name) if (version := _version(path))}
    if not found:
        raise Refused(f"{name} is not on this PC. Install PostgreSQL's client programs, or let the server be backed up by "
                      f"whoever looks after it")
    return max(found, key=found.__getitem__)


def _candidates(name: str) -> list[Path]:
    on_path = shutil.which(name)
    folders = [Path(folder) for pattern in _USUAL for folder in glob(pattern)]
    beside = [folder / (name + _SUFFIX) for folder in folders]
    return ([Path(on_path)] if on_path else []) + [path for path in beside if os.access(path, os.X_OK)]


def _version(program: Path) -> tuple[int, ...]:
    told = subprocess.run([program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)(?:\.(\d+))?", told)
    return tuple(int(part) for part in found.groups(default="0")) if found else ()
