"""CORE on the screen, by keys: a quarter's logs, an answer put right, a file made, sent and answered, codes, the bar."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.lettings.queries.core import core_home, core_log, core_state
from housingdesk.lettings.queries.core.files import core_files
from housingdesk.lettings.rules.words import CoreState
from housingdesk.properties.queries import councils
from housingdesk.ui.kit.label import WrapLink
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.lettings.core_bar import CoreBar, problems_by_question
from housingdesk.ui.lettings.core_files_part import FilesPart
from housingdesk.ui.lettings.core_homes_part import HomesPart
from housingdesk.ui.lettings.core_log_page import CoreLogPage
from housingdesk.ui.lettings.core_logs_part import LogsPart
from housingdesk.ui.lettings.core_page import CorePage
from housingdesk.ui.lettings.signups_page import SignUpsPage
from tests.support.core_cells import Owner
from tests.support.core_homes import Let, at_the_desk, bent, let, set_up_core
from tests.support.core_logs import Log, good_logs
from tests.support.desk import MONDAY
from tests.ui.support.driving import goes, press, show, type_text, words
from tests.ui.support.page import settle

LATE = [bent(log) for log in good_logs(31, 900) if log.owner is Owner.PRP and not log.renewal and log[37] == "2"
        and log.date(8) >= date(2026, 10, 1)]
GENERAL, SUPPORTED = ([log for log in LATE if log.supported is wanted] for wanted in (False, True))


def faulty(log: Log) -> Log:
    """The same without why they left their last home."""
    return log.changed({113: "", 114: ""})


@pytest.fixture
def lettings(sqlite_desk: Desk) -> list[Let]:
    """Three lettings of this quarter, the third without one answer."""
    set_up_core(sqlite_desk)
    return [let(sqlite_desk, log, number) for number, log in enumerate((GENERAL[0], SUPPORTED[0], faulty(GENERAL[1])))]


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, lettings: list[Let]) -> CorePage:
    """The quarter's page; what it asks of the window is done here."""
    made = CorePage(qt_desk)
    made.go.connect(lambda go: made.open(**go.facts) if go.place == "core" else None)
    return show(qtbot, made)


def logs(page: CorePage) -> LogsPart:
    """The section of logs."""
    part = page.parts["logs"]
    assert isinstance(part, LogsPart)
    return part


def test_a_quarter_says_what_is_ready_and_what_is_missing(page: CorePage, lettings: list[Let]) -> None:
    assert "CORE logs: October to December 2026" in words(page)
    assert "to be with the service by Fri 15 Jan 2027" in words(page)
    assert [row.stands for row in logs(page).model.rows()].count("ready to send") == 2
    logs(page).table.view.come_back_to(lettings[2].log)
    settle(page)
    assert "“What is the main reason for leaving the last settled home?” needs an answer" in words(page)


def test_the_file_is_made_sent_and_answered_by_keys(page: CorePage, lettings: list[Let], sqlite_desk: Desk) -> None:
    logs(page).table.setFocus()
    press(page, "M")
    files = page.parts["files"]
    assert isinstance(files, FilesPart) and page.tabs.key() == "files"
    files.table.setFocus()
    press(page, "S")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(core_log, log_id=lettings[0].log).state is CoreState.SENT
    files.table.setFocus()
    press(page, "A")
    assert files.question is not None
    reference = sqlite_desk.ask(core_log, log_id=lettings[1].log).reference
    files.question.form["returned"].setFocus()
    type_text(page, f"T999999, {reference}")
    files.question.form["answer"].setFocus()
    type_text(page, "The location is not active")
    press(page, "Ctrl+Enter")
    assert "T999999: no log of this file has this reference" in words(files.pane)
    files.question.form["returned"].set_value(reference.lower())
    press(page, "Ctrl+Enter")
    states = [sqlite_desk.ask(core_log, log_id=one.log).state for one in lettings]
    assert states == [CoreState.ACCEPTED, CoreState.RETURNED, CoreState.OPEN]
    [row] = sqlite_desk.ask(core_files, first=date(2026, 10, 1), last=date(2026, 12, 31))
    assert (row.logs, row.answer, row.standing) == (2, "The location is not active", "answered 23 November 2026")


def test_the_file_is_saved_as_it_was_made(page: CorePage, lettings: list[Let], qtbot: QtBot, tmp_path: Path) -> None:
    logs(page).table.setFocus()
    press(page, "M")
    files = page.parts["files"]
    assert isinstance(files, FilesPart)
    target = tmp_path / "core.csv"
    files.save_to(files.current().document_id, str(target))
    qtbot.waitUntil(target.exists)
    assert target.read_bytes().count(b"\r\n") == 5


