"""The court in the whole window by keys alone: from the notice to a bundle and back, and who may only look changes nothing."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.notices.queries import bundle
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.main_window import MainWindow
from housingdesk.ui.notices.court_page import SECTIONS, CourtPage
from tests.support import courting, noticing
from tests.support.desk import Clock
from tests.ui.support import Recorder
from tests.ui.support.driving import press, show, show_window, words
from tests.ui.support.page import settle


@pytest.fixture
def case(sqlite_desk: Desk, clock: Clock) -> CaseRow:
    """A case that is ready for the court."""
    return courting.ready_case(sqlite_desk, clock, "Amina Khan")


@pytest.fixture
def window(qtbot: QtBot, qt_desk: QtDesk, case: CaseRow) -> MainWindow:
    """The window at the notice."""
    made = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale Homes"))
    made.go(Go("notice", {"case_id": case.id}))
    settle(made)
    return made


def test_from_the_notice_to_the_bundle_and_back_by_keys(window: MainWindow, sqlite_desk: Desk, case: CaseRow) -> None:
    press(window, "Ctrl+G")
    page: Any = window.pages["court"]
    assert page.isVisible() and "Ready to issue: all 14 done" in words(page)
    press(window, "Alt+3", "M")
    assert page.parts["bundle"].question is not None
    press(window, "Ctrl+Enter")
    assert len(sqlite_desk.ask(bundle.bundles_of, case_id=case.id)) == 1
    press(window, "Esc")
    assert page.isVisible() and "Made before" in words(page), "the first Esc closes the bundle that is shown"
    press(window, "N")
    press(window, "Alt+4", "N")
    assert page.parts["eviction"].question is not None
    press(window, "Esc")
    assert page.parts["eviction"].question is None and page.isVisible()
    press(window, "Alt+Left")
    assert window.pages["notice"].isVisible()
    press(window, "Alt+Right")
    assert page.isVisible() and page.tabs.key() == "eviction", "the history comes back to the section"


def test_who_may_only_look_is_offered_nothing_that_changes(qtbot: QtBot, sqlite_desk: Desk, case: CaseRow) -> None:
    recorder = Recorder()
    reader = QtDesk(noticing.colleague(sqlite_desk, Role.READER, "Rita Vale"), Inline(), recorder)
    page = CourtPage(reader)
    page.open(case_id=case.id)
    show(qtbot, page)
    for section, _ in SECTIONS:
        page.tabs.choose(section)
        settle(page)
        part = page.parts[section]
        offered = {key.act for key in part.valid_keys() if key.act}
        assert offered <= {"print_it", "save"}, (section, offered)
        shown = set(words(page).split("\n"))
        assert not {"Record it", "Make the bundle", "Leave it out", "Record a notice of eviction"} & shown
    reader.close()
    assert recorder.left_over() == []
