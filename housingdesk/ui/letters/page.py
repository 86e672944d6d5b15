"""Letters: the queue to print, and the archive of everything exactly as it was issued."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from housingdesk.letters import actions, queries
from housingdesk.letters.pdf.joined import joined
from housingdesk.letters.queries import LetterRow
from housingdesk.letters.rules.states import LetterState
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.header import actions_row, tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.timeline import Ref

_TABS = (("ready", "To print"), ("printed", "Printed"), ("held", "Held"), ("posted", "Posted"), ("withdrawn", "Withdrawn"),
         ("spoiled", "Spoiled"))
_EMPTY = {"ready": "Nothing waiting to print", "held": "No letter is held",
          "printed": "Nothing printed is waiting for the post"}
_STATES = {LetterState.READY: Status.INFORMATION, LetterState.HELD: Status.DUE, LetterState.POSTED: Status.GOOD,
           LetterState.SPOILED: Status.LATE}


class LettersPage(Page):
    """Everything on its way to the letterbox, and everything that went."""

    title = "Letters and notices"
    tables = frozenset({"letter", "letter_run"})
    keys = (Key("Up", "move"), Key("Enter", "look at it", "look"), Key("Ctrl+P", "print those ready", "print_ready"),
            Key("T", "posted today", "posted_today"), Key("X", "withdraw", "withdraw"), Key("Space", "tick"))

    def build(self) -> None:
        """The states, the list, and the letter itself."""
        self._rows: list[LetterRow] = []
        self.tabs = Tabs("States", [Tab(key, word) for key, word in _TABS])
        self.tabs.chosen.connect(self._read)
        self.print = button("Print", self.print_ready, key="Ctrl+P", kind="primary")
        self.body.addWidget(tabs_row(self.tabs, button("Posted today", self.posted_today, key="T"),
                                     button("Withdraw", self.withdraw, key="X"), self.print))
        self.model = RowsModel(_columns(self.desk), name="Letters", tickable=True,
                               sentence=lambda r: f"{r.title} to {r.addressee}, {r.state}")
        self.table = Table(self.model, empty="Nothing waiting to print", remember="letters")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.look())
        self.listen(self.table)
        self.view = PdfView(self.desk, "The letter as issued")
        self.note = label("", "muted", wrap=True)
        self.pane = Card(self.note, margin=12)
        self.pane.add(self.view, 1)
        self.pane.add(actions_row(button("Save as PDF", self.save), button("Print a copy", self.print_one)))
        self.body.addWidget(columns((table_card(self.table), 3), (self.pane, 2, 720)), 1)

    def open(self, **facts: Any) -> None:
        """One letter, from the find box."""
        letter_id = facts.get("letter_id")
        if letter_id is not None:
            self.ask(queries.letter, self._show_one, letter_id=letter_id)

    def _show_one(self, row: LetterRow) -> None:
        self.tabs.choose(str(row.state))
        self._read()

    def reload(self) -> None:
        """Counts and the list of the state chosen."""
        self.ask(queries.counts, self._show_counts)
        self._read()

    def _show_counts(self, counts: dict[LetterState, int]) -> None:
        self.tabs.show_tabs([Tab(key, word, counts.get(LetterState(key), 0)) for key, word in _TABS])
        ready = counts.get(LetterState.READY, 0)
        self.print.setEnabled(ready > 0)
        set_button_text(self.print, f"Print {ready:,} letters" if ready else "Print", "Ctrl+P")
        self.header.set_subtitle("Every letter is kept as it was issued; it is printed from there and never drawn again")

    def _read(self, _key: str = "") -> None:
        state = self.tabs.key()
        self.table.set_empty(_EMPTY.get(state, "Nothing here"))
        self.ask(queries.letters, self.model.show, state=LetterState(state))

    def _moved(self, letter_id: int | None) -> None:
        row = self._row(letter_id)
        self.note.setText("" if row is None else f"{row.title} to {row.addressee}, {format_date(row.dated)}"
                          + (f". Held: {row.held_because}" if row.held_because and row.document_id is None else ""))
        if row is None or row.document_id is None:
            self.view.show_pdf(None)
        else:
            self.ask(queries.pdf, self.view.show_pdf, letter_id=row.id)

    def _row(self, letter_id: int | None) -> LetterRow | None:
        place = self.model.place_of(letter_id) if letter_id is not None else None
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, LetterRow) else None

    def _chosen(self, state: LetterState) -> list[int]:
        rows = [self._row(i) for i in self.table.chosen_ids()]
        return [r.id for r in rows if r is not None and r.state == state]

    def look(self) -> None:
        """Go to the person's file."""
        row = self._row(self.table.current_id())
        if row is not None:
            self.go_to("tenancy", tenancy_id=Ref.of(row.subject).id)

    # Printing.
    def print_ready(self) -> None:
        """Print the ticked letters, or all that are ready, as one job in their order."""
        ready = [r.id for r in self.model.rows() if r.state == LetterState.READY]
        ids = [i for i in self.model.ticked() if i in set(ready)] or ready
        if ids:
            self.desk.run(_together, partial(self._print_job, ids), label=f"Putting {len(ids):,} letters together",
                          ids=ids[::-1])

    def _print_job(self, ids: list[int], job: tuple[bytes, int]) -> None:
        data, pages = job
        PrintPanel(self.window(), self.desk, f"Print {len(ids):,} letters, {pages:,} pages", data, pages,
                   partial(self._came_out, ids))

    def _came_out(self, ids: list[int], _pages: int) -> None:
        question = Question(f"Did all {len(ids):,} come out?", "They are marked as printed; what did not come out stays in the "
                            "queue.", (Choice("yes", f"All {len(ids):,} came out", primary=True),))
        self.notices.ask(question, partial(self._printed, ids))

    def _printed(self, ids: list[int], answer: str) -> None:
        if answer == "yes":
            self.desk.do(actions.mark_printed, None, letter_ids=ids)

    def print_one(self) -> None:
        """Print the archived letter once more; it says Copy at its foot."""
        row = self._row(self.table.current_id())
        if row is not None and row.document_id is not None:
            self.desk.run(_copy, partial(self._print_copy, row), label="Preparing the copy", letter_id=row.id)

    def _print_copy(self, row: LetterRow, data: bytes) -> None:
        PrintPanel(self.window(), self.desk, f"Print a copy of {row.title}", data, row.pages, lambda _pages: None)

    def posted_today(self) -> None:
        """Say that the printed letters went into the post today."""
        ids = self._chosen(LetterState.PRINTED) or [r.id for r in self.model.rows() if r.state == LetterState.PRINTED]
        if ids:
            self.desk.do(actions.mark_posted, None, letter_ids=ids, on=self.desk.today)

    def withdraw(self) -> None:
        """Take letters out before they are printed."""
        ids = self._chosen(LetterState.READY)
        if ids:
            self.desk.do(actions.withdraw, None, letter_ids=ids)

    def save(self) -> None:
        """Save the letter as issued to a file."""
        row = self._row(self.table.current_id())
        if row is None or row.document_id is None:
            return
        dialog = QFileDialog(self, "Save the letter")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{row.title}, {row.addressee}.pdf")
        dialog.fileSelected.connect(partial(self._save_to, row.id))
        dialog.open()

    def _save_to(self, letter_id: int, path: str) -> None:
        self.ask(queries.pdf, partial(self._write, path), letter_id=letter_id)

    def _write(self, path: str, data: bytes) -> None:
        try:
            Path(path).write_bytes(data)
        except OSError as error:
            self.notices.message(f"{path} cannot be written: {error.strerror}")
        else:
            self.notices.toast(f"Saved to {Path(path).name}")


