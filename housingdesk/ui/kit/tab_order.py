"""Tab goes where the eye goes: lines from the top, each from the left, one column after the other."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget


def in_reading_order(widgets: Iterable[tuple[QRect, QWidget]]) -> list[QWidget]:
    """Siblings by line and then from the left; what overlaps by more than half its height stands in one line."""
    lines: list[list[tuple[QRect, QWidget]]] = []
    for box, widget in sorted(widgets, key=lambda pair: (pair[0].top(), pair[0].left())):
        for one in lines:
            top, bottom = min(b.top() for b, _ in one), max(b.bottom() for b, _ in one)
            if min(bottom, box.bottom()) - max(top, box.top()) > min(bottom - top, box.height()) / 2:
                one.append((box, widget))
                break
        else:
            lines.append([(box, widget)])
    return [widget for one in lines for _, widget in sorted(one, key=lambda pair: pair[0].left())]


def reading_order(root: QWidget) -> list[QWidget]:
    """Everything inside that Tab can reach, in the order it is read."""
    children = [(QRect(child.mapTo(root, QPoint(0, 0)), child.size()), child)
                for child in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
                if child.isVisibleTo(root) and not child.isWindow()]
    found = []
    for child in in_reading_order(children):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(child)
        found += reading_order(child)
    return found


def fix(root: QWidget) -> None:
    """Make Tab follow the reading order."""
    order = reading_order(root)
    for one, other in pairwise(order):
        QWidget.setTabOrder(one, other)
