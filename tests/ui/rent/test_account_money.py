"""Money moved from an account by keys: a transfer with both balances, a refund with its checks, an adjustment above a band."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from housingdesk.access.act import Who
from housingdesk.arrears.actions.former import record_step
from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.rent.queries import requests as queries
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.words import AccountKind, Payer, RequestKind, WriteOffReason
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.rent.account_panel import AccountPanel
from tests.arrears.test_former_stream import left
from tests.support.asking import put
from tests.support.desk import MONDAY
from tests.support.files import LettingFile, build_file


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life."""
    return build_file(qt_desk.desk)  # type: ignore[arg-type]


@pytest.fixture
def panel(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> AccountPanel:
    """Its rent account £50.00 in credit of their own money, the list in focus."""
    put(qt_desk.desk, letting.account, -34_180 - 5_000)  # type: ignore[arg-type]
    made = AccountPanel(qt_desk)
    qtbot.addWidget(made)
    made.resize(1170, 620)
    made.open(letting.account)
    made.show()
    made.table.setFocus()
    QApplication.processEvents()
    return made


def press(panel: AccountPanel, letters: str) -> None:
    for letter in letters:
        panel.table.letter.emit(letter)
        QApplication.processEvents()


def said(root: QWidget) -> str:
    QApplication.processEvents()
    labels = [w.text() for w in root.findChildren(QLabel) if w.isVisibleTo(root)]
    return "\n".join(labels + [w.accessibleName() for w in root.findChildren(QPushButton) if w.isVisibleTo(root)])


def pence_of(panel: AccountPanel, kind: AccountKind, tenancy: int) -> int:
    rows = panel.desk.desk.ask(accounts_of, tenancy_id=tenancy)
    return int(next(row.pence for row in rows if row.kind is kind))


def test_a_transfer_offers_their_own_accounts_first_and_says_both_balances(panel: AccountPanel, letting: LettingFile,
                                                                           qt_desk: QtDesk) -> None:
    press(panel, "M")
    assert "£50.00 in credit" in said(panel.pane) and "Transfer" in said(panel.pane)
    press(panel, "T")
    assert "£50.00 in credit, then £0.00" in said(panel.pane) and "£325.00 owed, then £275.00 owed" in said(panel.pane)
    form: Any = panel._form
    assert form.form["pence"].value() == 5_000
    form.form["pence"].selectAll()
    QTest.keyClicks(form.form["pence"], "20")
    assert "£325.00 owed, then £305.00 owed" in said(panel.pane)
    panel.finish()
    assert "Say in a few words why" in said(panel.pane)
    form.form.set_values(reason="They agreed to it")
    panel.finish()
    assert panel.file is not None and panel.file.pence == -3_000
    assert pence_of(panel, AccountKind.COURT_COSTS, letting.tenancy) == 30_500
    panel.table.view.select_place(0)
    press(panel, "V")
    reverse: Any = panel._form
    reverse.form.set_values(reason="Moved by mistake")
    panel.finish()
    assert panel.file.pence == -5_000 and pence_of(panel, AccountKind.COURT_COSTS, letting.tenancy) == 32_500


def test_a_refund_shows_its_checks_and_asks_what_they_leave_open(panel: AccountPanel, qt_desk: QtDesk) -> None:
    press(panel, "MR")
    words = said(panel.pane)
    assert "£50.00 is in credit on this account." in words and "They owe £325.00 elsewhere" in words
    panel.finish()
    assert "Say in a few words how this was settled" in said(panel.pane)
    form: Any = panel._form
    form.form.set_values(debts="They want to pay it by instalments", reason="Paid twice", sort_code="2000")
    panel.finish()
    assert "A sort code has six figures, such as 20-00-00" in said(panel.pane)
    form.form.set_values(sort_code="20-00-00", account_number="55779911")
    panel.finish()
    [row] = panel.desk.desk.ask(queries.waiting)
    assert (row.pence, row.kind, row.account_number) == (5_000, RequestKind.REFUND, "55779911")
    assert panel.file is not None and panel.file.pence == -5_000
    press(panel, "M")
    assert "Refund of £50.00: asked" in said(panel.pane)


def test_an_adjustment_above_the_band_is_asked_for_with_the_same_form(panel: AccountPanel, qt_desk: QtDesk) -> None:
    was = qt_desk.desk.who
    qt_desk.desk.who = Who(was.id, was.name, was.initials, "finance")  # type: ignore[misc]
    panel.adjust()
    form: Any = panel._form
    form.form.set_values(way=-1, pence=20_000, reason="Charged twice", payer=Payer.TENANT, effective_on=MONDAY)
    assert "Post the adjustment" in said(panel.pane)
    form.form["pence"].selectAll()
    QTest.keyClicks(form.form["pence"], "300")
    assert "Ask for the adjustment" in said(panel.pane) and "above the £250.00" in said(panel.pane)
    panel.finish()
    [row] = qt_desk.desk.ask(queries.waiting)
    assert (row.pence, row.kind) == (-30_000, RequestKind.ADJUSTMENT)


def test_a_coordinator_asks_for_any_adjustment_and_transfers_nothing(panel: AccountPanel, qt_desk: QtDesk) -> None:
    was = qt_desk.desk.who
    qt_desk.desk.who = Who(was.id, was.name, was.initials, "coordinator")  # type: ignore[misc]
    assert panel.is_valid("adjust") and not panel.is_valid("transfer_money") and not panel.is_valid("reverse")
    panel.adjust()
    form: Any = panel._form
    form.form.set_values(way=-1, pence=500, reason="Key charged twice", payer=Payer.TENANT, effective_on=MONDAY)
    panel.finish()
    [row] = qt_desk.desk.ask(queries.waiting)
    assert (row.pence, row.kind) == (-500, RequestKind.ADJUSTMENT)


def test_a_write_off_knows_what_was_acknowledged_and_says_what_stands_against_it(qtbot: Any, qt_desk: QtDesk) -> None:
    desk: Any = qt_desk.desk
    account = left(desk, 9_000, closes=date(2020, 3, 1), on=date(2020, 2, 24))
    desk.do(record_step, account_id=account, kind=FormerStepKind.ACKNOWLEDGED, on=date(2025, 1, 6), text="Letter in the post")
    made = AccountPanel(qt_desk)
    qtbot.addWidget(made)
    made.resize(1170, 620)
    made.open(account)
    made.show()
    press(made, "MW")
    form: Any = made._form
    assert form.form["acknowledged_on"].value() == date(2025, 1, 6)
    form.form.set_values(why=WriteOffReason.STATUTE_BARRED, reason="Too old")
    made.finish()
    assert "is not too old yet" in said(made.pane) and "barred on 6 January 2031" in said(made.pane)
    form.form.set_values(why=WriteOffReason.UNTRACED)
    made.finish()
    [row] = desk.ask(queries.waiting)
    assert row.write_off_reason is WriteOffReason.UNTRACED
