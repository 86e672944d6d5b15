"""Money is taken, counted, paid in and returned on the screen by keys alone."""

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.takings import take
from housingdesk.bank.queries import slips, takings
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.rent.queries.verify import verify
from housingdesk.ui.bank.takings_page import TakingsPage
from housingdesk.ui.hub.account_page import AccountPage
from housingdesk.ui.kit import print_panel
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.banking import bring_in, line, make_bank, make_payer
from tests.support.schedules import owed
from tests.ui.support import KeyCounter, Recorder, page_faults
from tests.ui.support.driving import goes, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def amina(sqlite_desk: Desk) -> int:
    make_bank(sqlite_desk)
    return make_payer(sqlite_desk)[0]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Titles and pages that were asked to be printed."""
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(print_panel, "PrintPanel",
                        lambda _window, _desk, title, _data, pages, _done: asked.append((title, pages)))
    return asked


def test_money_is_taken_with_few_keys_and_its_receipt_printed(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, amina: int,
                                                              printed: list[tuple[str, int]]) -> None:
    before = owed(sqlite_desk, amina)
    page = TakingsPage(qt_desk)
    show(qtbot, page)
    assert "Everything that was taken is banked. N takes money" in words(page)
    with KeyCounter() as keys:
        press(page, "N")
        type_text(page, "amina")
        press(page, "Return")
        type_text(page, "40")
        press(page, "Return")
    assert keys.keys <= 14 and owed(sqlite_desk, amina) == before - 4000
    assert printed == [("Print Receipt 1", 1)] and page.tabs.key() == "today"
    assert "Ann Brown, cash, 1" in words(page) and not clashes(page.keys)
    assert page_faults(qtbot, page) == []


def test_the_account_asks_for_money_at_once(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, amina: int,
                                            printed: list[tuple[str, int]]) -> None:
    account = AccountPage(qt_desk)
    account.open(account_id=amina)
    show(qtbot, account)
    places = goes(account)
    press(account, "Alt+K")
    assert (places[-1].place, places[-1].facts) == ("takings", {"account_id": amina})
    page = TakingsPage(qt_desk)
    page.open(account_id=amina)
    show(qtbot, page)
    type_text(page, "12.50")
    press(page, "Return")
    assert printed and sqlite_desk.ask(takings.takings, on=sqlite_desk.today)[0].pence == 1250


def test_what_was_just_made_is_the_row_in_hand(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, amina: int,
                                               printed: list[tuple[str, int]]) -> None:
    page = TakingsPage(qt_desk)
    show(qtbot, page)
    for number in (1, 2):
        page.open(account_id=amina)
        settle(page)
        page.enter()
        type_text(page, "10")
        press(page, "Return")
        assert page.current().taking.number == number
        press(page, "Alt+1", "S", "Ctrl+Enter")
        assert page.current().slip.number == number
        press(page, "Alt+4")
        assert f"On paying-in slip {number}" in page.sentence(page.current())
    assert len(printed) == 4


def test_the_day_is_counted_paid_in_banked_and_a_cheque_comes_back(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, amina: int, printed: list[tuple[str, int]],
        recorder: Recorder) -> None:
    for pence, way, number in ((4000, TakingWay.CASH, ""), (6000, TakingWay.CHEQUE, "100417")):
        sqlite_desk.do(take, account_id=amina, pence=pence, way=way, drawn_on=number)
    page = TakingsPage(qt_desk)
    show(qtbot, page)
    press(page, "C")
    type_text(page, "39")
    press(page, "Return")
    assert recorder.take_message() == "Counted £39.00, the receipts in cash come to £40.00: £1.00 short"
    page.table.setFocus()
    press(page, "S", "Ctrl+Enter")
    assert printed == [("Print Paying-in slip 1", 1)] and page.tabs.key() == "slips"
    bring_in(sqlite_desk, [line(10_000, "PAID IN 1", on=sqlite_desk.today)])
    page.refresh()
    page.table.setFocus()
    assert page.sentence(page.current()) == "Paying-in slip 1, £100.00: The bank shows it"
    press(page, "B", "Ctrl+Enter")
    assert sqlite_desk.ask(slips.slips, on=sqlite_desk.today)[0].state is SlipState.BANKED
    press(page, "Alt+4", "R")
    type_text(page, "Refer to drawer")
    press(page, "Ctrl+Enter")
    row = sqlite_desk.ask(takings.takings, on=sqlite_desk.today)[0]
    assert row.state is TakingState.BOUNCED and sqlite_desk.ask(verify) == []
    assert page.sentence(page.current()) == "Receipt 2, Amina Khan, £60.00: Returned unpaid"
    assert page_faults(qtbot, page) == []
