"""Letters: the queue to print, to post and to e-mail, and the archive of everything exactly as it was issued."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton

from housingdesk.access.rules import Permission
from housingdesk.letters import actions, queries
from housingdesk.letters.queries import LetterRow
from housingdesk.letters.queries.envelopes import envelopes_in_use
from housingdesk.letters.queries.rounds import out_on_rounds
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.header import FoldingRow, actions_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tabs
from housingdesk.ui.letters.asking import Asking
from housingdesk.ui.letters.by_email import ByEmail
from housingdesk.ui.letters.columns import about_letter, letter_columns, letter_sentence
from housingdesk.ui.letters.door_words import say_the_door
from housingdesk.ui.letters.figures import nobody_said, to_frank
from housingdesk.ui.letters.queue_tabs import SHELVES, Shelf, shelf_of, tabs
from housingdesk.ui.letters.saving import Saving
from housingdesk.ui.letters.to_printer import ToPrinter, in_order
from housingdesk.values.timeline import Ref

_PANE_FROM = 720
_PLACES = {"wordings": "templates", "show_rounds": "rounds", "show_statements": "statements", "show_notices": "notices"}
_STATES = {"withdraw": (LetterState.READY, LetterState.KEPT_BACK), "came_back": (LetterState.POSTED,),
           "spoil": (LetterState.PRINTED, LetterState.POSTED), "keep_back": (LetterState.READY, LetterState.KEPT_BACK),
           "by_post": (LetterState.READY, LetterState.KEPT_BACK)}


class LettersPage(Page):
    """Everything on its way to the letterbox, and everything that went."""

    title = "Letters and notices"
    tables = frozenset({"letter", "letter_run", "posting"})
    keys = (Key("Up", "move"), Key("Ctrl+P", "print those ready", "print_ready"), Key("H", "keep back", "keep_back"),
            Key("A", "say what came out", "settle"), Key("M", "open the mail program", "open_mail"),
            Key("C", "copy the text", "copy_text"), Key("T", "gone today", "gone_today"), Key("X", "withdraw", "withdraw"),
            Key("O", "mark as spoiled", "spoil"), Key("B", "it came back", "came_back"), Key("I", "post it instead", "by_post"),
            Key("P", "postings", "show_postings"), Key("Enter", "open the file", "look"),
            Key("N", "notices", "show_notices"), Key("W", "wording", "wordings"),
            Key("E", "envelope test sheet", "try_envelopes"),
            Key("D", "delivery rounds", "show_rounds", shown=False), Key("S", "statements", "show_statements", shown=False),
            Key("R", "print again as a copy", "print_one", shown=False), Key("Ctrl+S", "save as PDF", "save", shown=False),
            Key("Ctrl+Enter", "mark it", "finish", shown=False), Key("Space", "tick"))

    def build(self) -> None:
        """The tabs with what can be done in each, the list, and the letter itself."""
        self._envelopes: tuple[Envelope, ...] = ()
        self._carried: frozenset[int] = frozenset()
        self.to_printer, self.by_email, self.saving = ToPrinter(self), ByEmail(self), Saving(self)
        self.tabs = Tabs("Letters", tabs())
        self.tabs.chosen.connect(self._read)
        self._buttons = self._made_buttons()
        shown = [made for act, made in self._buttons.items() if act not in ("save", "print_one")]
        self.stay(FoldingRow(self.tabs, *shown))
        self.help = label("", "muted", wrap=True)
        self.body.addWidget(self.help)
        self.model = RowsModel(letter_columns(self.desk.today, self.envelopes), name="Letters", tickable=True,
                               sentence=letter_sentence)
        self.table = Table(self.model, empty=SHELVES["ready"].empty, remember="letters")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.model.ticks_changed.connect(self._tell)
        self.listen(self.table)
        self._build_panes()

    def _build_panes(self) -> None:
        self.view = PdfView(self.desk, "The letter as issued")
        self.note = label("", "muted", wrap=True)
        self.pane = Card(self.note, margin=12)
        self.pane.add(self.view, 1)
        self.pane.add(actions_row(self._buttons["save"], self._buttons["print_one"]))
        self.asking = Asking(self.desk, self._form_changed)
        self.tabs.chosen.connect(lambda _key: self.asking.close_form())  # it is about letters of the tab that was left
        self._across = columns((table_card(self.table), 6), (self.pane, 5, _PANE_FROM), (self.asking, 0))
        self.body.addWidget(self._across, 1)
        self.header.set_actions(button("Rounds", self.show_rounds, key="D"),
                                button("Statements", self.show_statements, key="S"),
                                button("Postings", self.show_postings, key="P"),
                                button("Notices", self.show_notices, key="N"),
                                button("Wording", self.wordings, key="W"))
        self.header.set_subtitle("Kept and printed as issued")

    def _made_buttons(self) -> dict[str, QPushButton]:
        """A button for each act, in the order in which they stand."""
        return {"settle": button("What came out?", self.settle, key="A"),
                "copy_text": button("Copy the text", self.copy_text, key="C"),
                "by_post": button("Post it instead", self.by_post, key="I"),
                "keep_back": button("Keep back", self.keep_back, key="H"),
                "withdraw": button("Withdraw", self.withdraw, key="X"), "spoil": button("Spoiled", self.spoil, key="O"),
                "came_back": button("It came back", self.came_back, key="B"),
                "open_mail": button("Open the mail", self.open_mail, key="M"),
                "gone_today": button("Posted today", self.gone_today, key="T"),
                "print_ready": button("Print", self.print_ready, key="Ctrl+P", kind="primary"),
                "save": button("Save as PDF", self.save, key="Ctrl+S"),
                "print_one": button("Print a copy", self.print_one, key="R")}

    def open(self, **facts: Any) -> None:
        """One letter, from the find box; a tab by its key; or the queue, from a run just made."""
        if facts.get("letter_id") is not None:
            self.ask(queries.letter, self._show_one, letter_id=facts["letter_id"])
        elif "run_id" in facts or "tab" in facts:
            self.asking.close_form()
            self.tabs.choose(facts.get("tab", "ready"))

    def _show_one(self, row: LetterRow) -> None:
        self.table.view.come_back_to(row.id)
        self.tabs.choose(shelf_of(row.state, row.way is Way.EMAIL))
        self._read()

    # Reading.
    def reload(self) -> None:
        """The office's envelopes, what is being carried, the counts, and the list of the tab chosen."""
        self.ask(envelopes_in_use, self._know_envelopes, on=self.desk.today)
        self.ask(out_on_rounds, self._know_carried)
        self.ask(queries.counts_by_way, self._show_counts)
        self._read()

    def _know_envelopes(self, envelopes: Sequence[Envelope]) -> None:
        self._envelopes = tuple(envelopes)

    def _know_carried(self, out: dict[int, Any]) -> None:
        self._carried = frozenset(out)

    def _show_counts(self, counts: dict[tuple[LetterState, Way], int]) -> None:
        self.tabs.show_tabs(tabs(counts))

    @property
    def shelf(self) -> Shelf:
        """What stands in the tab chosen."""
        return SHELVES[self.tabs.key() or "ready"]

    def _read(self, _key: str = "") -> None:
        shelf = self.shelf
        self.table.set_empty(shelf.empty)
        self.ask(queries.standing, self._show, states=shelf.states, by_email=shelf.by_email, limit=shelf.limit)

    def _show(self, rows: list[LetterRow]) -> None:
        self.model.show(rows)
        self._moved(self.table.current_id())

    def _moved(self, _id: int | None) -> None:
        row = self.current()
        self.note.setText(about_letter(row))
        if row is None or row.document_id is None:
            self.view.show_pdf(None)
        else:
            self.ask(queries.pdf, self._show_pdf, letter_id=row.id)
        self.by_email.say_where_to(row)
        say_the_door(self, self.note, row)
        self._tell()

    def _show_pdf(self, pdf: bytes | None) -> None:
        row = self.current()
        if row is not None and row.document_id is not None:  # else the list was left while it was fetched
            self.view.show_pdf(pdf)

    def current(self) -> LetterRow | None:
        """The letter in sight."""
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, LetterRow) else None

    def envelopes(self) -> Sequence[Envelope]:
        """The envelopes of the office."""
        return self._envelopes

    def _chosen(self, *states: LetterState) -> list[int]:
        wanted = set(self.table.chosen_ids())
        return [row.id for row in self.model.rows() if row.id in wanted and row.state in states]

    def _to_go(self, state: LetterState) -> list[LetterRow]:
        """The ticked letters of a state, or all of it."""
        rows, ticked = [row for row in self.model.rows() if row.state == state], set(self.model.ticked())
        return [row for row in rows if row.id in ticked] if ticked else rows

    # What can be done, and how it is said.
    def is_valid(self, act: str) -> bool:
        """What can be done with the letters in sight."""
        row = self.current()
        if act == "finish":
            return self.asking.form is not None
        if self.asking.form is not None:
            return False
        if act == "look":
            return row is not None
        if act in _PLACES or act in ("try_envelopes", "show_postings"):
            return True
        if act in ("save", "print_one"):
            return row is not None and row.document_id is not None
        return self.desk.may(Permission.SEND_LETTERS) and act in (*self.shelf.buttons, *self.shelf.more) and self._may(act, row)

    def _may(self, act: str, row: LetterRow | None) -> bool:
        if act == "print_ready":
            return bool(self._to_go(LetterState.READY)) and not self.to_printer.busy
        if act == "settle":
            return bool(self._at_printer()) and not self.to_printer.busy
        if act in ("open_mail", "copy_text") or (act == "gone_today" and self.tabs.key() == "email"):
            return row is not None and row.state is LetterState.READY
        return bool(self._post_today()) if act == "gone_today" else bool(self._chosen(*_STATES[act]))

    def _tell(self) -> None:
        """Buttons, keys and the line of figures say what there is now."""
        for act, made in self._buttons.items():
            made.setEnabled(self.is_valid(act))
            if act not in ("save", "print_one"):
                made.setVisible(act in self.shelf.buttons and (act != "settle" or bool(self._at_printer())))
        ready = len(self._to_go(LetterState.READY))
        set_button_text(self._buttons["print_ready"], f"Print {actions.count_of(ready)}" if ready else "Print", "Ctrl+P")
        set_button_text(self._buttons["keep_back"], "Take up" if self._all_kept_back() else "Keep back", "H")
        set_button_text(self._buttons["gone_today"], "Sent" if self.tabs.key() == "email" else "Posted today", "T")
        said = self._figures()
        self.help.setText(said)
        self.help.setVisible(bool(said))
        self.keys_changed.emit()

    def _figures(self) -> str:
        """Over the list: letters at the printer that nobody has answered for, and what is to be franked."""
        waiting = self._at_printer()
        if waiting and self.tabs.key() == "ready" and not self.to_printer.busy:
            return nobody_said(len(waiting))
        if self.tabs.key() == "printed" and self.model.count():
            kept = sum(row.way is Way.HAND for row in self.model.rows())
            return to_frank([row.pages for row in self._post_today()], kept, self._envelopes)
        return ""

    def _at_printer(self) -> list[LetterRow]:
        return [row for row in self.model.rows() if row.state is LetterState.PRINTING]

    def _all_kept_back(self) -> bool:
        return bool(self._chosen(LetterState.KEPT_BACK)) and not self._chosen(LetterState.READY)

    def _post_today(self) -> list[LetterRow]:
        """The ticked letters, or all that go by post; not what somebody is carrying to the doors."""
        ticked = bool(self.model.ticked())
        return [row for row in self._to_go(LetterState.PRINTED) if row.id not in self._carried
                and (ticked or row.way is Way.POST)]

    def valid_keys(self) -> list[Key]:
        """The keys of the form while it is open."""
        if self.asking.form is not None:
            return [Key("Ctrl+Enter", "mark it"), Key("Esc", "leave it")]
        return super().valid_keys()

    # Going elsewhere.
    def _opened(self, _id: int) -> None:
        self.look()

    def look(self) -> None:
        """Go to the person's file; a letter to a council about many claims came from the list of those overdue."""
        row = self.current()
        if row is not None:
            about = Ref.of(row.subject)
            self.go_to("benefits_overdue" if about.table == "council" else about.table, **{f"{about.table}_id": about.id})

    def wordings(self) -> None:
        """Go to what the letters say."""
        self.go_to(_PLACES["wordings"])

    def show_rounds(self) -> None:
        """Letters that are carried to the doors."""
        self.go_to(_PLACES["show_rounds"])

    def show_statements(self) -> None:
        """The statements of a quarter, and who had one."""
        self.go_to(_PLACES["show_statements"])

    def show_notices(self) -> None:
        """The register of notices."""
        self.go_to(_PLACES["show_notices"])

    def show_postings(self) -> None:
        """What was handed in at the post office: of the letter in sight, or the newest."""
        row = self.current()
        facts = {"posting_id": row.posting_id} if row is not None and row.posting_id is not None else {}
        self.go_to("postings", **facts)

    # Printing.
    def print_ready(self) -> None:
        """Print the ticked letters that are ready, or all of them."""
        self.to_printer.offer(self._to_go(LetterState.READY))

    def settle(self) -> None:
        """Say what came out of the printer of what went there before."""
        rows = in_order(self._at_printer(), self._envelopes)
        self.ask_last_good(rows, len(rows))

    def ask_last_good(self, rows: list[LetterRow], likely: int) -> None:
        """Which was the last good one of those that went to the printer."""
        self.asking.last_good(rows, likely, self.printed)

    def printed(self, outcome: Any) -> None:
        """When the queue is printed out, what is next is the letterbox."""
        more = len(self._to_go(LetterState.READY)) if not self.model.ticked() else len(self.model.ticked()) < self.model.count()
        self._back(outcome)
        if not more:
            self.tabs.choose("printed")

    def printing_changed(self) -> None:
        """Letters began to go to the printer, or have gone."""
        self._tell()

    def print_one(self) -> None:
        """Print the archived letter once more; it says Copy at its foot."""
        row = self.current()
        if row is not None and row.document_id is not None:
            self.to_printer.copy(row)

    def try_envelopes(self) -> None:
        """Print a sheet to fold for each window envelope: once, and whenever a new kind of envelope is bought."""
        self.to_printer.trial()

    # In the queue and out of it.
    def keep_back(self) -> None:
        """Keep letters back that are not to go yet, or take up again what was kept back."""
        kept = self._all_kept_back()
        ids = self._chosen(LetterState.KEPT_BACK if kept else LetterState.READY)
        self.desk.do(actions.take_up if kept else actions.keep_back, self._back, letter_ids=ids)

    def gone_today(self) -> None:
        """Say that the printed letters went into the post today, or that the e-mail in sight was sent."""
        row = self.current()
        if self.tabs.key() == "email" and row is not None:
            self.by_email.sent(row.id, self._back)
        else:
            self.desk.do(actions.mark_posted, self._back, letter_ids=[row.id for row in self._post_today()],
                         on=self.desk.today)

    def withdraw(self) -> None:
        """Take letters out before they are printed."""
        self.desk.do(actions.withdraw, self._back, letter_ids=self._chosen(*_STATES["withdraw"]))

    def spoil(self) -> None:
        """Mark printed or posted letters as spoiled, with the reason."""
        self.asking.spoil(self._chosen(*_STATES["spoil"]), self._back)

    def came_back(self) -> None:
        """Say that posted letters came back, and what is written on the envelope."""
        self.asking.came_back(self._chosen(*_STATES["came_back"]), self._back)

    def open_mail(self) -> None:
        """Open the mail program with the e-mail in sight."""
        row = self.current()
        if row is not None:
            self.by_email.open_mail(row.id)

    def copy_text(self) -> None:
        """The text of the e-mail in sight for the clipboard."""
        row = self.current()
        if row is not None:
            self.by_email.copy_text(row.id)

    def by_post(self) -> None:
        """What was made for e-mail is printed and posted instead."""
        self.desk.do(actions.change_way, self._back, letter_ids=self._chosen(*_STATES["by_post"]), way=Way.POST)

    # The form beside the list.
    def finish(self) -> None:
        """Do what the form is about."""
        self.asking.do_it()

    def _back(self, _outcome: Any) -> None:
        self.model.tick(self.model.ticked(), False)
        self.asking.close_form()
        self.table.setFocus()

    def _form_changed(self) -> None:
        shown = self.asking.form is not None
        self._across.leave_out(self.pane, shown)
        if not shown:
            self.table.setFocus()
        self._tell()

    def escape(self) -> bool:
        """Esc leaves the form first."""
        return self.asking.close_form()

    # Files.
    def save(self) -> None:
        """Save the letter as issued to a file, to send with an e-mail for example."""
        row = self.current()
        if row is not None and row.document_id is not None:
            self.saving.ask_where(row.id, f"{row.title}, {row.addressee}.pdf")
