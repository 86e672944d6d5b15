"""A council's run from its file to the rent accounts by keys; what does not agree is said and posts nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.schedules import post_run
from housingdesk.bank.queries.lumps import lumps_for
from housingdesk.benefits.queries.claim_parts import contacts
from housingdesk.benefits.queries.schedules import run_view, schedule, schedules
from housingdesk.benefits.rules.words import ContactKind, ScheduleState
from housingdesk.rent.queries.verify import verify
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.benefits import board_page, schedules_page
from housingdesk.ui.benefits.schedule_import_page import ScheduleImportPage
from housingdesk.ui.benefits.schedule_page import SchedulePage
from housingdesk.ui.benefits.schedule_words import RunItem
from housingdesk.ui.benefits.schedules_page import SchedulesPage
from housingdesk.ui.kit import take_in_page
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.main_window import MainWindow
from tests.support.banking import START, bring_in, line
from tests.support.schedules import (
    PAID_ON,
    WEEKLY,
    Tenant,
    file_of,
    make_council,
    make_tenant,
    make_tenants,
    owed,
    row,
    take_in,
)
from tests.ui.support import KeyCounter, Recorder, page_faults
from tests.ui.support.driving import goes, opened, press, show, show_window, type_text, words

WEEKS = 4 * WEEKLY
BUDGET, TARGET, IN_THE_DIALOG = 15, 6, 2
LINES = 120


@pytest.fixture
def office(sqlite_desk: Desk) -> int:
    """Dale Borough Council, with its card."""
    return make_council(sqlite_desk)[0]


@pytest.fixture
def amina(sqlite_desk: Desk, office: int) -> Tenant:
    """Somebody whom it pays for."""
    assert office
    return make_tenant(sqlite_desk)


@pytest.fixture
def joy(sqlite_desk: Desk, amina: Tenant) -> Tenant:
    """And somebody else."""
    assert amina
    return make_tenant(sqlite_desk, "Joy Okafor", "2001235")


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The file dialog gives this file."""
    def give(_parent: QWidget, _title: str, done: object, *_more: object) -> None:
        assert callable(done)
        done(str(path))
    monkeypatch.setattr(board_page, "ask_for_file", give)
    monkeypatch.setattr(schedules_page, "ask_for_file", give)
    monkeypatch.setattr(take_in_page, "ask_for_file", give)


def on_run(qtbot: QtBot, desk: QtDesk, run: int) -> SchedulePage:
    page = SchedulePage(desk)
    page.open(schedule_id=run)
    return show(qtbot, page)


def test_a_run_of_120_lines_is_posted_within_its_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                                      tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, people = sqlite_desk, make_tenants(sqlite_desk, LINES)
    path = tmp_path / "november.csv"
    path.write_bytes(file_of([row(one, first=START, last=START + timedelta(27), weekly=None) for one in people]))
    bring_in(desk, [line(LINES * WEEKS, "HB RUN 77123", "DALE BC", on=PAID_ON)], 100_000)
    chosen(monkeypatch, path)
    window = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale Homes"))
    press(window, "Ctrl+3")
    with KeyCounter() as keys:
        press(window, "Ctrl+5", "I", "Ctrl+Enter", "Ctrl+Enter")
    [found] = desk.ask(schedules)
    assert (found.state, found.lines, found.net_pence) == (ScheduleState.POSTED, LINES, LINES * WEEKS)
    assert keys.keys + IN_THE_DIALOG <= TARGET < BUDGET
    assert {owed(desk, one.account) for one in people} == {-WEEKS} and desk.ask(verify) == []
    press(window, "Ctrl+Z")
    assert desk.ask(schedule, schedule_id=found.id).state is ScheduleState.WAITING
    assert {owed(desk, one.account) for one in people} == {0}


def test_posting_is_asked_at_once_only_where_nothing_varies(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                                            joy: Tenant) -> None:
    bring_in(sqlite_desk, [line(WEEKS, "HB RUN", "DALE BC", on=PAID_ON)], 100_000)
    run = take_in(sqlite_desk, office, [row(make_tenants(sqlite_desk, 1)[0], first=START, last=START + timedelta(27))])
    page = SchedulePage(qt_desk)
    page.open(schedule_id=run, ask=True)
    show(qtbot, page)
    assert page.summary.is_open() and sqlite_desk.ask(schedule, schedule_id=run).state is ScheduleState.WAITING
    other = take_in(sqlite_desk, office, [row(joy, gross=WEEKS + 2408, recovery=2408)], reference="BR2")
    opened(page, schedule_id=other, ask=True)
    assert not page.summary.is_open() and "needs you" in words(page)


