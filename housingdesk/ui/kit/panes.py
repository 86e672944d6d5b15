"""F6: from the rail to the list to the detail, and round again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from housingdesk.ui.kit.rail import Rail
from housingdesk.ui.kit.tab_order import reading_order


def go_round(window: QWidget, rail: Rail, others: Sequence[QWidget], step: int) -> None:
    """Gives the focus to the pane that is ``step`` after the one that has it."""
    panes: list[QWidget] = [rail, *others]
    focused = window.focusWidget()
    here = [place for place, pane in enumerate(panes) if focused is pane or pane.isAncestorOf(focused or window)]
    target = panes[((here[0] if here else 0) + step) % len(panes)]
    if target is rail:
        rail.enter()
        return
    inside = reading_order(target)
    (inside[0] if inside else target).setFocus(Qt.FocusReason.TabFocusReason)
