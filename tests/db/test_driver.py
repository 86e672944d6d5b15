"""A seat that works on a file does not wait for PostgreSQL's driver, and both databases still work in one process."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = ("psycopg", "psycopg_binary")


def _fresh(*lines: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", "\n".join(("import sys", *lines))], cwd=ROOT,
                          capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("first", ["housingdesk.db.connection", "housingdesk.access.desk", "housingdesk.rent.models",
                                   "housingdesk.commands.main", "housingdesk.access.queries, housingdesk.access.door"])
def test_a_file_needs_no_servers_driver(first: str) -> None:
    assert _fresh(f"import {first}", f"print([m for m in {SERVER} if m in sys.modules])") == "[]"


def test_a_whole_seat_on_a_file_needs_no_servers_driver(tmp_path: Path) -> None:
    told = _fresh("from datetime import datetime, UTC", "from housingdesk.db.connection import open_store",
                  "from housingdesk.db.upgrade import upgrade", "from housingdesk.access import door",
                  f"store = open_store({str(tmp_path / 'a.housingdesk')!r}, create=True)",
                  "upgrade(store, now=datetime(2026, 1, 1, tzinfo=UTC))",
                  "door.first_administrator(store, name='Ann', login='ann', password='three plain words')",
                  "door.sign_in(store, 'ann', 'three plain words')",
                  f"print([m for m in {SERVER} if m in sys.modules])")
    assert told == "[]"


def test_the_driver_comes_when_a_server_is_opened() -> None:
    told = _fresh("from housingdesk.db.dialect import Postgresql", "import peewee",
                  "before = 'psycopg' in sys.modules", "made = Postgresql('x')", "import psycopg",
                  "print(before, 'psycopg' in sys.modules, made.get_binary_type() is bytes, peewee.psycopg)")
    assert told == "False True True None"


def test_whoever_imports_the_driver_first_keeps_it() -> None:
    told = _fresh("import psycopg", "import housingdesk.db.dialect", "import peewee", "print(peewee.psycopg is psycopg)")
    assert told == "True"


def test_peewee_is_otherwise_what_it_was() -> None:
    told = _fresh("import housingdesk, peewee, inspect, playhouse.postgres_ext",
                  "print(type(peewee.__loader__).__name__, peewee.__spec__.loader is peewee.__loader__,",
                  "      'class Model' in inspect.getsource(peewee), 'psycopg' in sys.modules)", "import psycopg")
    assert told == "SourceFileLoader True True False"


def test_both_databases_work_in_one_process(postgres_desk: object, sqlite_template: Path) -> None:
    from housingdesk.access.models import User
    from housingdesk.db.connection import open_store

    assert User.select().count() == 1
    store = open_store(sqlite_template, lock=False)
    with store.connected():
        assert User.select().count() == 1
    store.close()
