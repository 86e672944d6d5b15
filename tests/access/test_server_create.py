"""The one-off step: what it makes, what it says when it cannot, and that it then leaves nothing behind."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from housingdesk.access import actions, door, queries, server
from housingdesk.access.rights import group_of
from housingdesk.access.rules import Role
from housingdesk.access.server import NewDatabase
from housingdesk.db import address, backup, upgrade
from housingdesk.db.connection import open_store
from housingdesk.errors import Refused
from tests.support.desk import Clock
from tests.support.postgres import Cluster

WORDS = "three plain words"


@pytest.fixture
def new(postgres_cluster: Cluster) -> Iterator[NewDatabase]:
    """What the step is told for a database of its own; whatever it made is removed."""
    name = f"made_{secrets.token_hex(4)}"
    made = NewDatabase(postgres_cluster.dsn_for(name), "owner has long words", "Ann Brown", f"ann-{name}", WORDS)
    yield made
    postgres_cluster.drop_database(name)
    for role in _roles(postgres_cluster, name):
        postgres_cluster.execute("DROP ROLE {}", role)


def _roles(cluster: Cluster, name: str) -> list[str]:
    with psycopg.connect(cluster.dsn) as connection:
        found = connection.execute("SELECT rolname FROM pg_roles WHERE strpos(rolname, %s) > 0 ORDER BY 1", [name]).fetchall()
    return [str(row[0]) for row in found]


def _databases(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.dsn) as connection:
        return [str(row[0]) for row in connection.execute("SELECT datname FROM pg_database").fetchall()]


def _superuser(cluster: Cluster, name: str) -> Any:
    return psycopg.connect(cluster.dsn_for(name), autocommit=True)


def test_what_is_made(new: NewDatabase, postgres_cluster: Cluster) -> None:
    said: list[str] = []
    server.create_database(new, say=said.append)
    assert said == [f"Making the owner {new.owner}", f"Making the database {new.database}", "Making the tables",
                    f"Making the login {new.login} for Ann Brown, administrator"]
    assert _roles(postgres_cluster, new.database) == sorted(
        [new.login, new.owner, *(group_of(new.database, role) for role in Role)])
    with _superuser(postgres_cluster, new.database) as connection:
        assert connection.execute("SELECT pg_encoding_to_char(encoding), pg_get_userbyid(datdba) FROM pg_database "
                                  "WHERE datname = current_database()").fetchone() == ("UTF8", new.owner)
        assert connection.execute("SELECT lower('ÉŻ'), array_length(show_trgm('Éż'), 1)").fetchone() == ("éż", 3)
        assert connection.execute("SELECT rolsuper, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = %s",
                                  [new.owner]).fetchone() == (False, False, False)
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE tableowner <> %s AND schemaname = 'public'",
                                  [new.owner]).fetchone() == (0,)
    desk = door.come_in(new.dsn, new.login, WORDS)
    assert (desk.who.role, upgrade.pending(desk.store)) == ("administrator", [])
    desk.store.close()


def test_an_administrator_of_the_server_who_is_no_superuser(new: NewDatabase, postgres_cluster: Cluster) -> None:
    login = f"dba_{new.database}"
    with _superuser(postgres_cluster, "postgres") as connection:
        connection.execute(f"CREATE ROLE {login} LOGIN CREATEDB CREATEROLE PASSWORD '{WORDS}'")
    theirs = replace(new, dsn=address.put(new.dsn, login=login, password=WORDS))
    server.create_database(theirs)
    door.come_in(new.dsn, new.login, WORDS).store.close()
    with _superuser(postgres_cluster, "postgres") as connection:
        connection.execute(f"REVOKE {new.owner} FROM {login}")


@pytest.mark.parametrize(("change", "words"), [
    ({"password": "short"}, "A password has at least 10 characters"),
    ({"owner_password": "short"}, "A password has at least 10 characters"),
    ({"login": "Zoë O'Neill"}, "The server cannot have a login called"),
    ({"login": "postgres"}, "The server uses the name “postgres” for something else"),
])
def test_what_is_told_is_wrong(new: NewDatabase, postgres_cluster: Cluster, change: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        server.create_database(replace(new, **change))
    assert (_roles(postgres_cluster, new.database), new.database in _databases(postgres_cluster)) == ([], False)


@pytest.mark.parametrize("name", ["Housing", "1st", "the-house", "house%20", "h" * 50, "häuser"])
def test_a_name_that_would_need_care_for_ever_is_refused(new: NewDatabase, name: str) -> None:
    with pytest.raises(Refused, match="A database's name is small letters, figures and _"):
        server.create_database(replace(new, dsn=address.put(new.dsn, name=name)))


def test_what_the_server_lacks_or_has_already(new: NewDatabase, postgres_cluster: Cluster) -> None:
    login = f"plain_{new.database}"
    with _superuser(postgres_cluster, "postgres") as connection:
        connection.execute(f"CREATE ROLE {login} LOGIN PASSWORD '{WORDS}'")
    with pytest.raises(Refused, match=f"The login {login} may not make databases and logins on this server"):
        server.create_database(replace(new, dsn=address.put(new.dsn, login=login, password=WORDS)))
    with pytest.raises(Refused, match="do not go together"):
        server.create_database(replace(new, dsn=address.put(new.dsn, login=login, password="wrong")))
    with pytest.raises(Refused, match="No database server answers at 127"):
        server.create_database(replace(new, dsn="postgresql://postgres@127.0.0.1:9/housing"))
    server.create_database(new)
    with pytest.raises(Refused, match=f"There is already a database {new.database}"):
        server.create_database(new)
    postgres_cluster.drop_database(new.database)
    with pytest.raises(Refused, match=f"There is already a role {new.owner}"):
        server.create_database(new)


@pytest.mark.parametrize("where", ["housingdesk.access.server.upgrade", "housingdesk.access.server.make_groups"])
def test_a_step_that_fails_takes_everything_back(new: NewDatabase, postgres_cluster: Cluster, where: str,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(where, fail)
    with pytest.raises(KeyboardInterrupt):
        server.create_database(new)
    assert (_roles(postgres_cluster, new.database), new.database in _databases(postgres_cluster)) == ([], False)


def test_an_old_server_is_refused(new: NewDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "OLDEST", 990_000)
    with pytest.raises(Refused, match=r"HousingDesk needs PostgreSQL 99 or later; this server is \d+"):
        server.create_database(new)


def test_only_locales_in_which_an_accented_letter_is_a_letter(new: NewDatabase, postgres_cluster: Cluster,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_LOCALES", ("nonsense", "C"))
    with pytest.raises(Refused, match="The server has no locale in which É is a letter"):
        server.create_database(new)
    assert (_roles(postgres_cluster, new.database), new.database in _databases(postgres_cluster)) == ([], False)


def test_a_backup_becomes_a_database_of_its_own(new: NewDatabase, postgres_cluster: Cluster, tmp_path: Path,
                                               clock: Clock) -> None:
    server.create_database(new)
    desk = door.come_in(new.dsn, new.login, WORDS)
    reader = f"bo-{new.database}"
    desk.do(actions.add_user, name="Bo", login=reader, role=Role.READER, password="bo has words too")
    manifest = backup.backup(desk.store, tmp_path / "copy", now=clock())
    desk.store.close()
    other = replace(new, dsn=address.put(new.dsn, name=f"{new.database}_back"), login=reader)
    with pytest.raises(Refused, match=f"{reader} is no administrator in this backup"):
        server.restore_database(tmp_path / "copy", other)
    assert other.database not in _databases(postgres_cluster)
    other = replace(other, login=new.login)
    try:
        assert server.restore_database(tmp_path / "copy", other) == manifest
        for login, password, role in ((new.login, WORDS, "administrator"), (reader, "bo has words too", "reader")):
            again = door.come_in(other.dsn, login, password)
            assert again.who.role == role
            again.store.close()
        with psycopg.connect(address.put(other.dsn, login=reader, password="bo has words too")) as connection:
            assert connection.execute("SELECT has_table_privilege('note', 'INSERT'), has_table_privilege('note', 'SELECT')"
                                      ).fetchone() == (False, True)
            assert connection.execute("SELECT pg_has_role(%s, 'MEMBER')", [f"{other.database}_reader"]).fetchone() == (True,)
        store = open_store(other.owner_dsn)
        assert upgrade.pending(store) == []
        store.close()
    finally:
        postgres_cluster.drop_database(other.database)


def test_on_a_server_that_knows_nobody_the_people_are_made(new: NewDatabase, postgres_cluster: Cluster, tmp_path: Path,
                                                          clock: Clock) -> None:
    server.create_database(new)
    desk = door.come_in(new.dsn, new.login, WORDS)
    reader = f"bo-{new.database}"
    desk.do(actions.add_user, name="Bo", login=reader, role=Role.READER, password="bo has words too")
    backup.backup(desk.store, tmp_path / "copy", now=clock())
    desk.store.close()
    postgres_cluster.drop_database(new.database)
    for role in _roles(postgres_cluster, new.database):
        postgres_cluster.execute("DROP ROLE {}", role)
    server.restore_database(tmp_path / "copy", replace(new, password="ann has new words"))
    desk = door.come_in(new.dsn, new.login, "ann has new words")
    with pytest.raises(Refused, match="do not go together"):
        door.come_in(new.dsn, reader, "bo has words too")
    person = next(user for user in desk.ask(queries.users) if user.login == reader)
    desk.do(actions.reset_password, user_id=person.id, password="bo has words again")
    desk.store.close()
    door.come_in(new.dsn, reader, "bo has words again").store.close()
