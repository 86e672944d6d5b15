"""Keeps what has the focus in sight where a page scrolls: the row of a list, else the widget itself.

Qt follows the focus from widget to widget; it does not follow a row inside a list, nor a page that becomes lower.
"""

from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from housingdesk.ui.kit import theme

PANE = "is_pane"  # set on a widget that F6 goes to
_ROOM = 6
_HEAD = 60  # of something high it is enough to see where it begins


def keep_in_sight(widget: QWidget, *, all_of: QWidget | None = None) -> None:
    """Scroll every area the widget stands in just so far that it, or its current row, is seen.

    ``all_of``: what stands around the widget and is shown whole as long as there is room for it.
    """
    area = widget.parentWidget()
    while area is not None:
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            room = area.viewport().height() - 2 * _ROOM
            parts = _in_pane(widget, inside, room) + ([(all_of, all_of.rect())] if all_of is not None else [])
            parts += [(widget, part) for part in _shown(widget)]
            of, part = next((one for one in parts if one[1].height() <= room), parts[-1])
            _scroll(area, QRect(of.mapTo(inside, part.topLeft()), part.size()))
        area = area.parentWidget()


def _in_pane(widget: QWidget, inside: QWidget, room: int) -> list[tuple[QWidget, QRect]]:
    """The pane a widget stands in, from its title down: what is typed there has its answer under it."""
    pane = widget.parentWidget()
    while pane is not None and pane is not inside and not pane.property(PANE):
        pane = pane.parentWidget()
    if pane is None or pane is inside:
        return []
    seen = QRect(0, 0, pane.width(), min(pane.height(), room))
    part = _shown(widget)[-1]
    return [(pane, seen)] if widget.mapTo(pane, part.bottomLeft()).y() <= seen.bottom() else []


class FollowFocus(QObject):
    """Wherever the focus goes in a window, by Tab or set by the screen, it is brought into sight."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton  # what is clicked must not move away
        if now is not None and not pressed and now.window() is self._window:
            QTimer.singleShot(0, now, partial(keep_in_sight, now))  # once the page has its new layout


def _shown(widget: QWidget) -> list[QRect]:
    """What is to be seen of a widget, what is best first: the first row of a list with its head, any other by itself."""
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        row = widget.visualRect(widget.currentIndex()).intersected(widget.viewport().rect())
        if not row.isEmpty():
            alone = QRect(widget.viewport().mapTo(widget, row.topLeft()), row.size())
            with_head = QRect(0, 0, widget.width(), alone.bottom() + 1)
            return [with_head, alone] if widget.currentIndex().row() == 0 else [alone]
    return [QRect(QPoint(0, 0), QSize(widget.width(), min(widget.height(), theme.px(_HEAD))))]


def _scroll(area: QScrollArea, wanted: QRect) -> None:
    bar, height = area.verticalScrollBar(), area.viewport().height()
    top, bottom = wanted.top() - _ROOM, wanted.bottom() + 1 + _ROOM
    if top < bar.value() or bottom - top > height:
        bar.setValue(top)
    elif bottom > bar.value() + height:
        bar.setValue(bottom - height)
