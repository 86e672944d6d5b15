"""Backups: whole while others write, vouched for, never over another, and put back as they were."""

import json
import shutil
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.db import backup, encrypt, server_programs
from housingdesk.db.connection import open_store
from housingdesk.db.server_programs import find
from housingdesk.errors import BadFile, Refused
from housingdesk.settings.models import Setting
from tests.support.postgres import Cluster

NOW = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
PAIR = 50


@needs(Permission.LOOK)
def write_pair(act: Act, number: int) -> None:
    """Rows that only make sense together: a copy has all of them or none."""
    for part in range(PAIR):
        act.add(Setting(key=f"pair {number} part {part}", value=str(number), valid_from=date(2026, 1, 1), entered_at=act.now,
                        entered_by="x"))


def _seal(desk: Desk, sequence: int, digest: str) -> None:
    database = desk.store.database
    database.execute_sql("INSERT INTO batch(kind, key, title, source, control_pence, lines, contra, made_at, made_by) VALUES "
                         f"('debit run', 'k{sequence}', 't', '', 0, 0, '', '2026-01-01T00:00:00+00:00', 'x')")
    previous = database.execute_sql("SELECT hash FROM seal ORDER BY sequence DESC LIMIT 1").fetchone()
    database.execute_sql(f"INSERT INTO seal(sequence, batch_id, previous, hash, form, sealed_at) SELECT {sequence}, max(id), "
                         f"'{previous[0] if previous else '0' * 64}', '{digest}', 1, '2026-01-01T00:00:00+00:00' FROM batch")


def _parts_of(path: Path) -> dict[str, int]:
    store = open_store(path, lock=False)
    with store.connected() as database:
        rows = database.execute_sql("SELECT value, count(*) FROM setting GROUP BY value").fetchall()
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()
    return dict(rows)


def test_a_backup_while_another_connection_writes_is_whole(sqlite_desk: Desk, tmp_path: Path) -> None:
    stop, store = threading.Event(), sqlite_desk.store
    wrote: list[int] = []

    def write() -> None:
        while not stop.is_set():
            sqlite_desk.do(write_pair, number=len(wrote))
            wrote.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    copies: list[Path] = []
    while len(copies) < 6 or len(wrote) < 20:
        copies.append(tmp_path / f"copy {len(copies)}.housingdesk")
        backup.backup(store, copies[-1], now=NOW)
    stop.set()
    writer.join()
    counts = [_parts_of(copy) for copy in copies]
    assert all(set(parts.values()) <= {PAIR} for parts in counts)
    assert [len(parts) for parts in counts] == sorted(len(parts) for parts in counts)
    assert len(counts[-1]) >= 5


