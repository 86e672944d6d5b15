"""Numbered emergency packs for a scheme, made and printed from wherever sign-ups are listed."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from housingdesk.documents.queries import kept
from housingdesk.letters.pdf.joined import joined
from housingdesk.lettings.actions.papers import make_emergency_packs
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem

_PAGES = 2


def packs_as_one(ids: tuple[int, ...]) -> bytes:
    """The packs one after the other, as they were kept."""
    return joined([kept(document_id).content for document_id in ids])


class EmergencyPacks(QObject):
    """Asks how many in the pane, makes them, and offers to print them."""

    def __init__(self, page: QWidget, desk: QtDesk, pane: RefillPane) -> None:
        super().__init__(page)
        self._page, self._desk, self._pane = page, desk, pane
        self.form: PaneForm | None = None

    def ask(self) -> None:
        """How many packs are wanted."""
        self.form = form = PaneForm(self._pane, "Emergency packs", "Numbered, two pages each, to be filled in and signed by "
                                    "hand at the scheme. Enter each later with Ctrl+Shift+N")
        form.add("count", "How many", TextField("5", longest=2))
        form.foot("Make and print them", self.go, self._pane.hide)

    def go(self) -> None:
        """Make them."""
        if self.form is None:
            return
        said = self.form["count"].value()
        if not (said.isascii() and said.isdigit()):
            self.form.show_problems([Problem("count", "Type a number such as 5")])
            return
        self._desk.do(make_emergency_packs, self._made, self.form.refused, count=int(said))

    def _made(self, outcome: Any) -> None:
        self._pane.hide()
        self._count = len(outcome.value)
        self._desk.ask(packs_as_one, self._print, ids=outcome.value)

    def _print(self, data: bytes) -> None:
        PrintPanel(self._page.window(), self._desk, f"Print {self._count} emergency packs", data, _PAGES * self._count,
                   sent_to_printer(self._desk, "The packs"))
