"""What the program says by itself lies over nothing, and what has the focus is always seen."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import columns
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.notices import Unheard
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Place
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.main_window import MainWindow
from tests.ui.kit.desks import PlainDesk
from tests.ui.support import clipped
from tests.ui.support.page import settle


@dataclass(frozen=True)
class Row:
    id: int
    who: str


class LongPage(Page):
    """A list under much else, with buttons at the very foot."""

    title = "Receipts"

    def build(self) -> None:
        for n in range(11):
            self.body.addWidget(label(f"Something to read first, number {n}"))
        self.model = RowsModel((Column("who", "Who", 200, lambda r: r.who, stretch=1),), name="Receipts",
                               sentence=lambda r: r.who)
        self.table = Table(self.model, empty="Nothing came.")
        self.body.addWidget(self.table, 1)
        self.take = button("Take in")
        self.body.addWidget(self.take)
        self.is_open = False

    def reload(self) -> None:
        self.model.show([Row(n, f"Person {n}") for n in range(40)])

    def escape(self) -> bool:
        was, self.is_open = self.is_open, False
        return was


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), (Place("long", "Receipts", "settings", LongPage),),
                      association="Dale Vale Homes")
    qtbot.addWidget(made)
    made.resize(960, 516)
    made.start()
    with qtbot.waitActive(made):
        made.show()
    settle(made)
    return made


def toasts(window: MainWindow) -> list[QFrame]:
    return [frame for frame in window.findChildren(QFrame) if frame.property("kind") == "toast" and frame.isVisible()]


def where(widget: QWidget, window: MainWindow) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def the_page(window: MainWindow) -> LongPage:
    page = window.current
    assert isinstance(page, LongPage)
    return page


def row_is_seen(window: MainWindow) -> bool:
    view, page = the_page(window).table.view, the_page(window)
    row = view.visualRect(view.currentIndex())
    on_screen = QRect(view.viewport().mapTo(window, row.topLeft()), row.size())
    return view.viewport().rect().contains(row) and where(page, window).contains(on_screen)


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)
        settle(window)


def test_a_toast_takes_its_room_from_the_page_and_lies_over_nothing(window: MainWindow) -> None:
    high = window.stack.height()
    window.notices.toast("£20.00 posted to Amina Khan", lambda: None)
    settle(window)
    shown, = toasts(window)
    assert not where(shown, window).intersects(where(window.stack, window))
    assert not where(shown, window).intersects(where(window.bottom, window))
    assert window.stack.height() < high and clipped(window) == []
    window.notices.toast("£30.00 posted to Joy Okafor", lambda: None)
    settle(window)
    assert len(toasts(window)) == 1
    assert window.notices.put_toast_away()
    settle(window)
    assert window.stack.height() == high and not window.notices.put_toast_away()


def test_the_newer_of_two_toasts_is_the_one_that_is_put_away(window: MainWindow, qtbot: QtBot) -> None:
    window.notices.toast("One")
    window.notices.toast("Two")
    qtbot.wait(20)
    settle(window)
    assert window.notices.put_toast_away()
    settle(window)
    assert toasts(window) == []


def test_escape_leaves_what_is_open_on_the_page_before_it_puts_a_toast_away(window: MainWindow) -> None:
    page = the_page(window)
    page.is_open = True
    window.notices.toast("Posted")
    press(window, Qt.Key.Key_Escape)
    assert not page.is_open and len(toasts(window)) == 1
    press(window, Qt.Key.Key_Escape)
    assert toasts(window) == []


def test_the_current_row_is_seen_whole_in_a_low_window(window: MainWindow) -> None:
    assert the_page(window).table.view.hasFocus() and row_is_seen(window)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Up):
        press(window, key)
        assert row_is_seen(window), key
    press(window, Qt.Key.Key_Home)
    assert row_is_seen(window)


def test_the_current_row_stays_in_sight_when_a_toast_makes_the_page_lower(window: MainWindow, qtbot: QtBot) -> None:
    page = the_page(window)
    last = page.table.view.rowAt(page.table.view.viewport().height() - 1)
    page.table.view.select_place(last)
    settle(window)
    window.notices.toast("£20.00 posted to Amina Khan", lambda: None)
    settle(window)
    qtbot.waitUntil(lambda: row_is_seen(window))


def test_a_button_that_the_screen_gives_the_focus_is_brought_into_sight(window: MainWindow, qtbot: QtBot) -> None:
    page = the_page(window)
    assert not where(page, window).contains(where(page.take, window))
    page.take.setFocus()
    qtbot.waitUntil(lambda: where(page, window).contains(where(page.take, window)))


def test_a_pane_stands_under_its_list_in_a_narrow_window_and_beside_it_in_a_wide_one(qtbot: QtBot) -> None:
    model = RowsModel((Column("who", "Who", 200, lambda r: r.who, stretch=1),), name="Receipts", sentence=lambda r: r.who)
    table, pane = Table(model, empty="Nothing came."), RefillPane("About this receipt", width=272)
    whole = columns((table, 1), (pane, 0), fold=860)
    qtbot.addWidget(whole)
    whole.resize(840, 700)
    whole.show()
    settle(whole)
    assert pane.y() >= table.geometry().bottom() and pane.width() == table.width() == 840
    assert table.height() >= 230 and pane.height() >= 280
    whole.resize(1100, 700)
    settle(whole)
    assert pane.x() >= table.geometry().right() and pane.width() == 272 and table.height() == 700


def test_what_is_typed_in_a_folded_pane_is_seen_with_the_pane_from_its_title_down(window: MainWindow, qtbot: QtBot) -> None:
    page = the_page(window)
    pane = RefillPane("Find the account", width=272)
    pane.begin("Find the account", "DWP MPTL")
    typed = TextField(placeholder="Name")
    pane.put(typed)
    found = RowsModel((Column("who", "Who", 200, lambda r: r.who),), name="Found", sentence=lambda r: r.who)
    pane.put(Table(found, empty="None"))
    pane.finish()
    theme.size(pane, least_height=280)
    page.body.addWidget(pane)
    settle(window)
    typed.setFocus()
    qtbot.waitUntil(lambda: where(page, window).contains(where(pane, window)))