def _together(progress: Any, *, ids: list[int]) -> tuple[bytes, int]:
    parts = []
    for done, letter_id in enumerate(ids):
        progress(done, len(ids), "Putting the letters together")
        parts.append(queries.pdf(letter_id))
    return joined(parts), sum(queries.letter(i).pages for i in ids)


def _copy(progress: Any, *, letter_id: int) -> bytes:
    from housingdesk.letters.pdf import stamp_copy

    progress(0, 1, "Preparing the copy")
    return stamp_copy(queries.pdf(letter_id))


def _columns(desk: Any) -> tuple[Column, ...]:
    def why(row: LetterRow) -> str:
        if row.held_because:
            return row.held_because
        if row.posted_on:
            return f"Posted {format_short(row.posted_on, desk.today)}"
        return "Large print" if row.large_print else ""
    return (Column("who", "To", 170, lambda r: r.addressee, secondary=lambda r: r.title, sort=True, stretch=1),
            Column("dated", "Dated", 80, lambda r: format_short(r.dated, desk.today), sort=lambda r: r.dated),
            Column("state", "State", 96, lambda r: str(r.state).capitalize(), status=lambda r: _STATES.get(r.state)),
            Column("pages", "Pages", 60, lambda r: str(r.pages or ""), align=Align.RIGHT),
            Column("why", "About it", 190, why, stretch=1))