def test_a_line_that_needs_somebody_stops_the_run(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                                  amina: Tenant, recorder: Recorder) -> None:
    stranger = Tenant(0, 0, "", "9999999", 0, "Somebody Else", "99 Far Road")
    run = take_in(sqlite_desk, office, [row(amina), row(stranger)])
    bring_in(sqlite_desk, [line(2 * WEEKS, "HB RUN", "DALE BC", on=PAID_ON)], 100_000)
    page = on_run(qtbot, qt_desk, run)
    assert page.tabs.key() == "needs you" and "1 line needs you" in words(page)
    press(page, "Ctrl+Enter")
    assert "1 line needs you" in recorder.take_message()
    assert sqlite_desk.ask(schedule, schedule_id=run).state is ScheduleState.WAITING
    press(page, "Enter")
    type_text(page, "khan")
    press(page, "Enter", "Ctrl+Enter")
    said = sqlite_desk.ask(run_view, schedule_id=run, on=sqlite_desk.today).lines[1]
    assert (said.claim_reference, said.account_id, said.why) == ("9999999", amina.account, "Said by Ann Brown")


def test_not_ours_is_said_with_how_it_is_known(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                               amina: Tenant) -> None:
    stranger = Tenant(0, 0, "", "9999999", 0, "Somebody Else", "99 Far Road")
    run = take_in(sqlite_desk, office, [row(amina), row(stranger)])
    bring_in(sqlite_desk, [line(2 * WEEKS, "HB RUN", "DALE BC", on=PAID_ON)], 100_000)
    page = on_run(qtbot, qt_desk, run)
    press(page, "N")
    type_text(page, "No such road is ours")
    press(page, "Ctrl+Enter")
    assert "£360.00 is not ours and stays in the control account" in words(page)
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    assert sqlite_desk.ask(schedule, schedule_id=run).state is ScheduleState.POSTED


def test_the_difference_to_the_bank_is_said_and_nothing_is_posted(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                                                  amina: Tenant, joy: Tenant, recorder: Recorder) -> None:
    run = take_in(sqlite_desk, office, [row(amina), row(joy)])
    money = bring_in(sqlite_desk, [line(2 * WEEKS - 2408, "HB RUN", "DALE BC", on=PAID_ON)], 100_000)
    assert money
    page = on_run(qtbot, qt_desk, run)
    assert "Schedule £720.00, bank £695.92. Difference £24.08" in words(page)
    press(page, "Ctrl+Enter")
    assert "Difference £24.08" in recorder.take_message()
    assert sqlite_desk.ask(schedule, schedule_id=run).state is ScheduleState.WAITING


def test_who_is_missing_is_said_before_posting(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int, amina: Tenant,
                                               joy: Tenant) -> None:
    before = take_in(sqlite_desk, office, [row(amina), row(joy)], paid_on=PAID_ON - timedelta(28), reference="BR1")
    bring_in(sqlite_desk, [line(2 * WEEKS, "HB RUN", "DALE BC", on=PAID_ON - timedelta(28))], 100_000)
    [fit] = sqlite_desk.ask(lumps_for, schedule_id=before)
    sqlite_desk.do(post_run, schedule_id=before, bank_line_id=fit.lump.bank_line_id)
    run = take_in(sqlite_desk, office, [row(amina, gross=WEEKS + 400, weekly=WEEKLY + 100)], name="next.csv", reference="BR2")
    bring_in(sqlite_desk, [line(WEEKS + 400, "HB RUN", "DALE BC", on=PAID_ON)], 100_000 + 2 * WEEKS)
    page = on_run(qtbot, qt_desk, run)
    assert "Missing from this schedule: Joy Okafor" in words(page)
    assert "1 Changed, 1 Missing" in words(page)
    press(page, "]")
    assert page.current().missing.whose == "Joy Okafor"
    press(page, "Ctrl+Enter")
    assert page.summary.sentence().startswith("1 of the last run is missing. 1 line, £364.00")
    assert page.escape() and not page.summary.is_open()
    assert "Ask the office why" in words(page.pane)
    press(page, "C", "Ctrl+Enter")
    [asked] = sqlite_desk.ask(contacts, claim_ids=[joy.claim_id])[joy.claim_id]
    assert asked.kind is ContactKind.CHASE and asked.said == (
        "Your schedule of 16 November 2026 has nothing for this claim. It was paid to 15 November 2026.")
    press(page, "Alt+4")
    assert page.tabs.key() == "missing" and page.model.count() == 1


