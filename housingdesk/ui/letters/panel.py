"""The letters of a file: what was written, in which state, and each exactly as it was issued."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from housingdesk.letters import queries
from housingdesk.letters.queries import LetterRow
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.letters.columns import STATES, about_letter, letter_sentence, to_whom, what, why
from housingdesk.ui.letters.door_words import say_the_door
from housingdesk.ui.letters.jobs import copy_of
from housingdesk.values.dates import format_short
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref


class LettersPanel(Panel):
    """Every letter to one record, the newest first."""

    tables = frozenset({"letter", "letter_run", "posting"})
    keys = (Key("Ctrl+P", "print a copy", "print_copy"), Key("Enter", "to the queue"))

    def build(self) -> None:
        """The list, and the letter itself."""
        self._subject: Ref | None = None
        self.model = RowsModel(_columns(self.desk.today), name="Letters", sentence=letter_sentence)
        self.table = Table(self.model, empty="No letter was written yet. Ctrl+L writes one", remember="file letters")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._open)
        self.listen(self.table)
        self.view = PdfView(self.desk, "The letter as issued")
        self.note = label("", "muted", wrap=True)
        self._copy = button("Print a copy", self.print_copy, key="Ctrl+P")
        self.pane = Card(self.note, margin=12)
        self.pane.add(self.view, 1)
        self.pane.add(actions_row(self._copy))
        self.buttons: tuple[QPushButton, ...] = ()
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=0)
        outer.addWidget(columns((table_card(self.table), 1), (self.pane, 1, 620)))

    def open(self, subject: Ref) -> None:
        """Show the letters to a record."""
        self._subject = subject
        self.mark_stale()

    def reload(self) -> None:
        """Read them."""
        if self._subject is not None:
            self.ask(queries.letters, self._show, subject=self._subject)

    def _show(self, rows: list[LetterRow]) -> None:
        self.model.show(rows)
        self.pane.setVisible(bool(rows))
        if rows and self.table.current_id() is None:
            self.table.view.select_place(0)

    def is_valid(self, act: str) -> bool:
        """A copy of what was issued only."""
        row = self._row(self.table.current_id())
        return row is not None and row.document_id is not None

    def _row(self, letter_id: int | None) -> LetterRow | None:
        place = self.model.place_of(letter_id) if letter_id is not None else None
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, LetterRow) else None

    def _moved(self, letter_id: int | None) -> None:
        row = self._row(letter_id)
        self._copy.setEnabled(self.is_valid("print_copy"))
        self.note.setText("" if row is None else about_letter(row))
        if row is None or row.document_id is None:
            self.view.show_pdf(None)
        else:
            self.ask(queries.pdf, self.view.show_pdf, letter_id=row.id)
        say_the_door(self, self.note, row)
        self.keys_changed.emit()

    def _open(self, letter_id: int) -> None:
        self.go_to("letters", letter_id=letter_id)

    def print_copy(self) -> None:
        """Print the letter as it was issued once more; it says Copy at its foot."""
        row = self._row(self.table.current_id())
        if row is not None and row.document_id is not None:
            self.desk.run(copy_of, partial(self._print, row), label="Preparing the copy", letter_id=row.id)

    def _print(self, row: LetterRow, data: bytes) -> None:
        PrintPanel(self.window(), self.desk, f"Print a copy of {row.title}", data, row.pages,
                   sent_to_printer(self.desk, f"The copy of {row.title}"))


def _columns(today: date) -> tuple[Column, ...]:
    return (Column("dated", "Dated", 92, lambda r: format_short(r.dated, today), sort=lambda r: r.dated),
            Column("title", "Letter", 180, what, secondary=_under, stretch=2),
            Column("state", "State", 128, lambda r: sentence_case(r.state), secondary=lambda r: why(r, today), stretch=1,
                   status=lambda r: STATES.get(r.state)))


def _under(row: LetterRow) -> str:
    return to_whom(row) if row.copy_of else f"to {row.addressee}"
