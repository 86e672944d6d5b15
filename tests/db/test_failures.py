"""What a database will not do, as a sentence where a person can mend it, and as the bug it is where not."""

import sqlite3
import threading
from collections.abc import Callable

import psycopg
import pytest
from peewee import DatabaseError, IntegrityError, OperationalError, ProgrammingError

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.db import failures
from housingdesk.errors import Refused, Stale
from housingdesk.settings.models import Setting


@needs(Permission.LOOK)
def write(act: Act, key: str = "k") -> None:
    act.add(Setting(key=key, value="1", valid_from=act.today, entered_at=act.now, entered_by="x"))


def test_a_file_that_somebody_else_writes_for_too_long(sqlite_desk: Desk) -> None:
    path = sqlite_desk.store.path
    assert path is not None
    sqlite_desk.store.database.execute_sql("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused, match=r"Somebody else has been writing for longer than this could wait\. Nothing was changed"):
        sqlite_desk.do(write)
    assert sqlite_desk.ask(lambda: Setting.select().count()) == 0, "reading goes on meanwhile"
    other.execute("ROLLBACK")
    other.close()
    sqlite_desk.do(write)


def _both(first: Callable[[], object], second: Callable[[], object]) -> list[BaseException]:
    wrong: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except (Refused, DatabaseError) as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_a_server_lock_held_for_too_long(postgres_desk: Desk) -> None:
    held, done = threading.Event(), threading.Event()

    @needs(Permission.LOOK)
    def hold(act: Act) -> None:
        act.lock(99)
        held.set()
        done.wait(20)

    @needs(Permission.LOOK)
    def want(act: Act) -> None:
        act.database.execute_sql("SET LOCAL lock_timeout = '50ms'")
        act.lock(99)

    def second() -> None:
        held.wait(20)
        try:
            postgres_desk.do(want)
        finally:
            done.set()

    wrong, = _both(lambda: postgres_desk.do(hold), second)
    assert str(wrong).startswith("Somebody else has been writing for longer")


def test_two_people_who_wait_for_each_other(postgres_desk: Desk) -> None:
    """The server ends one of them; that one is told to look again."""
    for key in ("a", "b"):
        postgres_desk.do(write, key=key)
    barrier = threading.Barrier(2, timeout=20)

    @needs(Permission.LOOK)
    def crossed(act: Act, first: str, second: str) -> None:
        act.run("UPDATE setting SET value = '2' WHERE key = ?", (first,), table="setting")
        barrier.wait()
        act.run("UPDATE setting SET value = '3' WHERE key = ?", (second,), table="setting")

    wrong, = _both(lambda: postgres_desk.do(crossed, first="a", second="b"),
                   lambda: postgres_desk.do(crossed, first="b", second="a"))
    assert isinstance(wrong, Stale)
    assert "A colleague was changing the same things at that moment" in str(wrong)
    assert sorted(s.value for s in Setting.select()) == ["2", "3"]


def test_an_index_that_holds_two_things_apart_is_named(desk: Desk) -> None:
    desk.do(write)
    with pytest.raises(Refused, match=r"There is already a setting with this key and valid from\. Nothing was changed"):
        desk.do(write)


def _sqlite(kind: type[DatabaseError], words: str) -> DatabaseError:
    return kind(sqlite3.OperationalError(words), words)


def _server(kind: type[psycopg.Error]) -> DatabaseError:
    """An error as it comes from the server's code alone, with no more words than a code."""
    found = kind("words of the server")

    class Diagnostic:
        sqlstate, message_primary, table_name = kind.sqlstate, "words of the server", None

    error = OperationalError(found, "words of the server")
    error.orig = type("Told", (), {"diag": Diagnostic()})()  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(("error", "words"), [
    (_sqlite(OperationalError, "database or disk is full"), "disk with the database is full"),
    (_sqlite(OperationalError, "attempt to write a readonly database"), "cannot be written"),
    (_sqlite(DatabaseError, "database disk image is malformed"), "put the last backup back"),
    (_sqlite(OperationalError, "disk I/O error"), "does not work as it should"),
    (_sqlite(IntegrityError, "the period is closed"), "closed the period a moment ago"),
    (_sqlite(IntegrityError, "this batch is already posted"), "nothing was posted twice"),
    (_server(psycopg.errors.DiskFull), "disk with the database is full"),
    (_server(psycopg.errors.TooManyConnections), "no place left for another connection"),
    (_server(psycopg.errors.SerializationFailure), "A colleague was changing"),
    (_server(psycopg.errors.AdminShutdown), "does not answer any more"),
    (_server(psycopg.errors.ConnectionFailure), "does not answer any more"),
    (_server(psycopg.errors.ReadOnlySqlTransaction), "only lets itself be read"),
    (_server(psycopg.errors.InsufficientPrivilege), "does not let your login do this"),
])
def test_what_a_person_can_mend(error: DatabaseError, words: str) -> None:
    with pytest.raises(Refused, match=words) as told, failures.in_words():
        raise error
    assert told.value.__cause__ is error


@pytest.mark.parametrize("error", [
    _sqlite(OperationalError, 'near "SELEKT": syntax error'), _sqlite(IntegrityError, "NOT NULL constraint failed: a.b"),
    _sqlite(IntegrityError, "FOREIGN KEY constraint failed"), _sqlite(IntegrityError, "CHECK constraint failed: a > b"),
    _server(psycopg.errors.SyntaxError), _server(psycopg.errors.UndefinedTable), ProgrammingError("x"), ])
def test_what_only_a_programmer_can_mend(error: DatabaseError) -> None:
    with pytest.raises(type(error)) as told, failures.in_words():
        raise error
    assert told.value is error


@pytest.mark.parametrize(("words", "sentence"), [
    ('connection failed: connection to server at "10.0.0.9", port 5432 failed: Connection refused\n\tIs the server running?',
     "No database server answers at 10.0.0.9, port 5432. Is it running, and is the network up?"),
    ('connection failed: FATAL:  password authentication failed for user "ann"', "That name and password do not go together"),
    ('FATAL:  role "ann" is not permitted to log in', "This name may not use this database. Ask an administrator"),
    ("failed to resolve host 'sever': [Errno -2] Name or service not known",
     "There is no database server of that name on this network. Look at the address"),
    ("connection failed: something new", "The database server did not let us in: something new"),
    ("", "The database server did not let us in: no answer"),
])
def test_why_a_server_did_not_let_us_in(words: str, sentence: str) -> None:
    assert str(failures.of_server(OperationalError(words))) == sentence


def test_everything_else_passes_through() -> None:
    for other in (ValueError("x"), Refused("y"), KeyboardInterrupt()):
        with pytest.raises(type(other)), failures.in_words():
            raise other


