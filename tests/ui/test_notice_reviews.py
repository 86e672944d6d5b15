"""What follows a notice on the screen: a review asked, heard, decided and told; a withdrawal with its letter; new kinds fit."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters import queries as letter_queries
from housingdesk.notices.queries import cases, reviews
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.states import ReviewOutcome, State
from housingdesk.reports.queries.due import due
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.notices.flow_page import NoticePage
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import press, show, words
from tests.ui.support.page import settle
from tests.ui.test_notice_flow import click, fill, number, opened, walk


@pytest.fixture
def case(sqlite_desk: Desk) -> CaseRow:
    """Notice to end a licence, served today."""
    tenancy = noticing.owing(sqlite_desk, kind=TenancyKind.LICENCE_EXCLUDED)
    made = noticing.issued(sqlite_desk, noticing.colleague(sqlite_desk), noticing.prepared(sqlite_desk, tenancy, "licence", ()))
    return noticing.serve(sqlite_desk, made, noticing.addressed(sqlite_desk, made)[0])


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk) -> NoticePage:
    """The flow; going from step to step opens it again, as the window does."""
    made = NoticePage(qt_desk)
    made.go.connect(lambda go: walk(made, go))
    return show(qtbot, made)


def write(page: NoticePage, **values: Any) -> None:
    """Fill the form in the pane and keep it by its key."""
    assert page.side is not None
    form: Any = page.side.form  # type: ignore[attr-defined]
    form.set_values(**values)
    form[next(iter(values))].setFocus()
    press(page, "Ctrl+Enter")
    settle(page)


def test_a_review_from_asking_to_telling_by_keys(page: NoticePage, sqlite_desk: Desk, case: CaseRow, qtbot: QtBot) -> None:
    opened(page, case_id=case.id)
    assert "Court" in words(page.header)
    assert "They may ask until Mon 21 Dec 2026. While one is open the notice waits" in words(page)
    page.tabs.setFocus()
    press(page, "Alt+R")
    write(page, grounds="It was not me.", asked_by="Amina Khan")
    assert "Review open, decide by Mon 7 Dec 2026: the notice waits" in words(page.header)
    [card] = [card for card in sqlite_desk.ask(due, on=MONDAY).cards if card.place == "notice"]
    assert card.text.startswith("Decide the review by Mon 7 Dec 2026")
    click(page, "Say who hears it")
    write(page, panel="Ann Brown")
    assert "Ann Brown had a part in the decision" in words(page.pane)
    write(page, panel="Joy Smith")
    click(page, "Write the decision")
    write(page, reasons="The diaries agree.", happens_now="The notice goes on.")
    assert "Choose the outcome" in words(page.pane)
    write(page, outcome=ReviewOutcome.STANDS)
    [row] = sqlite_desk.ask(reviews.reviews_of, case_id=case.id)
    assert (row.outcome, row.panel) == (ReviewOutcome.STANDS, "Joy Smith")
    assert [letter.title for letter in sqlite_desk.ask(letter_queries.letters)] == ["The outcome of a review"]
    assert page_faults(qtbot, page) == []
    click(page, "They were told")
    write(page, told_on=MONDAY)
    assert "Runs out Tue 22 Dec 2026, in 29 days" in words(page.header)
    assert "They ask for an appeal" in words(page)


def test_what_is_typed_in_the_pane_stays_when_a_colleague_acts(page: NoticePage, sqlite_desk: Desk, case: CaseRow) -> None:
    opened(page, case_id=case.id)
    page.tabs.setFocus()
    press(page, "Alt+R")
    form: Any = page.side.form  # type: ignore[union-attr]
    form["grounds"].set_value("It was not me, and I can")
    noticing.hold(sqlite_desk, case.tenancy_id)
    page.refresh()
    settle(page)
    assert page.side is not None and form["grounds"].value() == "It was not me, and I can" and form.isVisible()
    click(page, "Cancel")
    assert "The notice as it was made" in words(page.pane)


def test_a_withdrawal_after_the_service_makes_the_letter(page: NoticePage, sqlite_desk: Desk, case: CaseRow) -> None:
    opened(page, case_id=case.id)
    click(page, "Withdraw it")
    assert "the letter that says so is made with it" in words(page.pane)
    write(page, because=" ")
    assert "Say in a few words why" in words(page.pane)
    write(page, because="Paid in full")
    assert sqlite_desk.ask(cases.case, case_id=case.id).state is State.WITHDRAWN
    [letter] = sqlite_desk.ask(letter_queries.letters)
    assert (letter.title, letter.addressee) == ("A notice that we take back", "Amina Khan")


def test_ground_1_brings_the_questions_about_rent(page: NoticePage, sqlite_desk: Desk) -> None:
    case = noticing.begin(sqlite_desk, noticing.owing(sqlite_desk, kind=TenancyKind.SECURE), "s83", ("1",))
    opened(page, case_id=case.id, step=2)
    assert page.step is not None and "contact" not in page.step.form.fields
    fill(page, clause="post", ground_1="rent", support="none", equality="Nothing is known")
    press(page, "Ctrl+Enter")
    settle(page)
    assert number(page) == 2 and {"contact", "benefit"} <= page.step.form.fields.keys()
    fill(page, contact="yes", benefit="no")
    press(page, "Ctrl+Enter")
    assert number(page) == 3
    assert "rent of £1,200.00 was owed" in page.step.form["1"].value()


def test_the_partner_is_found_by_name(page: NoticePage, sqlite_desk: Desk) -> None:
    other = noticing.colleague(sqlite_desk)
    tenancy = noticing.agreement_for(sqlite_desk, other, "s8a", TenancyKind.ASSURED)
    case = noticing.begin(sqlite_desk, tenancy, "s8a", ())
    opened(page, case_id=case.id, step=2)
    assert page.step is not None
    finder = page.step.form["partner_person"]
    finder.text.setFocus()
    finder.text.setText("okaf")
    settle(page)
    press(page, "Enter")
    settle(page)
    assert [pick.words for pick in finder.chosen] == ["Sam Okafor"]
    press(page, "Ctrl+Enter")
    assert number(page) == 3 and sqlite_desk.ask(cases.case, case_id=case.id).names == "Sam Okafor"
    assert "A copy of it goes with this: Form 3" in words(page.pane)
    page.back_step()
    settle(page)
    assert [pick.words for pick in page.step.form["partner_person"].chosen] == ["Sam Okafor"]


def test_a_warning_from_the_first_line_to_the_door_by_one_person(page: NoticePage, sqlite_desk: Desk) -> None:
    tenancy = noticing.owing(sqlite_desk, kind=TenancyKind.LICENCE_EXCLUDED)
    opened(page, tenancy_id=tenancy)
    fill(page, notice="warning-1", why="Visitors at night")
    press(page, "Ctrl+Enter")
    assert number(page) == 2 and page.step is not None
    fill(page, clause="nothing", term="Rule 7: no visitors at night", evidence="8 November, 1.20am", change="None after 11pm",
         offer="Ring us", for_arrears="no")
    press(page, "Ctrl+Enter")
    fill(page, reasons="Night staff saw two visitors.")
    for step in (3, 4, 5):
        assert number(page) == step
        press(page, "Ctrl+Enter")
    assert number(page) == 6 and "Whoever wrote it may check it too" in words(page)
    press(page, "Ctrl+Enter")
    assert number(page) == 7
    press(page, "Ctrl+Enter")
    [case] = sqlite_desk.ask(cases.cases)
    assert case.state is State.ISSUED
    fill(page, at="9:15")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(cases.case, case_id=case.id).state is State.SERVED
    assert "To change by Mon 7 Dec 2026, in 14 days" in words(page.header)
    assert "Court" not in words(page.header), "a warning leads to no court"


def test_the_notice_leads_to_the_copy_for_the_partner(page: NoticePage, sqlite_desk: Desk) -> None:
    tenancy = noticing.agreement_for(sqlite_desk, noticing.colleague(sqlite_desk), "s8a", TenancyKind.ASSURED)
    [case] = sqlite_desk.ask(cases.cases_of, tenancy_id=tenancy)
    opened(page, case_id=case.id)
    assert "The partner who left has not been served with a copy yet" in words(page)
    click(page, "Prepare the copy for them")
    assert number(page) == 1 and page.step is not None and page.step.facts.case is None


@pytest.mark.parametrize(("key", "kind"), [("breach", TenancyKind.ASSURED), ("warning-final", TenancyKind.LICENCE_EXCLUDED),
                                           ("s83", TenancyKind.SECURE), ("s83za", TenancyKind.SECURE),
                                           ("s8a", TenancyKind.ASSURED), ("belongings", TenancyKind.LICENCE_EXCLUDED),
                                           ("room-change", TenancyKind.LICENCE_PROTECTED)])
@pytest.mark.parametrize("step", [1, 2, 3, 4, 6])
def test_every_step_of_the_new_kinds_fits(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, key: str, kind: TenancyKind,
                                          step: int) -> None:
    tenancy = noticing.agreement_for(sqlite_desk, noticing.colleague(sqlite_desk), key, kind)
    case = noticing.begun(sqlite_desk, tenancy, key)
    page = NoticePage(qt_desk)
    page.open(case_id=case.id, step=step)
    assert page_faults(qtbot, page) == []
    if kind in (TenancyKind.LICENCE_EXCLUDED, TenancyKind.LICENCE_PROTECTED):
        assert "tenan" not in words(page).lower()
