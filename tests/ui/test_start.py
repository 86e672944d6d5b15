"""From the command line to the shell, with real threads and a real database."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from housingdesk.access import actions as access_actions
from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.db import last_opened
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.ui.app.finding import FOUND
from housingdesk.ui.app.registry import PLACES, find
from housingdesk.ui.app.start import Start
from housingdesk.ui.kit.door import OpenCard
from housingdesk.ui.kit.icons import icon
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.sign_in import SignInPanel
from housingdesk.ui.kit.theme import colour
from tests.support.desk import Clock, open_desk
from tests.support.files import build_file
from tests.support.homes import add_people
from tests.ui.support import clipped, tab_order_faults, unnamed
from tests.ui.support.page import settle

PASSWORD = "three words together"


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    made = Start(qapp)
    qtbot.addWidget(made.door)
    yield made
    if made.window is not None:
        made.window.closed.disconnect()
        made.window.close()
        made.window.deleteLater()
    made.close_store()
    made.door.closed.disconnect()
    made.door.close()
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A database in which Ann Brown has a password."""
    path = tmp_path / "dale-vale.housingdesk"
    path.write_bytes(sqlite_template.read_bytes())
    opened = open_desk(path, Clock())
    desk = Desk(opened.store, opened.who, opened.clock)
    desk.do(access_actions.set_own_password, password=PASSWORD)
    desk.do(access_actions.add_user, name="Joy Okafor", login="joy", role=Role.READER, password=PASSWORD)
    desk.store.close()
    return path


def sign_in(start: Start, name: str, password: str) -> None:
    panel = start.door.card
    assert isinstance(panel, SignInPanel)
    for field, text in zip(panel.findChildren(QLineEdit), (name, password), strict=True):
        field.setText(text)
    QTest.keyClick(panel.findChildren(QLineEdit)[1], Qt.Key.Key_Return)


def who_is_in(start: Start) -> str | None:
    return start.window.desk.who.name if start.window is not None else None


def refusal_on(start: Start) -> str:
    assert isinstance(start.door.card, OpenCard)
    return start.door.card.findChildren(MessageBar)[0].sentence


def test_signing_in_opens_the_window_and_remembers_the_database(start: Start, file: Path, qtbot: QtBot) -> None:
    start.begin(str(file))
    sign_in(start, "Ann", PASSWORD)
    qtbot.waitUntil(lambda: start.window is not None)
    assert start.window is not None and start.window.isVisible()
    assert start.window.desk.who.name == "Ann Brown"
    assert last_opened.recall() == str(file)
    words = start.window.strip.backup
    qtbot.waitUntil(lambda: words.text() == "Not backed up yet")
    assert not start.door.isVisible()


def test_a_wrong_password_is_said_and_nothing_opens(start: Start, file: Path, qtbot: QtBot) -> None:
    start.begin(str(file))
    sign_in(start, "ann", "wrong words here")
    panel = start.door.card
    assert isinstance(panel, SignInPanel)
    qtbot.waitUntil(panel.form.summary.isVisible)
    assert [link.text() for link in panel.form.summary.links] == ["That name and password do not go together."]
    assert start.window is None and panel.button.isEnabled()


def test_what_is_missing_is_said_before_it_is_tried(start: Start, file: Path) -> None:
    start.begin(str(file))
    sign_in(start, "", "")
    panel = start.door.card
    assert isinstance(panel, SignInPanel)
    assert [link.text() for link in panel.form.summary.links] == ["Type the name you sign in with", "Type your password"]


def test_a_database_that_is_not_there_is_refused_in_words(start: Start, tmp_path: Path) -> None:
    start.begin(str(tmp_path / "none.housingdesk"))
    assert "There is no database at" in refusal_on(start)
    assert start.store is None


