"""Passphrases: an encrypted file looks like nothing, opens with its passphrase alone, and is never half changed."""

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2

from housingdesk.access.models import User
from housingdesk.db import cipher, encrypt, file_copy
from housingdesk.db.connection import is_encrypted, open_store
from housingdesk.db.upgrade import pending, upgrade
from housingdesk.errors import BadFile, Refused
from tests.support.desk import Clock, open_desk

WORDS, OTHER = "four words it's \"here", "other words altogether"


@pytest.fixture(autouse=True)
def quick_keys(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching a passphrase takes long on purpose; here once is enough to see that it is right."""
    if request.node.name != "test_any_program_with_sqlcipher_opens_it_with_the_passphrase":
        monkeypatch.setattr(cipher, "_ROUNDS", 1000)


def test_any_program_with_sqlcipher_opens_it_with_the_passphrase(plain: Path) -> None:
    encrypt.encrypt(plain, WORDS)
    driver: Any = sqlcipher3.dbapi2
    connection = driver.connect(str(plain))
    connection.execute("PRAGMA key='" + WORDS.replace("'", "''") + "'")
    assert connection.execute("SELECT name FROM hd_user").fetchall() == [("Ann Brown",)]
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    connection.close()


@pytest.fixture
def plain(sqlite_template: Path, tmp_path: Path) -> Path:
    """A plain database file with one user."""
    path = tmp_path / "office.housingdesk"
    shutil.copyfile(sqlite_template, path)
    return path


def _users(path: Path, passphrase: str | None) -> list[str]:
    store = open_store(path, passphrase=passphrase)
    try:
        with store.connected():
            return [user.name for user in User.select()]
    finally:
        store.close()


def test_a_file_is_encrypted_changed_and_opened_up_again(plain: Path) -> None:
    assert (is_encrypted(plain), _users(plain, None)) == (False, ["Ann Brown"])
    encrypt.encrypt(plain, WORDS)
    assert b"Ann Brown" not in plain.read_bytes()
    assert (is_encrypted(plain), _users(plain, WORDS)) == (True, ["Ann Brown"])
    encrypt.change_passphrase(plain, WORDS, OTHER)
    with pytest.raises(BadFile, match="The passphrase is wrong, or the file is damaged"):
        _users(plain, WORDS)
    assert _users(plain, OTHER) == ["Ann Brown"]
    encrypt.decrypt(plain, OTHER)
    assert (is_encrypted(plain), _users(plain, None)) == (False, ["Ann Brown"])
    assert sorted(path.name for path in plain.parent.iterdir()) == [plain.name, f"{plain.name}.in-use"]


def test_what_an_encrypted_file_says_to_those_without_its_passphrase(plain: Path) -> None:
    encrypt.encrypt(plain, WORDS)
    with pytest.raises(BadFile, match="if it is encrypted, give its passphrase"):
        _users(plain, None)
    with pytest.raises(BadFile, match="The passphrase is wrong"):
        _users(plain, "wrong words altogether")
    assert _users(plain, WORDS) == ["Ann Brown"]


def test_a_plain_file_is_not_opened_with_a_passphrase(plain: Path) -> None:
    with pytest.raises(BadFile, match=r"is not encrypted\. Open it without a passphrase"):
        _users(plain, WORDS)


def test_a_new_file_is_encrypted_from_its_first_byte(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new.housingdesk"
    store = open_store(path, passphrase=WORDS, create=True)
    upgrade(store, now=clock())
    assert (store.encrypted, pending(store)) == (True, [])
    with store.connected() as database:
        assert database.execute_sql("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert database.execute_sql("PRAGMA synchronous").fetchone()[0] == 2
        assert database.execute_sql("PRAGMA foreign_keys").fetchone()[0] == 1
        assert database.execute_sql("PRAGMA busy_timeout").fetchone()[0] == 15_000
        User.create(name="Ann Brown", initials="AB", login="ann", role="administrator")
    store.close()
    assert b"hd_user" not in path.read_bytes()
    assert _users(path, WORDS) == ["Ann Brown"]


def test_the_find_index_and_the_locks_come_with_it(plain: Path) -> None:
    encrypt.encrypt(plain, WORDS)
    store = open_store(plain, passphrase=WORDS)
    with store.connected() as database:
        database.execute_sql("INSERT INTO find_entry(kind, record_id, label, detail, words, start_word, rank) "
                             "VALUES ('person', 1, 'Amina', '', ' amina', 'amina', 0)")
        assert database.execute_sql("SELECT count(*) FROM find_index WHERE words MATCH 'min'").fetchone() == (1,)
        with pytest.raises(Exception, match="only ever added to"):
            database.execute_sql("INSERT OR REPLACE INTO audit_event(id, at, who, action, summary) VALUES "
                                 "(1, 'a', 'b', 'c', 'd'), (1, 'a', 'b', 'c', 'd')")
    store.close()


def test_threads_of_an_encrypted_store_open_at_once(plain: Path) -> None:
    encrypt.encrypt(plain, WORDS)
    store = open_store(plain, passphrase=WORDS)
    found: list[int] = []

    def ask() -> None:
        with store.connected():
            found.append(User.select().count())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert found == [1, 1, 1, 1]


@pytest.mark.parametrize("short", ["", "short", "eleven char"])
def test_a_short_passphrase_is_refused(plain: Path, short: str) -> None:
    with pytest.raises(Refused, match="at least 12 characters"):
        encrypt.encrypt(plain, short)
    assert _users(plain, None) == ["Ann Brown"]


def test_a_file_in_use_is_not_encrypted(plain: Path) -> None:
    store = open_store(plain)
    with pytest.raises(Refused, match="open in another HousingDesk"):
        encrypt.encrypt(plain, WORDS)
    store.close()
    assert not is_encrypted(plain)


def test_work_that_is_still_in_the_journal_is_not_left_behind(plain: Path) -> None:
    desk = open_desk(plain)
    with desk.store.connected() as database:
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        User.create(name="Bo Late", initials="BL", login="bo", role="reader")
        journal, file = Path(f"{plain}-wal").read_bytes(), plain.read_bytes()
    desk.store.close()
    plain.write_bytes(file)  # as after a power cut: the last act is in the journal alone
    Path(f"{plain}-wal").write_bytes(journal)
    assert b"Bo Late" not in file
    encrypt.encrypt(plain, WORDS)
    assert sorted(_users(plain, WORDS)) == ["Ann Brown", "Bo Late"]


def test_a_copy_that_is_not_whole_never_takes_the_place(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = encrypt._contents
    answers = iter([{"rows of hd_user": 1}, {"rows of hd_user": 0}])
    monkeypatch.setattr(encrypt, "_contents", lambda connection: contents(connection) | next(answers))
    with pytest.raises(Refused, match="so the old one stays"):
        encrypt.encrypt(plain, WORDS)
    assert (_users(plain, None), list(plain.parent.glob("*.part"))) == (["Ann Brown"], [])


def test_a_full_disk_leaves_the_old_file(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(part: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_copy, "flush", full)
    with pytest.raises(Refused, match="No space left on device"):
        encrypt.encrypt(plain, WORDS)
    assert (_users(plain, None), list(plain.parent.glob("*.part"))) == (["Ann Brown"], [])