def test_a_log_that_is_not_needed_says_why_and_leaves_the_file(page: CorePage, lettings: list[Let], sqlite_desk: Desk) -> None:
    logs(page).table.setFocus()
    logs(page).table.view.come_back_to(lettings[0].log)
    press(page, "N")
    type_text(page, "It was a mutual exchange")
    press(page, "Ctrl+Enter")
    row = sqlite_desk.ask(core_log, log_id=lettings[0].log)
    assert (row.state, row.why) == (CoreState.NOT_NEEDED, "It was a mutual exchange")
    quarter = logs(page).quarter
    assert quarter is not None and quarter.ready == 1


def test_quarters_turn_and_enter_opens_a_log(page: CorePage, lettings: list[Let]) -> None:
    found = goes(page)
    logs(page).table.setFocus()
    press(page, "Enter")
    assert found[-1].place == "core_log" and found[-1].facts["log_id"] in [one.log for one in lettings]
    press(page, "Alt+B")
    assert "July to September 2026" in words(page) and "No letting began in this quarter" in logs(page).table.empty.text()
    press(page, "Alt+A")
    assert "October to December 2026" in words(page)


def test_an_answer_is_put_right_in_the_log_and_taken_back(qtbot: QtBot, qt_desk: QtDesk, lettings: list[Let],
                                                         sqlite_desk: Desk) -> None:
    page = CoreLogPage(qt_desk)
    page.open(log_id=lettings[2].log)
    show(qtbot, page)
    page.part.filters.set_on(["wrong"])
    settle(page)
    [line] = page.part.model.rows()
    assert line.key == "reason" and page.header.isVisible()
    page.part.table.setFocus()
    press(page, "Enter")
    assert page.part.question is not None
    page.part.question.form["answer"].set_value("28")
    press(page, "Ctrl+Enter")
    row = sqlite_desk.ask(core_log, log_id=lettings[2].log)
    assert row.mended["reason"] == "28" and "Ready to send" in words(page)
    page.part.filters.set_on(["mended"])
    settle(page)
    page.part.table.view.come_back_to(113)
    page.part.table.setFocus()
    press(page, "U")
    assert "reason" not in sqlite_desk.ask(core_log, log_id=lettings[2].log).mended


def test_codes_are_entered_and_copied_to_the_scheme(page: CorePage, lettings: list[Let], sqlite_desk: Desk) -> None:
    press(page, "Alt+3")
    homes = page.parts["homes"]
    assert isinstance(homes, HomesPart)
    homes.table.setFocus()
    homes.table.view.come_back_to(lettings[0].home)
    press(page, "Enter")
    assert homes.question is not None
    homes.question.form["wheelchair"].set_value("1")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(core_home, space_id=lettings[0].home).codes.wheelchair == "1"
    homes.table.setFocus()
    press(page, "R")
    council = sqlite_desk.ask(councils)[0]
    homes.question.form["council"].set_value(council.id)
    homes.question.form["area_code"].set_value("wrong")
    press(page, "Ctrl+Enter")
    assert "a letter and eight figures" in words(homes.pane)
    homes.question.form["area_code"].set_value("E08000003")
    press(page, "Ctrl+Enter")
    assert homes.question is None


def test_the_bar_beside_a_sign_up_says_how_far_it_is_and_what_is_wrong(qtbot: QtBot, qt_desk: QtDesk,
                                                                       sqlite_desk: Desk) -> None:
    set_up_core(sqlite_desk)
    wrong = GENERAL[0].changed({41: "15", 113: ""})
    _, sign_up = at_the_desk(sqlite_desk, wrong, 1)
    bar = CoreBar(qt_desk)
    qtbot.addWidget(bar)
    found: list[object] = []
    bar.changed.connect(found.append)
    wanted: list[str] = []
    bar.wanted.connect(wanted.append)
    bar.show_keys(["born_on_1"])
    bar.watch(sign_up)
    bar.show()
    qtbot.waitUntil(lambda: bar.status is not None)
    settle(bar)
    status = sqlite_desk.ask(core_state, sign_up_id=sign_up, on=MONDAY)
    assert f"CORE log 2026/27: {status.done} of {status.needed} answers" in words(bar) and found
    beside = problems_by_question(status, ["born_on_1", "reason"])
    assert "16 to 120 years old" in beside["born_on_1"][0] and "needs an answer" in beside["reason"][0]
    [link] = [one for one in bar.findChildren(WrapLink) if "16 to 120" in one.text()]
    link.click()
    assert wanted == ["born_on_1"]


def test_the_sign_ups_lead_to_core(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, SignUpsPage(qt_desk))
    found = goes(page)
    press(page, "Alt+C")
    assert [go.place for go in found] == ["core"]
