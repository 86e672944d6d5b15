"""Keeps what has the focus in sight where a page scrolls: the row of a list, else the widget itself.

Qt follows the focus from widget to widget; it does not follow a row inside a list, nor a page that becomes lower.
"""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from housingdesk.ui.kit import theme

_ROOM = 6
_HEAD = 60  # of something high it is enough to see where it begins


def keep_in_sight(widget: QWidget) -> None:
    """Scroll every area the widget stands in just so far that it, or its current row, is seen."""
    shown = _shown(widget)
    area = widget.parentWidget()
    while area is not None:
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            _scroll(area, QRect(widget.mapTo(inside, shown.topLeft()), shown.size()))
        area = area.parentWidget()


def _shown(widget: QWidget) -> QRect:
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        row = widget.visualRect(widget.currentIndex()).intersected(widget.viewport().rect())
        if not row.isEmpty():
            return QRect(widget.viewport().mapTo(widget, row.topLeft()), row.size())
    return QRect(QPoint(0, 0), QSize(widget.width(), min(widget.height(), theme.px(_HEAD))))


def _scroll(area: QScrollArea, wanted: QRect) -> None:
    bar, height = area.verticalScrollBar(), area.viewport().height()
    top, bottom = wanted.top() - _ROOM, wanted.bottom() + 1 + _ROOM
    if top < bar.value() or bottom - top > height:
        bar.setValue(top)
    elif bottom > bar.value() + height:
        bar.setValue(bottom - height)
