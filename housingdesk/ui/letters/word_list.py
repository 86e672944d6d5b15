"""The words that are right here though no dictionary knows them, with who added each; the chosen one is taken out by a key."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.access.rules import Permission
from housingdesk.letters.actions.spelling import remove_word
from housingdesk.letters.queries.spelling import WordRow, own_words
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import table_card
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_short
from housingdesk.values.text import fold


class WordList(QWidget):
    """``counted`` gives how many there are."""

    counted = Signal(int)

    def __init__(self, desk: QtDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[WordRow] = []
        today = desk.today
        self.model = RowsModel((Column("word", "Word", 200, lambda r: r.word, sort=lambda r: fold(r.word), stretch=2),
                                Column("who", "Added", 200, lambda r: _by(r, today), stretch=1)),
                               name="Our words", sentence=lambda r: f"{r.word}, added by {r.added_by}")
        self.table = Table(self.model, empty="No words yet: F7 in a letter adds one", remember="own words")
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        column.addWidget(label("Words that the dictionary does not know and that are right here. The association’s own name, "
                               "its homes, streets and towns and the names of all who work here are known without adding "
                               "them.", "muted", wrap=True))
        column.addWidget(table_card(self.table), 1)

    def read(self) -> None:
        """Read them."""
        self._desk.ask(own_words, self._show)

    def _show(self, rows: list[WordRow]) -> None:
        self._rows = rows
        self.model.show(rows)
        if rows and self.table.current_id() is None:
            self.table.view.select_place(0)
        self.counted.emit(len(rows))

    def narrow(self, text: str) -> None:
        """Only the words with a fragment in them."""
        self.model.show([row for row in self._rows if fold(text) in fold(row.word)])

    def current(self) -> WordRow | None:
        """The word chosen, where it may be taken out."""
        if not self._desk.may(Permission.SEND_LETTERS):
            return None
        return next((row for row in self._rows if row.id == self.table.current_id()), None)

    def take_out(self) -> None:
        """Take the chosen word out; the toast brings it back."""
        row = self.current()
        if row is not None:
            self._desk.do(remove_word, word_id=row.id, version=row.version)


def _by(row: WordRow, today: date) -> str:
    return f"{row.added_by}, {format_short(row.added_at.astimezone().date(), today)}"
