"""Wording of notices: the list of official texts, what waits for each, and confirming one by keys."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.notices.queries import wordings
from housingdesk.notices.queries.wording_list import every_wording
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.notices.page import NoticesPage
from housingdesk.ui.notices.wordings_page import WordingsPage
from tests.support import noticing
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, press, show, words
from tests.ui.support.page import settle

SLOT = "ground.10.old"


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> WordingsPage:
    """The list, with one notice on grounds 10 and 11 under way."""
    noticing.begin(sqlite_desk, noticing.owing(sqlite_desk))
    return show(qtbot, WordingsPage(qt_desk))


def mark(page: WordingsPage, slot: str) -> None:
    """Puts the mark on a text."""
    row = next(row for row in page.model.rows() if row.row.text.key == slot)
    page.table.view.come_back_to(row.id)
    settle(page)


def test_what_notices_wait_for_stands_first(sqlite_desk: Desk, page: WordingsPage) -> None:
    rows = sqlite_desk.ask(every_wording)
    assert [row.row.text.key for row in rows[:4]] == ["form3.form", "form3.information", SLOT, "ground.11.old"]
    assert all(len(row.waiting) == 1 for row in rows[:4]) and not any(row.waiting for row in rows[4:])
    assert {row.row.text.key for row in rows} >= {"s83.form", "s83za.form", "ground.1.1985", "ground.16.1985", "ground.5F.new"}
    assert "0 of 76 confirmed; notices under way wait for 4" in words(page)
    waits = [link.text() for link in page.pane.findChildren(QAbstractButton) if link.text().startswith("Waits: ")]
    assert waits == ["Waits: Form 3, notice before possession proceedings, grounds 10 and 11, Amina Khan"]


def test_one_is_confirmed_by_keys_and_taken_back(page: WordingsPage, sqlite_desk: Desk) -> None:
    mark(page, SLOT)
    page.table.setFocus()
    press(page, "Enter")
    form = page._form
    assert form is not None
    press(page, "Ctrl+Enter")
    assert "This is too short to be the official text" in words(page.pane)
    form.form["text"].set_value(noticing.PASTED)
    noticing.begin(sqlite_desk, noticing.agreement(sqlite_desk, "Ben Hale"))
    page.refresh()
    settle(page)
    assert page._form is form and form.form["text"].value() == noticing.PASTED, "what is typed stays when a colleague acts"
    press(page, "Ctrl+Enter")
    row = sqlite_desk.ask(wordings.wording, slot=SLOT)
    assert (row.words, row.confirmed_by) == (noticing.PASTED, "Ann Brown")
    settle(page)
    mark(page, SLOT)
    assert "Confirmed" in words(page.pane) and noticing.PASTED in words(page.pane)
    page.take_back()
    assert page._form is not None
    page._form.form["because"].set_value("Changed on GOV.UK")
    press(page, "Ctrl+Enter")
    assert not sqlite_desk.ask(wordings.wording, slot=SLOT).ready


def test_somebody_who_may_not_confirm_sees_who_does(qtbot: QtBot, sqlite_desk: Desk, recorder: Recorder,
                                                    page: WordingsPage) -> None:
    other = QtDesk(noticing.colleague(sqlite_desk, Role.COORDINATOR), Inline(), recorder)
    theirs = show(qtbot, WordingsPage(other))
    assert "A manager confirms wording" in words(theirs.pane) and not theirs.is_valid("confirm")
    other.close()


def test_the_register_leads_there_and_all_of_it_fits(qtbot: QtBot, qt_desk: QtDesk, page: WordingsPage) -> None:
    register = show(qtbot, NoticesPage(qt_desk))
    went = goes(register)
    register.table.setFocus()
    press(register, "Alt+W")
    assert went == [Go("notice_wordings")]
    assert page_faults(qtbot, WordingsPage(qt_desk)) == []
    assert clashes(page.keys) == [] and clashes(NoticesPage.keys) == []
