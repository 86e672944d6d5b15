"""Walks a screen as somebody does who cannot see it or has no mouse."""

from collections import defaultdict
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QCheckBox)


def _focusable(root: QWidget) -> list[QWidget]:
    return [w for w in root.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()
            and not isinstance(w, QScrollBar)]


def _where(widget: QWidget, root: QWidget) -> QRect:
    """Where it is seen; what is scrolled out of sight stands at the edge it went over."""
    box = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
    outer = widget.parentWidget()
    while outer is not None and outer is not root:
        if isinstance(outer, QAbstractScrollArea):
            port = QRect(outer.viewport().mapTo(root, QPoint(0, 0)), outer.viewport().size())
            box.setTop(max(port.top(), min(box.top(), port.bottom())))
            box.setBottom(max(port.top(), min(box.bottom(), port.bottom())))
        outer = outer.parentWidget()
    return box


def _told(widget: QWidget) -> str:
    text = widget.property("text") or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} “{text}”"


def unnamed(root: QWidget) -> list[str]:
    """Every widget that can have the focus and says nothing to a screen reader."""
    faults = []
    for widget in _focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            faults.append(f"{_told(widget)} in {type(widget.parent()).__name__} has no accessible name")
    return faults


def unreachable(root: QWidget) -> list[str]:
    """Every field that can be seen and filled in, but that Tab never comes to."""
    return [f"Tab never comes to {_told(one)} in {type(one.parent()).__name__}" for one in root.findChildren(QWidget)
            if isinstance(one, _FIELDS) and one.isVisible() and one.isEnabled() and not one.property("readOnly")
            and not isinstance(one.parent(), (QAbstractSpinBox, QComboBox)) and not one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def tab_order(root: QWidget) -> list[QWidget]:
    """What Tab goes through inside a widget, in its order, from the upper left: Tab goes round and round."""
    wanted = {id(w): w for w in _focusable(root)}
    order, widget = [], root.nextInFocusChain()
    while widget is not None and widget is not root:
        if id(widget) in wanted:
            order.append(widget)
        widget = widget.nextInFocusChain()
    first = min(range(len(order)), key=lambda i: (_where(order[i], root).top(), _where(order[i], root).left()), default=0)
    return order[first:] + order[:first]


def tab_order_faults(root: QWidget) -> list[str]:
    """Steps of Tab that go back to the left in a line, or up without going to the next column.

    Tab goes round: the round may begin at the widget from which it reads best.
    """
    order = tab_order(root)
    rounds = [_steps_back(order[start:] + order[:start], root) for start in range(max(1, len(order)))]
    return min(rounds, key=len)


def _steps_back(order: list[QWidget], root: QWidget) -> list[str]:
    faults = []
    for one, other in pairwise(order):
        a, b = _where(one, root), _where(other, root)
        overlap = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
        same_line = overlap > min(a.height(), b.height()) / 2
        goes_back = same_line and b.left() < a.left() and not a.contains(b) and not b.contains(a)
        goes_up = b.bottom() < a.top() and b.left() <= a.left()
        if goes_back or goes_up:
            faults.append(f"Tab goes from {_told(one)} {a.getRect()} back to {_told(other)} {b.getRect()}")
    return faults


def access_key_clashes(root: QWidget) -> list[str]:
    """Alt and a letter that two visible widgets claim."""
    claimed: dict[str, list[str]] = defaultdict(list)
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, (QAbstractButton, QLabel)):
            text = widget.text()
            if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.PlainText and widget.buddy() is None:
                continue
            sequence = QKeySequence.mnemonic(text)
            if not sequence.isEmpty():
                claimed[sequence.toString()].append(_told(widget))
    return [f"{keys} is claimed by {' and '.join(who)}" for keys, who in claimed.items() if len(who) > 1]
