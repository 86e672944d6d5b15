"""The arrears list on the screen: it fits at every size, is filtered by keys, and Esc clears the filter before it leaves."""

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_standard_accounts
from housingdesk.ui.arrears.page import ArrearsPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
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
