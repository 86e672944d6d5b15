"""allpay's file from the file to the accounts by keys alone; what does not agree is said and posts nothing."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.parsers.writers.allpay import write_allpay
from housingdesk.bank.queries.payment_files import lines_of, payment_files
from housingdesk.bank.rules.words import FileLineState, FileState
from housingdesk.rent.queries.verify import verify
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.bank import payment_files_page
from housingdesk.ui.bank.payment_file_page import PaymentFilePage
from housingdesk.ui.bank.payment_files_page import PaymentFilesPage
from housingdesk.ui.bank.payment_import_page import PaymentImportPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.main_window import MainWindow
from tests.support.banking import make_bank, make_payer
from tests.support.paying import COUNTER, lump, paid, take_in_allpay
from tests.support.schedules import owed
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, press, show, show_window, type_text, words

RENT = 11240
People = tuple[tuple[int, str], tuple[int, str]]


@pytest.fixture
def people(sqlite_desk: Desk) -> People:
    make_bank(sqlite_desk)
    return make_payer(sqlite_desk), make_payer(sqlite_desk, "Joy Okafor")


def test_a_file_is_taken_in_and_posted_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, people: People,
                                               tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (amina, first), (joy, second) = people
    path = tmp_path / "allpay.txt"
    path.write_bytes(write_allpay([paid(first, RENT), paid(second, 5000)]))
    lump(sqlite_desk, RENT + 5000)
    before = owed(sqlite_desk, amina), owed(sqlite_desk, joy)

    def give(_parent: QWidget, _title: str, done: object, *_more: object) -> None:
        assert callable(done)
        done(str(path))

    monkeypatch.setattr(payment_files_page, "ask_for_file", give)
    window = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale Homes"))
    window.go_to("payment_files")
    press(window, "I", "Ctrl+Enter", "Ctrl+Enter", "Ctrl+Enter")
    [file] = sqlite_desk.ask(payment_files)
    assert file.state is FileState.POSTED and sqlite_desk.ask(verify) == []
    assert (owed(sqlite_desk, amina), owed(sqlite_desk, joy)) == (before[0] - RENT, before[1] - 5000)
    press(window, "Ctrl+Z")
    assert sqlite_desk.ask(payment_files)[0].state is FileState.WAITING and owed(sqlite_desk, amina) == before[0]


def test_whose_a_payment_is_is_said_by_keys_and_nothing_is_posted_before(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, people: People, recorder: Recorder) -> None:
    (_, first), (joy, _) = people
    file = take_in_allpay(sqlite_desk, [paid(first, RENT), paid("600099999", 2400, "N")])
    lump(sqlite_desk, RENT + 2400)
    page = PaymentFilePage(qt_desk)
    page.open(file_id=file)
    show(qtbot, page)
    assert page.tabs.key() == "needs you" and page.model.count() == 1
    press(page, "Ctrl+Enter")
    assert "1 payment of this file needs you" in recorder.take_message()
    page.table.setFocus()
    press(page, "F")
    type_text(page, "joy")
    press(page, "Return", "Ctrl+Enter")
    [_, line] = sqlite_desk.ask(lines_of, file_id=file)
    assert (line.state, line.account_id) == (FileLineState.CHOSEN, joy)
    press(page, "Ctrl+Enter")
    assert page.summary.is_open() and not page.head.post.isVisible()
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(payment_files)[0].state is FileState.POSTED and sqlite_desk.ask(verify) == []
    assert page_faults(qtbot, page) == [] and not clashes(page.keys)


def test_a_lump_without_its_file_waits_in_sight(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, people: People) -> None:
    page = PaymentFilesPage(qt_desk)
    show(qtbot, page)
    assert "I takes a file in" in words(page)
    lump(sqlite_desk, RENT)
    page.refresh()
    assert page.model.count() == 1 and page.sentence(page.current()) == "allpay, £112.40: No file yet, 6 days"
    take_in_allpay(sqlite_desk, [paid(people[0][1], RENT)])
    page.refresh()
    assert page.model.count() == 1 and "Ready to post" in page.sentence(page.current())
    places = goes(page)
    press(page, "Return")
    assert places[-1].place == "payment_file"
    assert page_faults(qtbot, page) == [] and not clashes(page.keys)


def test_a_file_that_differs_from_its_totals_is_refused_on_screen(qtbot: QtBot, qt_desk: QtDesk, people: People,
                                                                  tmp_path: Path) -> None:
    path = tmp_path / "allpay.txt"
    path.write_bytes(write_allpay([paid(people[0][1], RENT)], total_pence=RENT + 100))
    page = PaymentImportPage(qt_desk)
    page.open(path=str(path))
    show(qtbot, page)
    assert "The file’s total is £113.40, but its payments come to £112.40: £1.00 apart" in words(page)
    assert not page.take.isEnabled() and page_faults(qtbot, page) == []


def test_columns_of_a_card_report_are_asked_once(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, people: People,
                                                 tmp_path: Path) -> None:
    path, again = tmp_path / "cards.csv", tmp_path / "cards2.csv"
    path.write_text(f"When,Whose,How much\n{COUNTER:%d/%m/%Y},{people[0][1]},112.40\n")
    again.write_text(f"When,Whose,How much\n{COUNTER:%d/%m/%Y},{people[1][1]},60.00\n")
    page = PaymentImportPage(qt_desk)
    page.open(path=str(path))
    show(qtbot, page)
    asked = page.asked_form()
    assert asked is not None
    for place, role in enumerate(("date", "reference", "gross")):
        asked[f"column {place}"].set_value(role)
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    assert sqlite_desk.ask(payment_files)[0].pence == RENT
    page.open(path=str(again))
    assert page.asked_form() is None and page.take.isEnabled()
