"""The arrears list on the screen: it fits at every size, is filtered by keys, and Esc clears the filter before it leaves."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.holds.actions import put_hold
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_standard_accounts
from housingdesk.ui.arrears.page import ArrearsPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.timeline import Ref
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import press, show, type_text
from tests.ui.support.page import settle


@pytest.fixture
def behind(sqlite_desk: Desk) -> list[int]:
    """Two people who owe a week."""
    sqlite_desk.do(open_standard_accounts)
    made = [make_payer(sqlite_desk, name)[0] for name in ("Amina Khan", "Łukasz Brzęczyszczykiewicz")]
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    return made


def people(page: ArrearsPage) -> list[str]:
    settle(page)
    return [row.names for row in page.model.rows()]


def test_a_letter_typed_narrows_and_esc_brings_everybody_back(qtbot: QtBot, qt_desk: QtDesk, behind: list[int]) -> None:
    page = show(qtbot, ArrearsPage(qt_desk))
    assert len(people(page)) == 2
    press(page, "Ctrl+F")
    type_text(page, "lukasz")
    assert people(page) == ["Łukasz Brzęczyszczykiewicz"]
    type_text(page, "x")
    assert people(page) == [] and "Nobody fits the filters" in page.table.empty.text()
    assert page.escape() and len(people(page)) == 2 and not page.escape()


def test_the_page_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, behind: list[int]) -> None:
    page = ArrearsPage(qt_desk)
    assert page_faults(qtbot, page) == []
    assert clashes(ArrearsPage.keys) == []


def test_who_is_on_hold_says_so_in_the_list_and_beside_it(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                          behind: list[int]) -> None:
    page = show(qtbot, ArrearsPage(qt_desk))
    row = page.model.rows()[0]
    hold = HoldDraft(HoldKind.BREATHING_SPACE, MONDAY, MONDAY + timedelta(60), STOPS[HoldKind.BREATHING_SPACE], "Adviser")
    qt_desk.do(put_hold, subject=Ref("tenancy", row.tenancy_id), draft=hold)
    settle(page)
    [place] = [n for n, one in enumerate(page.model.rows()) if one.tenancy_id == row.tenancy_id]
    assert "Breathing space to 21 January 2027" in [cell.text for cell in page.model.cells(place)]
    assert "Stopped: Breathing space" in page.model.sentence(place) and "Stopped" not in page.model.sentence(1 - place)
    page.table.view.select_place(place)
    settle(page)
    assert any("What it stops cannot be done" in one.text() for one in page.pane.findChildren(QLabel))
