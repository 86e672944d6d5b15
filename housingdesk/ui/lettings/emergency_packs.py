"""Numbered emergency packs for a scheme, made and printed from the list of sign-ups."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from housingdesk.documents.queries import kept
from housingdesk.letters.pdf.joined import joined
from housingdesk.lettings.actions.papers import make_emergency_packs
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.qt_desk import QtDesk

_PAGES = 2
_COUNTS = (5, 10, 20)


def packs_as_one(ids: tuple[int, ...]) -> bytes:
    """The packs one after the other, as they were kept."""
    return joined([kept(document_id).content for document_id in ids])


class EmergencyPacks(QObject):
    """Asks how many, makes them with the next numbers, and offers to print them."""

    def __init__(self, page: QWidget, desk: QtDesk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk

    def ask(self) -> None:
        """How many packs are wanted."""
        choices = tuple(Choice(str(count), f"Make {count}", primary=count == _COUNTS[0]) for count in _COUNTS)
        text = ("Numbered, two pages each, to be filled in and signed by hand at night. Each is entered later with "
                "Ctrl+Shift+N.")
        self._desk.notices.ask(Question("Emergency packs for a scheme", text, choices, safe="none", safe_words="Make none"),
                               self.make)

    def make(self, answer: str) -> None:
        """Make as many as were asked for."""
        if answer.isdigit():
            self._desk.do(make_emergency_packs, self._made, count=int(answer))

    def _made(self, outcome: Any) -> None:
        self._desk.ask(packs_as_one, self._print, ids=outcome.value)

    def _print(self, data: bytes) -> None:
        from housingdesk.ui.kit.pdf_document import Pdf

        pdf = Pdf(data)
        pages = pdf.pages
        pdf.close()
        PrintPanel(self._page.window(), self._desk, f"Print {pages // _PAGES} emergency packs", data, pages,
                   sent_to_printer(self._desk, "The packs"))
