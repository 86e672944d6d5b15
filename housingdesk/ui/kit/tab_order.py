"""Tab goes where the eye goes: lines from the top, each from the left, one column after the other."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

_SLACK = 2
Placed = tuple[QRect, QWidget]


def in_reading_order(placed: Sequence[Placed]) -> list[QWidget]:
    """Siblings as they are read: what stands above a line right across comes first, else what stands left of one down."""
    for near, far in ((QRect.top, QRect.bottom), (QRect.left, QRect.right)):
        first, rest = _cut(placed, near, far)
        if rest:
            return in_reading_order(first) + in_reading_order(rest)
    return [widget for _, widget in sorted(placed, key=lambda one: (one[0].top(), one[0].left()))]


def _cut(placed: Sequence[Placed], near: Callable[[QRect], int],
         far: Callable[[QRect], int]) -> tuple[list[Placed], list[Placed]]:
    """What lies before the first clear line, and the rest."""
    in_order = sorted(placed, key=lambda one: near(one[0]))
    reached = max((far(box) for box, _ in in_order[:1]), default=0)
    for place, (box, _) in enumerate(in_order):
        if place and near(box) > reached - _SLACK:
            return in_order[:place], in_order[place:]
        reached = max(reached, far(box))
    return in_order, []


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


def fix(window: QWidget) -> None:
    """Make Tab follow the reading order in a whole window; a part of it alone would keep its place behind the rest."""
    for one, other in pairwise(reading_order(window)):
        QWidget.setTabOrder(one, other)


def step(root: QWidget, now: QWidget | None, forward: bool) -> bool:
    """Give the focus to the next, or the one before, in the order it is read; False when nothing can take it.

    Qt's own round stays inside a page, because a widget that hands its focus on (a table, a choice of radio buttons) stands
    elsewhere in it than what it hands it to.
    """
    order = [widget for widget in reading_order(root) if widget.isEnabled()]
    if not order:
        return False
    here = order.index(now) if now in order else -1 if forward else 0
    order[(here + (1 if forward else -1)) % len(order)].setFocus(
        Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True
