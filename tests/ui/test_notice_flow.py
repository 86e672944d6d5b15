"""The guided flow of a notice by its keys: from which and why to the service, and every page fits every window."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.notices.queries import cases
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.states import State
from housingdesk.reports.queries.due import due
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.ui.app.finding import hits
from housingdesk.ui.hub import timeline
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.notices.calendar import Mark, NoticeCalendar
from housingdesk.ui.notices.flow_page import NoticePage
from housingdesk.ui.notices.page import NoticesPage
from housingdesk.ui.notices.steps_serving import ServeStep
from housingdesk.values.timeline import Ref
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, press, show, words
from tests.ui.support.page import settle


@pytest.fixture
def tenancy(sqlite_desk: Desk) -> int:
    """Amina and Yusuf Khan, ten weeks behind."""
    return noticing.owing(sqlite_desk, "Amina Khan", "Yusuf Khan")


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk) -> NoticePage:
    """The flow; going from step to step opens it again, as the window does."""
    made = NoticePage(qt_desk)
    made.go.connect(lambda go: walk(made, go))
    return show(qtbot, made)


def walk(page: NoticePage, go: Go) -> None:
    """What the window does with a step."""
    if go.place == "notice":
        page.open(**go.facts)
        settle(page)


def opened(page: NoticePage, **facts: Any) -> NoticePage:
    """The page opened."""
    page.open(**facts)
    settle(page)
    return page


def fill(page: NoticePage, **values: Any) -> None:
    """Fill fields and tell the page, as typing does."""
    assert page.step is not None
    page.step.form.set_values(**values)
    for name in values:
        page.step.form.edited.emit(name)
    settle(page)


def click(page: NoticePage, text: str) -> None:
    """Press the button that is shown with these words."""
    next(b for b in page.findChildren(QAbstractButton) if b.text().startswith(text) and b.isVisible()).click()
    settle(page)


def number(page: NoticePage) -> int:
    """The step that is shown."""
    assert page.step is not None
    return page.step.number


def test_from_which_and_why_to_the_second_person(page: NoticePage, qt_desk: QtDesk, sqlite_desk: Desk, tenancy: int) -> None:
    opened(page, tenancy_id=tenancy)
    fill(page, notice="form3", grounds={"8", "10"}, why="Nothing was paid since September")
    assert "Ground 8: £1,200.00 is owed on 23 November 2026, at least £960.00" in words(page)
    press(page, "Ctrl+Enter")
    assert number(page) == 2 and "Not answered yet" in words(page.pane)
    case = sqlite_desk.ask(cases.cases)[0]
    assert (case.notice, case.grounds) == ("form3", ("8", "10"))
    answers = noticing.good_answers(sqlite_desk, case)
    assert page.step is not None
    fill(page, **{key: answers[key] for key in page.step.form.fields})
    press(page, "Ctrl+Enter")
    assert number(page) == 3
    assert page.step.form["10"].value().startswith("On 23 November 2026 rent of £1,200.00 was owed for this home")
    assert "£1,200.00" in words(page.pane)
    fill(page, **{"8": "Ten weeks are owed.", "10": "Ten weeks are owed."})
    press(page, "Ctrl+Enter")
    assert number(page) == 4
    assert "they end on Mon 7 Dec 2026" in words(page.pane) and "Printed: Tue 8 Dec 2026" in words(page.pane)
    fill(page, proposed_on=date(2026, 12, 1))
    assert "Tue 1 Dec 2026 is too early. The earliest lawful date is Mon 7 Dec 2026" in words(page.pane)
    press(page, "Ctrl+Enter")
    assert number(page) == 4 and "There is a problem" in words(page)
    click(page, "Use Tue 8 Dec 2026")
    press(page, "Enter")
    assert number(page) == 5 and "Amina Khan" in words(page.pane)
    press(page, "Enter")
    assert number(page) == 6
    assert "You wrote some of it. Ask a colleague" in words(page) and not page.is_valid("go_on")
    case = sqlite_desk.ask(cases.case, case_id=case.id)
    assert (case.printed_on, case.server, case.state) == (date(2026, 12, 8), "Ann Brown", State.DRAFT)
    click(page, "Back")
    assert number(page) == 5


@pytest.mark.parametrize(("days", "months"), [
    ((date(2026, 11, 23), date(2026, 12, 8)), [(2026, 11), (2026, 12)]),
    ((date(2026, 12, 23), date(2026, 12, 29)), [(2026, 12)]),
    ((date(2026, 11, 23), date(2027, 5, 24)), [(2026, 11), (2027, 4), (2027, 5)])])
def test_the_calendar_shows_the_months_that_matter(qtbot: QtBot, days: tuple[date, date],
                                                   months: list[tuple[int, int]]) -> None:
    made = NoticeCalendar({Mark.GOES: days[0], Mark.PRINTED: days[1]})
    qtbot.addWidget(made)
    made.show()
    assert [(month.year, month.month) for month in made.months] == months
    assert f"printed on it: {days[1]:%a} {days[1].day}" in made.accessibleName()
    assert not made.grab().isNull()


def test_a_hold_shows_at_once_on_the_first_page(page: NoticePage, sqlite_desk: Desk, tenancy: int) -> None:
    noticing.hold(sqlite_desk, tenancy)
    opened(page, tenancy_id=tenancy)
    fill(page, notice="form3", grounds={"10", "14"}, why="Noise")
    said = "Breathing space to 18 January 2027: it stops a notice for rent arrears (ground 10). Leave out ground 10"
    assert said in words(page.pane)
    press(page, "Ctrl+Enter")
    assert number(page) == 1 and said in words(page)


def test_a_manager_confirms_the_wording_beside_the_questions(page: NoticePage, sqlite_desk: Desk, tenancy: int) -> None:
    case = noticing.begin(sqlite_desk, tenancy)
    opened(page, case_id=case.id, step=2)
    assert "Ground 10, full text: wording not verified against the published form" in words(page.pane)
    click(page, "Confirm: Ground 10, full text")
    form = page.side
    assert form is not None
    form.submit()
    settle(page)
    assert "This is too short to be the official text" in words(page.pane)
    form.form["text"].set_value(noticing.PASTED)  # type: ignore[attr-defined]
    form.form["source"].setFocus()  # type: ignore[attr-defined]
    press(page, "Ctrl+Enter")
    assert "Ground 10, full text: confirmed by Ann Brown" in words(page.pane)


def test_the_second_person_prints_and_records(qtbot: QtBot, page: NoticePage, sqlite_desk: Desk, recorder: Recorder,
                                             tenancy: int, tmp_path: Path) -> None:
    case = noticing.prepared(sqlite_desk, tenancy)
    noticing.confirm(sqlite_desk, case)
    other = QtDesk(noticing.colleague(sqlite_desk), Inline(), recorder)
    theirs = NoticePage(other)
    theirs.go.connect(lambda go: walk(theirs, go))
    show(qtbot, theirs)
    opened(theirs, case_id=case.id, step=6)
    assert "Nothing stops it" in words(theirs.pane)
    click(theirs, "See it as it would be printed")
    assert "Nothing is kept of this" in words(theirs.pane)
    click(theirs, "What is found")
    theirs.tabs.setFocus()
    press(theirs, "Ctrl+Enter")
    assert sqlite_desk.ask(cases.case, case_id=case.id).state is State.CHECKED
    assert number(theirs) == 7
    press(theirs, "Ctrl+Enter")
    assert sqlite_desk.ask(cases.case, case_id=case.id).state is State.ISSUED
    photo = tmp_path / "door.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n and the rest")
    for _ in range(2):
        assert isinstance(theirs.step, ServeStep)
        theirs.step.read_proof(str(photo))
        fill(theirs, by="Femi Ajayi", at="10:20", method=Method.HAND)
        click(theirs, "Record as served")
    case = sqlite_desk.ask(cases.case, case_id=case.id)
    assert (case.state, case.served_on) == (State.SERVED, MONDAY)
    assert "Runs out Tue 8 Dec 2026, in 15 days" in words(theirs)
    rows = sqlite_desk.ask(cases.services, case_id=case.id)
    assert len({row.evidence_id for row in rows}) == 1 and "Proof kept" in words(theirs)
    went = goes(theirs)
    click(theirs, "Keep the certificate of service")
    assert went[-1] == Go("tenancy", {"tenancy_id": tenancy, "section": "files"})
    click(theirs, "Withdraw it")
    theirs.side.form["because"].set_value("Paid in full")  # type: ignore[union-attr]
    theirs.side.form["because"].setFocus()  # type: ignore[union-attr]
    press(theirs, "Ctrl+Enter")
    assert sqlite_desk.ask(cases.case, case_id=case.id).state is State.WITHDRAWN
    other.close()


def test_the_register_opens_a_notice_where_it_stands(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tenancy: int) -> None:
    register = show(qtbot, NoticesPage(qt_desk))
    assert "No notices in progress." in words(register)
    case = noticing.prepared(sqlite_desk, tenancy)
    register.refresh()
    settle(register)
    register.table.setFocus()
    went = goes(register)
    press(register, "Home", "Enter")
    assert went == [Go("notice", {"case_id": case.id})]


def test_today_says_what_is_to_be_served(sqlite_desk: Desk, tenancy: int) -> None:
    other = noticing.colleague(sqlite_desk)
    case = noticing.issued(sqlite_desk, other, noticing.prepared(sqlite_desk, tenancy))
    [card] = [card for card in sqlite_desk.ask(due, on=MONDAY).cards if card.place == "notice"]
    assert (card.text, card.facts) == ("Serve the notice and record it", (("case_id", case.id),))
    for holder in sqlite_desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY):
        case = noticing.serve(sqlite_desk, case, holder.person_id)
    [card] = [card for card in sqlite_desk.ask(due, on=date(2027, 11, 1)).cards if card.place == "notice"]
    assert card.text == "Last day to go to court on this notice: Tue 23 Nov 2027"


@pytest.mark.parametrize("step", range(1, 8))
def test_every_step_fits(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tenancy: int, step: int) -> None:
    case = noticing.prepared(sqlite_desk, tenancy)
    page = NoticePage(qt_desk)
    page.open(case_id=case.id, step=step)
    assert page_faults(qtbot, page) == []


def test_the_register_and_the_last_step_fit(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, tenancy: int) -> None:
    case = noticing.issued(sqlite_desk, noticing.colleague(sqlite_desk), noticing.prepared(sqlite_desk, tenancy))
    page = NoticePage(qt_desk)
    page.open(case_id=case.id)
    assert page_faults(qtbot, page) == []
    assert page_faults(qtbot, NoticesPage(qt_desk)) == []
    assert clashes(page.keys) == [] and clashes(NoticesPage.keys) == []


def test_a_notice_is_found_and_stands_in_the_timeline(sqlite_desk: Desk, tenancy: int) -> None:
    case = noticing.begin(sqlite_desk, tenancy)
    found = sqlite_desk.ask(hits, text="form 3 yusuf", known={"notice"})
    assert [hit.go for hit in found] == [Go("notice", {"case_id": case.id})]
    page = sqlite_desk.ask(timeline.page, tenancy_id=tenancy, strands=(), before=None, today=MONDAY)
    assert any(entry.record == Ref("notice_case", case.id) and entry.text.endswith("being prepared") for entry in page.entries)


def test_the_file_says_that_a_notice_runs_and_leads_to_it(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                         tenancy: int) -> None:
    case = noticing.issued(sqlite_desk, noticing.colleague(sqlite_desk), noticing.prepared(sqlite_desk, tenancy))
    for holder in sqlite_desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY):
        case = noticing.serve(sqlite_desk, case, holder.person_id)
    file = TenancyPage(qt_desk)
    file.open(tenancy_id=tenancy)
    show(qtbot, file)
    assert "Form 3: runs out Tue 8 Dec 2026, in 15 days" in words(file.header)
    menu, went = file.menu(), goes(file)
    assert menu is not None
    for text in ("&Serve a notice", "Form 3, served"):
        next(action for action in menu.actions() if action.text() == text).trigger()
    assert went == [Go("notice", {"tenancy_id": tenancy}), Go("notice", {"case_id": case.id})]
