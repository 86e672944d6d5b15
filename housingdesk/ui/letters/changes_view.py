"""What changed between two versions of a letter, part by part: what was taken out is struck through, what is new is bold."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from housingdesk.letters.queries import templates as queries
from housingdesk.letters.queries.templates import Opened
from housingdesk.letters.rules.characters import code, is_hidden
from housingdesk.letters.rules.compare import Mark, Passage, changes
from housingdesk.letters.rules.source import wording_of
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.piece_cards import KINDS
from housingdesk.ui.letters.version_words import standing
from housingdesk.ui.letters.vocabulary import vocabulary_of

_SHIPPED = 0


class ChangesView(QWidget):
    """``source`` gives the words in sight; they are compared with the version chosen above."""

    def __init__(self, desk: QtDesk, source: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._key = ""
        self.against = Choice()
        self.against.setAccessibleName("Compared with")
        self.against.edited.connect(self.compare)
        self.told = label("", "muted", wrap=True)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("What changed")
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        column.addWidget(flow_row(label("What changed since", "muted"), self.against))
        column.addWidget(self.told)
        column.addWidget(self.text, 1)

    def offer(self, found: Opened) -> None:
        """The versions with which the one in sight can be compared: first what is in use, else the one before it."""
        self._key, today = found.key, self._desk.today
        mine = found.row.id if found.row is not None else _SHIPPED
        rows = [(row.id, f"Version {row.number}, {standing(row, found.now, today)}") for row in found.others if row.id != mine]
        if mine != _SHIPPED and queries.is_shipped(found.key):
            rows.append((_SHIPPED, "The shipped words"))
        first = found.now.id if found.now is not None else _SHIPPED
        before = next((row.id for row in found.others if found.row is not None and row.number < found.row.number), _SHIPPED)
        self.against.set_options(rows)
        self.against.set_value(first if first != mine else before)

    def compare(self) -> None:
        """Show what changed."""
        self.against.setVisible(bool(self.against.offered()))
        if not self.against.offered():
            self._show_passages((), "There is no other version to compare it with")
            return
        chosen = self.against.value()
        self._desk.ask(queries.source_of_version, self._show, key=self._key, version_id=chosen or None)

    def _show(self, before: str) -> None:
        old, new = wording_of(before), wording_of(self._source())
        words = [vocabulary_of(one) for one in (old, new)]
        facts = {**words[0].facts, **words[1].facts}
        fields = {name: field.words for one in words for name, field in one.fields.items()}
        found = changes(old, new, KINDS, fields, facts)
        count = f"{len(found)} part{'s' if len(found) != 1 else ''} changed" if found else "Nothing changed"
        self._show_passages(found, f"{count}. Struck through was taken out, bold is new" if found else count)

    def _show_passages(self, found: Sequence[Passage], told: str) -> None:
        self.told.setText(told)
        self.text.clear()
        self.text.setAccessibleDescription(" ".join(passage.sentence() for passage in found))
        cursor = self.text.textCursor()
        for number, passage in enumerate(found):
            if number:
                cursor.insertBlock()
                cursor.insertBlock()
            self._write(cursor, passage)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, cursor: QTextCursor, passage: Passage) -> None:
        whole = {Mark.NEW: ", new", Mark.GONE: ", taken out"}.get(passage.mark, "")
        cursor.insertText(f"{passage.where}{whole}", _format("muted"))
        cursor.insertBlock()
        before = Mark.SAME
        for mark, text in passage.bits:
            if (before, mark) == (Mark.GONE, Mark.NEW):
                cursor.insertText(" ", _format("ink"))
            cursor.insertText(seen(text), _MARKED[mark]())
            before = mark


def seen(text: str) -> str:
    """Words with each hidden character written out, so that it neither hides nor turns anything round."""
    return "".join(f"[{code(c)}]" if is_hidden(c) and c != "\n" else c for c in text)


def _format(colour: str, weight: QFont.Weight = QFont.Weight.Normal, *, struck: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.colour(colour))
    made.setFontWeight(weight)
    made.setFontStrikeOut(struck)
    return made


_MARKED: dict[Mark, Callable[[], QTextCharFormat]] = {
    Mark.SAME: lambda: _format("ink"),
    Mark.GONE: lambda: _format("late", struck=True),
    Mark.NEW: lambda: _format("good", QFont.Weight.Bold),
}