def test_the_manifest_speaks_of_this_very_copy(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "monday.backup"
    manifest = backup.backup(desk.store, target, now=NOW)
    assert (manifest.head_sequence, manifest.head_hash) == (0, "0" * 64)
    _seal(desk, 1, "a" * 64)
    later = backup.backup(desk.store, tmp_path / "tuesday.backup", now=NOW)
    assert (later.head_sequence, later.head_hash) == (1, "a" * 64)
    assert backup.read_manifest(target) == manifest
    told = json.loads((tmp_path / "monday.backup.manifest.json").read_text())
    assert (told["form"], told["made_at"], told["size"]) == ("housingdesk-backup-1", NOW.isoformat(), target.stat().st_size)
    assert (told["kind"], told["encrypted"]) == ("postgresql" if desk.store.postgresql else "sqlite", False)
    assert sorted(path.suffix for path in tmp_path.iterdir() if "day" in path.name) == [".backup"] * 2 + [".json"] * 2


def test_one_file_holds_it_all(sqlite_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    backup.backup(sqlite_desk.store, tmp_path / "away" / "copy", now=NOW)
    assert {path.name for path in (tmp_path / "away").iterdir()} == {"copy", "copy.manifest.json"}
    assert (tmp_path / "away" / "copy").read_bytes()[18:20] == b"\x01\x01", "not in WAL mode, so it opens on a read-only disk"


def test_a_backup_never_overwrites(sqlite_desk: Desk, tmp_path: Path) -> None:
    for name in ("there", "there.manifest.json"):
        (tmp_path / name).write_text("mine")
        with pytest.raises(Refused, match="is there already"):
            backup.backup(sqlite_desk.store, tmp_path / "there", now=NOW)
        assert (tmp_path / name).read_text() == "mine"
        (tmp_path / name).unlink()
    with pytest.raises(Refused, match="There is no folder"):
        backup.backup(sqlite_desk.store, tmp_path / "no" / "there", now=NOW)


def test_a_backup_that_cannot_be_finished_leaves_nothing(sqlite_desk: Desk, tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **named: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("housingdesk.db.file_copy.put", full)
    with pytest.raises(Refused, match=r"there cannot be written: No space left on device"):
        backup.backup(sqlite_desk.store, tmp_path / "there", now=NOW)
    assert list(tmp_path.glob("there*")) == []


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(sqlite_desk: Desk, tmp_path: Path) -> None:
    for number in range(5):
        sqlite_desk.do(write_pair, number=number)
    database, path = sqlite_desk.store.database, sqlite_desk.store.path
    assert path is not None
    index = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'setting' AND type = 'index'"
    root = database.execute_sql(index).fetchone()[0]
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with path.open("rb+") as file:
        file.seek((root - 1) * 4096 + 8)
        file.write(b"\xff" * 64)
    with pytest.raises(BadFile, match="The database file is damaged"):
        backup.backup(sqlite_desk.store, tmp_path / "copy", now=NOW)
    assert list(tmp_path.glob("copy*")) == []
    database.connect()


def test_a_backup_is_put_back(sqlite_desk: Desk, tmp_path: Path) -> None:
    sqlite_desk.do(write_pair, number=1)
    backup.backup(sqlite_desk.store, tmp_path / "copy", now=NOW)
    sqlite_desk.do(write_pair, number=2)
    target = tmp_path / "new place" / "office.housingdesk"
    backup.restore(tmp_path / "copy", str(target))
    assert _parts_of(target) == {"1": PAIR}
    with pytest.raises(Refused, match="Restore to a new name"):
        backup.restore(tmp_path / "copy", str(target))
    with pytest.raises(Refused, match="synchronised folder"):
        backup.restore(tmp_path / "copy", str(tmp_path / "Dropbox" / "office"))


def test_what_is_not_the_backup_it_was_is_not_put_back(sqlite_desk: Desk, tmp_path: Path) -> None:
    copy, manifest = tmp_path / "copy", tmp_path / "copy.manifest.json"
    backup.backup(sqlite_desk.store, copy, now=NOW)
    good, told, target = copy.read_bytes(), manifest.read_text(), str(tmp_path / "new")
    for content in (good[:-4096], good[:5000] + b"x" + good[5001:], b""):
        copy.write_bytes(content)
        with pytest.raises(BadFile, match="was changed or cut short"):
            backup.restore(copy, target)
    copy.write_bytes(good)
    for words in ("", "{}", "[]", told.replace("housingdesk-backup-1", "other"),
                  told.replace('"head_hash": "0', '"head_hash": "1')):
        manifest.write_text(words)
        with pytest.raises(BadFile):
            backup.restore(copy, target)
    manifest.unlink()
    with pytest.raises(BadFile, match="nothing vouches for copy"):
        backup.restore(copy, target)
    with pytest.raises(BadFile, match="There is no backup at"):
        backup.restore(tmp_path / "nothing", target)
    assert not Path(target).exists()


def test_an_encrypted_database_has_encrypted_backups(sqlite_template: Path, tmp_path: Path,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("housingdesk.db.cipher._ROUNDS", 1000)
    path, copy = tmp_path / "office", tmp_path / "copy"
    shutil.copyfile(sqlite_template, path)
    encrypt.encrypt(path, "four words it is here")
    store = open_store(path, passphrase="four words it is here")
    assert backup.backup(store, copy, now=NOW).encrypted
    store.close()
    encrypt.change_passphrase(path, "four words it is here", "quite other words")
    assert b"hd_user" not in copy.read_bytes()
    for passphrase, words in ((None, "The backup is encrypted"), ("quite other words", "does not fit this backup")):
        with pytest.raises(Refused, match=words):
            backup.restore(copy, str(tmp_path / "new"), passphrase=passphrase)
    backup.restore(copy, str(tmp_path / "new"), passphrase="four words it is here")
    open_store(tmp_path / "new", passphrase="four words it is here").close()


def test_a_backup_goes_back_where_it_came_from(sqlite_desk: Desk, tmp_path: Path) -> None:
    backup.backup(sqlite_desk.store, tmp_path / "copy", now=NOW)
    with pytest.raises(Refused, match="is the backup of a database file, and can only be put back as one"):
        backup.restore(tmp_path / "copy", "postgresql://postgres@127.0.0.1/new")


def test_a_server_is_dumped_at_the_moment_of_its_head(postgres_desk: Desk, postgres_cluster: Cluster, tmp_path: Path,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch that is sealed after the head was read, while pg_dump starts, is not in the dump."""
    _seal(postgres_desk, 1, "a" * 64)
    run = server_programs.run

    def late(name: str, dsn: str, *arguments: str) -> None:
        other = threading.Thread(target=lambda: _with_connection(postgres_desk, lambda: _seal(postgres_desk, 2, "b" * 64)))
        other.start()
        other.join()
        run(name, dsn, *arguments)

    monkeypatch.setattr(server_programs, "run", late)
    manifest = backup.backup(postgres_desk.store, tmp_path / "copy", now=NOW)
    assert (manifest.head_sequence, manifest.head_hash) == (1, "a" * 64)
    dsn = postgres_cluster.new_database("put_back")
    monkeypatch.setattr(server_programs, "run", run)
    backup.restore(tmp_path / "copy", dsn)
    store = open_store(dsn)
    with store.connected() as database:
        assert database.execute_sql("SELECT count(*) FROM seal").fetchone() == (1,)
    store.close()
    with pytest.raises(Refused, match=r"pg_restore stopped: .*already exists"):
        backup.restore(tmp_path / "copy", dsn)
    postgres_cluster.drop_database("put_back")


def _with_connection(desk: Desk, work: Any) -> None:
    with desk.store.connected():
        work()


def test_the_password_is_in_no_command_line(postgres_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    class Done:
        returncode, stderr, stdout = 0, "", "pg_dump (PostgreSQL) 15.1"

    def run(command: list[str], **options: Any) -> Done:
        seen.append((command, options.get("env", {})))
        return Done()

    monkeypatch.setattr("subprocess.run", run)
    server_programs.run("pg_dump", "postgresql://ann:secret@server/housing?password=secret2")
    command, environment = seen[-1]
    assert "secret" not in str(command)
    assert environment["PGPASSWORD"] == "secret2"
    assert "--dbname=postgresql://ann@server/housing" in command


def test_the_programs_are_found_beside_the_server(postgres_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find("pg_dump").name.startswith("pg_dump")
    monkeypatch.setattr(server_programs, "_USUAL", ())
    with pytest.raises(Refused, match="pg_dump is not on this PC"):
        find("pg_dump")
