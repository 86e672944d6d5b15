"""The budgets of writing letters, counted by an event filter: forty from the arrears list, and one from an open file."""

from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_standard_accounts
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.kit import printing
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.main_window import MainWindow
from tests.mailings.test_letter_runs import make_office
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.ui.support import KeyCounter
from tests.ui.support.page import settle

FORTY, ONE = 12, 4
PEOPLE = 40


@pytest.fixture
def window(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window of an office with forty people who owe a week, and a printer that keeps what it prints."""
    make_office(sqlite_desk)
    sqlite_desk.do(open_standard_accounts)
    for number in range(PEOPLE):
        make_payer(sqlite_desk, f"Person {chr(65 + number % 26)}{chr(97 + number // 26)}")
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    monkeypatch.setattr(printing, "_folders", {})
    printing.offer_folder("Folder", tmp_path)
    made = MainWindow(qt_desk, PLACES, association="Dale Vale Homes")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    made.start()
    settle(made)
    return made


def press(window: MainWindow, *keys: str) -> None:
    """Presses keys where the focus is."""
    for key in keys:
        combination = QKeySequence(key.replace("Enter", "Return"))[0]  # type: ignore[index]
        QTest.keyClick(QApplication.focusWidget() or window, combination.key(), combination.keyboardModifiers())
        settle(window)


def test_forty_letters_from_the_list_to_the_printer(window: MainWindow, sqlite_desk: Desk, tmp_path: Path) -> None:
    window.go_to("arrears")
    settle(window)
    with KeyCounter() as counted:
        press(window, "Ctrl+A", "L", "Ctrl+Enter", "Ctrl+P", "Enter", "Tab", "Enter", "T")
    posted = sqlite_desk.ask(letter_queries.letters, state=LetterState.POSTED)
    assert len(posted) == PEOPLE
    assert counted.keys <= FORTY, f"forty letters took {counted.keys} keys"
    assert len(list(tmp_path.glob("printed-*.pdf"))) == 1


def test_one_letter_from_an_open_file(window: MainWindow, sqlite_desk: Desk) -> None:
    row = sqlite_desk.ask(arrears_list, on=sqlite_desk.today)[0]
    window.go_to("tenancy", tenancy_id=row.tenancy_id)
    settle(window)
    with KeyCounter() as counted:
        press(window, "Ctrl+L", "Enter", "Ctrl+Enter")
    [letter] = sqlite_desk.ask(letter_queries.letters)
    assert letter.state == LetterState.READY and counted.keys + counted.letters <= ONE
