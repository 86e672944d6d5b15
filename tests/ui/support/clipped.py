"""Finds words that do not fit where they stand."""

import re

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.row_delegate import BOX, PAD
from housingdesk.ui.kit.table_view.grid import TableView

_SLACK = 1
_ROWS = 40
_FIGURE = re.compile(r"−?£[\d,]+\.\d\d|(?:[A-Z][a-z]{2} )?\d{1,2} [A-Z][a-z]{2}\b")


def clipped(root: QWidget) -> list[str]:
    """Every visible label, button, choice or field that is cut, and every part that hangs out of its frame."""
    faults = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        fault = _fault(widget) or _hangs_out(widget)
        if fault:
            faults.append(f"{type(widget).__name__} “{widget.property('text') or widget.accessibleName()}”: {fault}")
    return faults


def _fault(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label_fault(widget)
    if isinstance(widget, (QPushButton, QRadioButton, QCheckBox)):
        need = widget.minimumSizeHint() if isinstance(widget, QPushButton) else widget.sizeHint()
        if need.width() > widget.width() + _SLACK or need.height() > widget.height() + _SLACK:
            return f"needs {need.toTuple()}, has {widget.size().toTuple()}"
    if isinstance(widget, QTableView):
        return _head_fault(widget) or (_cell_fault(widget) if isinstance(widget, TableView) else "")
    if isinstance(widget, QComboBox):
        need_width = widget.fontMetrics().horizontalAdvance(widget.currentText()) + widget.height()
        if need_width > widget.width() + _SLACK:
            return f"needs {need_width} px for its choice, has {widget.width()}"
    return ""


def _head_fault(table: QTableView) -> str:
    header, model = table.horizontalHeader(), table.model()
    if header.isHidden():
        return ""
    for place in range(header.count()):
        words = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        if not header.isSectionHidden(place) and header.sectionSizeFromContents(place).width() > header.sectionSize(place):
            return f"the head “{words}” has {header.sectionSize(place)} px"
    return ""


def _cell_fault(table: TableView) -> str:
    """A sum or a date that is cut is a wrong one; words may be."""
    for row in range(min(table.rows.count(), _ROWS)):
        if not table.viewport().rect().intersects(table.visualRect(table.rows.index(row, 0))):
            continue
        for place, cell in enumerate(table.rows.cells(row)):
            if table.isColumnHidden(place) or not _FIGURE.match(cell.text):
                continue
            ticks = BOX + 8 if place == 0 and table.rows.tickable else 0
            shape = 18 if cell.status is not None else 0
            room = table.columnWidth(place) - theme.px(2 * PAD + ticks + shape)
            need = QFontMetrics(theme.font(13, 600 if cell.strong else 400)).horizontalAdvance(cell.text)
            if need > room + _SLACK:
                return f"“{cell.text}” needs {need} px, has {room}"
    return ""


def _label_fault(widget: QLabel) -> str:
    if widget.hasScaledContents() or not widget.text():
        return ""
    if widget.wordWrap():
        need = widget.heightForWidth(widget.width())
        return f"needs {need} px of height, has {widget.height()}" if need > widget.height() + _SLACK else ""
    hint = widget.sizeHint()
    if hint.width() > widget.width() + _SLACK or hint.height() > widget.height() + _SLACK:
        return f"needs {hint.toTuple()}, has {widget.size().toTuple()}"
    return ""


def _hangs_out(widget: QWidget) -> str:
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea) or isinstance(parent, QAbstractItemView):
        return ""
    if isinstance(parent, QAbstractScrollArea) or widget.isWindow():
        return ""
    inside = QRect(QPoint(0, 0), parent.size()).adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if inside.contains(widget.geometry()):
        return ""
    return f"at {widget.geometry().getRect()} it hangs out of {type(parent).__name__} {parent.size().toTuple()}"
