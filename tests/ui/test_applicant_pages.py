"""Applicants on the screen, driven by keys: the list, one household up to an offer, lists taken in, shortlists."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.assessment import answer_private
from housingdesk.lettings.queries import applicants, nominations
from housingdesk.lettings.queries import offers as offer_queries
from housingdesk.lettings.queries.shortlist import matches_of
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.words import ApplicantState, MatchState, OfferState, Source, ViewingOutcome
from housingdesk.reports.queries.due import due
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.lettings.applicant_page import ApplicantPage
from housingdesk.ui.lettings.applicants_page import ApplicantsPage
from housingdesk.ui.lettings.nominations_page import NominationsPage
from housingdesk.ui.lettings.rights_page import RightsPage
from housingdesk.ui.lettings.shortlist_page import ShortlistPage
from tests.support.applicants import LIST, Place, make_place, nominated, row_of
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def place(sqlite_desk: Desk) -> Place:
    """14 Dale Road stands empty."""
    return make_place(sqlite_desk)


def opened(qtbot: QtBot, qt_desk: QtDesk, applicant_id: int, **facts: Any) -> ApplicantPage:
    page = ApplicantPage(qt_desk)
    page.open(applicant_id=applicant_id, **facts)
    return show(qtbot, page)


def lines(page: Any) -> list[Any]:
    """The rows of the list as they stand."""
    return [page.model.row(number) for number in range(page.model.rowCount())]


def fill(page: Any, **values: Any) -> None:
    """Fill the form in the pane and keep it by its key."""
    page.question.form.set_values(**values)
    page.question.form[next(iter(values))].setFocus()
    press(page, "Ctrl+Enter")
    settle(page)


def test_the_list_says_who_waits_for_whom(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    row = nominated(sqlite_desk, place, bedrooms_needed=3, priority="A")
    nominated(sqlite_desk, place, "Bob Marsh", state=ApplicantState.READY)
    page = show(qtbot, ApplicantsPage(qt_desk))
    assert "2 wait for us" in words(page.header)
    shown = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert shown[:2] == ["Amina Khan", "3 bedrooms"] and "Begin the assessment" in shown and "26 Nov" in shown
    found = goes(page)
    press(page, "Enter")
    assert [(go.place, go.facts) for go in found] == [("applicant", {"applicant_id": row.id})]
    page.tabs.choose("ready")
    assert page.model.rowCount() == 1
    assert page_faults(qtbot, page) == []


def test_an_empty_list_says_what_to_do(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, ApplicantsPage(qt_desk))
    assert "Alt+I takes in a council’s list" in page.table.empty.text()


def test_a_household_is_entered_by_hand(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    page, council = show(qtbot, ApplicantsPage(qt_desk)), place.town.council
    found = goes(page)
    press(page, "Ctrl+N")
    type_text(page, "Dee Roe")
    assert page.new.form is not None
    page.new.form.set_values(source=Source.NOMINATION, bedrooms_needed="two")
    press(page, "Ctrl+Enter")
    assert "“two” is not a number of bedrooms" in words(page)
    page.new.form.set_values(bedrooms_needed="2")
    page.new.form["name"].setFocus()
    press(page, "Ctrl+Enter")
    assert "Say which council nominates" in words(page) and page.new.form["name"].value() == "Dee Roe"
    page.new.form.set_values(council_id=council)
    page.new.form["name"].setFocus()
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(applicants.applicants)
    assert (row.name, row.bedrooms_needed, row.answer_by) == ("Dee Roe", 2, date(2026, 11, 26))
    assert found[-1].place == "applicant"


def test_the_assessment_is_kept_field_by_field(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    row = nominated(sqlite_desk, place, answers={"born_on_1": "1989-04-03"}, said_in="from the list")
    page = opened(qtbot, qt_desk, row.id)
    assert page.tabs.key() == "assessment" and "from the list" in words(page.assessment)
    press(page, "Ctrl+G")
    assert page.assessment.tabs.key() == "history"
    type_text(page, "3 Mill Lane")
    press(page, "Tab")
    assert sqlite_desk.ask(answers_of, applicant_id=row.id).look("address_now") == "3 Mill Lane"
    assert row_of(sqlite_desk, row.id).state is ApplicantState.ASSESSING
    field = next(form.answers["rent_debt"] for form in page.assessment.forms if "rent_debt" in form.answers)
    field.editor.set_value("yes")
    field.editor.edited.emit()
    settle(page)
    assert any("rent_debt_pence" in form.answers for form in page.assessment.forms), "how much is asked once rent is owed"
    focused: Any = QApplication.focusWidget()
    press(page, "Alt+M")
    assert QApplication.focusWidget() is not focused
    for section in ("household", "history", "support", "eligibility", "reach"):
        page.assessment.tabs.choose(section)
        settle(page)
        assert page_faults(qtbot, page) == [], section


def test_whoever_is_ready_with_questions_open_is_said_why(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                          place: Place) -> None:
    row = nominated(sqlite_desk, place)
    page = opened(qtbot, qt_desk, row.id)
    assert page.file is not None and page.file.missing
    press(page, "Alt+Y", "Ctrl+Enter")
    assert "Say why what is open can wait" in words(page) and row_of(sqlite_desk, row.id).state is ApplicantState.RECEIVED
    page.question.form["reason"].setFocus()
    type_text(page, "The council sends the rest on Friday")
    press(page, "Ctrl+Enter")
    assert row_of(sqlite_desk, row.id).state is ApplicantState.READY
    assert "with questions open: The council sends the rest on Friday" in page.file.history[0].summary


def test_risk_is_shown_only_to_those_who_may_see_it(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place,
                                                    recorder: Any) -> None:
    row = nominated(sqlite_desk, place)
    for key, value in (("risk_level", "high"), ("risk", "Her former partner")):
        sqlite_desk.do(answer_private, applicant_id=row.id, key=key, value=value)
    page = opened(qtbot, qt_desk, row.id)
    page.assessment.tabs.choose("support")
    assert any("risk" in form.answers for form in page.assessment.forms)
    reader = QtDesk(Desk(sqlite_desk.store, replace(sqlite_desk.who, role="finance"), sqlite_desk.clock), Inline(), recorder)
    other = opened(qtbot, reader, row.id)
    other.assessment.tabs.choose("support")
    settle(other)
    assert not any(key.startswith("risk") for form in other.assessment.forms for key in form.answers)
    assert "about risk or support, for those who may see them" in words(other.assessment)
    reader.close()


def test_from_support_to_an_accepted_offer_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    row = nominated(sqlite_desk, place, state=ApplicantState.READY, for_space_id=place.town.home)
    page = opened(qtbot, qt_desk, row.id)
    steps = page.steps
    assert page.tabs.key() == "homes" and "Nothing is arranged yet" in words(steps)
    steps.table.setFocus()
    press(page, "S")
    fill(steps, agent_id=place.agent)
    [ask] = sqlite_desk.ask(offer_queries.support_of, applicant_id=row.id, private=True)
    assert ask.agent == "Harbour Support"
    steps.table.setFocus()
    press(page, "V")
    fill(steps, on=MONDAY, accompanied_by="Femi Ajayi", safety="Ring from the car")
    [viewing] = sqlite_desk.ask(offer_queries.viewings_of, applicant_id=row.id, private=True)
    assert (viewing.space_id, viewing.safety) == (place.town.home, "Ring from the car")
    press(page, "Enter")
    assert steps.question is not None, "Enter records how the viewing went, or support's answer"
    press(page, "Esc")
    steps.table.go_to(next(one.id for one in lines(steps) if one.what == "Viewing"))
    press(page, "Enter")
    fill(steps, outcome=ViewingOutcome.LIKED)
    press(page, "O")
    asked = steps.question.form
    assert asked["space_id"].value() == place.town.home and asked["answer_by"].value() == date(2026, 11, 25)
    fill(steps, rent=None)
    assert "Say what it costs" in words(steps)
    fill(steps, rent=11_240)
    [offer] = sqlite_desk.ask(offer_queries.offers_of, applicant_id=row.id)
    assert (offer.state, offer.total) == (OfferState.OPEN, 11_240)
    steps.table.go_to(next(one.id for one in lines(steps) if one.what == "Offer"))
    steps.table.setFocus()
    press(page, "Enter", "Ctrl+Enter")
    assert sqlite_desk.ask(offer_queries.offer, offer_id=offer.id).state is OfferState.ACCEPTED
    found = goes(page)
    press(page, "Alt+S")
    assert [(go.place, go.facts) for go in found] == [
        ("signups", {"applicant_id": row.id, "offer_id": offer.id, "space_id": place.town.home})]
    assert page_faults(qtbot, page) == []


def test_not_suitable_asks_why(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    row = nominated(sqlite_desk, place, state=ApplicantState.ASSESSING)
    page = opened(qtbot, qt_desk, row.id)
    press(page, "Alt+X")
    fill(page, reason="")
    assert "Say why they are not suitable" in words(page.pane)
    fill(page, reason="Needs ground floor")
    assert row_of(sqlite_desk, row.id).state is ApplicantState.NOT_SUITABLE and "Take up again" in words(page.pane)
    press(page, "Alt+T")
    assert row_of(sqlite_desk, row.id).state is ApplicantState.ASSESSING


def test_a_list_is_shown_before_it_is_taken_in(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place,
                                               tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST)
    page = NominationsPage(qt_desk)
    page.open(path=str(file), council_id=place.town.council)
    show(qtbot, page)
    page.mark_stale()
    settle(page)
    assert [lines(page)[n].told for n in range(3)] == ["new", "new", "to be put right"]
    assert "Line 4: The date of birth “31/02/1990” is no day of the calendar" in words(page)
    assert sqlite_desk.ask(applicants.applicants) == [], "nothing is stored yet"
    assert page_faults(qtbot, page) == []
    found = goes(page)
    press(page, "Ctrl+Enter")
    assert len(sqlite_desk.ask(applicants.applicants)) == 2 and found[-1].place == "applicants"
    page.open(path=str(file))
    settle(page)
    assert "taken in on 23 November 2026 already" in words(page) and not page.take.isEnabled()


def test_who_nominates_is_asked_where_it_is_chosen(qtbot: QtBot, qt_desk: QtDesk, tmp_path: Path, place: Place) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST)
    page = NominationsPage(qt_desk)
    page.open(path=str(file))
    show(qtbot, page)
    page.form.set_values(whom=None)
    settle(page)
    page.take.setFocus()
    press(page, "Ctrl+Enter")
    assert "Say which council nominates" in words(page) and has_focus(page.form["whom"]), "not lost to the rail"


def test_columns_are_said_on_the_screen_and_remembered(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    page = show(qtbot, NominationsPage(qt_desk))
    page.form.set_values(whom=("council", place.town.council), text="Wer,Geboren,Ref\nBob Marsh,12/05/1971,7\n")
    press(page, "Alt+V")
    asked: Any = page._asked
    assert asked is not None
    press(page, "Ctrl+Enter")
    assert "Say which column holds the name" in words(page)
    asked.form.set_values(**{"column 0": "name", "column 1": "born"})
    asked.form["column 0"].setFocus()
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    [row] = sqlite_desk.ask(applicants.applicants)
    assert (row.name, row.their_reference) == ("Bob Marsh", "7")
    page.form.set_values(text="Wer,Geboren,Ref\nCora Lee,1/2/1990,8\n")
    press(page, "Alt+V")
    assert page._asked is None and lines(page)[0].told == "new", "the council's columns are known now"


def test_a_shortlist_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    nominated(sqlite_desk, place, bedrooms_needed=3, priority="A")
    nominated(sqlite_desk, place, "Bob Marsh", bedrooms_needed=2)
    nominated(sqlite_desk, place, "Cora Lee", bedrooms_needed=5)
    page = ShortlistPage(qt_desk)
    page.open(void_id=place.void)
    show(qtbot, page)
    page.table.setFocus()
    assert "It is Dalebrook Borough Council’s turn" in words(page.pane) and "14 Dale Road" in words(page.header)
    press(page, "L")
    press(page, "C")
    [line] = sqlite_desk.ask(matches_of, void_id=place.void)
    assert line.state is MatchState.CHOSEN
    press(page, "P")
    fill(page, reason="")
    assert "Say why Amina Khan is passed over" in words(page.pane)
    fill(page, reason="Cannot move before January")
    assert sqlite_desk.ask(matches_of, void_id=place.void)[0].state is MatchState.PASSED_OVER
    page.table.go_to(next(one.id for one in lines(page) if one.row.name == "Cora Lee"))
    assert "Too small: they need 5 bedrooms, it has 3" in words(page.pane) and not page.is_valid("put_on")
    assert page_faults(qtbot, page) == []


def test_agreements_with_councils(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, place: Place) -> None:
    page = show(qtbot, RightsPage(qt_desk))
    assert "75%" in words(page.pane) and "Agreement of March 2026" in words(page.pane)
    press(page, "Ctrl+N")
    fill(page, percent="half")
    assert "“half” is not a whole number" in words(page.pane)
    fill(page, percent="50")
    assert [row.percent for row in sqlite_desk.ask(nominations.rights)] == [50, 75]
    assert page_faults(qtbot, page) == []


def test_today_says_what_is_due_about_applicants(sqlite_desk: Desk, place: Place) -> None:
    row = nominated(sqlite_desk, place)
    cards = [card for card in sqlite_desk.ask(due, on=date(2026, 11, 25)).cards if card.place == "applicant"]
    assert [(card.text, dict(card.facts)) for card in cards] == [("Begin the assessment: Amina Khan", {"applicant_id": row.id})]
