"""Signing in to a file: who comes in, how fast wrong passwords may follow each other, and what is written down."""

from datetime import date
from pathlib import Path

import pytest

from housingdesk.access import actions, attempts, door, queries
from housingdesk.access.attempts import Attempts
from housingdesk.access.desk import Desk
from housingdesk.access.models import AuditChange, AuditEvent, User
from housingdesk.access.passwords import hash_password, is_right
from housingdesk.access.rules import Role
from housingdesk.db import encrypt
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.errors import BadFile, Refused
from tests.support.desk import Clock

WORDS = "three plain words"


class Seconds:
    """A clock that a test winds on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    """No wait of one test is left for the next, and none is real."""
    made = Seconds()
    fresh = Attempts(made)
    for module in (attempts, queries, door):
        monkeypatch.setattr(module, "ATTEMPTS", fresh)
    return made


@pytest.fixture
def office(sqlite_desk: Desk) -> Desk:
    """A file with Ann, administrator, and Bo, reader, who each have a password."""
    sqlite_desk.do(actions.reset_password, user_id=sqlite_desk.who.id, password=WORDS)
    sqlite_desk.do(actions.add_user, name="Bo  Reader", login=" Bo ", role=Role.READER, password="bo has words too")
    return sqlite_desk


def _refusals() -> list[str]:
    return [e.summary for e in AuditEvent.select().where(AuditEvent.action == "access.sign_in").order_by(AuditEvent.id)]


def test_a_person_comes_in(office: Desk, clock: Clock) -> None:
    desk = door.sign_in(office.store, " BO ", "bo has words too", clock=clock)
    assert (desk.who.name, desk.who.initials, desk.who.role) == ("Bo Reader", "BR", "reader")
    assert User.get(User.login == "bo").last_seen is not None
    assert User.get(User.login == "bo").version == 1, "coming in is no change that a colleague could trip over"
    assert _refusals() == []


def test_neither_half_is_given_away_and_both_are_written_down(office: Desk) -> None:
    for login, password in (("bo", "wrong"), ("nobody", "bo has words too"), ("bo", ""), ("", ""), ("long" * 99, "x"),
                            ("b\x00o", "x")):
        with pytest.raises(Refused) as told:
            door.sign_in(office.store, login, password)
        assert str(told.value) == "That name and password do not go together"
    refused = AuditEvent.select().where(AuditEvent.action == "access.sign_in").order_by(AuditEvent.id).get()
    bo = User.get(User.login == "bo").id
    assert (refused.who, refused.user_id, refused.subject) == ("nobody", None, f"user:{bo}")
    assert [line.split(":")[0] for line in _refusals()] == [
        "Sign-in refused for bo", "Sign-in refused for a name that is not known here", "Sign-in refused for bo",
        *["Sign-in refused for a name that is not known here"] * 3]
    assert "wrong" not in str(_refusals())


def test_who_was_kept_out_does_not_come_in(office: Desk) -> None:
    office.do(actions.set_active, user_id=User.get(User.login == "bo").id, active=False)
    with pytest.raises(Refused, match="do not go together"):
        door.sign_in(office.store, "bo", "bo has words too")


def test_wrong_passwords_are_slowed_more_and_more(office: Desk, seconds: Seconds) -> None:
    waits = []
    for _ in range(12):
        with pytest.raises(Refused, match="do not go together"):
            door.sign_in(office.store, "bo", "wrong")
        waits.append(0)
        while True:
            try:
                attempts.ATTEMPTS.require_wait_over("bo")
                break
            except Refused:
                seconds.now += 1
                waits[-1] += 1
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_the_wait_is_said_and_holds_for_the_right_password_too(office: Desk, seconds: Seconds) -> None:
    for _ in range(4):
        with pytest.raises(Refused):
            door.sign_in(office.store, "bo", "wrong")
        seconds.now += 2
    with pytest.raises(Refused, match=r"Too many wrong passwords\. Try again in 2 seconds"):
        door.sign_in(office.store, "bo", "bo has words too")
    door.sign_in(office.store, "ann", WORDS)
    seconds.now += 2
    door.sign_in(office.store, "bo", "bo has words too")
    for _ in range(2):
        with pytest.raises(Refused, match="do not go together"):
            door.sign_in(office.store, "bo", "wrong")


def test_the_memory_of_wrong_passwords_does_not_grow_for_ever(seconds: Seconds) -> None:
    kept = Attempts(seconds)
    for number in range(5000):
        kept.wrong(f"name {number}")
    assert len(kept._wrong) == 1000


def test_the_lock_screen_asks_for_the_same_password(office: Desk, seconds: Seconds) -> None:
    ann = office.who.id or 0
    assert queries.check_password(ann, WORDS)
    for _ in range(3):
        assert not queries.check_password(ann, "wrong")
    with pytest.raises(Refused, match="Too many wrong passwords"):
        queries.check_password(ann, WORDS)
    seconds.now += 3
    assert queries.check_password(ann, WORDS)


def test_own_password(office: Desk) -> None:
    bo = door.sign_in(office.store, "bo", "bo has words too")
    bo.do(actions.set_own_password, password="and now other words")
    door.sign_in(office.store, "bo", "and now other words")
    with pytest.raises(Refused, match="at least 10 characters"):
        bo.do(actions.set_own_password, password="too short")
    with pytest.raises(Refused, match=r"Your role \(reader\)"):
        bo.do(actions.reset_password, user_id=office.who.id, password=WORDS)
    kept = str([(c.before, c.after) for c in AuditChange.select()])
    assert "argon2" not in kept
    assert "words" not in kept


def test_the_first_administrator_and_no_second_one(tmp_path: Path, clock: Clock) -> None:
    store = open_store(tmp_path / "new.housingdesk", create=True)
    upgrade(store, now=clock())
    assert door.needs_first_administrator(store)
    with pytest.raises(Refused, match="at least 10"):
        door.first_administrator(store, name="Ann Brown", login="ann", password="short", clock=clock)
    who = door.first_administrator(store, name="Ann Brown", login="Ann", password=WORDS, clock=clock)
    assert (who.name, who.initials, who.role) == ("Ann Brown", "AB", "administrator")
    assert not door.needs_first_administrator(store)
    with pytest.raises(Refused, match="People work here already"):
        door.first_administrator(store, name="Eve", login="eve", password=WORDS, clock=clock)
    with store.connected():
        event, = AuditEvent.select()
        assert (event.summary, event.who, event.user_id) == ("Ann Brown added as administrator", "Ann Brown", None)
    store.close()


def test_the_last_administrator_is_not_lost(office: Desk) -> None:
    for action, facts in ((actions.set_active, {"active": False}), (actions.change_role, {"role": Role.FINANCE})):
        with pytest.raises(Refused, match="Ann Brown is the only administrator"):
            office.do(action, user_id=office.who.id, **facts)


def test_what_a_password_leaves_open_is_said_until_it_is_closed(office: Desk) -> None:
    path = office.store.path
    assert path is not None
    assert door.what_it_leaves_open(office.store) == (
        "Your password guards this screen, not the file: whoever can copy desk.sqlite from this PC can read it. Encrypt the "
        "file to close that too")
    office.store.database.close()
    encrypt.encrypt(path, "four words it is here")
    desk = door.come_in(path, "ann", WORDS, passphrase="four words it is here")
    assert door.what_it_leaves_open(desk.store) is None
    desk.store.close()
    with pytest.raises(BadFile, match="The passphrase is wrong"):
        door.come_in(path, "ann", WORDS, passphrase="something else entirely")
    office.store.database = open_store(path, passphrase="four words it is here", lock=False).database
    office.store.database.connect()


def test_a_refused_sign_in_lets_go_of_the_file(office: Desk) -> None:
    path = office.store.path
    assert path is not None
    with pytest.raises(Refused, match="do not go together"):
        door.come_in(path, "ann", "wrong")
    store = open_store(path)
    store.close()
    office.store.database = open_store(path, lock=False).database
    office.store.database.connect()


def test_hashes_are_argon2_and_each_is_another() -> None:
    first, second = hash_password(WORDS), hash_password(WORDS)
    assert first.startswith("$argon2id$")
    assert first != second
    assert is_right(first, WORDS)
    assert not is_right(first, WORDS + " ")
    assert not is_right("not a hash", WORDS)
    assert not is_right(None, WORDS)
    assert not is_right("", "")


def test_undo_of_a_role(office: Desk, clock: Clock) -> None:
    bo = User.get(User.login == "bo").id
    outcome = office.do(actions.change_role, user_id=bo, role=Role.MANAGER)
    assert outcome.take_back is not None
    office.do(outcome.take_back.action, **outcome.take_back.facts)
    assert User.get_by_id(bo).role is Role.READER
    assert clock().date() == date(2026, 11, 23)
