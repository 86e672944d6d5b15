"""The court page by its keys: the checklist, the hearing, the bundle and the eviction, and it fits every window."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters.queries import letters
from housingdesk.notices.actions.evictions import record_eviction
from housingdesk.notices.queries import bundle, evictions, recorded_steps
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.bundle import Purpose
from housingdesk.notices.rules.evictions import Ended, EvictionDraft
from housingdesk.reports.queries.due import due
from housingdesk.ui.app.finding import hits
from housingdesk.ui.hub import timeline
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.notices.court_bundle import BundlePart
from housingdesk.ui.notices.court_page import SECTIONS, CourtPage
from housingdesk.ui.notices.court_part import CourtPart
from housingdesk.ui.notices.flow_page import NoticePage
from tests.support import courting, noticing
from tests.support.courting import READY
from tests.support.desk import Clock
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, opened, press, show, type_text, words
from tests.ui.support.page import settle

THURSDAY = date(2027, 1, 14)


@pytest.fixture
def case(sqlite_desk: Desk, clock: Clock) -> CaseRow:
    """A case with everything but the words after the notice, four weeks after it was served."""
    return courting.ready_case(sqlite_desk, clock, "Amina Khan", "Yusuf Khan")


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk) -> CourtPage:
    """The court page, not opened yet."""
    return show(qtbot, CourtPage(qt_desk))


def part(page: CourtPage) -> Any:
    """The section in sight."""
    found = page.stack.currentWidget()
    assert isinstance(found, CourtPart)
    return found


def fill(page: CourtPage, **values: Any) -> None:
    """Fill the form that is open."""
    assert part(page).question is not None
    part(page).question.form.set_values(**values)
    settle(page)


def click(page: CourtPage, text: str) -> None:
    """Press the button that is shown with these words."""
    next(b for b in page.findChildren(QAbstractButton) if b.text().startswith(text) and b.isVisible()).click()
    settle(page)


def mark(page: CourtPage, words_of_it: str) -> None:
    """Mark the line that holds these words."""
    model = part(page).model
    for place in range(model.count()):
        if words_of_it in model.cells(place)[0].text + model.cells(place)[1].text:
            part(page).table.view.select_place(place)
            settle(page)
            return
    raise AssertionError(f"no line holds {words_of_it}")


def test_a_step_is_recorded_and_taken_off_by_keys(page: CourtPage, sqlite_desk: Desk, clock: Clock) -> None:
    case = courting.served_case(sqlite_desk, clock, "Amina Khan")
    clock.to(READY)
    opened(page, case_id=case.id)
    mark(page, "Talked with them after the notice")
    assert "Nobody has talked with Amina Khan since the notice was served on 23 November 2026" in words(page)
    assert "What to do: ring them" in words(page)
    press(page, "Enter")
    part(page).question.form["note"].setFocus()
    press(page, "Ctrl+Enter")
    assert "There is a problem" in words(page) and "Say in a few words what was done" in words(page)
    part(page).question.form["note"].setFocus()
    type_text(page, "Rang; she will pay on Friday")
    press(page, "Ctrl+Enter")
    rows = sqlite_desk.ask(recorded_steps.steps_of, tenancy_id=case.tenancy_id)
    assert [row.note for row in rows] == ["Rang; she will pay on Friday"]
    mark(page, "Talked with them after the notice")
    press(page, "T")
    part(page).question.form["because"].setFocus()
    type_text(page, "It was her sister")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(recorded_steps.steps_of, tenancy_id=case.tenancy_id) == []


def test_a_file_that_shows_a_step_is_kept_with_it(page: CourtPage, sqlite_desk: Desk, case: CaseRow, tmp_path: Path) -> None:
    opened(page, case_id=case.id)
    mark(page, "Another way than the court")
    press(page, "Enter")
    fill(page, note="Mediation was offered again")
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(courting.page_of("Mediation"))
    part(page).question.file.read(str(tmp_path / "gone.pdf"))
    settle(page)
    assert "gone.pdf cannot be read" in words(page)
    assert part(page).question.form["note"].value() == "Mediation was offered again"
    part(page).question.file.read(str(scan))
    settle(page)
    assert "letter.pdf is kept with it" in words(page)
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(recorded_steps.steps_of, tenancy_id=case.tenancy_id)[-1].evidence_id is not None


def test_a_hearing_brings_its_days(page: CourtPage, sqlite_desk: Desk, case: CaseRow) -> None:
    opened(page, case_id=case.id, section="hearing")
    assert "No hearing is recorded" in words(page)
    click(page, "Record a hearing")
    fill(page, hearing_on=date(2027, 2, 18), court="Dale County Court", claim_number="K00DL123")
    press(page, "Ctrl+Enter")
    mark(page, "The claim is served")
    assert "21 clear days before Thu 18 Feb 2027: by Wed 27 Jan 2027 (CPR 55.5(3))" in words(page)
    press(page, "Enter")
    part(page).question.form["note"].setFocus()
    type_text(page, "Served by the court")
    press(page, "Ctrl+Enter")
    mark(page, "The claim is served")
    assert "Served by the court" in words(page.stack)
    wanted = goes(page)
    press(page, "Ctrl+L")
    assert wanted == [Go("write_letter", {"tenancy_id": case.tenancy_id, "template": "court-hearing"})]
    cards = due(date(2027, 2, 1), "Ann Brown").cards
    assert any(card.place == "court" and card.text.startswith("Before the hearing") for card in cards)


def test_the_statement_is_kept_and_saved_as_a_table(page: CourtPage, case: CaseRow, qt_desk: QtDesk, tmp_path: Path) -> None:
    said: list[str] = []
    qt_desk.refused.connect(said.append)
    opened(page, case_id=case.id, section="hearing")
    part(page).save_table_to(str(tmp_path / "statement.csv"))
    settle(page)
    rows = (tmp_path / "statement.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "Date,What,Due,Paid,Total owed" and rows[-1].endswith(",Together,3720.00,0.00,3720.00")
    part(page).save_table_to(str(tmp_path / "nowhere" / "statement.csv"))
    settle(page)
    assert len(said) == 1 and "cannot be written" in said[0]
    wanted = goes(page)
    part(page).table.setFocus()
    press(page, "Ctrl+S")
    assert wanted == [Go("tenancy", {"tenancy_id": case.tenancy_id, "section": "files"})]


def test_the_bundle_is_made_with_a_piece_left_out(page: CourtPage, sqlite_desk: Desk, case: CaseRow) -> None:
    opened(page, case_id=case.id)
    press(page, "Alt+3")
    assert isinstance(part(page), BundlePart) and "Ready to issue: all 14 done" in words(page)
    mark(page, "Calls, visits and messages")
    press(page, "X")
    part(page).question.form["because"].setFocus()
    press(page, "Ctrl+Enter")
    assert "Say in a few words why: the index shows it" in words(page)
    part(page).question.form["because"].setFocus()
    type_text(page, "It names a neighbour")
    press(page, "Ctrl+Enter")
    press(page, "M")
    assert part(page).question.form["grounds"].value() == {"10", "11"}
    press(page, "Ctrl+Enter")
    made = sqlite_desk.ask(bundle.bundles_of, case_id=case.id)
    assert len(made) == 1 and "Court bundle to issue the claim" in words(page)
    assert part(page).is_valid("print_it")
    assert page.escape() and "Made before" in words(page)


def test_a_letter_that_is_only_offered_is_put_in_by_its_key(page: CourtPage, sqlite_desk: Desk, case: CaseRow) -> None:
    courting.letter(sqlite_desk, case.tenancy_id, "breach-1", "Amina Khan", READY)
    opened(page, case_id=case.id, section="bundle")
    mark(page, "Breach-1 title, to Amina Khan")
    assert "Not put in" in words(page) and "Put it in" in words(page)
    press(page, "M")
    assert "Not put in: 4 of the list. X on a line puts it in" in words(page)
    assert page.escape()
    mark(page, "Breach-1 title, to Amina Khan")
    press(page, "X")
    assert "Take it out" in words(page) and len(part(page).choice(Purpose.FILE, ()).put_in) == 1
    press(page, "M", "Ctrl+Enter")
    [made] = sqlite_desk.ask(bundle.bundles_of, case_id=case.id)
    assert made.id and part(page).is_valid("print_it")
    page.escape()
    mark(page, "Breach-1 title, to Amina Khan")
    press(page, "X")
    assert part(page).put_in() == ()


def test_a_piece_that_was_left_out_is_put_in_again_and_the_bundle_is_saved(page: CourtPage, case: CaseRow, qt_desk: QtDesk,
                                                                        tmp_path: Path, recorder: Any) -> None:
    opened(page, case_id=case.id, section="bundle")
    mark(page, "Calls, visits and messages")
    press(page, "X")
    part(page).question.form["because"].setFocus()
    type_text(page, "No")
    press(page, "Ctrl+Enter")
    mark(page, "Calls, visits and messages")
    click(page, "Put it in again")
    press(page, "M", "Ctrl+Enter")
    part(page).save_to(part(page)._open.content, str(tmp_path / "bundle.pdf"))
    settle(page)
    assert "Saved to bundle.pdf" in recorder.toasts
    assert len(pikepdf.open(BytesIO((tmp_path / "bundle.pdf").read_bytes())).pages) > 20


def test_a_hold_says_why_no_bundle_for_issue_is_made_and_what_is_possible(page: CourtPage, sqlite_desk: Desk,
                                                                         case: CaseRow) -> None:
    noticing.hold(sqlite_desk, case.tenancy_id)
    opened(page, case_id=case.id, section="bundle")
    assert "Not for issue: Breathing space to 18 January 2027: it stops a claim for the arrears" in words(page)
    press(page, "M", "Ctrl+Enter")
    assert "There is a problem" in words(page) and sqlite_desk.ask(bundle.bundles_of, case_id=case.id) == []
    fill(page, purpose="for our own file")
    part(page).question.form["purpose"].setFocus()
    press(page, "Ctrl+Enter")
    assert len(sqlite_desk.ask(bundle.bundles_of, case_id=case.id)) == 1


def test_an_eviction_from_the_notice_to_the_end_of_the_agreement(page: CourtPage, sqlite_desk: Desk, clock: Clock,
                                                                case: CaseRow) -> None:
    opened(page, tenancy_id=case.tenancy_id, section="eviction")
    click(page, "Record a notice of eviction")
    press(page, "Ctrl+Enter")
    assert "Type a date, for example 9/11/2026" in words(page)
    assert sqlite_desk.ask(evictions.evictions_of, tenancy_id=case.tenancy_id) == []
    fill(page, court="Dale County Court", claim_number="K00DL123", executes_on=THURSDAY, at="10:30", delivered_on=READY)
    part(page).question.form["court"].setFocus()
    press(page, "Ctrl+Enter")
    assert "Eviction Thu 14 Jan 2027, 10:30" in words(page) and "23 clear days before" in words(page)
    part(page).table.setFocus()
    press(page, "L")
    row = sqlite_desk.ask(evictions.evictions_of, tenancy_id=case.tenancy_id)[0]
    assert row.answer_id is not None and "Our own letter was made" in words(page)
    assert len(sqlite_desk.ask(letters, run_id=max(one.run_id for one in sqlite_desk.ask(letters)))) == 2
    mark(page, "Thu 7 Jan 2027")
    press(page, "Enter")
    part(page).question.form["note"].setFocus()
    type_text(page, "Lock and Key Ltd, 10:00")
    press(page, "Ctrl+Enter")
    assert "Lock and Key Ltd" in " ".join(cell.secondary for place in range(part(page).model.count())
                                          for cell in part(page).model.cells(place))
    clock.to(THURSDAY)
    part(page).table.setFocus()
    press(page, "O")
    fill(page, ended=Ended.EXECUTED, on=THURSDAY)
    part(page).question.form["note"].setFocus()
    press(page, "Ctrl+Enter")
    assert "end the agreement on that day" in words(page)
    wanted = goes(page)
    click(page, "End the agreement")
    click(page, "Write about belongings")
    assert wanted == [Go("tenancy", {"tenancy_id": case.tenancy_id, "evicted_on": THURSDAY}),
                      Go("write_letter", {"tenancy_id": case.tenancy_id, "template": "belongings"})]


def test_in_a_breathing_space_an_eviction_for_arrears_is_said_to_stop(page: CourtPage, sqlite_desk: Desk, clock: Clock) -> None:
    tenancy = noticing.owing(sqlite_desk)
    noticing.hold(sqlite_desk, tenancy)
    draft = EvictionDraft(sqlite_desk.today, "Dale County Court", "K00DL123", THURSDAY, "10:30")
    sqlite_desk.do(record_eviction, tenancy_id=tenancy, draft=draft)
    opened(page, tenancy_id=tenancy, section="eviction")
    assert "Breathing space to 18 January 2027: an order for arrears is not enforced. Tell the court today" in words(page)
    assert "Not known when it reached the home" in words(page)


def test_the_file_opens_the_end_with_the_day_filled_in(qtbot: QtBot, qt_desk: QtDesk, case: CaseRow, clock: Clock) -> None:
    clock.to(THURSDAY)
    file = TenancyPage(qt_desk)
    file.open(tenancy_id=case.tenancy_id, evicted_on=THURSDAY)
    show(qtbot, file)
    assert "The rent is charged up to and including Thu 14 Jan 2027: the day the bailiff carried out the warrant" in words(file)


def test_it_is_reached_from_the_notice_the_file_today_and_the_find_box(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                      case: CaseRow) -> None:
    draft = EvictionDraft(READY, "Dale County Court", "K00DL123", THURSDAY, "10:30", READY)
    made = int(sqlite_desk.do(record_eviction, tenancy_id=case.tenancy_id, draft=draft).value)
    notice = NoticePage(qt_desk)
    notice.open(case_id=case.id)
    show(qtbot, notice)
    wanted = goes(notice)
    press(notice, "Ctrl+G")
    assert wanted == [Go("court", {"case_id": case.id})]
    file = TenancyPage(qt_desk)
    file.open(tenancy_id=case.tenancy_id)
    show(qtbot, file)
    wanted = goes(file)
    menu = file.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "&Court and eviction").trigger()
    assert wanted == [Go("court", {"tenancy_id": case.tenancy_id})]
    card = next(card for card in due(READY, "Ann Brown").cards if card.place == "court")
    assert dict(card.facts) == {"eviction_id": made} and "Amina Khan and Yusuf Khan: eviction Thu 14 Jan 2027" in card.why
    assert [hit.go for hit in hits("K00DL123", {"court"})] == [Go("court", {"eviction_id": made})]
    told = timeline.page(case.tenancy_id, [], None, READY)
    assert any("Notice of eviction from Dale County Court" in entry.text for entry in told.entries)


def test_without_saying_which_it_lists_them_all(page: CourtPage, case: CaseRow, sqlite_desk: Desk) -> None:
    opened(page)
    assert part(page).model.count() == 1
    wanted = goes(page)
    press(page, "Enter")
    assert wanted == [Go("court", {"case_id": case.id})]


def test_a_notice_that_leads_to_no_court_says_so(page: CourtPage, sqlite_desk: Desk) -> None:
    tenancy = noticing.owing(sqlite_desk)
    opened(page, tenancy_id=tenancy)
    assert "No notice was served that leads to a court" in words(page)
    press(page, "Alt+3")
    assert not part(page).is_valid("make")


def test_every_section_fits_and_no_key_has_two_meanings(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                        case: CaseRow) -> None:
    draft = EvictionDraft(READY, "Dale County Court", "K00DL123", THURSDAY, "10:30", READY)
    sqlite_desk.do(record_eviction, tenancy_id=case.tenancy_id, draft=draft)
    for section in (*(key for key, _ in SECTIONS), ""):
        page = CourtPage(qt_desk)
        page.open(**({"case_id": case.id, "section": section} if section else {}))
        assert page_faults(qtbot, page) == [], section
        assert clashes(page.valid_keys()) == []


@pytest.mark.parametrize(("section", "key"), [("checklist", "record"), ("hearing", "new"), ("bundle", "make"),
                                              ("eviction", "new")])
def test_each_form_fits(qtbot: QtBot, qt_desk: QtDesk, case: CaseRow, section: str, key: str) -> None:
    page = CourtPage(qt_desk)
    page.open(case_id=case.id, section=section)
    page.show()
    settle(page)
    getattr(part(page), key)()
    settle(page)
    assert page_faults(qtbot, page) == []


