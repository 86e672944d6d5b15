"""A throw-away PostgreSQL server: made in a temporary folder, run by an unprivileged user, removed at the end.

Passwords are asked for (SCRAM) so that a login role without the right one stays out, as in an office. ``fsync`` is off: a
server that is killed has given what it wrote to the system, which keeps it; only a power cut would not.
Only TCP on the loopback address: it is how an office reaches its server.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, LiteralString
from zlib import crc32

import psycopg
from psycopg import sql

from tests.support import postgres_programs

_PREFIX = "hdpg-"
_STALE_SECONDS = 2 * 60 * 60
_LOCALES = ("C.UTF-8", "C.utf8", "en_GB.UTF-8", "en_GB.utf8", "en_US.UTF-8", "English_United Kingdom.1252")
_PASSING = ("shared memory block", "Address already in use", '"postmaster.pid" already exists')
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "fsync": "off",
    "timezone": "Europe/London",
}


@dataclass
class Cluster:
    """One server. It belongs to whoever calls ``remove()``."""

    folder: str
    binaries: str
    account: str | None
    password: str
    port: int = 0
    host: str = "127.0.0.1"

    @property
    def dsn(self) -> str:
        """The superuser's address of the maintenance database."""
        return self.dsn_for("postgres")

    def dsn_for(self, database: str, *, user: str = "postgres", password: str | None = None) -> str:
        """The address of a database for the superuser, or for a role the test made (plain letters in both)."""
        return f"postgresql://{user}:{password or self.password}@{self.host}:{self.port}/{database}"

    def new_database(self, name: str, template: str = "template0") -> str:
        """Creates an empty UTF-8 database, or a copy of ``template``, to which nobody may be connected; its address."""
        self.execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.dsn_for(name)

    def drop_database(self, name: str) -> None:
        """Removes a database together with whoever is still connected to it."""
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def template(self, name: str, fill: Callable[[str], object]) -> str:
        """The name of a database made once for all workers: ``fill(dsn)`` migrates it, then it is only copied from.

        The first worker to ask fills it while the others wait; if that fails they try in turn.
        """
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [crc32(name.encode())])
            known = connection.execute("SELECT datistemplate FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not (known and known[0]):
                self.drop_database(name)
                fill(self.new_database(name))
                self.execute("ALTER DATABASE {} IS_TEMPLATE true ALLOW_CONNECTIONS false", name)
        return name

    def execute(self, statement: LiteralString, *names: str) -> None:
        """Runs one statement as the superuser; each ``{}`` in it is a name, which is quoted."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def start(self) -> None:
        """Starts the server, on its port or a free one, and waits until it answers; after ``kill()`` it recovers."""
        for _ in range(100):
            port = self.port or _free_port()
            options = " ".join(f"-c {key}={value}" for key, value in {**_SETTINGS, "port": str(port)}.items())
            done = self._run("pg_ctl", "start", "-w", "-t", "60", "-l", self._log(), "-o", options)
            if done.returncode == 0:
                self.port = port
                return
            told = Path(self._log()).read_text(errors="replace")[-2000:]
            if not any(reason in told for reason in _PASSING):
                break
            time.sleep(0.1)
        raise RuntimeError(f"PostgreSQL did not start: {done.stderr}\n{told}")

    def stop(self) -> None:
        """Stops the server in good order, without waiting for its clients."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def kill(self) -> None:
        """Kills the server outright, as a power cut would."""
        self._run("pg_ctl", "kill", "KILL", self._data("postmaster.pid").read_text().split()[0])

    def remove(self) -> None:
        """Stops the server and deletes all it had."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def initialise(self) -> None:
        """Makes the data folder: UTF-8, in the first locale this machine has under which É is a letter."""
        word = Path(self.folder, "word")
        word.write_text(self.password)
        if self.account:
            shutil.chown(word, self.account)
        for locale in _LOCALES:
            done = self._run("initdb", "--encoding=UTF8", "--username=postgres", "--auth=scram-sha-256",
                             f"--pwfile={word}", "--no-sync", f"--locale={locale}")
            if done.returncode == 0:
                return
        raise RuntimeError(f"PostgreSQL's initdb failed: {done.stderr}")

    def _data(self, name: str) -> Path:
        return Path(self.folder, "data", name)

    def _log(self) -> str:
        return str(Path(self.folder, "log"))

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        who: dict[str, Any] = {}
        if self.account:
            who = {"user": self.account, "group": _group_of(self.account), "extra_groups": []}
        environment = {**os.environ, "PGDATA": str(self._data("")), "LC_ALL": "C"}
        return subprocess.run([str(Path(self.binaries, program)), *arguments], cwd=self.folder, env=environment,
                              text=True, stdin=subprocess.DEVNULL, capture_output=True, check=False, **who)


def cluster() -> Cluster | None:
    """A new running server of one's own, to be ended with ``remove()``; None if PostgreSQL is not installed."""
    binaries = postgres_programs.find()
    if binaries is None:
        return None
    folder = _new_folder()
    account = _unprivileged()
    if account:
        shutil.chown(folder, account)
    made = Cluster(str(folder), str(binaries), account, secrets.token_hex(8))
    try:
        made.initialise()
        made.start()
    except BaseException:
        made.remove()
        raise
    return made


def shared_cluster(meeting_point: Path) -> Cluster | None:
    """The one server of all processes that name the same folder; the first to come starts it, the others wait."""
    told = meeting_point / "server.json"
    try:
        (meeting_point / "starting").mkdir()
    except FileExistsError:
        for _ in range(600):
            if told.exists():
                break
            time.sleep(0.2)
        found = json.loads(told.read_text())
        return Cluster(**found) if found else None
    made = cluster()
    draft = meeting_point / "draft"
    draft.write_text(json.dumps(asdict(made) if made else None))
    draft.replace(told)
    return made


def remove_shared_cluster(meeting_point: Path) -> None:
    """Ends what ``shared_cluster`` started, if anything, and removes the folder."""
    with suppress(FileNotFoundError):
        found = json.loads((meeting_point / "server.json").read_text())
        if found:
            Cluster(**found).remove()
    shutil.rmtree(meeting_point, ignore_errors=True)


def new_meeting_point() -> Path:
    """A folder for ``shared_cluster``; what runs that were killed left behind hours ago is cleared first."""
    for old in Path(tempfile.gettempdir()).glob(f"{_PREFIX}meet-*"):
        if old.stat().st_mtime < time.time() - _STALE_SECONDS and not _is_running(int(old.name.split("-")[2])):
            remove_shared_cluster(old)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}meet-{os.getpid()}-"))


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _new_folder() -> Path:
    """Below a folder that the unprivileged user can enter: root's own temporary folder may be closed to others."""
    usual = Path(tempfile.gettempdir())
    everyone = usual.stat().st_mode & 0o001 and all(above.stat().st_mode & 0o001 for above in usual.parents)
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=usual if everyone or os.name != "posix" else "/tmp"))


def _unprivileged() -> str | None:
    """Who runs the server when root does not: PostgreSQL refuses to be run by root."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _group_of(account: str) -> int:
    import pwd

    return pwd.getpwnam(account).pw_gid


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
