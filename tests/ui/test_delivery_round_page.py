"""The service record of a delivery round, entered by keys alone; and a new round from the printed letters."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters.queries import rounds as queries
from housingdesk.letters.queries.rounds import RoundFile
from housingdesk.letters.rules.states import LetterState, StopOutcome
from housingdesk.mailings.actions.rounds import make_round
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.page import LettersPage
from housingdesk.ui.letters.panel import LettersPanel
from housingdesk.ui.mailings.round_page import RoundPage
from housingdesk.ui.mailings.rounds_page import RoundsPage
from housingdesk.values.timeline import Ref
from tests.support.carrying import House, build_house, letter, print_letters
from tests.support.desk import MONDAY
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def house(sqlite_desk: Desk) -> House:
    """Beech House with a printed letter for each room."""
    made = build_house(sqlite_desk)
    print_letters(sqlite_desk, *(letter(made.tenancies[name.split()[0]], name)
                                 for name in ("Amina Khan", "Joy Okafor", "Wojciech Nowak")))
    return made


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, house: House) -> RoundPage:
    made = sqlite_desk.do(make_round, scheme_id=house.town.scheme, out_on=MONDAY, by="J. Green").value
    page = RoundPage(qt_desk)
    page.open(round_id=made)
    return show(qtbot, page)


def file(desk: Desk) -> RoundFile:
    found: RoundFile = desk.ask(queries.round_file, round_id=1)
    return found


def test_a_whole_round_is_recorded_by_keys(page: RoundPage, sqlite_desk: Desk, recorder: Recorder) -> None:
    type_text(page, "1")
    assert has_focus(page.above["at"])
    type_text(page, "430")
    press(page, "Enter", "U", "Enter", "X")
    type_text(page, "Nobody in")
    press(page, "Ctrl+Enter")
    found = [door.first for door in file(sqlite_desk).doors]
    assert [(stop.outcome, stop.at, stop.by) for stop in found] == [
        (StopOutcome.UNDER_DOOR, "14:30", "J. Green"), (StopOutcome.UNDER_DOOR, "14:30", "J. Green"),
        (StopOutcome.NOT_DELIVERED, "14:30", "J. Green")]
    assert [stop.state for stop in found] == [LetterState.DELIVERED, LetterState.DELIVERED, LetterState.PRINTED]
    press(page, "Ctrl+Enter")
    assert file(sqlite_desk).row.closed_at is not None
    assert "3 of 3 doors recorded" in words(page)
    recorder.toasts.clear()


def test_without_a_time_nothing_is_recorded_and_the_field_says_so(page: RoundPage, sqlite_desk: Desk) -> None:
    press(page, "H")
    assert not file(sqlite_desk).row.recorded and "Type the time like 1430" in words(page)
    page.to_time()
    type_text(page, "2.30")
    press(page, "Enter")
    assert "Is it 2.30pm or 2.30am" in words(page)
    type_text(page, "pm")


def test_another_round_is_opened_without_the_problem_of_the_one_before(page: RoundPage) -> None:
    press(page, "H")
    assert "Type the time like 1430" in words(page)
    page.open(round_id=1)
    page.refresh()
    settle(page)
    assert "Type the time like 1430" not in words(page) and "There is a problem" not in words(page)


def test_somebody_else_is_asked_for_and_is_not_service(page: RoundPage, sqlite_desk: Desk, recorder: Recorder) -> None:
    type_text(page, "0")
    type_text(page, "915")
    press(page, "Enter", "O")
    assert "It is not service on the person it is for" in words(page)
    press(page, "Ctrl+Enter")
    assert not file(sqlite_desk).row.recorded and "Say to whom it was handed" in words(page)
    page._form["handed_to"].set_value("Mary Lee")  # type: ignore[index]
    press(page, "Ctrl+Enter")
    assert file(sqlite_desk).doors[0].first.handed_to == "Mary Lee"
    settle(page)
    assert [cell.status for cell in page.model.cells(0) if cell.text == "Handed to somebody else"] == [Status.INFORMATION]
    recorder.toasts.clear()


def test_a_record_is_corrected_on_the_same_screen(page: RoundPage, sqlite_desk: Desk, recorder: Recorder) -> None:
    type_text(page, "0")
    type_text(page, "915")
    press(page, "Enter", "H", "Home", "F2")
    assert page._form is not None
    page._form.set_values(outcome=StopOutcome.BOX, at="10:20")
    press(page, "Ctrl+Enter")
    assert "Say in a few words what was wrong" in words(page)
    page._form.set_values(because="The wrong box was ticked")
    press(page, "Ctrl+Enter")
    first = file(sqlite_desk).doors[0].first
    assert (first.outcome, first.at) == (StopOutcome.BOX, "10:20") and "The wrong box was ticked" in first.note
    recorder.toasts.clear()


def test_a_round_that_is_not_done_is_not_closed(page: RoundPage, sqlite_desk: Desk, recorder: Recorder) -> None:
    press(page, "Ctrl+Enter")
    assert file(sqlite_desk).row.closed_at is None
    assert "Still to be recorded: Room 1, Beech House" in recorder.messages.pop()


def test_a_photograph_that_cannot_be_read_is_said(page: RoundPage, recorder: Recorder, tmp_path: Path,
                                                  sqlite_desk: Desk) -> None:
    page.keep_evidence(page.model.rows()[0], str(tmp_path / "none.jpg"))
    assert "cannot be read" in recorder.messages.pop()
    (tmp_path / "door.jpg").write_bytes(b"\xff\xd8\xff\xe0 a door")
    page.keep_evidence(page.model.rows()[0], str(tmp_path / "door.jpg"))
    settle(page)
    assert file(sqlite_desk).doors[0].first.evidence_id is not None
    recorder.toasts.clear()


def test_the_round_is_given_up_with_a_reason(page: RoundPage, sqlite_desk: Desk, recorder: Recorder) -> None:
    press(page, "G", "Ctrl+Enter")
    assert "Say in a few words why nobody went" in words(page)
    page._form["because"].set_value("The carer was ill")  # type: ignore[index]
    press(page, "Ctrl+Enter")
    assert file(sqlite_desk).row.failed == 3
    recorder.toasts.clear()


def test_a_new_round_shows_what_is_carried_and_what_stays(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, house: House,
                                                          recorder: Recorder) -> None:
    print_letters(sqlite_desk, letter(house.tenancies["Amina"], "Dalebrook Council", "Reference"))
    page = show(qtbot, RoundsPage(qt_desk))
    assert "No round was made yet" in words(page)
    went = goes(page)
    press(page, "Ctrl+N")
    assert "4 printed letters = 3 to carry to 3 doors + 1 that stays" in words(page)
    assert "Reference to Dalebrook Council stays. It goes to somebody who does not hold the agreement" in words(page)
    press(page, "Ctrl+Enter")
    assert went == [Go("round", {"round_id": 1})]
    recorder.toasts.clear()


def test_a_notice_to_be_served_is_a_reminder_and_opens(page: RoundPage, monkeypatch: pytest.MonkeyPatch, house: House) -> None:
    class Case:
        id, tenancy_id, names, words = 7, house.tenancies["Joy"], "Joy Okafor", "Notice to end the licence"

    cases: list[CaseRow] = [Case]  # type: ignore[list-item]
    monkeypatch.setattr("housingdesk.mailings.queries.rounds.cases", lambda _state: cases)
    page.refresh()
    settle(page)
    assert "To be served there, not carried on this round: Room 2, Beech House, Joy Okafor" in words(page)
    went = goes(page)
    page.table.setFocus()
    press(page, "N")
    assert went == [Go("notice", {"case_id": 7})]


def test_a_carried_letter_says_so_in_the_archive_and_in_the_file(page: RoundPage, qtbot: QtBot, qt_desk: QtDesk, house: House,
                                                                recorder: Recorder) -> None:
    type_text(page, "0")
    type_text(page, "915")
    press(page, "Enter", "U")
    told = "Put under the door of Room 1, Beech House by J. Green, 09:15, 23 November 2026"
    letters = show(qtbot, LettersPage(qt_desk))
    letters.tabs.choose("posted")
    letters.table.setFocus()
    settle(letters)
    assert told in letters.note.text()
    panel = LettersPanel(qt_desk)
    qtbot.addWidget(panel)
    panel.open(Ref("tenancy", house.tenancies["Amina"]))
    panel.show()
    settle(panel)
    assert told in panel.note.text()
    recorder.toasts.clear()


@pytest.mark.parametrize("act", ["", "other", "failed", "give_up", "under"])
def test_a_round_fits_every_window(page: RoundPage, qtbot: QtBot, recorder: Recorder, act: str) -> None:
    page.above.set_values(at="14:30")
    if act:
        getattr(page, act)()
        settle(page)
    assert page_faults(qtbot, page) == [] and clashes(page.keys) == []
    recorder.toasts.clear()


def test_the_rounds_fit_every_window(qtbot: QtBot, qt_desk: QtDesk, house: House) -> None:
    page = show(qtbot, RoundsPage(qt_desk))
    assert page_faults(qtbot, page) == [] and clashes(page.keys) == []
    page.begin()
    settle(page)
    assert page_faults(qtbot, page) == []
