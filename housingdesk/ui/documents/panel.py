"""The files kept with a record: drop one in, look at it, save it out again exactly as it was kept."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.documents import actions, queries
from housingdesk.documents.queries import DocumentRow, Kept
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import PDF, FileDraft, size_words
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.files import ask_for_files, ask_where, write_file
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_short
from housingdesk.values.timeline import Ref


class FilesPanel(TakesFiles, Panel):
    """Every file kept with one record, the newest first."""

    tables = frozenset({"document"})
    keys = (Key("Ctrl+O", "keep a file", "keep"), Key("Enter", "save it to a folder"))

    def build(self) -> None:
        """The list, and the file where it can be shown."""
        self._subject: Ref | None = None
        self.setAcceptDrops(True)
        self.model = RowsModel(_columns(self), name="Files", sentence=lambda r: f"{r.name}, {size_words(r.size)}")
        self.table = Table(self.model, empty="No file is kept here. Drop one in, or press Ctrl+O", remember="files")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._save)
        self.listen(self.table)
        self.view = PdfView(self.desk, "The file")
        self.pane = Card(self.view, margin=12)
        self.buttons: tuple[QPushButton, ...] = ()
        if self.desk.may(Permission.WRITE_NOTES):
            self.buttons = (button("Keep a file", self.keep, key="Ctrl+O"),)
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=0)
        outer.addWidget(columns((table_card(self.table), 1), (self.pane, 1)))
        self.pane.hide()

    def open(self, subject: Ref) -> None:
        """Show the files of a record."""
        self._subject = subject
        self.mark_stale()

    def reload(self) -> None:
        """Read them."""
        if self._subject is not None:
            self.ask(queries.documents, self.model.show, subject=self._subject)

    def is_valid(self, act: str) -> bool:
        """Files are kept by who may write notes."""
        return self.desk.may(Permission.WRITE_NOTES)

    def _row(self, document_id: int | None) -> DocumentRow | None:
        place = self.model.place_of(document_id) if document_id is not None else None
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, DocumentRow) else None

    def _moved(self, document_id: int | None) -> None:
        row = self._row(document_id)
        shown = row is not None and row.media_type == PDF
        self.pane.setVisible(shown)
        if row is not None and shown:
            self.ask(queries.kept, self._show, document_id=row.id)

    def _show(self, file: Kept) -> None:
        self.view.show_pdf(file.content)

    # In and out.
    def keep(self) -> None:
        """Choose a file to keep here."""
        ask_for_files(self, "Keep a file", self._keep_all)

    def _keep_all(self, paths: list[str]) -> None:
        for path in paths:  # the person may be on another file by the time it is read
            self.desk.run(read_file, partial(self._keep_one, self._subject), label=f"Reading {Path(path).name}", path=path)

    def _keep_one(self, subject: Ref | None, draft: FileDraft) -> None:
        found = draft.problems()
        if found:
            self.notices.message(". ".join(problem.message for problem in found))
        elif subject is not None:
            self.desk.do(actions.keep_file, None, None, subject=subject, draft=draft)

    def _save(self, document_id: int) -> None:
        row = self._row(document_id)
        if row is None:
            return
        ask_where(self, "Save the file", row.name, partial(self._save_to, row.id))

    def _save_to(self, document_id: int, path: str) -> None:
        self.desk.run(_write, self.notices.toast, label=f"Saving {Path(path).name}", document_id=document_id, path=path)

    def takes_files(self) -> bool:
        """Where there is something to keep them with."""
        return self.is_valid("keep")

    def files_dropped(self, paths: list[str]) -> None:
        """Files to keep here."""
        self._keep_all(paths)


def _write(progress: Any, *, document_id: int, path: str) -> str:
    return write_file(progress, path, lambda: queries.kept(document_id).content)


def _columns(panel: FilesPanel) -> tuple[Column, ...]:
    def when(row: DocumentRow) -> str:
        return format_short(row.made_at.astimezone().date(), panel.desk.today)
    return (Column("name", "File", 220, lambda r: r.name, secondary=lambda r: f"kept by {r.made_by}", sort=True, stretch=1),
            Column("when", "Kept", 92, when, sort=lambda r: r.made_at),
            Column("size", "Size", 84, lambda r: size_words(r.size), align=Align.RIGHT, sort=lambda r: r.size))
