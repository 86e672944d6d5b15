"""The check of affordability by its keys: the verdict as it is typed, kept, begun again with what was said, printed."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.benefits.rules.assess.case import Every, Housing
from housingdesk.documents.queries import documents
from housingdesk.lettings.actions.applicants import add_applicant
from housingdesk.lettings.queries.affordability import newest
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.words import Source
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.lettings.affordability_page import AffordabilityPage, sheet_of
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, press, show, type_text
from tests.ui.support.page import settle


@pytest.fixture
def applicant(sqlite_desk: Desk) -> int:
    """Amina Khan, 36, alone."""
    answers = {"born_on_1": "1990-01-01", "sex_1": "F", "people": "1"}
    draft = ApplicantDraft("Amina Khan", Source.DIRECT, MONDAY, answers=answers)
    return int(sqlite_desk.do(add_applicant, draft=draft).value)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, applicant: int) -> AffordabilityPage:
    """The page, opened for her without a home."""
    made = show(qtbot, AffordabilityPage(qt_desk))
    made.open(applicant_id=applicant)
    settle(made)
    made.enter()
    settle(made)
    return made


def said(page: AffordabilityPage) -> str:
    """All that stands in the pane."""
    return "\n".join(part.text() for part in page.pane.findChildren(QLabel))


def test_the_whole_check_by_keys(page: AffordabilityPage, qt_desk: QtDesk, applicant: int) -> None:
    assert "Type what the home costs" in said(page)
    type_text(page, "120")
    press(page, "Tab", "Tab")
    type_text(page, "5.50")
    page.form.help["housing"].set_value(Housing.EXEMPT)
    page.form.help["housing"].edited.emit()
    assert "Housing Benefit will pay about £120.00 of £125.50 a week" in said(page)
    page.form.incomes.amounts["income_uc"].setFocus()
    type_text(page, "424.90")
    press(page, "Tab", "Tab")
    page.form.spends.amounts["spend_food"].setFocus()
    type_text(page, "40+5.25")
    assert "They can pay for it: £47.30 a week is left when all is paid" in said(page)
    assert "£5.50 a week is never covered by benefit" in said(page)
    shown = page.tenant_page()
    assert shown is not None and ("You pay", "£5.50") in shown.blocks[1].rows  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    row = qt_desk.desk.ask(newest, applicant_id=applicant)
    assert (row.rent_pence, row.benefit_pence, row.left_pence) == (12_550, 12_000, 4_730)


def test_a_verdict_that_cannot_be_made_yet_says_why(page: AffordabilityPage) -> None:
    type_text(page, "120")
    assert "How many bedrooms the home has is not known" in said(page)
    page.form.incomes.amounts["income_uc"].setFocus()
    type_text(page, "lots")
    assert "“lots” is not an amount" in said(page)
    press(page, "Ctrl+Enter")
    assert "“lots” is not an amount" in page.form.costs.summary.accessibleName()
    assert page.form.incomes.amounts["income_uc"].text() == "lots", "nothing typed is lost"


def test_a_check_begins_again_with_what_was_said(page: AffordabilityPage, qt_desk: QtDesk, applicant: int) -> None:
    type_text(page, "100")
    page.form.incomes.amounts["income_state_pension"].setFocus()
    type_text(page, "800")
    page.form.incomes.every["income_state_pension"].set_value(Every.FOUR_WEEKS)
    page.form.help["bedrooms"].set_value(2)
    page.keep()
    settle(page)
    again = AffordabilityPage(qt_desk)
    again.open(applicant_id=applicant)
    again.reload()
    [line] = again.form.incomes.lines()
    assert (line.key, line.pence, line.every) == ("income_state_pension", 80_000, Every.FOUR_WEEKS)
    assert again.form.costs["rent"].value() == 10_000 and again.form.help["bedrooms"].value() == 2
    assert again.is_valid("print_it")
    again.print_it()
    settle(again)
    [panel] = again.window().findChildren(PrintPanel)
    panel.give_up()
    row = qt_desk.desk.ask(newest, applicant_id=applicant)
    [paper] = qt_desk.desk.ask(documents, subject=Ref("applicant", applicant))
    assert paper.name == "What the home costs and what is left, 23 November 2026, check 1.pdf"
    data, pages = sheet_of(lambda *_: None, check_id=row.id, on=MONDAY)
    assert data.startswith(b"%PDF") and pages >= 1


def test_what_is_typed_stays_when_something_else_changes(page: AffordabilityPage) -> None:
    type_text(page, "77")
    page.refresh()
    settle(page)
    assert page.form.costs["rent"].value() == 7_700
    gone = goes(page)
    press(page, "Alt+O")
    assert gone == [Go("applicant", {"applicant_id": page.form.draft().applicant_id})]  # type: ignore[union-attr]


def test_it_fits_every_window(page: AffordabilityPage, qtbot: QtBot) -> None:
    type_text(page, "120")
    assert page_faults(qtbot, page) == []
