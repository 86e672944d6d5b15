"""Letters: the queue to print, and the archive of everything exactly as it was issued."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from housingdesk.access.rules import Permission
from housingdesk.letters import actions, queries
from housingdesk.letters.queries import LetterRow
from housingdesk.letters.rules.states import LetterState
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.header import actions_row, tabs_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.notices import Choice as Answer
from housingdesk.ui.kit.notices import Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.letters.columns import letter_columns, letter_sentence
from housingdesk.ui.letters.jobs import copy_of, put_together, trial_of
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.timeline import Ref

_TABS = (("ready", "To print"), ("printed", "Printed"), ("held", "Held"), ("posted", "Posted"), ("came back", "Came back"),
         ("withdrawn", "Withdrawn"), ("spoiled", "Spoiled"))
_EMPTY = {"ready": "Nothing waiting to print", "held": "No letter is held",
          "printed": "Nothing printed is waiting for the post", "posted": "No letter has been posted yet"}
_WHY = {LetterState.HELD: "Held", LetterState.CAME_BACK: "Came back"}
_ALL, _ARCHIVE = 20_000, 500
_WORK = frozenset({"ready", "printed", "held"})


class LettersPage(Page):
    """Everything on its way to the letterbox, and everything that went."""

    title = "Letters and notices"
    tables = frozenset({"letter", "letter_run"})
    keys = (Key("Up", "move"), Key("Enter", "open the file", "look"), Key("Ctrl+P", "print those ready", "print_ready"),
            Key("T", "posted today", "posted_today"), Key("X", "withdraw", "withdraw"), Key("O", "mark as spoiled", "spoil"),
            Key("B", "it came back", "came_back"),
            Key("N", "notices", "show_notices"), Key("W", "wording", "wordings"),
            Key("D", "delivery rounds", "show_rounds", shown=False), Key("S", "statements", "show_statements", shown=False),
            Key("E", "envelope test sheet", "try_envelopes", shown=False),
            Key("R", "print again as a copy", "print_one", shown=False), Key("Ctrl+S", "save as PDF", "save", shown=False),
            Key("Ctrl+Enter", "mark it", "finish", shown=False), Key("Space", "tick"))

    def build(self) -> None:
        """The states, the list, and the letter itself."""
        self._form: PaneForm | None = None
        self.tabs = Tabs("States", [Tab(key, word) for key, word in _TABS])
        self.tabs.chosen.connect(self._read)
        self.print = button("Print", self.print_ready, key="Ctrl+P", kind="primary")
        self.post = button("Posted today", self.posted_today, key="T")
        self._buttons = {"withdraw": button("Withdraw", self.withdraw, key="X"),
                         "save": button("Save as PDF", self.save, key="Ctrl+S"),
                         "print_one": button("Print a copy", self.print_one, key="R")}
        self.body.addWidget(tabs_row(self.tabs, self.post, self._buttons["withdraw"], self.print))
        self.model = RowsModel(letter_columns(self.desk.today), name="Letters", tickable=True, sentence=letter_sentence)
        self.table = Table(self.model, empty=_EMPTY["ready"], remember="letters")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        self.view = PdfView(self.desk, "The letter as issued")
        self.note = label("", "muted", wrap=True)
        self.pane = Card(self.note, margin=12)
        self.pane.add(self.view, 1)
        self.pane.add(actions_row(self._buttons["save"], self._buttons["print_one"]))
        self.asking = RefillPane("About these letters", width=330)
        self.asking.hide()
        self.body.addWidget(columns((table_card(self.table), 6), (self.pane, 5, 720), (self.asking, 0)), 1)
        self.header.set_actions(button("Envelope test sheet", self.try_envelopes, key="E"),
                                button("Rounds", self.show_rounds, key="D"),
                                button("Statements", self.show_statements, key="S"),
                                button("Notices", self.show_notices, key="N"),
                                button("Wording of letters", self.wordings, key="W"))
        self.header.set_subtitle("Every letter is kept as it was issued; it is printed from there and never drawn again")

    def open(self, **facts: Any) -> None:
        """One letter, from the find box; or the queue, from a run just made."""
        letter_id = facts.get("letter_id")
        if letter_id is not None:
            self.ask(queries.letter, self._show_one, letter_id=letter_id)
        elif "run_id" in facts:
            self.tabs.choose("ready")

    def _show_one(self, row: LetterRow) -> None:
        self.table.view.come_back_to(row.id)
        self.tabs.choose(str(row.state))
        self._read()

    # Reading.
    def reload(self) -> None:
        """Counts and the list of the state chosen."""
        self.ask(queries.counts, self._show_counts)
        self._read()

    def _show_counts(self, counts: dict[LetterState, int]) -> None:
        self.tabs.show_tabs([Tab(key, word, counts.get(LetterState(key), 0)) for key, word in _TABS])
        ready, printed = counts.get(LetterState.READY, 0), counts.get(LetterState.PRINTED, 0)
        may = self.desk.may(Permission.SEND_LETTERS)
        self.print.setEnabled(may and ready > 0)
        self.post.setEnabled(may and printed > 0)
        set_button_text(self.print, f"Print {ready:,} letter{'s' if ready != 1 else ''}" if ready else "Print", "Ctrl+P")
        self.keys_changed.emit()

    def _read(self, _key: str = "") -> None:
        state = self.tabs.key()
        self.table.set_empty(_EMPTY.get(state, "Nothing here"))
        self.ask(queries.letters, self._show, state=LetterState(state), limit=_ALL if state in _WORK else _ARCHIVE)

    def _show(self, rows: list[LetterRow]) -> None:
        self.model.show(rows)
        self._moved(self.table.current_id())

    def _moved(self, _id: int | None) -> None:
        row = self._current()
        said = "No letter chosen" if row is None else f"{row.title} to {row.addressee}, {format_date(row.dated)}"
        if row is not None and row.held_because:
            said += f". {_WHY.get(row.state, 'Spoiled')}: {row.held_because}"
        self.note.setText(said)
        if row is None or row.document_id is None:
            self.view.show_pdf(None)
        else:
            self.ask(queries.pdf, self._show_pdf, letter_id=row.id)
        for act, made in self._buttons.items():
            made.setEnabled(self.is_valid(act))
        self.keys_changed.emit()

    def _show_pdf(self, pdf: bytes | None) -> None:
        row = self._current()
        if row is not None and row.document_id is not None:  # else the list was left while it was fetched
            self.view.show_pdf(pdf)

    def _current(self) -> LetterRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, LetterRow) else None

    def _chosen(self, *states: LetterState) -> list[int]:
        wanted = set(self.table.chosen_ids())
        return [row.id for row in self.model.rows() if row.id in wanted and row.state in states]

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What can be done with the letters in sight."""
        row = self._current()
        if act == "finish":
            return self._form is not None
        if self._form is not None:
            return False
        if act == "look":
            return row is not None
        if act in ("wordings", "try_envelopes", "show_notices", "show_rounds", "show_statements"):
            return True
        if act in ("save", "print_one"):
            return row is not None and row.document_id is not None
        states = {"print_ready": "ready", "withdraw": "ready", "posted_today": "printed"}
        if not self.desk.may(Permission.SEND_LETTERS):
            return False
        if act == "came_back":
            return self.tabs.key() == "posted" and row is not None
        if act == "spoil":
            return self.tabs.key() in ("printed", "posted") and row is not None
        return self.tabs.key() == states[act] and self.model.count() > 0

    def valid_keys(self) -> list[Key]:
        """The keys of the form while it is open."""
        return [Key("Ctrl+Enter", "mark it"), Key("Esc", "leave it")] if self._form is not None else super().valid_keys()

    def _opened(self, _id: int) -> None:
        self.look()

    def look(self) -> None:
        """Go to the person's file."""
        row = self._current()
        if row is not None:
            self.go_to("tenancy", tenancy_id=Ref.of(row.subject).id)

    def wordings(self) -> None:
        """Go to what the letters say."""
        self.go_to("templates")

    # Printing.
    def print_ready(self) -> None:
        """Print the ticked letters, or all that are ready, as one job, the first made on top."""
        ready = [row for row in self.model.rows() if row.state == LetterState.READY]
        ticked = set(self.model.ticked())
        chosen = [row for row in ready if row.id in ticked] or ready
        if chosen and self.is_valid("print_ready"):
            rows = sorted(chosen, key=lambda row: row.id)
            self.desk.run(put_together, partial(self._print_job, rows), label=f"Putting {len(rows):,} letters together",
                          ids=[row.id for row in rows], on=self.desk.today)

    def _print_job(self, rows: list[LetterRow], data: bytes) -> None:
        pages = sum(row.pages for row in rows)
        letters = f"{len(rows):,} letter{'s' if len(rows) != 1 else ''}"
        PrintPanel(self.window(), self.desk, f"Print {letters}, {pages:,} page{'s' if pages != 1 else ''}", data, pages,
                   partial(self._came_out, rows))

    def _came_out(self, rows: list[LetterRow], _pages: int) -> None:
        every = Answer("yes", f"All {len(rows):,} came out" if len(rows) > 1 else "It came out", primary=True)
        some = (Answer("some", "Only some came out"),) if len(rows) > 1 else ()
        question = Question(f"Did all {len(rows):,} come out?" if len(rows) > 1 else "Did it come out?",
                            "What came out is marked as printed; the rest stays in the queue.", (every, *some), safe="none",
                            safe_words="None came out")
        self.notices.ask(question, partial(self._printed, rows))

    def _printed(self, rows: list[LetterRow], answer: str) -> None:
        if answer == "yes":
            self.desk.do(actions.mark_printed, self._marked, letter_ids=[row.id for row in rows])
        elif answer == "some":
            self._ask_last_good(rows)

    def _ask_last_good(self, rows: list[LetterRow]) -> None:
        form = PaneForm(self.asking, "Which was the last good one?", "It and those before it are marked as printed")
        form.add("last", "Last letter that came out", Choice([(n, f"{n}. {row.addressee}") for n, row in enumerate(rows, 1)]))
        self._ask(form, "Mark as printed", lambda: self._mark_first(rows))

    def _mark_first(self, rows: list[LetterRow]) -> None:
        assert self._form is not None
        self.desk.do(actions.mark_printed, self._marked, self._form.refused,
                     letter_ids=[row.id for row in rows[:int(self._form["last"].value())]])

    def _marked(self, outcome: Any) -> None:
        """When the queue is printed out, what is next is the letterbox."""
        ticked = set(self.model.ticked())
        everything = not ticked or len(ticked) == self.model.count()
        self._back(outcome)
        if everything:
            self.tabs.choose("printed")

    def print_one(self) -> None:
        """Print the archived letter once more; it says Copy at its foot."""
        row = self._current()
        if row is not None and row.document_id is not None:
            self.desk.run(copy_of, partial(self._print_copy, row), label="Preparing the copy", letter_id=row.id)

    def _print_copy(self, row: LetterRow, data: bytes) -> None:
        PrintPanel(self.window(), self.desk, f"Print a copy of {row.title}", data, row.pages, _nothing)

    def show_rounds(self) -> None:
        """Letters that are carried to the doors."""
        self.go_to("rounds")

    def show_statements(self) -> None:
        """The statements of a quarter, and who had one."""
        self.go_to("statements")

    def show_notices(self) -> None:
        """The register of notices."""
        self.go_to("notices")

    def try_envelopes(self) -> None:
        """Print a sheet to fold for each window envelope: once, and whenever a new kind of envelope is bought."""
        self.desk.run(trial_of, self._print_trial, label="Drawing the envelope test sheet", on=self.desk.today)

    def _print_trial(self, made: tuple[bytes, int]) -> None:
        PrintPanel(self.window(), self.desk, "Print the envelope test sheet", *made, _nothing)

    # From the printer to the letterbox.
    def posted_today(self) -> None:
        """Say that the printed letters went into the post today: the ticked ones, or all."""
        if self.is_valid("posted_today"):
            ids = self.model.ticked() or [row.id for row in self.model.rows()]
            self.desk.do(actions.mark_posted, self._back, letter_ids=ids, on=self.desk.today)

    def withdraw(self) -> None:
        """Take letters out before they are printed."""
        ids = self._chosen(LetterState.READY)
        if ids and self.is_valid("withdraw"):
            self.desk.do(actions.withdraw, self._back, letter_ids=ids)

    def spoil(self) -> None:
        """Mark printed or posted letters as spoiled, with the reason."""
        ids = self._chosen(LetterState.PRINTED, LetterState.POSTED)
        if ids:
            form = PaneForm(self.asking, "What went wrong?", f"{len(ids):,} letter{'s' if len(ids) != 1 else ''}. They stay in "
                            "the archive as spoiled")
            form.add("reason", "Reason", TextField(placeholder="came back, printed askew, wrong address"))
            self._ask(form, "Mark as spoiled", lambda: self._spoil(ids))

    def _spoil(self, ids: list[int]) -> None:
        assert self._form is not None
        reason = str(self._form["reason"].value())
        if not self._form.show_problems([] if reason else [Problem("reason", "Say in a few words what went wrong")]):
            self.desk.do(actions.spoil, self._back, self._form.refused, letter_ids=ids, reason=reason)

    def came_back(self) -> None:
        """Say that posted letters came back, and what is written on the envelope."""
        ids = self._chosen(LetterState.POSTED)
        if ids:
            form = PaneForm(self.asking, "What is on the envelope?", f"{len(ids):,} letter{'s' if len(ids) != 1 else ''}. "
                            "A diary entry is made to find out where their post should go")
            form.add("why", "Reason", TextField(placeholder="gone away, not known here, address incomplete"))
            self._ask(form, "It came back", lambda: self._came_back(ids))

    def _came_back(self, ids: list[int]) -> None:
        assert self._form is not None
        why = str(self._form["why"].value())
        if not self._form.show_problems([] if why else [Problem("why", "Say what is written on the envelope")]):
            self.desk.do(actions.came_back, self._back, self._form.refused, letter_ids=ids, why=why)

    # The form beside the list.
    def _ask(self, form: PaneForm, verb: str, done: Any) -> None:
        self._form, self._done = form, done
        self.pane.hide()
        form.foot(verb, self.finish, self._close)
        self.keys_changed.emit()

    def finish(self) -> None:
        """Do what the form is about."""
        if self._form is not None:
            self._done()

    def _back(self, _outcome: Any) -> None:
        self.model.tick(self.model.ticked(), False)
        self._close()
        self.table.setFocus()

    def _close(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc leaves the form first."""
        was, self._form = self._form is not None, None
        if was:
            self.asking.hide()
            self.pane.setVisible(self.width() > 0)
            self.table.setFocus()
            self.keys_changed.emit()
        return was

    # Files.
    def save(self) -> None:
        """Save the letter as issued to a file."""
        row = self._current()
        if row is None or row.document_id is None:
            return
        dialog = QFileDialog(self, "Save the letter")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{row.title}, {row.addressee}.pdf")
        dialog.fileSelected.connect(partial(self._save_to, row.id))
        dialog.finished.connect(dialog.deleteLater)
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


def _nothing(_pages: int) -> None:
    """A copy changes nothing in the queue."""
