"""The pane at the right of a whole file, for what concerns the agreement itself; it opens over no section."""

from collections.abc import Callable
from typing import ClassVar, Protocol

import shiboken6
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane


class SideForm(Protocol):
    """A form that is open in the pane."""

    form: PaneForm

    def submit(self) -> None: ...


class SidePanel(Panel):
    """A form or a text beside a file; Ctrl+Enter finishes, Esc closes."""

    keys: ClassVar[tuple[Key, ...]] = (Key("Ctrl+Enter", "finish", "finish"),)

    def build(self) -> None:
        """An empty pane, out of sight."""
        self.form: SideForm | None = None
        self._before: QWidget | None = None
        self.pane = RefillPane("About this agreement", width=350)
        theme.size(self.pane, least_height=240)
        column = QVBoxLayout(self)
        theme.lay(column, gap=0)
        column.addWidget(self.pane)
        self.hide()

    def reload(self) -> None:
        """It shows what it is given."""

    def ask_form(self, made: Callable[[RefillPane], SideForm]) -> None:
        """Open a form made for this pane."""
        self._remember()
        self.show()
        self.form = made(self.pane)
        self.keys_changed.emit()

    def show_in(self, fill: Callable[[RefillPane], object]) -> None:
        """Show what ``fill`` puts into the pane."""
        self._remember()
        self.form = None
        fill(self.pane)
        self.show()
        self.pane.setFocus()
        self.keys_changed.emit()

    def tell(self, title: str, *texts: str) -> None:
        """Show a text to be read."""
        self._remember()
        self.form = None
        self.pane.begin(title)
        for text in texts:
            self.pane.put(label(text, "read", wrap=True))
        self.pane.finish(button("Close", self.close_pane, key="Esc", kind="primary"))
        self.show()
        self.pane.setFocus()

    def _remember(self) -> None:
        """Where the focus is to come back to."""
        focused = self.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused

    def close_pane(self) -> bool:
        """Go out of sight; whether it was in it."""
        was = self.isVisible()
        self.form = None
        focused = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        if inside and self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus()  # before it hides, which would send the focus to the first thing in the window
        self.hide()
        self.keys_changed.emit()
        return was

    def escape(self) -> bool:
        """Close it."""
        return self.close_pane()

    def is_valid(self, act: str) -> bool:
        """Finish only what is open."""
        return self.form is not None

    def finish(self) -> None:
        """Do what the form asks for."""
        if self.form is not None:
            self.form.submit()
