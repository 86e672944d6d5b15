"""Direct Debits are entered, collected, sent and their reports taken in on the screens, by keys alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.queries import collections, mandates
from housingdesk.bank.rules.words import CollectionState, MandateState
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.words import Frequency
from housingdesk.ui.bank.collection_page import CollectionPage
from housingdesk.ui.bank.debit_forms import MandateQuestion
from housingdesk.ui.bank.debits_page import DirectDebitsPage
from housingdesk.ui.hub.account_page import AccountPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support import bacs as papers
from tests.support.banking import make_bank, make_payer
from tests.support.schedules import owed
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, press, show, type_text, words


@pytest.fixture
def amina(sqlite_desk: Desk) -> int:
    make_bank(sqlite_desk)
    return make_payer(sqlite_desk)[0]


def test_an_instruction_is_entered_by_keys_and_stopped(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, amina: int) -> None:
    page = DirectDebitsPage(qt_desk)
    show(qtbot, page)
    assert "Nobody pays by Direct Debit yet. N enters an instruction" in words(page) and not clashes(page.keys)
    press(page, "N")
    type_text(page, "amina")
    press(page, "Return", "Tab", "Tab")
    type_text(page, "Amina Khan")
    press(page, "Tab")
    type_text(page, "20-00-0")
    press(page, "Tab")
    type_text(page, "00001234")
    press(page, "Ctrl+Enter")
    assert "A sort code has six digits" in words(page) and isinstance(page.question, MandateQuestion)
    while page.focusWidget() is not page.question.form.fields["sort_code"].widget:
        press(page, "Tab")
    type_text(page, "20-00-01")
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(mandates.mandates, on=sqlite_desk.today)
    assert (row.state, row.sort_code, row.frequency) == (MandateState.TO_SEND, "200001", Frequency.WEEKLY)
    page.refresh()
    page.table.setFocus()
    assert page.sentence(page.current()).startswith(f"Amina Khan, {row.reference}, weekly, £112.40: To be sent")
    press(page, "L")
    press(page, "S")
    type_text(page, "Pays by standing order")
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(mandates.mandates, on=sqlite_desk.today)
    assert row.state is MandateState.STOPPED and page_faults(qtbot, page) == []


def test_what_is_due_is_collected_sent_and_returned_by_keys(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, amina: int, tmp_path: Path, recorder: Recorder) -> None:
    desk, on = sqlite_desk, sqlite_desk.ask(collections.first_day, today=sqlite_desk.today)
    papers.live_mandate(desk, amina, "HD-AMINA1", on, 9_000)
    page = DirectDebitsPage(qt_desk)
    show(qtbot, page)
    places = goes(page)
    press(page, "C")
    assert "1 due up to" in words(page)
    press(page, "Ctrl+Enter")
    assert places[-1].place == "collection"
    number = int(places[-1].facts["collection_id"])
    sheet = CollectionPage(qt_desk)
    sheet.open(collection_id=number)
    show(qtbot, sheet)
    assert "Save the file, send it" in words(sheet) and not clashes(sheet.keys)
    sheet.save_to(number, str(tmp_path / "dd.csv"))
    assert b"HD-AMINA1" in (tmp_path / "dd.csv").read_bytes()
    sheet.table.setFocus()
    press(sheet, "M")
    assert desk.ask(collections.collection, collection_id=number).state is CollectionState.SENT
    moves = goes(sheet)
    press(sheet, "B", "Return")
    assert [one.place for one in moves] == ["payment_file", "account"] and page_faults(qtbot, sheet) == []
    papers.post(desk, number, on)
    before, report = owed(desk, amina), tmp_path / "arudd.xml"
    report.write_bytes(papers.arudd([("HD-AMINA1", 9_000, "0", "REFER TO PAYER")], on=on + timedelta(1), collected=on))
    page.files_dropped([str(report)])
    sheet.close()
    page = DirectDebitsPage(qt_desk)
    places = goes(page)
    show(qtbot, page)
    press(page, "Alt+4")
    assert page.tabs.key() == "reports" and owed(desk, amina) == before + 9_000 and desk.ask(verify) == []
    assert "Refer to payer: £90.00 is owed again" in words(page)
    press(page, "D")
    assert recorder.take_message() == "The bank’s debit for it has not come yet, or is posted"
    page.files_dropped([str(report)])
    assert "Nothing was done twice" in recorder.take_message()
    press(page, "Alt+3", "Return")
    assert places[-1].place == "collection" and page_faults(qtbot, page) == []


def test_the_account_shows_its_direct_debit(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, amina: int) -> None:
    on = sqlite_desk.ask(collections.first_day, today=sqlite_desk.today)
    papers.live_mandate(sqlite_desk, amina, "HD-AMINA1", on, 9_000)
    page = AccountPage(qt_desk)
    page.open(account_id=amina)
    show(qtbot, page)
    assert "Direct Debit monthly, £90.00; next on" in words(page)
    places = goes(page)
    press(page, "Alt+D")
    assert (places[-1].place, places[-1].facts) == ("direct_debits", {"account_id": amina})
