"""The claims in the file of an agreement, by keys: started, sent, evidence, decided, and what Today and the timeline say."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.benefits.queries.claims import ClaimRow, claims_of
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.lettings.actions.affordability import keep_affordability
from housingdesk.lettings.actions.applicants import add_applicant
from housingdesk.lettings.actions.signup import begin_sign_up
from housingdesk.lettings.models import SignUp
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.words import Flow, Source
from housingdesk.reports.queries.due import due
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.app.finding import hits
from housingdesk.ui.benefits.panel import BenefitPanel
from housingdesk.ui.hub import timeline
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.affording import a_check
from tests.support.desk import MONDAY
from tests.support.lettings import make_home, make_tenancy
from tests.ui.support import page_faults
from tests.ui.support.driving import press, show, type_text
from tests.ui.support.page import settle


@pytest.fixture
def tenancy(sqlite_desk: Desk) -> int:
    """An agreement from today."""
    return make_tenancy(sqlite_desk)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, tenancy: int) -> TenancyPage:
    """Its file at the claims."""
    made = show(qtbot, TenancyPage(qt_desk))
    made.open(tenancy_id=tenancy)
    settle(made)
    press(made, "Alt+7")
    return made


def panel_of(page: TenancyPage) -> BenefitPanel:
    panel = page.panels["benefit"]
    assert isinstance(panel, BenefitPanel)
    return panel


def said(page: TenancyPage) -> str:
    return "\n".join(part.text() for part in panel_of(page).pane.findChildren(QLabel))


def claim(desk: QtDesk, tenancy: int) -> ClaimRow:
    row: ClaimRow
    [row] = desk.desk.ask(claims_of, tenancy_id=tenancy)
    return row


def test_a_claim_from_its_start_to_its_decision_in_ten_keys(page: TenancyPage, qt_desk: QtDesk, tenancy: int) -> None:
    assert "No claim is known for this agreement" in said(page)
    press(page, "N", "Ctrl+Enter")
    row = claim(qt_desk, tenancy)
    assert (row.kind, row.state, row.person) == (ClaimKind.UC, ClaimState.STARTED, "Amina Khan")
    assert "it counts from the day it is made" in said(page)
    [card] = [card for card in qt_desk.desk.ask(due, on=MONDAY).cards if card.text.startswith("Help them claim online")]
    assert (card.place, dict(card.facts)) == ("claim", {"claim_id": row.id}) and card.why.startswith("Amina Khan: Universal")
    press(page, "Enter", "Ctrl+Enter")
    assert claim(qt_desk, tenancy).state is ClaimState.SENT and "Hand in by 23 December 2026" in said(page)
    press(page, "Enter", "Ctrl+Enter")
    assert claim(qt_desk, tenancy).missing == () and "The first Universal Credit comes about" in said(page)
    press(page, "Enter", "Tab")
    type_text(page, "112.40")
    press(page, "Ctrl+Enter")
    row = claim(qt_desk, tenancy)
    assert (row.state, row.expected_pence) == (ClaimState.DECIDED, 11_240) and "It is in payment" in said(page)
    texts = [entry.text for entry in qt_desk.desk.ask(timeline.page, tenancy_id=tenancy, strands=(), before=None,
                                                      today=MONDAY).entries]
    assert "Universal Credit housing costs claimed from 23 November 2026: decided" in texts


def test_the_other_letters_of_a_claim(page: TenancyPage, qt_desk: QtDesk, tenancy: int) -> None:
    press(page, "N", "Ctrl+Enter", "S")
    assert page.escape()
    assert claim(qt_desk, tenancy).state is ClaimState.STARTED and panel_of(page).form is None
    press(page, "A")
    type_text(page, "Payslips")
    press(page, "Ctrl+Enter")
    assert claim(qt_desk, tenancy).state is ClaimState.EVIDENCE and "payslips" in said(page)
    press(page, "W", "Ctrl+Enter")
    form = panel_of(page).form
    assert form is not None and "Type what it pays a week" in form.form.summary.accessibleName()
    form.form["weekly_pence"].set_value(10_000)
    press(page, "Ctrl+Enter", "U", "Ctrl+Enter")
    assert claim(qt_desk, tenancy).state is ClaimState.SUSPENDED
    press(page, "F2")
    type_text(page, "UC 77")
    press(page, "Ctrl+Enter", "X", "Ctrl+Enter")
    row = claim(qt_desk, tenancy)
    assert (row.state, row.reference) == (ClaimState.ENDED, "UC 77")
    [hit] = qt_desk.desk.ask(hits, text="UC 77", known={"claim"})
    assert hit.go == Go("claim", {"claim_id": row.id})
    assert not panel_of(page).is_valid("decided") and panel_of(page).is_valid("start")


def test_its_keys_clash_with_none_and_it_fits_every_window(page: TenancyPage, qtbot: QtBot) -> None:
    assert clashes([*TenancyPage.keys, *BenefitPanel.keys]) == []
    press(page, "N", "Ctrl+Enter")
    assert page_faults(qtbot, page) == []
    press(page, "N")
    assert page_faults(qtbot, page) == []


def test_the_check_made_before_it_was_signed_stands_there_too(page: TenancyPage, sqlite_desk: Desk, tenancy: int) -> None:
    desk = sqlite_desk
    applicant = int(desk.do(add_applicant, draft=ApplicantDraft("Amina Khan", Source.DIRECT, MONDAY)).value)
    home = make_home(desk)
    desk.do(keep_affordability, draft=a_check(applicant, space_id=home, benefit=False))
    made = desk.do(begin_sign_up, space_id=home, kind=TenancyKind.ASSURED, flow=Flow.HOME, applicant_id=applicant).value
    with desk.store.connected():
        SignUp.update(tenancy=tenancy).where(SignUp.id == made).execute()
    page.refresh()
    settle(page)
    assert "Checked on 23 November 2026, before it was signed" in said(page)
    assert "They cannot pay for it as things stand: £81.95 a week is missing." in said(page)
