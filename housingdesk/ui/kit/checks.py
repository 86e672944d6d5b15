"""Sentences that were checked, each with its shape: what agrees, what to look at, what does not agree."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.icons import Shape, Status
from housingdesk.ui.kit.label import label

Check = tuple[Status, str]


class Checks(QWidget):
    """A column of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        theme.lay(self._grid, (0, 2, 0, 4), gap=(9, 7))
        self._grid.setColumnStretch(1, 1)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Replace them."""
        clear(self._grid)
        for place, (status, sentence) in enumerate(checks):
            self._grid.addWidget(Shape(status, size=14), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(sentence, wrap=True), place, 1)
