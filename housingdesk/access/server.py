"""The one-off step on a PostgreSQL server: the database, its owner, its group roles and its first administrator.

Asked for by an administrator of the server; after it nobody needs that login again, and the owner only at an upgrade.
A step that fails takes back what the steps before it made.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from housingdesk.access import door, logins
from housingdesk.access.desk import system_clock
from housingdesk.access.models import User
from housingdesk.access.passwords import require_long_enough
from housingdesk.access.rights import group_of
from housingdesk.access.rules import Role
from housingdesk.db import address, backup
from housingdesk.db.connection import Store, open_store
from housingdesk.db.failures import in_words, of_server
from housingdesk.db.transaction import writing
from housingdesk.db.upgrade import grant_rights, upgrade
from housingdesk.errors import Refused

OLDEST = 150_000
_LONGEST = 63 - len("_administrator")
_LOCALES = ("C.UTF-8", "C.utf8", "en_GB.UTF-8", "en_GB.utf8", "en_US.UTF-8", "en_US.utf8", "English_United Kingdom.1252",
            "English_United States.1252")
_FOLDS = "SELECT lower('É') = 'é' AND show_trgm('Éż') <> show_trgm('')"

Say = Callable[[str], None]
Server = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class NewDatabase:
    """What the one-off step is told. ``dsn`` is the server administrator's address, with the new database's name."""

    dsn: str
    owner_password: str
    name: str
    login: str
    password: str

    @property
    def database(self) -> str:
        """The new database's name."""
        return address.parse(self.dsn)[0]

    @property
    def owner(self) -> str:
        """The login that owns it, and upgrades it."""
        return f"{self.database}_owner"

    @property
    def owner_dsn(self) -> str:
        """The owner's address of it."""
        return address.put(self.dsn, login=self.owner, password=self.owner_password)


def create_database(new: NewDatabase, *, clock: Callable[[], datetime] = system_clock, say: Say = lambda _: None) -> None:
    """Makes an empty HousingDesk database with its first administrator; Refused, with nothing left behind, if it cannot."""
    _check(new)
    with _shell(new, say) as store:
        say("Making the tables")
        upgrade(store, now=clock())
        say(f"Making the login {new.login} for {new.name}, administrator")
        door.first_administrator(store, name=new.name, login=new.login, password=new.password, clock=clock)


def restore_database(backup_file: Path, new: NewDatabase, *, say: Say = lambda _: None) -> backup.Manifest:
    """Puts a backup back as a new database; people whose logins the server knows keep them and their passwords.

    ``new.login`` is an administrator of the backup; on a server that does not know that login its password will be
    ``new.password``. The others get theirs when an administrator sets a password for them. ``new.name`` is not used.
    """
    backup.read_manifest(backup_file)
    _check(new)
    with _shell(new, say) as store:
        say(f"Putting {backup_file.name} back")
        manifest = backup.restore(backup_file, new.owner_dsn)
        with store.connected() as database, in_words(), writing(database):
            database.execute_sql("SELECT hd_set_prefix(current_database())")
            _welcome(database, new)
        grant_rights(store)
    return manifest


def _welcome(database: Any, new: NewDatabase) -> None:
    """Gives the people in a restored database their logins."""
    people = list(User.select().where(User.active == True))  # noqa: E712
    if not any(person.login == new.login and person.role is Role.ADMINISTRATOR for person in people):
        raise Refused(f"{new.login} is no administrator in this backup. Give the login of one who is")
    for person in people:
        password = new.password if person.login == new.login else None
        logins.add_login(database, person.login, password, person.role)


def _check(new: NewDatabase) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", new.database) or len(new.database) > _LONGEST:
        raise Refused(f"A database's name is small letters, figures and _, begins with a letter and has at most {_LONGEST} "
                      f"characters: {new.database} does not")
    require_long_enough(new.owner_password)
    require_long_enough(new.password)


@contextmanager
def _shell(new: NewDatabase, say: Say) -> Iterator[Store]:
    """An empty database with its owner and groups, open as the owner; all of it gone again if the block raises."""
    server = _as_server_administrator(new)
    made: list[sql.Composed] = []
    try:
        _require_rights(server, new)
        say(f"Making the owner {new.owner}")
        _make_owner(server, new, made)
        say(f"Making the database {new.database}")
        _make_database(server, new, made)
        store = open_store(new.owner_dsn)
        try:
            made[1:1] = [sql.SQL("DROP ROLE {}").format(sql.Identifier(group)) for group in make_groups(store, new.database)]
            yield store
        finally:
            store.close()
    except BaseException:
        for statement in reversed(made):
            _run(server, statement)
        raise
    finally:
        server.close()


