"""Postings: what was handed in at one time, in which class and where, the list of it for the counter, and its certificate."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage, QPixmap

from housingdesk.access.rules import Permission
from housingdesk.documents import queries as document_queries
from housingdesk.documents.queries import Kept
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import PDF, FileDraft
from housingdesk.letters import actions
from housingdesk.letters.queries.postings import PostingFile, PostingRow, posting_file, postings
from housingdesk.letters.rules.franking import franking_sentence
from housingdesk.letters.rules.postings import PostingDraft, certificate_problems
from housingdesk.letters.rules.states import PostClass
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.picture import Picture
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.letters.columns import STATES, letter_sentence, to_whom, what
from housingdesk.ui.letters.jobs import counter_list
from housingdesk.values.dates import format_day, format_short
from housingdesk.values.text import sentence_case

EMPTY = "Nothing has been posted yet. Printed letters become a posting with T, under Letters"


class PostingsPage(TakesFiles, Page):
    """Every posting that stands, the newest first, with its letters and its certificate."""

    title = "Postings"
    tables = frozenset({"posting", "letter"})
    keys = (Key("Up", "move"), Key("Ctrl+O", "keep the certificate", "keep"),
            Key("Ctrl+P", "list for the counter", "print_list"), Key("F2", "put right", "change"),
            Key("X", "take the certificate off", "take_off"), Key("Enter", "its letters", "look"),
            Key("Ctrl+Enter", "put it right", "finish", shown=False))

    def build(self) -> None:
        """The list, and the posting chosen with its certificate."""
        self._file: PostingFile | None = None
        self.form: PaneForm | None = None
        self.setAcceptDrops(True)
        self.model = RowsModel(_columns(self), name="Postings", sentence=posting_sentence)
        self.table = Table(self.model, empty=EMPTY, remember="postings")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.look())
        self.listen(self.table)
        self.note, self.franked = label("", "", wrap=True), label("", "muted", wrap=True)
        self.letters = RowsModel(_letter_columns(), name="Letters of this posting", sentence=letter_sentence)
        self.list = Table(self.letters, empty="Its letters are on another posting by now", plain=True)
        self.list.opened.connect(self._open_letter)
        self.view, self.picture = PdfView(self.desk, "The certificate of posting"), Picture("The certificate of posting")
        self.pane = Card(self.note, self.franked, margin=12)
        self.pane.add(self.list, 2)
        self.pane.add(self.view, 3)
        self.pane.add(self.picture, 3)
        self._buttons = {"keep": button("Keep the certificate", self.keep, key="Ctrl+O", kind="primary"),
                         "print_list": button("List for the counter", self.print_list, key="Ctrl+P"),
                         "change": button("Put right", self.change, key="F2")}
        self.pane.add(actions_row(self._buttons["print_list"], self._buttons["change"]))
        self.asking = RefillPane("This posting", width=330)
        self.asking.hide()
        self._across = columns((table_card(self.table), 5), (self.pane, 5, 560), (self.asking, 0))
        self.body.addWidget(self._across, 1)
        self.header.set_actions(self._buttons["keep"])
        self.header.set_subtitle("What was handed in at one time. The stamped certificate, scanned or photographed, proves it")

    def open(self, **facts: Any) -> None:
        """One posting, from one of its letters."""
        if facts.get("posting_id") is not None:
            self.table.view.come_back_to(facts["posting_id"])
            self.mark_stale()

    def reload(self) -> None:
        """Read the postings, and the one chosen again."""
        self.ask(postings, self._show)

    def _show(self, rows: list[PostingRow]) -> None:
        self.model.show(rows)
        if rows and self.table.current_id() is None:
            self.table.view.select_place(0)
        self._moved(self.table.current_id())

    def row(self) -> PostingRow | None:
        """The posting chosen."""
        posting_id = self.table.current_id()
        place = self.model.place_of(posting_id) if posting_id is not None else None
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, PostingRow) else None

    def _moved(self, posting_id: int | None) -> None:
        self._file = None
        if self.row() is None:
            self._tell("", "")
            self.letters.show(())
            self._show_nothing()
        else:
            self.ask(posting_file, self._show_file, posting_id=posting_id)

    def _show_file(self, file: PostingFile) -> None:
        if self.row() is None:
            return
        self._file, row = file, file.row
        self.letters.show(file.letters)
        gone = row.count - len(file.letters)
        less = f". {gone:,} of them are no longer with it" if gone else ""
        by = f"handed in by {row.handed_in_by}" + (f" at {row.place}" if row.place else "")
        self._tell(f"{format_day(row.on)}: {actions.count_of(row.count)}, {row.paid}, {by}{less}",
                   " · ".join(filter(None, (franking_sentence(file.franks),
                                            "" if row.certificate_id else "No certificate is kept"))))
        if row.certificate_id is None:
            self._show_nothing()
        else:
            self.ask(document_queries.kept, self._show_certificate, document_id=row.certificate_id)

    def _tell(self, note: str, franked: str) -> None:
        self.note.setText(note or "No posting chosen")
        self.franked.setText(franked)
        for act, made in self._buttons.items():
            made.setEnabled(self.is_valid(act))
        self.keys_changed.emit()

    def _show_nothing(self) -> None:
        self.view.show_pdf(None)
        self.picture.hide()
        self.view.hide()

    def _show_certificate(self, kept: Kept) -> None:
        row = self.row()
        if row is None or row.certificate_id != kept.id:
            return
        is_pdf = kept.media_type == PDF
        self.view.show_pdf(kept.content if is_pdf else None)
        self.view.setVisible(is_pdf)
        self.picture.setVisible(not is_pdf)
        self.picture.show_picture(QPixmap() if is_pdf else QPixmap.fromImage(QImage.fromData(kept.content)))

    def is_valid(self, act: str) -> bool:
        """What can be done with the posting chosen."""
        row = self.row()
        if act == "finish":
            return self.form is not None
        if row is None or self.form is not None:
            return False
        if act in ("keep", "change", "take_off"):
            return self.desk.may(Permission.SEND_LETTERS) and (act != "take_off" or row.certificate_id is not None)
        return True

    def valid_keys(self) -> list[Key]:
        """The keys of the form while it is open."""
        return [Key("Ctrl+Enter", "put it right"), Key("Esc", "leave it")] if self.form is not None else super().valid_keys()

    def look(self) -> None:
        """To the list of its letters."""
        if self.letters.count():
            self.list.view.select_place(0)
            self.list.setFocus()

    def _open_letter(self, letter_id: int) -> None:
        self.go_to("letters", letter_id=letter_id)

    # The certificate.
    def keep(self) -> None:
        """Choose the scan or photograph of the certificate."""
        kinds = ("Scans and photographs (*.pdf *.jpg *.jpeg *.png)",)
        ask_for_file(self, "Keep the certificate of posting", self.keep_file, kinds)

    def keep_file(self, path: str) -> None:
        """Keep a file as the certificate of the posting chosen."""
        row = self.row()
        if row is not None:  # the person may be on another posting by the time it is read
            self.desk.run(read_file, partial(self._keep, row), label=f"Reading {Path(path).name}", path=path)

    def _keep(self, row: PostingRow, draft: FileDraft) -> None:
        found = certificate_problems(draft)
        if found:
            self.notices.message(". ".join(problem.message for problem in found))
        else:
            self.desk.do(actions.attach_certificate, posting_id=row.id, version=row.version, draft=draft)

    def take_off(self) -> None:
        """The file is not the certificate of this posting; it is kept all the same."""
        row = self.row()
        if row is not None:
            self.desk.do(actions.set_certificate, posting_id=row.id, version=row.version, document_id=None)

    def takes_files(self) -> bool:
        """Where there is something to keep them with."""
        return self.is_valid("keep")

    def files_dropped(self, paths: list[str]) -> None:
        """The stamped list, scanned."""
        self.keep_file(paths[0])

    # The list for the counter.
    def print_list(self) -> None:
        """Print each letter with its address and a box for the counter's stamp."""
        row = self.row()
        if row is not None:
            self.desk.run(counter_list, self._print_list, label="Drawing the list for the counter", posting_id=row.id)

    def _print_list(self, made: tuple[bytes, int]) -> None:
        PrintPanel(self.window(), self.desk, "Print the list for the counter", *made,
                   sent_to_printer(self.desk, "The list for the counter"))

    # Putting right.
    def change(self) -> None:
        """When, how and where it was handed in, and by whom."""
        row = self.row()
        if row is None:
            return
        form = PaneForm(self.asking, "Put this posting right", f"{actions.count_of(row.count)}; their day goes with it")
        form.add("on", "Handed in on", DateEdit(lambda: self.desk.today, row.on, needed=True))
        form.add("paid", "Class", Choice([(paid, sentence_case(paid)) for paid in PostClass]))
        form.add("place", "Where", TextField(row.place, placeholder="which post office or letterbox", longest=200))
        form.add("handed_in_by", "By whom", TextField(row.handed_in_by, longest=120))
        form["paid"].set_value(row.paid)
        self.form = form
        self._row = row
        self._across.leave_out(self.pane, True)
        form.foot("Put right", self.finish, self.escape)
        self.keys_changed.emit()

    def finish(self) -> None:
        """Put it right as the form says."""
        if self.form is None:
            return
        draft = self.form.draft(PostingDraft)
        if draft is not None and not self.form.show_problems(draft.problems(self.desk.today)):
            self.desk.do(actions.change_posting, self._changed, self.form.refused, posting_id=self._row.id,
                         version=self._row.version, draft=draft)

    def _changed(self, _outcome: Any) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc leaves the form first."""
        was, self.form = self.form is not None, None
        if was:
            self.asking.hide()
            self._across.leave_out(self.pane, False)
            self.table.setFocus()
            self._tell(self.note.text(), self.franked.text())
        return was


def posting_sentence(row: PostingRow) -> str:
    """A posting read aloud."""
    kept = "certificate kept" if row.certificate_id else "no certificate"
    return f"{format_day(row.on)}, {actions.count_of(row.count)}, {row.paid}, handed in by {row.handed_in_by}, {kept}"


def _columns(page: PostingsPage) -> tuple[Column, ...]:
    return (Column("on", "Day", 84, lambda r: format_short(r.on, page.desk.today), sort=lambda r: r.on),
            Column("count", "Letters", 76, lambda r: f"{r.count:,}", align=Align.RIGHT, sort=lambda r: r.count),
            Column("paid", "Class", 150, lambda r: sentence_case(r.paid), secondary=_by, sort=True, stretch=1),
            Column("certificate", "Certificate", 120, lambda r: "Kept" if r.certificate_id else "None", sort=True,
                   hide_below=360, status=lambda r: Status.GOOD if r.certificate_id else Status.NEUTRAL))


def _letter_columns() -> tuple[Column, ...]:
    return (Column("who", "To", 180, to_whom, secondary=what, stretch=1),
            Column("state", "State", 110, lambda r: sentence_case(r.state), status=lambda r: STATES.get(r.state)))


def _by(row: PostingRow) -> str:
    return row.handed_in_by + (f", {row.place}" if row.place else "")
