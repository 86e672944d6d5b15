"""A claim and the overdue list by keys: every part written down and gone on with, asked about in one key or one letter."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.claims import decide_claim
from housingdesk.benefits.actions.uc_cards import portal_asked
from housingdesk.benefits.queries.claim_file import ClaimFile, claim_file
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.rules.claims import EvidenceDraft
from housingdesk.benefits.rules.direct import Tier
from housingdesk.benefits.rules.words import (
    AppealState,
    ClaimKind,
    ClaimState,
    ContactKind,
    Direction,
    OverpaymentState,
)
from housingdesk.documents.rules import FileDraft
from housingdesk.letters.queries import letters
from housingdesk.ui.benefits.claim_lines import Part
from housingdesk.ui.benefits.claim_page import ClaimPage
from housingdesk.ui.benefits.offices_page import OfficesPage
from housingdesk.ui.benefits.overdue_page import OverduePage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.benefits.test_office_letters import POST, council, late
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, opened, press, show, type_text, words
from tests.ui.support.page import settle

DAY = timedelta(1)


@pytest.fixture
def dale(sqlite_desk: Desk) -> int:
    """An association that can write letters, and a council that takes them by post."""
    noticing.make_office(sqlite_desk)
    return council(sqlite_desk, "Dale Council", post=POST)


@pytest.fixture
def claimed(sqlite_desk: Desk, dale: int) -> int:
    """A claim that the council has not decided for six weeks."""
    return late(sqlite_desk, "Amina Khan", dale)


def page_of(qtbot: QtBot, desk: QtDesk, claim_id: int) -> ClaimPage:
    return opened(show(qtbot, ClaimPage(desk)), claim_id=claim_id)


def file_of(desk: QtDesk, claim_id: int) -> ClaimFile:
    file: ClaimFile = desk.desk.ask(claim_file, claim_id=claim_id, on=MONDAY)
    return file


def mark(page: ClaimPage, part: Part) -> None:
    """Puts the cursor on the first line of a kind."""
    place = next(place for place, line in enumerate(page.model.rows()) if line.part is part)
    page.table.view.select_place(place)
    page.table.setFocus()
    settle(page)


@pytest.mark.parametrize("key", ["C", "Enter"])
def test_a_payment_on_account_is_asked_for_with_one_key(qtbot: QtBot, qt_desk: QtDesk, claimed: int, key: str) -> None:
    page = page_of(qtbot, qt_desk, claimed)
    assert "Amina Khan: Housing Benefit, supported housing" in words(page) and "ask for a payment on account" in words(page)
    press(page, key)
    [sent] = qt_desk.desk.ask(letters)
    assert sent.subject == f"claim:{claimed}" and page.next.text() == "We asked, and an answer is expected by 30 November 2026."
    mark(page, Part.CONTACT)
    press(page, "D")
    assert "Benefit office: a payment on account" in words(page.pane)
    press(page, "Enter", "Ctrl+Enter")
    [contact] = file_of(qt_desk, claimed).contacts
    assert (contact.kind, contact.answered_on) == (ContactKind.INTERIM, MONDAY)


def test_every_part_is_written_down_and_gone_on_with(qtbot: QtBot, qt_desk: QtDesk, claimed: int) -> None:
    page = page_of(qtbot, qt_desk, claimed)
    press(page, "T", "Ctrl+Enter")
    assert "Say in a few words what was asked or said" in words(page.pane)
    page.question.form["said"].set_value("They look into it")  # type: ignore[union-attr]
    press(page, "Ctrl+Enter", "H", "Ctrl+Enter", "Alt+A", "Ctrl+Enter", "P", "Ctrl+Enter", "O", "Ctrl+Enter")
    assert "Type how much they want back" in words(page.pane)
    page.question.form["pence"].set_value(31_240)  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    file = file_of(qt_desk, claimed)
    assert [len(part) for part in (file.contacts, file.changes, file.absences, file.appeals, file.overpayments)] == [1] * 5
    for part in (Part.CHANGE, Part.CHANGE, Part.ABSENCE, Part.APPEAL, Part.APPEAL, Part.OVERPAYMENT):
        mark(page, part)
        press(page, "Enter", "Ctrl+Enter")
    file = file_of(qt_desk, claimed)
    assert file.changes[0].confirmed_on == MONDAY and file.absences[0][0].told_on == MONDAY
    assert file.appeals[0].state is AppealState.WON and file.overpayments[0].state is OverpaymentState.DISPUTED
    mark(page, Part.ABSENCE)
    assert "52 weeks" in words(page.pane) and "To be told: the council, by 23 December 2026." in words(page.pane)
    press(page, "Delete", "G", "Ctrl+Enter")
    file = file_of(qt_desk, claimed)
    assert file.absences == () and file.claim.authority_on == MONDAY
    page.tabs.choose("decisions")
    settle(page)
    assert {line.part for line in page.model.rows()} == {Part.APPEAL, Part.OVERPAYMENT}


def test_the_steps_of_the_claim_itself_and_its_going_on_after_the_end(qtbot: QtBot, qt_desk: QtDesk, claimed: int) -> None:
    page = page_of(qtbot, qt_desk, claimed)
    press(page, "W", "Tab")
    type_text(page, "112.40")
    press(page, "Ctrl+Enter")
    assert qt_desk.desk.ask(claim, claim_id=claimed).state is ClaimState.DECIDED and not page.is_valid("chase")
    press(page, "X", "Ctrl+Enter")
    assert qt_desk.desk.ask(claim, claim_id=claimed).state is ClaimState.ENDED and page.is_valid("reopen")
    press(page, "R")
    assert qt_desk.desk.ask(claim, claim_id=claimed).state is ClaimState.DECIDED
    went = goes(page)
    press(page, "F")
    assert went == [Go("tenancy", {"tenancy_id": file_of(qt_desk, claimed).claim.tenancy_id, "section": "benefit"})]


def test_universal_credit_has_its_card_and_the_sentence_for_the_journal(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                        dale: int) -> None:
    one = late(sqlite_desk, "Joy Okafor", dale, ClaimKind.UC)
    version = sqlite_desk.ask(claim, claim_id=one).version
    sqlite_desk.do(decide_claim, claim_id=one, version=version, on=MONDAY, weekly_pence=10_000)
    page = page_of(qtbot, qt_desk, one)
    mark(page, Part.CARD)
    assert "was not written down yet" in words(page.pane)
    press(page, "Enter")
    form = page.question.form  # type: ignore[union-attr]
    form.set_values(assessment_day="fourteen", rent_on_uc_pence=50_000, standard_pence=42_490)
    press(page, "Ctrl+Enter")
    assert "Type a day of the month" in words(page.pane)
    form.set_values(assessment_day="14")
    press(page, "Ctrl+Enter")
    said = words(page.pane)
    assert "Universal Credit knows £500.00 a month, £20.00 less than the £520.00 charged" in said and "£63.735 (15%)" in said
    press(page, "Z")
    said = QGuiApplication.clipboard().text()
    assert said.startswith("My rent with eligible service charges is £520.00 a month (£120.00 a week)")
    press(page, "Q", "Down", "Ctrl+Enter")
    assert file_of(qt_desk, one).card.portal_waits and "answer it by 25 November 2026" in words(page.pane)  # type: ignore[union-attr]
    press(page, "Q", "Ctrl+Enter")
    assert not file_of(qt_desk, one).card.portal_waits  # type: ignore[union-attr]
    press(page, "Q")
    page.question.form["what"].set_value("direct")  # type: ignore[union-attr]
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    assert "It takes 2 months of rent (£1,040.00)" in words(page.pane), "nothing is owed yet"
    page.question.form["ground"].set_value(Tier.ONE)  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    card = file_of(qt_desk, one).card
    assert card is not None and card.direct_waits and card.direct_reason == "They may not manage it: Tier 1"


def test_a_council_gets_one_letter_about_all_its_claims_and_the_dwp_is_rung(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                            dale: int, claimed: int) -> None:
    second, dwp = late(sqlite_desk, "Joy Okafor", dale), late(sqlite_desk, "Piotr Nowak", dale, ClaimKind.UC)
    page = show(qtbot, OverduePage(qt_desk))
    assert "3 waiting too long" in words(page) and "Dale Council  2" in [page.offices.tabText(n) for n in range(3)]
    press(page, "B")
    assert "2 claims of Dale Council in one letter, the oldest waits 42 days; by letter" in words(page.summary)
    press(page, "B")
    [sent] = qt_desk.desk.ask(letters)
    assert sent.subject == f"council:{dale}" and [row.id for row in page.model.rows()] == [dwp]
    assert "asked about and still in time: 2" in words(page)
    assert {file_of(qt_desk, one).contacts[0].document_id for one in (claimed, second)} == {sent.document_id}
    press(page, "C")
    assert page.question is not None and page.question.form["direction"].value() is Direction.PORTAL
    press(page, "Ctrl+Enter")
    assert page.model.count() == 0 and file_of(qt_desk, dwp).contacts[0].kind is ContactKind.CHASE


def test_the_list_of_one_council_is_opened_and_of_all_where_it_owes_nothing(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                            dale: int, claimed: int) -> None:
    moor = council(sqlite_desk, "Moor Council", post=POST)
    other = late(sqlite_desk, "Joy Okafor", moor)
    offices = show(qtbot, OfficesPage(qt_desk))
    offices.table.go_to(next(line.id for line in offices.model.rows() if line.council_id == moor))
    went = goes(offices)
    press(offices, "Alt+O")
    assert went == [Go("benefits_overdue", {"council_id": moor})]
    page = show(qtbot, OverduePage(qt_desk))
    for wanted, ids in ((moor, {other}), (None, {claimed, other}), (dale, {claimed}), (moor + 9, {claimed, other})):
        opened(page, council_id=wanted)
        assert {row.id for row in page.model.rows()} == ids


def test_an_office_without_an_address_opens_the_note_of_a_call(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, dale: int,
                                                               recorder: Recorder) -> None:
    where = council(sqlite_desk, "Moor Council")
    one = late(sqlite_desk, "Amina Khan", where)
    page = show(qtbot, OverduePage(qt_desk))
    went = goes(page)
    press(page, "C")
    assert page.question is not None and page.question.form["kind"].value() is ContactKind.INTERIM
    assert page.escape()
    press(page, "Enter", "F")
    assert went[0] == Go("claim", {"claim_id": one}) and went[1].place == "tenancy"
    assert recorder.toasts == [] and dale


def test_whoever_is_waited_for_has_a_letter_and_what_they_bring_is_scanned(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                           dale: int) -> None:
    one = late(sqlite_desk, "Amina Khan", dale, evidence=(EvidenceDraft("Proof of rent"),))
    listed = show(qtbot, OverduePage(qt_desk))
    assert "Letter to them" in words(listed.pane)
    press(listed, "L")
    assert listed.model.count() == 0 and [sent.template for sent in qt_desk.desk.ask(letters)] == ["benefit-evidence"]
    page = page_of(qtbot, qt_desk, one)
    press(page, "L")
    assert page.question.form["paper"].value() == "tenant"  # type: ignore[union-attr]
    assert page.escape()
    press(page, "T")
    page.question.form.set_values(said="She brings it on Friday", answer_by=None)  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    noted = next(line for line in page.model.rows() if line.part is Part.CONTACT and line.document_id is None)
    assert page.table.go_to(noted.id) and page.is_valid("scan")
    page._keep_scan(noted, 0, FileDraft("note.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40))
    settle(page)
    assert all(contact.document_id for contact in file_of(qt_desk, one).contacts)


def test_what_the_office_asks_is_answered_by_the_key_of_the_board(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                  dale: int) -> None:
    one = late(sqlite_desk, "Joy Okafor", dale, ClaimKind.UC)
    sqlite_desk.do(portal_asked, claim_id=one, version=0, on=MONDAY)
    page = page_of(qtbot, qt_desk, one)
    press(page, "V")
    card = file_of(qt_desk, one).card
    assert card is not None and card.portal_answered_on == MONDAY and not page.is_valid("verify")


def test_the_keys_clash_with_none_and_both_fit_every_window(qtbot: QtBot, qt_desk: QtDesk, claimed: int) -> None:
    assert clashes(ClaimPage.keys) == clashes(OverduePage.keys) == []
    page: Any = page_of(qtbot, qt_desk, claimed)
    assert page_faults(qtbot, page) == []
    page.overpaid()
    assert page_faults(qtbot, page) == []
    listed = show(qtbot, OverduePage(qt_desk))
    listed.one_letter()
    assert page_faults(qtbot, listed) == []
