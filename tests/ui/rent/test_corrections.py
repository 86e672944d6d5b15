"""A change in debited days on the rent account: shown before it is made, made with a reason, listed and taken back, by keys."""

from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings import actions as mailing_actions
from housingdesk.rent.queries.accounts import account as account_row
from housingdesk.rent.queries.charges import charge_lines
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.rent.account_charges import ChargesPane
from housingdesk.ui.rent.account_panel import AccountPanel
from housingdesk.ui.rent.correction_pane import CorrectionPane
from housingdesk.values.dates import DAY, WEEK
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.files import LettingFile, build_file
from tests.ui.rent.test_account_panel import press, texts


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life."""
    return build_file(qt_desk.desk)  # type: ignore[arg-type]


@pytest.fixture
def panel(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> AccountPanel:
    """Its rent account with its charges open."""
    made = AccountPanel(qt_desk)
    qtbot.addWidget(made)
    made.resize(1170, 620)
    made.open(letting.account)
    made.show()
    made.table.setFocus()
    QApplication.processEvents()
    press(made, "C")
    return made


def charges(panel: AccountPanel) -> ChargesPane:
    """What stands in its pane."""
    QApplication.processEvents()
    assert panel._charges is not None
    return panel._charges


def form(panel: AccountPanel) -> Any:
    """The questions in the pane."""
    found: Any = charges(panel).form
    return found.form


def said_in(panel: AccountPanel) -> list[str]:
    """Every word in the pane, links too."""
    return texts(panel.pane) + [w.accessibleName() for w in panel.pane.findChildren(QAbstractButton)]


def click(panel: AccountPanel, words: str) -> None:
    """Press the button that says this."""
    QApplication.processEvents()
    next(b for b in panel.pane.findChildren(QAbstractButton) if b.accessibleName().startswith(words) and b.isVisible()).click()
    QApplication.processEvents()


def a_letter(desk: QtDesk, letting: LettingFile) -> None:
    """A statement went out last Monday."""
    made = MadeLetter(template="statement", template_version="1", title="Statement", subject=Ref("tenancy", letting.tenancy),
                      addressee="Amina Khan", dated=MONDAY, pdf=b"%PDF-1.4", pages=1, held_because=None, large_print=False,
                      data=f'{{"account": {letting.account}, "balance": 34180}}')
    desk.desk.do(mailing_actions.issue_run, title="Statements", letters=[made])


def owed(desk: QtDesk, letting: LettingFile) -> int:
    return int(desk.desk.ask(account_row, account_id=letting.account).pence)


def test_a_change_in_debited_days_is_shown_then_made_then_taken_back(panel: AccountPanel, qt_desk: QtDesk,
                                                                     letting: LettingFile) -> None:
    a_letter(qt_desk, letting)
    before, lines = owed(qt_desk, letting), qt_desk.desk.ask(charge_lines, account_id=letting.account, on=MONDAY)
    charges(panel)._change()
    assert any("shown before it is made" in text for text in texts(panel.pane))
    form(panel).set_values(pence=11500, start=MONDAY - WEEK)
    panel.finish()
    shown = charges(panel).form
    assert isinstance(shown, CorrectionPane) and shown.shown is not None
    said = said_in(panel)
    assert "Put right from 16 Nov" in said and "£5.20" in said and "£347.00 owed" in said
    assert "16 Nov to 29 Nov" in said and "Rent: was £11.60, is £14.20 in each of the 2 periods" in said
    assert "23 Nov: Statement to Amina Khan" in said and "Balance £341.80 owed · printed" not in said
    panel.finish()
    assert any("Say in a few words why" in text for text in texts(panel.pane)) and owed(qt_desk, letting) == before
    form(panel)["reason"].set_value("The agreement says £115.00")
    panel.finish()
    assert owed(qt_desk, letting) == before + 520
    assert any("Charge put right from 16 November 2026" in text for text in texts(panel.pane))
    assert any("Statement to Amina Khan" in text for text in said_in(panel)), "what relied on it is shown afterwards too"
    click(panel, "Take it back")
    assert owed(qt_desk, letting) == before
    assert [(x.pence, x.start) for x in qt_desk.desk.ask(charge_lines, account_id=letting.account, on=MONDAY)] == [
        (x.pence, x.start) for x in lines]


def test_escape_goes_back_a_step_and_nothing_typed_is_lost(panel: AccountPanel) -> None:
    charges(panel)._end()
    form(panel).set_values(last=MONDAY + DAY)
    panel.finish()
    assert isinstance(charges(panel).form, CorrectionPane)
    assert panel.escape()
    QApplication.processEvents()
    assert form(panel)["last"].value() == MONDAY + DAY
    assert panel.escape()
    assert charges(panel).form is None and panel._charges is not None
    assert panel.escape() and panel._charges is None


def test_the_first_day_is_put_right_with_its_charges(panel: AccountPanel, qt_desk: QtDesk, letting: LettingFile) -> None:
    before = owed(qt_desk, letting)
    click(panel, "First and last day")
    panel.finish()
    assert any("recorded already" in text for text in texts(panel.pane))
    form(panel).set_values(start=form(panel)["start"].value() + DAY)
    panel.finish()
    form(panel)["reason"].set_value("Keys came a day later")
    panel.finish()
    assert owed(qt_desk, letting) < before
    click(panel, "Back")
    assert any("First day from" in text for text in texts(panel.pane)) or charges(panel)._list is not None


def test_what_relied_on_it_opens(panel: AccountPanel, qt_desk: QtDesk, letting: LettingFile) -> None:
    a_letter(qt_desk, letting)
    went: list[Go] = []
    panel.go.connect(went.append)
    charges(panel)._share()
    form(panel).set_values(rest=form(panel)["rest"].value(), hb=9000, start=MONDAY)
    panel.finish()
    click(panel, "23 Nov: Statement")
    assert [go.place for go in went] == ["letters"]


