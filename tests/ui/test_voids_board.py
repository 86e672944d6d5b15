"""The board of empty homes by its keys: moved on with what each lane asks, opened, undone; and it fits every window."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.properties.queries.keys import keys_of
from housingdesk.ui.hub.void_page import SECTIONS, VoidPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.properties.keys_page import KeysPage
from housingdesk.ui.voids.board_page import VoidsPage
from housingdesk.voids.queries.plan import VoidPlan, void_plan
from housingdesk.voids.rules.plan import Step
from housingdesk.voids.rules.words import DelayCause, Lane, Party, VoidStepKind
from tests.support.desk import MONDAY, Clock
from tests.support.emptying import Left, certify, leave_home
from tests.ui.support import Recorder, clipped, page_faults
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle

SUNDAY = MONDAY + timedelta(6)


@pytest.fixture
def left(sqlite_desk: Desk) -> Left:
    """A home that somebody leaves on Sunday."""
    return leave_home(sqlite_desk)


def opened(qtbot: QtBot, desk: QtDesk, left: Left, section: str = "plan") -> VoidPage:
    page = VoidPage(desk)
    page.open(void_id=left.void, section=section)
    return show(qtbot, page)


def lane(desk: QtDesk, left: Left) -> Lane:
    return Lane(desk.desk.ask(void_plan, void_id=left.void, on=desk.today).row.lane)


def _step(desk: QtDesk, left: Left, kind: VoidStepKind) -> Step:
    plan: VoidPlan = desk.desk.ask(void_plan, void_id=left.void, on=desk.today)
    return plan.step(kind)


def test_an_empty_board_says_so(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, VoidsPage(qt_desk))
    assert page.part.board.accessibleDescription() == "No empty homes."
    page.part.view.choose("table")
    settle(page)
    assert page.part.table.empty.text() == "No empty homes." and page.part.table.empty.isVisible()


def test_late_keys_ask_why_and_whose_and_nothing_else_does(qtbot: QtBot, qt_desk: QtDesk, left: Left, clock: Clock) -> None:
    clock.to(SUNDAY + timedelta(3))
    page = show(qtbot, VoidsPage(qt_desk))
    assert page.part.on_board() and has_focus(page.part.board)
    press(page, "Right")
    question = page.part.question
    assert question is not None and question.form.fields["why"].isVisible()
    press(page, "Ctrl+Enter")
    assert lane(qt_desk, left) is Lane.NOTICE and question.form.fields["why"].error.isVisible()
    question.form["why"].setFocus()
    type_text(page, "They moved on Wednesday")
    question.form["tag"].setFocus()
    type_text(page, "k7")
    press(page, "Ctrl+Enter")
    plan = qt_desk.desk.ask(void_plan, void_id=left.void, on=qt_desk.today)
    assert plan.row.lane is Lane.KEYS
    assert [(d.days, d.cause, d.party) for d in plan.delays] == [(3, DelayCause.KEYS_LATE, Party.OUTGOING)]
    assert [row.tag for row in qt_desk.desk.ask(keys_of, space_id=left.space)] == ["K7"]
    assert has_focus(page.part.board) and page.part.question is None


def test_a_home_is_walked_to_ready_by_the_arrow_and_stops_without_its_records(
        qtbot: QtBot, qt_desk: QtDesk, left: Left, clock: Clock, recorder: Recorder) -> None:
    clock.to(SUNDAY)
    page = show(qtbot, VoidsPage(qt_desk))
    press(page, "Right")
    assert page.part.question is not None and not page.part.question.form.fields["why"].isVisible()
    press(page, "Ctrl+Enter", "Right", "Ctrl+Enter")
    assert lane(qt_desk, left) is Lane.INSPECTED
    press(page, "Right")
    type_text(page, "Handy & Sons")
    press(page, "Ctrl+Enter")
    assert lane(qt_desk, left) is Lane.WORKS
    press(page, "Right")
    said = recorder.take_message()
    assert "cannot be ready" in said and "Electrical report (EICR): none is recorded" in said and "Gas" in said
    certify(qt_desk.desk, left.space)  # type: ignore[arg-type]
    page.part.refresh()
    press(page, "Right", "Ctrl+Enter", "Right")
    type_text(page, "Joy Okafor")
    press(page, "Ctrl+Enter")
    assert lane(qt_desk, left) is Lane.OFFERED
    gone = goes(page)
    press(page, "Right")
    assert [(go.place, go.facts) for go in gone] == [("signups", {"space_id": left.space})]
    press(page, "Left", "Left")
    assert lane(qt_desk, left) is Lane.WORKS
    press(page, "Enter")
    assert [(go.place, go.facts) for go in gone[1:]] == [("void", {"void_id": left.void})]
    page.part.view.choose("table")
    page.part.focus_list()
    press(page, "N")
    assert [(go.place, go.facts) for go in gone[2:]] == [("shortlist", {"void_id": left.void})]


def test_the_letters_that_are_shown_act_on_the_board_too(qtbot: QtBot, qt_desk: QtDesk, left: Left) -> None:
    page = show(qtbot, VoidsPage(qt_desk))
    asked = goes(page)
    assert page.part.on_board() and has_focus(page.part.board)
    press(page, "N")
    assert [(go.place, go.facts) for go in asked] == [("shortlist", {"void_id": left.void})]
    press(page, "M")
    assert page.part.question is not None


def test_the_board_is_drawn_for_the_printer(qtbot: QtBot, qt_desk: QtDesk, left: Left) -> None:
    page = show(qtbot, VoidsPage(qt_desk))
    press(page, "Ctrl+P")
    panel = next(iter(page.window().findChildren(PrintPanel)), None)
    assert panel is not None and panel.isVisible() and "Print the board" in words(panel)
    panel.leave()


def test_the_table_says_the_same_and_takes_the_same_keys(qtbot: QtBot, qt_desk: QtDesk, left: Left, clock: Clock) -> None:
    clock.to(SUNDAY)
    page = show(qtbot, VoidsPage(qt_desk), 760, 640)
    assert not page.part.on_board()
    row = page.part.model.row(0)
    assert row is not None and page.part.sentence(row).startswith(row.address) and "notice given" in page.part.sentence(row)
    press(page, "Right", "Ctrl+Enter")
    assert lane(qt_desk, left) is Lane.KEYS
    assert has_focus(page.part.table)


def test_a_step_is_recorded_promised_and_taken_off_on_the_plan(qtbot: QtBot, qt_desk: QtDesk, left: Left, clock: Clock) -> None:
    clock.to(SUNDAY)
    page = opened(qtbot, qt_desk, left)
    part = page.parts["plan"]
    rows = {part.model.row(n).step: part.model.id_at(n) for n in range(part.model.count())}  # type: ignore[union-attr]
    part.table.go_to(rows[VoidStepKind.VIEWING])
    press(page, "P")
    type_text(page, "+30")
    press(page, "Ctrl+Enter")
    assert _step(qt_desk, left, VoidStepKind.VIEWING).promised_on == SUNDAY + timedelta(30)
    part.table.go_to(rows[VoidStepKind.PRE_INSPECTION])
    press(page, "Enter", "Ctrl+Enter")
    assert _step(qt_desk, left, VoidStepKind.PRE_INSPECTION).actual_on == SUNDAY
    press(page, "U")
    assert _step(qt_desk, left, VoidStepKind.PRE_INSPECTION).actual_on is None
    part.table.go_to(rows[VoidStepKind.VIEWING])
    press(page, "X")
    assert not _step(qt_desk, left, VoidStepKind.VIEWING).needed
    part.table.go_to(rows[VoidStepKind.KEYS])
    press(page, "D")
    assert "Days lost: keys back" in words(page)
    assert page.escape()
    assert "Days lost: keys back" not in words(page)


def test_every_step_of_the_plan_fits_with_its_buttons(qtbot: QtBot, qt_desk: QtDesk, left: Left, clock: Clock) -> None:
    clock.to(SUNDAY + timedelta(3))
    page = opened(qtbot, qt_desk, left)
    part = page.parts["plan"]
    for place in range(part.model.count()):
        part.table.go_to(part.model.id_at(place))
        settle(page)
        assert clipped(page) == [], part.model.row(place)


@pytest.mark.parametrize("section", [key for key, _ in SECTIONS])
def test_every_section_of_an_empty_home_fits(qtbot: QtBot, qt_desk: QtDesk, left: Left, clock: Clock, section: str) -> None:
    clock.to(SUNDAY + timedelta(3))
    page = opened(qtbot, qt_desk, left, section)
    assert page_faults(qtbot, page) == []
    assert clashes(page.valid_keys()) == []


def test_the_board_its_forms_and_the_register_fit(qtbot: QtBot, qt_desk: QtDesk, left: Left, clock: Clock) -> None:
    clock.to(SUNDAY + timedelta(3))
    page = show(qtbot, VoidsPage(qt_desk))
    assert page_faults(qtbot, page) == [] and clashes(page.valid_keys()) == []
    page.part.move_on()
    settle(page)
    assert page.part.question is not None and page_faults(qtbot, page) == []
    assert page_faults(qtbot, show(qtbot, KeysPage(qt_desk))) == []
