"""Every statement file taken in, and how to take one out again while none of its lines is posted."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.bank.actions import importing
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries.lines import FileRow
from housingdesk.ui.bank.columns import format_words
from housingdesk.ui.bank.statement_head import span
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.money import format_pence


class FilesPanel(Panel):
    """The newest fifty files."""

    tables = frozenset({"bank_file", "bank_line"})
    keys = (Key("Up", "move"), Key("X", "take the file out again", "take_out"))

    def build(self) -> None:
        """The list."""
        self.model = RowsModel(_columns(), name="Statement files", sentence=_sentence)
        self.table = Table(self.model, empty="No statement was taken in yet", remember="bank files")
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        column = QVBoxLayout(self)
        theme.lay(column)
        column.addWidget(table_card(self.table), 1)

    def reload(self) -> None:
        """The files as they stand."""
        self.ask(line_queries.files, self.model.show)

    def _moved(self, _id: int | None) -> None:
        self.keys_changed.emit()

    def _current(self) -> FileRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, FileRow) else None

    def is_valid(self, act: str) -> bool:
        """A file goes out again only while none of its lines is posted."""
        row = self._current()
        return self.desk.may(Permission.POST_MONEY) and row is not None and row.posted == 0

    def take_out(self) -> None:
        """Ask once, then take the lines of the file out; the file itself is kept with its hash."""
        row = self._current()
        if row is not None:
            question = Question(f"Take {row.name} out again?", f"Its {row.new_lines:,} lines go from Money in. The file itself "
                                "is kept, and it can be opened again.", (Choice("out", "Take it out", primary=True),))
            self.notices.ask(question, partial(self._take_out, row.id))

    def _take_out(self, file_id: int, answer: str) -> None:
        if answer == "out":
            self.desk.do(importing.take_file_out, None, file_id=file_id)


def _columns() -> tuple[Column, ...]:
    def came(row: FileRow) -> str:
        return f"{format_words(row.format)}, taken in {row.imported_at.astimezone():%d %b %Y %H:%M} by {row.imported_by}"

    def closing(row: FileRow) -> str:
        return format_pence(row.closing_pence) if row.closing_pence is not None else "not stated"
    return (Column("name", "File", 300, lambda r: r.name, secondary=came, stretch=2, sort=True),
            Column("days", "Days", 220, _days, stretch=1, hide_below=620),
            Column("lines", "New lines", 100, lambda r: f"{r.new_lines:,}", align=Align.RIGHT, secondary=_already),
            Column("posted", "Posted", 90, lambda r: f"{r.posted:,}", align=Align.RIGHT,
                   status=lambda r: Status.GOOD if r.posted == r.new_lines else None),
            Column("closing", "Closes at", 130, closing, align=Align.RIGHT,
                   status=lambda r: Status.LATE if r.adds_up is False else None))


def _days(row: FileRow) -> str:
    return span(row.first_on, row.last_on) if row.first_on and row.last_on else "no dates"


def _already(row: FileRow) -> str:
    return f"of {row.lines:,}" if row.lines != row.new_lines else ""


def _sentence(row: FileRow) -> str:
    return f"{row.name}, {_days(row)}, {row.new_lines} new lines, {row.posted} posted"
