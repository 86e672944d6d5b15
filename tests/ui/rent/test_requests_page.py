"""The screen of requests by keys alone: allowed, declined, withdrawn, paid; and what one may not allow is said with why."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.letters.pdf import read_back
from housingdesk.rent.actions.requests import ask_refund, ask_write_off
from housingdesk.rent.queries import requests as queries
from housingdesk.rent.rules.asking import RefundDraft, WriteOffDraft
from housingdesk.rent.rules.words import Payer, RequestState, WriteOffReason
from housingdesk.reports.payment_list import payment_list, payment_table
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.rent.requests_page import RequestsPage
from tests.support.asking import account_with, colleague
from tests.support.desk import MONDAY
from tests.support.papers import name_office
from tests.ui.support import page_faults
from tests.ui.support.driving import press, show, type_text
from tests.ui.support.page import settle


@pytest.fixture
def asked(sqlite_desk: Desk) -> tuple[int, int, int]:
    """Sam asked for a refund and for a write-off that only the board allows; Ann for a refund."""
    sam = colleague(sqlite_desk, "Sam", Role.FINANCE)
    credit, debt = account_with(sqlite_desk, -30_000), account_with(sqlite_desk, 150_000, 2, closes_on=MONDAY.replace(day=1))
    mine = RefundDraft(credit, 1_000, Payer.TENANT, "Paid twice", "A Khan")
    theirs = RefundDraft(credit, 5_000, Payer.TENANT, "Paid twice", "Amina Khan", "200000", "55779911")
    gone = WriteOffDraft(debt, WriteOffReason.UNTRACED, "Two traces")
    return (int(sam.do(ask_refund, draft=theirs).value), int(sam.do(ask_write_off, draft=gone).value),
            int(sqlite_desk.do(ask_refund, draft=mine).value))


def state(qt_desk: QtDesk, request: int) -> RequestState:
    found = qt_desk.desk.ask(queries.request, request_id=request).state
    assert isinstance(found, RequestState)
    return found


def words(page: RequestsPage) -> str:
    settle(page)
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_allowed_paid_and_on_the_payment_list_by_keys(qtbot: QtBot, qt_desk: QtDesk, asked: tuple[int, int, int]) -> None:
    page = show(qtbot, RequestsPage(qt_desk))
    settle(page)
    page.table.view.select_place(0)
    press(page, "A")
    type_text(page, "Looked at the statement")
    press(page, "Ctrl+Enter")
    assert state(qt_desk, asked[0]) is RequestState.APPROVED
    table = qt_desk.desk.ask(payment_table).decode("utf-8-sig")
    assert "Amina Khan,20-00-00,55779911,REFUND1,50.00" in table
    name_office(qt_desk.desk)  # type: ignore[arg-type]
    read = read_back(qt_desk.desk.ask(payment_list, on=MONDAY, by="Ann Brown"), None)
    assert read.pages == 1
    press(page, "Alt+2")
    assert "REFUND1" in words(page) and "55779911" in words(page)
    press(page, "P")
    press(page, "Ctrl+Enter")
    assert state(qt_desk, asked[0]) is RequestState.PAID


def test_above_the_managers_band_the_minute_is_asked_for(qtbot: QtBot, qt_desk: QtDesk, asked: tuple[int, int, int]) -> None:
    page = show(qtbot, RequestsPage(qt_desk))
    settle(page)
    page.table.view.select_place(1)
    press(page, "A")
    assert "Above a manager’s band the board allows it" in words(page)
    page.question.form["on"].set_value(MONDAY)  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    assert "Give the reference and the day of the board’s minute" in words(page)
    page.question.form["reference"].setFocus()  # type: ignore[union-attr]
    type_text(page, "2026/41")
    page.question.form["on"].set_value(MONDAY)  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    assert qt_desk.desk.ask(queries.request, request_id=asked[1]).decision == "Board minute 2026/41 of 23 November 2026"


def test_ones_own_is_withdrawn_and_others_are_declined_with_a_reason(qtbot: QtBot, qt_desk: QtDesk,
                                                                      asked: tuple[int, int, int]) -> None:
    page = show(qtbot, RequestsPage(qt_desk))
    settle(page)
    page.table.view.select_place(2)
    assert "You asked for it, so somebody else has to allow it." in words(page) and not page.is_valid("allow")
    press(page, "W")
    assert state(qt_desk, asked[2]) is RequestState.WITHDRAWN
    settle(page)
    page.table.view.select_place(0)
    press(page, "D")
    press(page, "Ctrl+Enter")
    assert "Say in a few words why" in words(page)
    page.question.form["reason"].setFocus()  # type: ignore[union-attr]
    QApplication.processEvents()
    type_text(page, "The council wants it back")
    press(page, "Ctrl+Enter")
    assert state(qt_desk, asked[0]) is RequestState.DECLINED


def test_the_screen_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, asked: tuple[int, int, int]) -> None:
    assert page_faults(qtbot, RequestsPage(qt_desk)) == [] and clashes(RequestsPage.keys) == []