def test_a_flagged_shortfall_leads_to_its_letter(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                                 amina: Tenant) -> None:
    page = on_run(qtbot, qt_desk, take_in(sqlite_desk, office, [row(amina)]))
    item = page.model.row(0)
    assert isinstance(item, RunItem) and item.line is not None and not page.is_valid("write_tenant")
    page.model.show([replace(item, line=replace(item.line, letter=True, flags=("New shortfall",)))])
    page.table.view.select_place(0)
    went = goes(page)
    press(page, "L")
    [there] = went
    assert there.place == "write_letter" and there.facts["template"] == "benefit-shortfall"
    assert there.facts["tenancy_id"] == amina.tenancy
    assert there.facts["answers"]["now"] == "£90.00" and there.facts["answers"]["paid_by"] == "Dale Borough Council"


def test_a_file_says_whose_it_is_and_the_same_file_is_not_taken_twice(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                     office: int, amina: Tenant, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_bytes(file_of([row(amina)], total=WEEKS + 5))
    page = opened(show(qtbot, ScheduleImportPage(qt_desk)), path=str(path))
    said = words(page)
    assert "Whose it is: the only office" in said and "Difference £0.05" in said
    found = goes(page)
    press(page, "Ctrl+Enter")
    assert [(one.place, one.facts) for one in found] == [("schedule", {"schedule_id": 1, "ask": True})]
    opened(page, path=str(path))
    assert "This file came on" in words(page) and not page.take.isEnabled()
    press(page, "Ctrl+Enter")
    assert len(sqlite_desk.ask(schedules)) == 1 and office


def test_columns_are_said_by_example_and_known_the_next_time(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                                           amina: Tenant, tmp_path: Path) -> None:
    heads, cells = "Who,Number,How much,Odd", f"{amina.name},{amina.claim},360.00,1.00"
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path, pence in zip(paths, ("360.00", "361.00"), strict=True):
        path.write_text(f"{heads}\n{cells.replace('360.00', pence)}\n")
    page = opened(show(qtbot, ScheduleImportPage(qt_desk)), path=str(paths[0]))
    form = page.asked_form()
    assert form is not None and "What is in each column?" in words(page)
    assert page.escape()
    focused = QApplication.focusWidget()
    assert focused is not None and page.isAncestorOf(focused)
    form = opened(page, path=str(paths[0])).asked_form()
    assert form is not None
    for place, role in enumerate(("name", "claim", "net", "")):
        form[f"column {place}"].set_value(role)
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    [row_] = sqlite_desk.ask(schedules)
    assert (row_.net_pence, row_.asks) == (WEEKS, 0)
    opened(page, path=str(paths[1]))
    assert page.asked_form() is None and "£361.00" in words(page) and office


def test_what_is_empty_says_what_to_do(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, SchedulesPage(qt_desk))
    assert "No office that pays has a card yet" in words(page)


@pytest.mark.parametrize("kind", [SchedulesPage, ScheduleImportPage, SchedulePage])
def test_the_pages_fit_every_window_and_keep_the_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, office: int,
                                                      amina: Tenant, joy: Tenant,
                                                      kind: type[SchedulesPage | ScheduleImportPage | SchedulePage]) -> None:
    stranger = Tenant(0, 0, "", "9999999", 0, "Somebody Else", "99 Far Road")
    run = take_in(sqlite_desk, office, [row(amina), row(joy, recovery=2408), row(stranger)])
    bring_in(sqlite_desk, [line(3 * WEEKS, "HB RUN", "DALE BC", on=PAID_ON)], 100_000)
    page = kind(qt_desk)
    if kind is SchedulePage:
        page.open(schedule_id=run)
    assert page_faults(qtbot, page) == []
    assert clashes(page.keys) == []
