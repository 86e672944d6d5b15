"""Everything that somebody in front of the screen could read, hover over or hear: for the sweep of privacy mode."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QPlainTextEdit, QTextEdit, QWidget

_SAID = ("text", "placeholderText", "title", "windowTitle", "toolTip", "accessibleName", "accessibleDescription", "statusTip")
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def seen() -> list[str]:
    """Every text of every visible widget of every window, and the clipboard."""
    found: list[str] = []
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            found.append(window.windowTitle())
            for widget in [window, *window.findChildren(QWidget)]:
                if widget.isVisible():
                    found += _said(widget)
    found.append(QGuiApplication.clipboard().text())
    return [text for text in found if text]


def _said(widget: QWidget) -> Iterator[str]:
    for name in _SAID:
        text = widget.property(name)
        if isinstance(text, str):
            yield text
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())
    elif isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        for place in range(model.columnCount(QModelIndex())):
            for role in _ROLES:
                text = model.index(row, place).data(role)
                if isinstance(text, str):
                    yield text
