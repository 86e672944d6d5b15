"""Finds words that do not fit where they stand."""

from PySide6.QtCore import QPoint, QRect, Qt
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

_SLACK = 1


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
        return _head_fault(widget)
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
