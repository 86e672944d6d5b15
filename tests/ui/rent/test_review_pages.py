"""The rent review by keys: made, looked through, approved, written of, carried out; costs and formula rents beside it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.documents.rules import FileDraft
from housingdesk.letters.queries import letters
from housingdesk.mailings.queries.rent_review import draw, schedule, told
from housingdesk.properties.models import Space
from housingdesk.properties.rules import RentType
from housingdesk.rent.actions.costs import record_spending
from housingdesk.rent.actions.review.making import approve_review, make_review
from housingdesk.rent.models import ChargeLine
from housingdesk.rent.queries.costs import scheme_costs
from housingdesk.rent.queries.review.formula import formulas
from housingdesk.rent.queries.review.rows import review_head, review_lines
from housingdesk.rent.rules.service_costs import SpendingDraft
from housingdesk.rent.rules.words import ReviewState
from housingdesk.reports.service_costs import cost_list
from housingdesk.settings.actions import set_value
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.label import WrapLink
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.rent.review.costs_page import CostsPage
from housingdesk.ui.rent.review.formula_page import FormulaRentsPage
from housingdesk.ui.rent.review.review_page import RentReviewPage
from housingdesk.ui.rent.review.reviews_page import RentReviewsPage
from housingdesk.ui.settings.page import SettingsPage
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.office_town import Town, town
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, opened, press, show, type_text, words
from tests.ui.support.recorder import Recorder

APRIL = date(2027, 4, 5)


@pytest.fixture
def here(sqlite_desk: Desk) -> Town:
    """Somebody in a supported scheme, and the limits of next April."""
    made = town(sqlite_desk)
    with sqlite_desk.store.connected():
        Space.update(rent_type=RentType.SUPPORTED).where(Space.scheme == made.scheme).execute()
    for of in ("social", "affordable", "supported", "fair", "formula"):
        sqlite_desk.do(set_value, key=f"review.limit.{of}", value=480, valid_from=date(2027, 4, 1), source="ONS")
    sqlite_desk.do(set_value, key="review.two_people", value=False)
    return made


def review_of(here: Town) -> int:
    return int(here.desk.do(make_review, starts_on=APRIL).value)


def lines(here: Town, review: int) -> dict[str, Any]:
    return {one.description: one for one in here.desk.ask(review_lines, review_id=review)}


def test_a_dry_run_is_made_for_next_april(qtbot: QtBot, qt_desk: QtDesk, here: Town) -> None:
    page = show(qtbot, RentReviewsPage(qt_desk))
    asked = goes(page)
    press(page, "N", "Ctrl+Enter")
    assert asked == [Go("rent_review", {"review_id": 1})]
    head = here.desk.ask(review_head, review_id=1)
    assert (head.starts_on, head.accounts, head.notice_by) == (APRIL, 1, date(2027, 3, 5))
    page.focus_list()
    page.refresh()
    assert "Notice to be given by 5 March 2027" in words(page.pane)
    press(page, "Alt+F", "Alt+C", "Alt+S")
    assert asked[1:] == [Go("formula_rents", {}), Go("costs", {}), Go("settings", {"search": "rise"})]
    limits = opened(show(qtbot, SettingsPage(qt_desk)), **asked[-1].facts)
    found = [row.declared.key for row in limits.model.rows()]
    assert found and all(key.startswith("review.") for key in found)
    assert page_faults(qtbot, page) == [] and clashes(page.keys) == []


def test_a_charge_is_changed_within_its_limit_and_left_out(qtbot: QtBot, qt_desk: QtDesk, here: Town) -> None:
    review = review_of(here)
    page = opened(show(qtbot, RentReviewPage(qt_desk)), review_id=review)
    assert page.current().description == "Rent" and "4.8% on £180.00" in words(page.pane)
    press(page, "Enter")
    page.question.form.set_values(pence=18_865, why="Rounded by mistake")  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    assert "At most £188.64" in words(page.pane) and lines(here, review)["Rent"].new == 18_864
    page.question.form.set_values(pence=18_500)  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    assert lines(here, review)["Rent"].new == 18_500 and "By hand: Ann Brown" in words(page.pane)
    press(page, "O")
    type_text(page, "Leaves in May")
    press(page, "Ctrl+Enter", "Alt+3")
    assert lines(here, review)["Rent"].out and page.model.count() == 1
    press(page, "O", "Alt+2")
    assert not lines(here, review)["Rent"].out and page.model.count() == 4
    press(page, "Ctrl+F")
    type_text(page, "heating")
    assert page.model.count() == 1 and page.escape() and page.model.count() == 4
    assert page_faults(qtbot, page) == [] and clashes(page.keys) == []


def test_approved_written_to_and_carried_out_by_the_same_key(qtbot: QtBot, qt_desk: QtDesk, here: Town,
                                                              recorder: Recorder) -> None:
    review = review_of(here)
    page = opened(show(qtbot, RentReviewPage(qt_desk)), review_id=review)
    asked = goes(page)
    page.focus_list()
    press(page, "T")
    assert "The whole review" in words(page.pane) and page.escape() and "The whole review" not in words(page.pane)
    press(page, "T", "Ctrl+Enter")
    assert "1 of 4 charges change from 5 April 2027: £225.00 a week becomes £233.64" in page.summary.sentence()
    press(page, "Ctrl+Enter", "Alt+L")
    assert page.summary.sentence() == "Letters for 1 account"
    press(page, "Ctrl+Enter")
    assert asked[0].place == "letters"
    [letter] = [row for row in here.desk.ask(letters, run_id=asked[0].facts["run_id"]) if row.copy_of is None]
    assert letter.held_because is None
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    assert here.desk.ask(review_head, review_id=review).state is ReviewState.DONE
    with here.desk.store.connected():
        assert [row.pence for row in ChargeLine.select().where(ChargeLine.start == APRIL)] == [18_864]
    press(page, "T")
    assert "Dalebrook Borough Council: 1 account changes there" in [link.text() for link in page.pane.findChildren(WrapLink)]
    press(page, "Alt+T")
    recorder.answer("back")
    assert here.desk.ask(review_head, review_id=review).state is ReviewState.APPROVED
    press(page, "Alt+L")
    assert recorder.take_message().startswith("Nobody is to be written to")


def test_the_letter_tells_each_charge_and_who_is_told(here: Town) -> None:
    review = review_of(here)
    here.desk.do(set_value, key="review.limit.services", value=1000, valid_from=MONDAY)
    here.desk.do(make_review, starts_on=APRIL, review_id=review)
    here.desk.do(approve_review, review_id=review)
    [one] = here.desk.ask(told, review_id=review, on=MONDAY)
    assert schedule(one)[0] == ("Rent", "£180.00 now, £188.64 from 5 April 2027")
    assert schedule(one)[-1] == ("Together", "£225.00 now, £238.14 from 5 April 2027")
    assert (one.counts, one.council, one.uc) == (21_064, "Dalebrook Borough Council", False)
    [made] = here.desk.ask(draw, review_id=review, on=MONDAY, signed_by="A Brown")
    assert made.pdf is not None, made.held_because
    text = " ".join(printed(made.pdf))
    for words_ in ("Your licence charge changes from Monday 5 April 2027", "£225.00 a week now", "£13.14 more, 5.8%",
                   "Heating of the room", "We tell Dalebrook Borough Council", "£210.64 a week is for things"):
        assert words_ in text
    assert "Universal Credit" not in text


def test_formula_rents_are_entered_taken_in_and_uprated(qtbot: QtBot, qt_desk: QtDesk, here: Town, tmp_path: Path) -> None:
    page = show(qtbot, FormulaRentsPage(qt_desk))
    page.table.view.select_place(0)
    press(page, "Enter")
    type_text(page, "170")
    press(page, "Ctrl+Enter")
    assert {one.new for one in here.desk.ask(formulas, year_from=date(2026, 4, 6)).values()} == {17_000}
    path = tmp_path / "rents.csv"
    path.write_text("Address,Formula rent\n1 Beech Road 1,171.50\n2 Beech Road 1,172.00\n9 Elsewhere,10\n")
    page.chose(str(path))
    assert "2 formula rents" in page.summary.sentence() and "Line 4: 9 Elsewhere is no home of ours" in page.summary.sentence()
    press(page, "Ctrl+Enter")
    page.focus_list()
    press(page, "U")
    assert page.year == APRIL and page.current().pence == 17_973
    assert page_faults(qtbot, page) == [] and clashes(page.keys) == []


def test_costs_of_a_scheme_by_keys(qtbot: QtBot, qt_desk: QtDesk, here: Town, tmp_path: Path) -> None:
    page = opened(show(qtbot, CostsPage(qt_desk)), scheme_id=here.scheme)
    page.focus_list()
    press(page, "N")
    type_text(page, "Cleaning")
    press(page, "Ctrl+Enter", "Enter")
    page.question.form.set_values(budget_pence=208_001)  # type: ignore[union-attr]
    press(page, "Ctrl+Enter", "B")
    page.question.form.set_values(pence=5_000, reference="A 1")  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    [row] = here.desk.ask(scheme_costs, scheme_id=here.scheme, year_from=date(2026, 4, 6), on=MONDAY).rows
    assert (row.budget, row.spent, sorted(one.year_pence for one in row.shares)) == (208_001, 5_000, [104_000, 104_001])
    assert "leave £0.01 of the year uncharged" in words(page.pane)
    assert not page.is_valid("paper")
    pdf = here.desk.ask(cost_list, year_from=page.year, on=MONDAY, by="Ann Brown")
    paper = FileDraft("bill A 2.pdf", pdf)
    here.desk.do(record_spending, draft=SpendingDraft(row.id, MONDAY, 4_000, reference="A 2"), document=paper)
    page.refresh()
    press(page, "V")
    assert "bill A 2.pdf" in words(page.pane) and page.pane.findChildren(PdfView)
    page.show_current()
    page.save_to(str(tmp_path / "costs.csv"))
    [_, said] = (tmp_path / "costs.csv").read_text("utf-8-sig").splitlines()
    assert said.startswith("Beech 1,Cleaning,2080.01,0.00,2080.01,90.00,")
    press(page, "R")
    page.question.form.set_values(reason="Sent twice")  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    assert any("Taken out: Sent twice" in link.text() for link in page.pane.findChildren(WrapLink))
    press(page, "]")
    assert page.year == APRIL and "Budget, year before" in words(page.pane)
    assert page_faults(qtbot, page) == [] and clashes(page.keys) == []
