"""A page on its own as a person would have it before them: shown, with keys pressed on what has the focus."""

from typing import Any, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Go
from housingdesk.ui.main_window import MainWindow
from tests.ui.support.page import settle

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=MainWindow)


def show(qtbot: QtBot, page: P, width: int = 1170, height: int = 681) -> P:
    """Shows a page at its size in a window of 1366 × 768 and lets it take the focus."""
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitActive(page):
        page.show()
    settle(page)
    page.enter()
    settle(page)
    return page


def opened(page: P, **facts: Any) -> P:
    """Opens a page that is shown, with the focus where a person has it."""
    page.open(**facts)
    settle(page)
    page.enter()
    settle(page)
    return page


def show_window(qtbot: QtBot, window: W) -> W:
    """Shows a main window at 1366 × 768 with its first screen."""
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.start()
    with qtbot.waitActive(window):
        window.show()
    settle(window)
    return window


def goes(page: Page) -> list[Go]:
    """Where the page wants to go, from now on."""
    found: list[Go] = []
    page.go.connect(found.append)
    return found


def press(page: QWidget, *keys: str) -> None:
    """Presses keys one after the other on whatever has the focus: ``press(page, "F", "Ctrl+Enter")``."""
    for key in keys:
        combination = QKeySequence(key.replace("Enter", "Return"))[0]  # type: ignore[index]
        QTest.keyClick(QApplication.focusWidget() or page, combination.key(), combination.keyboardModifiers())
        settle(page)


def type_text(page: QWidget, text: str) -> None:
    """Types into whatever has the focus."""
    QTest.keyClicks(QApplication.focusWidget() or page, text)
    settle(page)


def words(widget: QWidget) -> str:
    """Every visible word of a part of the screen, line by line."""
    labels = [w for w in widget.findChildren(QWidget) if isinstance(w, (QLabel, QPushButton)) and w.isVisible()]
    labels.sort(key=lambda w: (w.mapTo(widget, QPoint(0, 0)).y(), w.mapTo(widget, QPoint(0, 0)).x()))
    return "\n".join(w.text() for w in labels if w.text())


def has_focus(widget: QWidget) -> bool:
    """Whether a widget or something in it has the focus."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