def _as_server_administrator(new: NewDatabase) -> Server:
    """A connection to the database that every server has, for the one asked for does not exist yet."""
    _, options = address.parse(new.dsn)
    try:
        return psycopg.connect(dbname="postgres", autocommit=True, connect_timeout=10, **options)
    except psycopg.OperationalError as error:
        raise of_server(error) from error


def _require_rights(server: Server, new: NewDatabase) -> None:
    if server.info.server_version < OLDEST:
        raise Refused(f"HousingDesk needs PostgreSQL {OLDEST // 10_000} or later; this server is "
                      f"{server.info.server_version // 10_000}")
    may, name = _ask(server, "SELECT rolsuper OR (rolcreatedb AND rolcreaterole), rolname FROM pg_roles "
                             "WHERE rolname = session_user")
    if not may:
        raise Refused(f"The login {name} may not make databases and logins on this server. Use the server administrator's "
                      f"(often postgres), or ask whoever looks after the server")
    if _ask(server, "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'") is None:
        raise Refused("The server lacks PostgreSQL's own extension pg_trgm, which finds names from a few letters. Install "
                      "the package with PostgreSQL's extensions (often postgresql-contrib)")
    if _ask(server, "SELECT 1 FROM pg_database WHERE datname = %s", new.database):
        raise Refused(f"There is already a database {new.database} on this server. Choose another name")
    for role in (new.owner, *(group_of(new.database, role) for role in Role)):
        if _ask(server, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            raise Refused(f"There is already a role {role} on this server, perhaps of a database that is gone. Choose another "
                          f"name for the database, or drop the role")


def _make_owner(server: Server, new: NewDatabase, made: list[sql.Composed]) -> None:
    """It may make logins, for the functions that look after them run as the owner; it is no superuser."""
    owner = sql.Identifier(new.owner)
    verifier = server.pgconn.encrypt_password(new.owner_password.encode(), new.owner.encode(), b"scram-sha-256").decode()
    _run(server, sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(owner, sql.Literal(verifier)))
    made.append(sql.SQL("DROP ROLE {}").format(owner))
    if not _ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = session_user")[0]:
        _run(server, sql.SQL("GRANT {} TO CURRENT_USER").format(owner))


def _make_database(server: Server, new: NewDatabase, made: list[sql.Composed]) -> None:
    """UTF-8 from template0, in the first locale of the server in which É is a letter: in the plain C locale it is none."""
    database = sql.Identifier(new.database)
    gone = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database)
    for locale in _LOCALES:
        try:
            server.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE {}").format(
                database, sql.Identifier(new.owner), sql.Literal(locale)))
        except (psycopg.errors.WrongObjectType, psycopg.errors.InvalidParameterValue):
            continue
        except psycopg.Error as error:
            raise Refused(f"The server refused to make the database: {error.diag.message_primary}") from error
        made.append(gone)
        if _folds(new):
            return
        _run(server, made.pop())
    raise Refused("The server has no locale in which É is a letter. Install one of its operating system, en_GB.UTF-8 for "
                  "instance, and start the server again")


def _folds(new: NewDatabase) -> bool:
    name, options = address.parse(new.owner_dsn)
    try:
        with psycopg.connect(dbname=name, autocommit=True, **options) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            return bool(_ask(connection, _FOLDS)[0])
    except psycopg.OperationalError as error:
        raise of_server(error) from error


def make_groups(store: Store, prefix: str) -> list[str]:
    """Makes the group roles of a database, as its owner, who may then put people into them; gives their names."""
    groups = [group_of(prefix, role) for role in Role]
    with store.connected() as database, in_words(), writing(database):
        for group in groups:
            database.execute_sql(f'CREATE ROLE "{group}" NOLOGIN')
    return groups


def _run(server: Server, statement: sql.Composed) -> None:
    try:
        server.execute(statement)
    except psycopg.Error as error:
        raise Refused(f"The server refused a step: {error.diag.message_primary}") from error


def _ask(server: Server, query: LiteralString, *values: str) -> Any:
    return server.execute(query, values).fetchone()
