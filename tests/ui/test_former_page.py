"""People who left, by keys alone: what is next is said with why, a step is written, write-offs are proposed, Esc clears."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.arrears.queries.former import steps_of
from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.rent.queries.requests import waiting
from housingdesk.reports.former_list import former_table
from housingdesk.ui.arrears.former_page import FormerPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.arrears.test_former_stream import left
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import press, show, type_text
from tests.ui.support.page import settle


@pytest.fixture
def behind(sqlite_desk: Desk) -> list[int]:
    """A debt of the autumn, one too old, a credit."""
    old = date(2020, 2, 24)
    return [left(sqlite_desk, 30_000), left(sqlite_desk, 9_000, "Bo Reed", date(2020, 3, 1), old),
            left(sqlite_desk, -4_000, "Cy Hall")]


def words(page: FormerPage) -> str:
    settle(page)
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_what_is_next_is_said_and_a_step_is_written_by_keys(qtbot: QtBot, qt_desk: QtDesk, behind: list[int]) -> None:
    page = show(qtbot, FormerPage(qt_desk))
    assert "Final statement, first letter." in words(page) and "£390.00" in words(page) and "£40.00" in words(page)
    press(page, "S")
    press(page, "Ctrl+Enter")
    [step] = qt_desk.desk.ask(steps_of, account_id=behind[0])
    assert (step.kind, step.on) == (FormerStepKind.STATEMENT, MONDAY)
    press(page, "Alt+2")
    assert "Second letter." in words(page) and "final statement sent" in words(page)
    press(page, "Ctrl+F")
    type_text(page, "nobody")
    assert "Nobody fits the filters" in page.table.empty.text()
    assert page.escape() and not page.escape()


def test_a_write_off_is_proposed_with_the_reason_of_the_list(qtbot: QtBot, qt_desk: QtDesk, behind: list[int]) -> None:
    page = show(qtbot, FormerPage(qt_desk))
    settle(page)
    press(page, "Alt+3")
    assert "barred since 24 February 2026" in words(page)
    press(page, "W")
    press(page, "Ctrl+Enter")
    [row] = qt_desk.desk.ask(waiting)
    assert row.account_id == behind[1] and "It is asked for, and waits under Requests." in words(page)
    press(page, "Alt+4")
    assert "Offer it back." in words(page)
    table = qt_desk.desk.ask(former_table, on=MONDAY).decode("utf-8-sig").splitlines()
    assert table[-1].startswith("Together,,,,,,,390.00,40.00") and len(table) == 5


def test_the_screen_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, behind: list[int]) -> None:
    assert page_faults(qtbot, FormerPage(qt_desk)) == [] and clashes(FormerPage.keys) == []