def test_a_file_of_another_program_is_refused_and_let_go(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE sheep (name TEXT)")
    start.begin(str(path))
    assert "another program's database" in refusal_on(start)


def test_an_encrypted_file_asks_for_its_passphrase(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "secret.housingdesk"
    path.write_bytes(bytes(range(256)) * 64)
    start.begin(str(path))
    panel = start.door.card
    assert isinstance(panel, SignInPanel)
    assert [label.text() for label in panel.findChildren(QLabel)][:1] == ["secret.housingdesk is encrypted"]
    panel.findChildren(QLineEdit)[0].setText("wrong")
    QTest.keyClick(panel.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    again = start.door.card
    assert isinstance(again, SignInPanel) and again is not panel
    assert any("passphrase is wrong" in label.text() for label in again.findChildren(QLabel))


def test_without_a_database_the_program_asks_which(start: Start) -> None:
    last_opened.forget()
    start.begin()
    assert isinstance(start.door.card, OpenCard)
    assert start.door.card.findChildren(MessageBar) == []


def test_signing_out_lets_another_person_in(start: Start, file: Path, qtbot: QtBot) -> None:
    start.begin(str(file))
    sign_in(start, "ann", PASSWORD)
    qtbot.waitUntil(lambda: start.window is not None)
    assert start.window is not None
    start.window.signed_out.emit()
    assert who_is_in(start) is None
    assert isinstance(start.door.card, SignInPanel) and start.door.isVisible()
    sign_in(start, "joy", PASSWORD)
    qtbot.waitUntil(lambda: who_is_in(start) is not None)
    assert who_is_in(start) == "Joy Okafor"


def test_the_lock_takes_the_password_of_who_is_signed_in(start: Start, file: Path, qtbot: QtBot) -> None:
    start.begin(str(file))
    sign_in(start, "ann", PASSWORD)
    qtbot.waitUntil(lambda: start.window is not None)
    window = start.window
    assert window is not None
    window.lock()
    assert window.lock_screen is not None
    field = window.lock_screen.findChildren(QLineEdit)[0]
    field.setText(PASSWORD)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.lock_screen is None)


def test_the_cards_of_the_door_read_and_fit(start: Start, file: Path, qtbot: QtBot) -> None:
    start.reception.ask_which("There is no database at S:\\housing")
    settle(start.door)
    assert unnamed(start.door) + clipped(start.door) + tab_order_faults(start.door) == []
    start.begin(str(file))
    settle(start.door)
    assert unnamed(start.door) + clipped(start.door) + tab_order_faults(start.door) == []


def test_every_place_is_there_once_with_its_own_key_and_icon(qapp: QApplication) -> None:
    keys = [place.key for place in PLACES]
    assert len(keys) == len(set(keys))
    shortcuts = [place.shortcut for place in PLACES if place.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    assert all(place.under in keys for place in PLACES if place.under)
    assert all(not icon(place.icon, colour("ink")).isNull() for place in PLACES)
    assert all(place.shortcut in {f"Ctrl+{number}" for number in range(10)} for place in PLACES if place.shortcut)


@pytest.mark.parametrize("key", [place.key for place in PLACES])
def test_every_screen_is_made_and_keeps_the_rules_of_keys(key: str, qt_desk: QtDesk, qtbot: QtBot) -> None:
    page = next(place for place in PLACES if place.key == key).factory(qt_desk)
    qtbot.addWidget(page)
    assert isinstance(page, Page)
    assert page.title
    assert clashes(page.keys) == []
    assert all(callable(getattr(page, one.act)) for one in page.keys if one.act)


def test_a_person_who_holds_one_agreement_is_found_once_and_opens_as_its_file(qt_desk: QtDesk) -> None:
    letting = build_file(qt_desk.desk)  # type: ignore[arg-type]
    [holder] = [row for row in qt_desk.desk.ask(holders, tenancy_ids=[letting.tenancy]) if row.lead]
    [stranger] = add_people(qt_desk.desk, "Zebedee Quill")  # type: ignore[arg-type]
    hits = qt_desk.desk.ask(find, text=holder.name)
    assert [hit.go for hit in hits if hit.title == holder.name] == [Go("tenancy", {"tenancy_id": letting.tenancy})]
    assert [hit.go for hit in qt_desk.desk.ask(find, text="quill")] == [Go("person", {"person_id": stranger})]


def test_find_gives_only_what_can_be_opened(qt_desk: QtDesk) -> None:
    known = {place.key for place in PLACES}
    assert all(hit.go is not None and hit.go.place in known for hit in qt_desk.desk.ask(find, text="brown"))
    assert {group for group, _, _ in FOUND.values()} <= {"People", "Homes", "Documents"}
