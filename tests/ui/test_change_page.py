"""Changes by their keys: begun in a file, answered, each step recorded, decided, carried out; who is told; no window cuts."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.changes.actions.handing_over import end_and_hand_over
from housingdesk.changes.queries import changes
from housingdesk.changes.queries.telling import telling
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.letters.stock import shipped_template
from housingdesk.reports.queries.due import due
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import EndReason
from housingdesk.ui.changes.change_page import LETTERS, ChangePage
from housingdesk.ui.changes.forms import BeginForm
from housingdesk.ui.changes.handover_page import HandoverPage
from housingdesk.ui.changes.list_page import ChangesPage
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support import changing as support
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, opened, press, show, type_text, words
from tests.ui.support.page import settle

KEYS = {"how": "keys", "accepted_on": MONDAY, "why": "A nursing home"}


@pytest.fixture
def tenancy_id(sqlite_desk: Desk) -> int:
    noticing.make_office(sqlite_desk)
    return noticing.agreement(sqlite_desk)


def test_a_change_is_begun_in_the_file(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tenancy_id: int) -> None:
    page = show(qtbot, TenancyPage(qt_desk))
    opened(page, tenancy_id=tenancy_id)
    found = goes(page)
    from housingdesk.ui.hub.agreement_menu import agreement_menu

    assert page._facts is not None
    menu = agreement_menu(page, page.side, page._facts)
    next(one for one in menu.actions() if one.text() == "A chan&ge or an ending").trigger()
    settle(page)
    form = page.side.form
    assert isinstance(form, BeginForm)
    form.form.set_values(kind=ChangeKind.SURRENDER, asked_by="Amina")
    press(page, "Ctrl+Enter")
    (row,) = sqlite_desk.ask(changes.changes_of, tenancy_id=tenancy_id)
    assert (row.kind, row.asked_by) == (ChangeKind.SURRENDER, "Amina")
    assert [(go.place, go.facts) for go in found] == [("change", {"change_id": row.id})]


def test_a_file_leads_to_its_sign_up_pack_and_core_log(qtbot: QtBot, qt_desk: QtDesk, tenancy_id: int) -> None:
    page = show(qtbot, TenancyPage(qt_desk))
    opened(page, tenancy_id=tenancy_id)
    found = goes(page)
    from housingdesk.ui.hub.agreement_menu import agreement_menu

    assert page._facts is not None
    words = [one.text() for one in agreement_menu(page, page.side, page._facts).actions()]
    assert not {"Open the s&ign-up", "Open the CO&RE log"} & set(words), "it did not come by a sign-up"
    menu = agreement_menu(page, page.side, replace(page._facts, sign_up_id=7, core_log_id=9))
    for one in menu.actions():
        if one.text() in ("Open the s&ign-up", "Open the pac&k", "Open the CO&RE log"):
            one.trigger()
    assert [(go.place, go.facts) for go in found] == [("signup", {"sign_up_id": 7}), ("pack", {"sign_up_id": 7}),
                                                      ("core_log", {"log_id": 9})]


def test_a_surrender_from_the_questions_to_who_is_told(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                       tenancy_id: int) -> None:
    change_id = support.begin(sqlite_desk, tenancy_id, ChangeKind.SURRENDER)
    page = show(qtbot, ChangePage(qt_desk))
    opened(page, change_id=change_id)
    assert page.tabs.key() == "asked" and "Amina Khan" in page.header.title.text()
    page.form.set_values(**KEYS)
    page.form["why"].setFocus()
    press(page, "Ctrl+Enter")
    assert (page.tabs.key() == "steps" and page.table.view.hasFocus()) or page.table.isAncestorOf(page.focusWidget())
    for note in ("Two keys by Amina to Ann", "Letter of today"):
        place = next(line.id for line in page.model.rows() if line.state.done is None)
        page.table.view.come_back_to(place)
        press(page, "Enter")
        assert page.side is not None
        page.side.form["note"].setFocus()
        type_text(page, note)
        press(page, "Ctrl+Enter")
        assert page.side is None
    press(page, "Alt+3")
    page.decision.form["reason"].setFocus()
    type_text(page, "She needs care")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(changes.change, change_id=change_id).state is ChangeState.DECIDED
    assert "Everything needed is there" in words(page.decision)
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(tenancy, tenancy_id=tenancy_id).end_reason is EndReason.SURRENDER
    found = goes(page)
    press(page, "Ctrl+G")
    assert [(go.place, go.facts) for go in found] == [("handover", {"tenancy_id": tenancy_id})]


def test_what_stands_against_it_is_said_and_nothing_typed_is_lost(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                  tenancy_id: int) -> None:
    change_id = support.begin(sqlite_desk, tenancy_id, ChangeKind.NOTICE_BY_TENANT, {
        "given_on": "2026-11-23", "in_writing": "no", "any_day": "no", "shorter": "no"})
    page = show(qtbot, ChangePage(qt_desk))
    opened(page, change_id=change_id)
    assert "A notice to quit must be in writing" in words(page.pane)
    assert "Mon 21 Dec 2026" in words(page.pane)
    press(page, "Alt+3")
    page.decision.form["reason"].setFocus()
    type_text(page, "She asked")
    press(page, "Ctrl+Enter")
    assert "must be in writing" in words(page.decision) and page.decision.form["reason"].value() == "She asked"
    assert sqlite_desk.ask(changes.change, change_id=change_id).state is ChangeState.OPEN


@pytest.mark.parametrize(("kind", "template"), list(LETTERS.items()))
def test_our_letter_has_its_wording(kind: ChangeKind, template: str) -> None:
    assert shipped_template(template).key == template and kind in ChangeKind


def test_our_letter_is_a_key_away(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tenancy_id: int) -> None:
    page = show(qtbot, ChangePage(qt_desk))
    opened(page, change_id=support.begin(sqlite_desk, tenancy_id, ChangeKind.NOTICE_BY_TENANT))
    found = goes(page)
    press(page, "Ctrl+L")
    assert [(go.place, go.facts["template"]) for go in found] == [("write_letter", "notice-received")]


def test_an_exchange_is_refused_on_a_ground_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tenancy_id: int) -> None:
    change_id = support.begin(sqlite_desk, tenancy_id, ChangeKind.EXCHANGE, {"ours": "no"})
    page = show(qtbot, ChangePage(qt_desk))
    opened(page, change_id=change_id, section="decision")
    assert "By Mon 4 Jan 2027" in words(page.header)
    page.decision.form.set_values(agree=False, reason="Rent is owed")
    page.decision.form["reason"].setFocus()
    press(page, "Ctrl+Enter")
    assert "Choose it" in words(page.decision)
    page.decision.form.set_values(ground="rent")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(changes.change, change_id=change_id).state is ChangeState.REFUSED


def test_the_list_opens_what_is_marked_and_today_names_it(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                          tenancy_id: int) -> None:
    change_id = support.begin(sqlite_desk, tenancy_id, ChangeKind.EXCHANGE, asked_on=MONDAY.replace(month=10, day=19))
    page = show(qtbot, ChangesPage(qt_desk))
    assert "Ask: Is the other home ours too?" in words(page.pane)
    found = goes(page)
    press(page, "Enter")
    assert [(go.place, go.facts) for go in found] == [("change", {"change_id": change_id})]
    cards = [card for card in sqlite_desk.ask(due, on=MONDAY).cards if card.place == "change"]
    assert [card.text for card in cards] == ["Answer: mutual exchange, Amina Khan"]


def test_who_is_told_is_copied_and_written_down_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                        tenancy_id: int) -> None:
    sqlite_desk.do(end_and_hand_over, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=MONDAY)
    cards = [card for card in sqlite_desk.ask(due, on=MONDAY).cards if card.place == "handover"]
    assert [(card.verb, card.facts) for card in cards] == [("Tell them", (("tenancy_id", tenancy_id),))]
    page = show(qtbot, HandoverPage(qt_desk))
    opened(page, tenancy_id=tenancy_id)
    assert "Not told yet. These words are ready; nothing is sent from here" in words(page.pane)
    press(page, "C")
    assert "tenancy ends on 23 November 2026" in QApplication.clipboard().text()
    assert sqlite_desk.ask(telling, tenancy_id=tenancy_id).left == 4
    press(page, "Enter")
    assert page.form is not None
    page.form.form.set_values(how="website")
    page.form.form["how"].setFocus()
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(telling, tenancy_id=tenancy_id).left == 3 and page.form is None


@pytest.mark.parametrize("page_class", [ChangePage, ChangesPage, HandoverPage])
def test_no_key_is_claimed_twice(page_class: Any) -> None:
    assert clashes(page_class.keys) == []


@pytest.mark.parametrize("section", ["asked", "steps", "decision"])
def test_a_change_fits_every_window(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tenancy_id: int, section: str) -> None:
    change_id = support.begin(sqlite_desk, tenancy_id, ChangeKind.EXCHANGE, {"ours": "no", "arrears_cleared": "no"})
    page = show(qtbot, ChangePage(qt_desk))
    opened(page, change_id=change_id, section=section)
    assert page_faults(qtbot, page) == []
