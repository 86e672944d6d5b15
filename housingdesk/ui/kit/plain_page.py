"""What stands in the place of a screen that may not be seen now: whose household is at the desk, and the ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.label import button, label, press_focused


class PlainPage(QWidget):
    """A page that says nothing of anybody else."""

    back = Signal()
    find_wanted = Signal()
    off = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label("", "heading", wrap=True)
        self._words = label("", "muted", wrap=True)
        self._back = button("Back", self.back.emit, key="Esc", kind="primary")
        self._find = button("Find by exact reference", self.find_wanted.emit, key="Ctrl+K")
        column = QVBoxLayout(self)
        theme.lay(column, (36, 40, 36, 24), gap=14)
        column.addWidget(self._name)
        column.addWidget(self._words)
        column.addWidget(flow_row(self._back, self._find, button("Privacy off", self.off.emit, key="Ctrl+F9")))
        column.addStretch(1)

    def show_household(self, household: Household | None) -> None:
        """Say who is at the desk."""
        self._name.setText(household.name if household is not None else "Private")
        self._words.setText("This screen is not shown while somebody sits at your desk." if household is not None else
                            "Nobody’s file is shown. Type an exact reference to open one.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Take the focus."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
