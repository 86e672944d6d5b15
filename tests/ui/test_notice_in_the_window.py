"""A notice in the whole window: from the file's menu, step by step with keys, and Alt+Left back through the steps."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.notices.queries import cases
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.main_window import MainWindow
from housingdesk.ui.notices.flow_page import NoticePage
from tests.support import noticing
from tests.ui.support.driving import press, show_window, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def window(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> MainWindow:
    """The window at the file of Amina Khan, who is ten weeks behind."""
    tenancy = noticing.owing(sqlite_desk)
    made = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale Homes"))
    made.go(Go("tenancy", {"tenancy_id": tenancy}))
    settle(made)
    return made


def step(window: MainWindow) -> tuple[int, Any]:
    """The step that is in sight, and its form."""
    page = window.pages["notice"]
    assert isinstance(page, NoticePage) and page.isVisible() and page.step is not None
    return page.step.number, page.step.form


def test_the_steps_go_on_with_keys_and_back_with_alt_left(window: MainWindow) -> None:
    page: Any = window.pages["tenancy"]
    next(action for action in page.menu().actions() if action.text() == "&Serve a notice").trigger()
    settle(window)
    number, form = step(window)
    assert number == 1
    form.set_values(notice="form3", grounds={"10", "11"})
    form["why"].setFocus()
    type_text(window, "Nothing was paid since September")
    press(window, "Ctrl+Enter")
    assert step(window)[0] == 2
    press(window, "Alt+Left")
    number, form = step(window)
    assert (number, form["why"].value()) == (1, "Nothing was paid since September"), "not an empty first page"
    assert set(form["grounds"].value()) == {"10", "11"}
    press(window, "Ctrl+Enter")
    assert step(window)[0] == 2
    form = step(window)[1]
    form.set_values(clause="post", contact="yes", benefit="no", support="none")
    form["equality"].setFocus()
    type_text(window, "Nothing is known; asked at the visit")
    press(window, "Ctrl+Enter")
    number, form = step(window)
    assert number == 3
    form["11"].setFocus()
    type_text(window, "It came late in every week since September.")
    press(window, "Alt+Left")
    number, form = step(window)
    assert (number, form["clause"].value(), form["equality"].value()) == (2, "post", "Nothing is known; asked at the visit")
    form["clause"].setFocus()
    press(window, "Enter")
    assert step(window)[0] == 3
    form = step(window)[1]
    assert "It came late in every week since September." in form["11"].value(), "what was typed is not lost"
    form["11"].setFocus()
    press(window, "Ctrl+Enter")
    assert step(window)[0] == 4
    press(window, "Enter")
    assert step(window)[0] == 5
    press(window, "Enter")
    assert step(window)[0] == 6 and "Ask a colleague" in words(window.pages["notice"])


def test_a_second_notice_from_the_file_begins_on_an_empty_page(window: MainWindow, sqlite_desk: Desk) -> None:
    window.go(Go("notice", {"tenancy_id": 1}))
    settle(window)
    form = step(window)[1]
    form.set_values(notice="breach")
    form["why"].setFocus()
    type_text(window, "Rubbish on the stairs")
    press(window, "Ctrl+Enter")
    assert step(window)[0] == 2
    press(window, "Alt+Left")
    assert step(window)[1]["why"].value() == "Rubbish on the stairs"
    window.go(Go("tenancy", {"tenancy_id": 1}))
    settle(window)
    window.go(Go("notice", {"tenancy_id": 1}))
    settle(window)
    assert step(window)[0] == 1 and step(window)[1]["why"].value() == ""
    assert len(sqlite_desk.ask(cases.cases)) == 1
