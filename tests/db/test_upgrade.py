"""Upgrades: a checked copy first, all steps or none, and nobody but the owner."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.db import steps as db_steps
from housingdesk.db import upgrade
from housingdesk.db.backup import read_manifest
from housingdesk.db.connection import Store, open_store
from housingdesk.errors import Refused
from tests.support.desk import open_desk

NOW = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
ADDS = 'def up(migrator, db):\n    db.execute_sql("ALTER TABLE hd_user ADD COLUMN nickname TEXT")\n'
FAILS = 'def up(migrator, db):\n    db.execute_sql("UPDATE hd_user SET nickname = name")\n    db.execute_sql("NONSENSE")\n'
REBUILDS = """
from peewee import TextField

def up(migrator, db):
    migrator.migrate(migrator.add_column("hd_user", "pronouns", TextField(default="")),
                     migrator.rename_column("note", "pinned", "stuck"))
"""
ORPHANS = 'def up(migrator, db):\n    db.execute_sql("INSERT INTO need(version, person_id, kind, detail, start) ' \
          "VALUES (1, 99, 'x', 'y', '2026-01-01')\")\n"


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations that a test may add to."""
    folder = tmp_path / "migrations"
    shutil.copytree(db_steps.MIGRATIONS, folder)
    monkeypatch.setattr(db_steps, "MIGRATIONS", folder)
    return folder


def _columns(store: Store, table: str = "hd_user") -> set[str]:
    with store.connected() as database:
        return {column.name for column in database.get_columns(table)}


def _copies(desk: Desk) -> list[Path]:
    assert desk.store.path is not None
    return sorted(path for path in desk.store.path.parent.glob("*-before-*") if not path.name.endswith(".json"))


def test_there_is_nothing_to_do(desk: Desk) -> None:
    assert (upgrade.pending(desk.store), upgrade.upgrade(desk.store, now=NOW)) == ([], [])
    upgrade.require_current(desk.store)


def test_a_copy_is_made_first_and_is_the_old_database(sqlite_desk: Desk, steps: Path) -> None:
    (steps / "0002_nickname.py").write_text(ADDS)
    said: list[str] = []
    assert upgrade.upgrade(sqlite_desk.store, now=NOW, say=said.append) == ["0002_nickname"]
    assert "nickname" in _columns(sqlite_desk.store)
    copy, = _copies(sqlite_desk)
    assert copy.name == "desk-before-0002_nickname-20270104-093000.sqlite"
    assert said == [f"Copying the database to {copy} first"]
    assert read_manifest(copy).kind == "sqlite"
    sqlite_desk.store.database.close()
    old = open_desk(copy).store
    assert "nickname" not in _columns(old)
    assert upgrade.pending(old) == ["0002_nickname"]
    with old.connected():
        assert User.select(User.name).get().name == "Ann Brown"
    old.close()


def test_a_new_database_needs_no_copy(tmp_path: Path, steps: Path) -> None:
    store = open_store(tmp_path / "new.housingdesk", create=True)
    assert upgrade.upgrade(store, now=NOW) == sorted(step.stem for step in steps.glob("[0-9]*.py"))
    store.close()
    assert list(tmp_path.glob("*-before-*")) == []


def test_a_step_that_fails_takes_back_the_steps_before_it(desk: Desk, steps: Path) -> None:
    (steps / "0002_nickname.py").write_text(ADDS)
    (steps / "0003_wrong.py").write_text(FAILS)
    with pytest.raises(Refused, match=r"The upgrade stopped and the database is as it was.*NONSENSE"):
        upgrade.upgrade(desk.store, now=NOW, copy=not desk.store.postgresql)
    assert "nickname" not in _columns(desk.store)
    assert upgrade.pending(desk.store) == ["0002_nickname", "0003_wrong"]
    (steps / "0003_wrong.py").write_text(FAILS.replace("NONSENSE", "SELECT 1234"))
    assert upgrade.upgrade(desk.store, now=NOW, copy=False) == ["0002_nickname", "0003_wrong"]
    assert desk.store.database.execute_sql("SELECT nickname FROM hd_user").fetchone() == ("Ann Brown",)


def test_a_table_is_rebuilt_without_losing_what_points_to_it(desk: Desk, steps: Path) -> None:
    database = desk.store.database
    database.execute_sql("INSERT INTO audit_event(at, user_id, who, action, summary) "
                         f"VALUES ('2026-01-01T00:00:00+00:00', {desk.who.id}, 'x', 'y', 'z')")
    (steps / "0002_rebuild.py").write_text(REBUILDS)
    upgrade.upgrade(desk.store, now=NOW, copy=False)
    assert {"pronouns"} <= _columns(desk.store)
    assert {"stuck"} <= _columns(desk.store, "note")
    assert database.execute_sql("SELECT user_id FROM audit_event").fetchone() == (desk.who.id,)
    if not desk.store.postgresql:
        assert database.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_step_that_leaves_orphans_is_taken_back(sqlite_desk: Desk, steps: Path) -> None:
    (steps / "0002_orphans.py").write_text(ORPHANS)
    with pytest.raises(Refused, match="left rows that point to nothing"):
        upgrade.upgrade(sqlite_desk.store, now=NOW)
    assert sqlite_desk.store.database.execute_sql("SELECT count(*) FROM need").fetchone() == (0,)
    assert sqlite_desk.store.database.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_database_on_a_server_is_copied_by_the_servers_own_program(postgres_desk: Desk, steps: Path,
                                                                    monkeypatch: pytest.MonkeyPatch,
                                                                    tmp_path: Path) -> None:
    monkeypatch.setattr("housingdesk.db.places.data_folder", lambda: tmp_path / "data")
    (steps / "0002_nickname.py").write_text(ADDS)
    upgrade.upgrade(postgres_desk.store, now=NOW)
    copy, = (path for path in (tmp_path / "data" / "before-upgrade").iterdir() if path.suffix == ".dump")
    assert copy.name.endswith("-before-0002_nickname-20270104-093000.dump")
    assert read_manifest(copy).kind == "postgresql"


def test_the_copy_of_an_encrypted_file_is_encrypted(tmp_path: Path, steps: Path) -> None:
    path = tmp_path / "office.housingdesk"
    store = open_store(path, passphrase="four words it is here", create=True)
    upgrade.upgrade(store, now=NOW)
    (steps / "0002_nickname.py").write_text(ADDS)
    upgrade.upgrade(store, now=NOW)
    store.close()
    copy, = (found for found in tmp_path.glob("*-before-*.housingdesk"))
    assert b"hd_user" not in copy.read_bytes()
    assert read_manifest(copy).encrypted
    old = open_store(copy, passphrase="four words it is here")
    assert "nickname" not in _columns(old)
    old.close()
