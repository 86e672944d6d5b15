"""The migrated database is what the models say, on both databases, and its locks are all there."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from peewee import DatabaseError
from playhouse.schema_diff import diff_models

from housingdesk.access.desk import Desk
from housingdesk.db import steps
from housingdesk.db.connection import open_store
from tests.support.models import all_models, creation_sql, databases, schema_of, written

FROZEN = {"0001": "1710da17222cfee0"}
APPEND_ONLY = ("batch", "entry", "seal", "ledger_close", "audit_event", "audit_change", "document",
               "correction", "snapshot", "snapshot_account", "snapshot_void", "snapshot_claim", "period_close",
               "journal_export", "bacs_report")


def test_the_migrated_schema_is_the_models_schema(desk: Desk) -> None:
    known_only_to_sql = {"find_entry_words_trgm", "find_entry_start_pattern"}
    difference = diff_models(desk.store.database, all_models())
    assert [d for d in str(difference).splitlines() if d.strip() and not any(k in d for k in known_only_to_sql)] == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_steps_create_exactly_these_tables(kind: str) -> None:
    assert schema_of(written(steps.MIGRATIONS, kind)) == schema_of(creation_sql(databases()[kind]).splitlines())


@pytest.mark.parametrize(("step", "digest"), FROZEN.items())
def test_a_step_that_went_out_is_never_changed(step: str, digest: str) -> None:
    parts = sorted(steps.MIGRATIONS.glob(f"{step}_*.sql"))
    assert sha256("".join(path.read_text(encoding="utf-8") for path in parts).encode()).hexdigest()[:16] == digest


def test_every_append_only_table_has_its_triggers(desk: Desk) -> None:
    if desk.store.postgresql:
        rows = desk.store.database.execute_sql(
            "SELECT DISTINCT event_object_table || '_' || trigger_name FROM information_schema.triggers").fetchall()
        found = {r[0] for r in rows}
        for table in APPEND_ONLY:
            assert f"{table}_{table}_only_added" in found
        truncate = desk.store.database.execute_sql("SELECT tgname FROM pg_trigger WHERE tgname LIKE '%%no_truncate'")
        assert {r[0] for r in truncate.fetchall()} == {f"{t}_no_truncate" for t in APPEND_ONLY}
    else:
        rows = desk.store.database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        found = {r[0] for r in rows}
        for table in APPEND_ONLY:
            assert {f"{table}_no_update", f"{table}_no_delete", f"{table}_no_replace"} <= found
    assert "seal_checks" in str(found)
    assert "entry_not_into_sealed" in str(found)


def test_sqlite_is_opened_safely(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "as the program opens it.housing"
    shutil.copyfile(sqlite_template, path)
    store = open_store(path)
    with store.connected() as database:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)):
            assert database.execute_sql(f"PRAGMA {pragma}").fetchone()[0] == value
    store.close()


def test_audit_cannot_be_rewritten_or_replaced(sqlite_desk: Desk) -> None:
    database = sqlite_desk.store.database
    database.execute_sql("INSERT INTO audit_event(at, who, action, summary) VALUES ('2026-01-01', 'x', 'y', 'z')")
    for statement in ("UPDATE audit_event SET who = 'nobody'", "DELETE FROM audit_event",
                      "INSERT OR REPLACE INTO audit_event(id, at, who, action, summary) VALUES (1, 'a', 'b', 'c', 'd')"):
        with pytest.raises(DatabaseError, match="only ever added"):
            database.execute_sql(statement)
