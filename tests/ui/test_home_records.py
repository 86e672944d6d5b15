"""What goes with a home, by its keys: safety records, keys given out and back, meters read, and the way to its plan."""

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.properties.queries.keys import keys_of, register
from housingdesk.properties.queries.meters import meters_of
from housingdesk.properties.queries.safety import certificates_of
from housingdesk.properties.rules.safety import CertificateKind, KeyHolder
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.properties.keys_page import KeysPage
from housingdesk.ui.properties.page import SpacePage
from housingdesk.ui.properties.safety_part import SafetyPart
from tests.support.emptying import Left, leave_home
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def left(sqlite_desk: Desk) -> Left:
    """A home that somebody leaves."""
    return leave_home(sqlite_desk)


def opened(qtbot: QtBot, desk: QtDesk, left: Left, section: str) -> SpacePage:
    page = SpacePage(desk)
    page.open(space_id=left.space, section=section)
    show(qtbot, page)
    page.parts[section].table.setFocus()
    settle(page)
    return page


def test_a_safety_record_is_recorded_and_taken_off(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, left: Left) -> None:
    page = opened(qtbot, qt_desk, left, "safety")
    assert "missing before somebody moves in" in words(page)
    press(page, "N")
    part = page.parts["safety"]
    assert isinstance(part, SafetyPart) and part.question is not None
    part.question.form["reference"].setFocus()
    type_text(page, "GS 4417")
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(certificates_of, space_id=left.space, on=sqlite_desk.today)
    assert (row.kind, row.reference) == (CertificateKind.GAS, "GS 4417")
    press(page, "R")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(certificates_of, space_id=left.space, on=sqlite_desk.today) == (row,)
    part.question.form["because"].setFocus()
    type_text(page, "Of the house next door")
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(certificates_of, space_id=left.space, on=sqlite_desk.today) == ()


def test_keys_are_added_given_out_and_found_in_the_register(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                            left: Left) -> None:
    page = opened(qtbot, qt_desk, left, "keys")
    press(page, "N")
    type_text(page, "k7")
    press(page, "Ctrl+Enter", "Enter")
    part = page.parts["keys"]
    assert part.question is not None
    part.question.form.set_values(holder=KeyHolder.CONTRACTOR)
    press(page, "Ctrl+Enter")
    assert part.question.form.summary.isVisible()
    part.question.form["whom"].setFocus()
    type_text(page, "Handy & Sons")
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(keys_of, space_id=left.space)
    assert row.where == "Contractor, Handy & Sons"
    every = show(qtbot, KeysPage(qt_desk))
    press(every, "Ctrl+F")
    type_text(every, "handy")
    assert every.part.model.count() == 1 and every.part.current().tag == "K7"
    gone = goes(every)
    every.open_home()
    assert gone[0].facts == {"space_id": left.space, "section": "keys"}
    every.part.table.setFocus()
    press(every, "R")
    assert sqlite_desk.ask(register) == []


def test_a_meter_is_read_twice(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, left: Left) -> None:
    page = opened(qtbot, qt_desk, left, "meters")
    press(page, "N")
    part = page.parts["meters"]
    assert part.question is not None
    part.question.form["reading"].setFocus()
    type_text(page, "04512")
    press(page, "Ctrl+Enter", "Enter")
    type_text(page, "04601")
    press(page, "Ctrl+Enter")
    [meter] = sqlite_desk.ask(meters_of, space_id=left.space)
    assert [one.reading for one in meter.readings] == ["04601", "04512"]


def test_the_way_to_the_plan_and_every_section_fits(qtbot: QtBot, qt_desk: QtDesk, left: Left) -> None:
    page = opened(qtbot, qt_desk, left, "safety")
    gone = goes(page)
    page.open_plan()
    assert [(go.place, go.facts) for go in gone] == [("void", {"void_id": left.void})]
    for key in ("Alt+2", "Alt+3", "Alt+4"):
        press(page, key)
        assert page_faults(qtbot, page) == [], key
