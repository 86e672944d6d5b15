"""The papers of a sign-up in the order in which they are handed over: looked at, printed in one job, signed, replaced."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtPrintSupport import QPrinter

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions import papers as actions
from housingdesk.lettings.queries import papers as queries
from housingdesk.lettings.queries.papers import Gap, PaperRow
from housingdesk.lettings.rules.papers.pack import AGREEMENT
from housingdesk.lettings.rules.words import PaperState
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.header import actions_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_many import Printed, print_many
from housingdesk.ui.kit.print_panel import PrinterPanel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.lettings.reason_form import ReasonForm
from housingdesk.ui.lettings.sealing import seal_what_is_signed
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_STATES = {PaperState.SIGNED: Status.GOOD, PaperState.WAITING: Status.DUE}


class PackPanel(PrinterPanel):
    """Asks where the papers go."""

    def __init__(self, page: "PackPage", facts: list[str]) -> None:
        self._page = page
        super().__init__(page.window(), "Print the pack", facts)

    def _print(self) -> None:
        printer = self._opened([])
        if printer is not None:
            self.leave()
            self._page.print_on(printer, both_sides=bool(self.form["both_sides"].value()))


def _state(row: PaperRow) -> Status | None:
    return _STATES.get(row.state, Status.DUE if row.signable else None)


class PackPage(Page):
    """The pack of one sign-up."""

    title = "Print pack"
    tables = frozenset({"pack_paper", "signature", "answer", "certificate", "key_set", "sign_up"})
    keys = (Key("Up", "move"), Key("Space", "tick"), Key("Enter", "look at it"), Key("+", "one copy more", "more"),
            Key("-", "one copy less", "fewer"), Key("Ctrl+P", "print", "print_ticked"),
            Key("Ctrl+Shift+S", "sign", "sign"), Key("Alt+M", "make again", "make"), Key("Alt+R", "replace", "replace"),
            Key("Ctrl+Enter", "finish", "finish", shown=False), Key("Esc", "back to the sign-up", "leave"))

    def build(self) -> None:
        """The list, what is missing above it, and the paper beside it."""
        self._sign_up: int | None = None
        self._rows: tuple[PaperRow, ...] = ()
        self._to_sign = self._making = self._told = False
        self._finish: Callable[[], object] | None = None
        self._sealing: set[int] = set()
        self.gaps = Checks()
        self.gaps.hide()
        self.model = RowsModel((
            Column("paper", "Paper", 210, lambda row: row.title, secondary=lambda row: sentence_case(row.said), stretch=2,
                   status=_state),
            Column("copies", "Copies", 84, lambda row: str(row.copies), Align.RIGHT),
            Column("pages", "Pages", 78, lambda row: str(row.pages), Align.RIGHT, hide_below=420),
            Column("printed", "Printed", 96, lambda row: "printed" if row.printed_at else "not yet", hide_below=360)),
            name="Papers", tickable=True,
            sentence=lambda row: f"{row.title}, {row.said}, {row.copies} copies, {row.pages} pages")
        self.table = Table(self.model, empty="No papers yet. Alt+M makes them from the answers", remember="sign-up pack")
        self.table.opened.connect(self._look)
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.view = PdfView(self.desk, "The paper")
        self.pane = RefillPane("Asked")
        self.pane.hide()
        self.print_button = button("Print", self.print_ticked, key="Ctrl+P", kind="primary")
        self.sign_button = button("Sign", self.sign, key="Ctrl+Shift+S")
        self.make_button = button("Make the papers again", self.make, key="Alt+M")
        self.replace_button = button("Replace this paper", self.replace, key="Alt+R")
        self.body.addWidget(actions_row(self.make_button, self.replace_button, self.sign_button, self.print_button))
        self.body.addWidget(self.gaps)
        self.body.addWidget(columns((table_card(self.table), 5), (self.view, 6, 620), (self.pane, 0)), 1)

    def open(self, **facts: Any) -> None:
        """Whose pack (``sign_up_id``); ``sign`` goes on to the agreement as soon as it is there."""
        sign_up_id = int(facts["sign_up_id"])
        if sign_up_id != self._sign_up:
            self._sign_up, self._rows, self._told = sign_up_id, (), False
        self._to_sign = bool(facts.get("sign", False))
        self._making = False
        self.mark_stale()

    def reload(self) -> None:
        """Read the papers and what is missing."""
        if self._sign_up is not None:
            self.ask(queries.pack_of, self._show, sign_up_id=self._sign_up, on=self.desk.today)
            self.ask(queries.gaps_of, self._show_gaps, sign_up_id=self._sign_up, on=self.desk.today)

    def _show(self, rows: tuple[PaperRow, ...]) -> None:
        first = not self._told
        self._rows = rows
        agreement = next((row for row in rows if row.key == AGREEMENT), None)
        names = " and ".join(one.name for one in agreement.signers[:-1]) if agreement is not None else ""
        self.header.set_subtitle(names)
        mine = frozenset({("sign_up", self._sign_up or 0), *(("paper", row.id) for row in rows)})
        self.concerns(Household(names or "Sign-up", frozenset(), mine))
        self.model.show(rows)
        seal_what_is_signed(self.desk, rows, self._sealing)
        if first and rows:
            self.model.tick([row.id for row in rows if row.printed_at is None], True)
            self._told = True
        self.keys_changed.emit()
        if not rows and not self._making and self.is_valid("make"):
            self.make()
        elif self._to_sign and agreement is not None:
            self._to_sign = False
            self.go_to("sign", paper_id=agreement.id)
        self._moved(self.table.current_id())

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        self.gaps.show_checks([(Status.LATE if gap.paper else Status.DUE, gap.sentence) for gap in gaps])
        self.gaps.setVisible(bool(gaps))

    # One paper.
    def _row(self) -> PaperRow | None:
        current = self.table.current_id()
        return next((row for row in self._rows if row.id == current), None)

    def _moved(self, _row_id: object) -> None:
        row = self._row()
        self.replace_button.setEnabled(self.is_valid("replace"))
        self.make_button.setEnabled(self.is_valid("make"))
        self.sign_button.setEnabled(row is not None and row.signable)
        self.keys_changed.emit()
        if row is not None:
            self.ask(queries.paper_pdf, self.view.show_pdf, paper_id=row.id)

    def _look(self, _row_id: object) -> None:
        self.view.setFocus()

    def is_valid(self, act: str) -> bool:
        """What can be done with the paper the cursor is on."""
        row = self._row()
        if act in ("more", "fewer", "replace", "make") and not self.desk.may(Permission.KEEP_APPLICANTS):
            return False
        if act in ("more", "fewer", "replace"):
            return row is not None
        if act == "sign":
            return row is not None and row.signable
        return bool(self._rows) if act == "print_ticked" else True

    def more(self) -> None:
        """One copy more."""
        self._copies(1)

    def fewer(self) -> None:
        """One copy less."""
        self._copies(-1)

    def _copies(self, by: int) -> None:
        row = self._row()
        if row is not None:
            self.desk.do(actions.set_copies, paper_id=row.id, copies=row.copies + by)

    def sign(self) -> None:
        """To the signatures of the paper."""
        row = self._row()
        if row is not None and row.signable:
            self.go_to("sign", paper_id=row.id)

    def make(self) -> None:
        """Make the papers as the answers stand; what is signed stays."""
        if self._sign_up is not None:
            self._making = True
            self.desk.do(actions.make_pack, sign_up_id=self._sign_up)

    def replace(self) -> None:
        """Ask why the paper is replaced; the one before and its signatures are kept."""
        row = self._row()
        if row is not None:
            self._finish = ReasonForm(
                self.desk, self.pane, f"Replace {row.title}",
                "It is made anew from the answers. The one before and its signatures are kept", "Replace it",
                actions.replace_paper, paper_id=row.id).go

    def finish(self) -> None:
        """Do what is asked in the pane beside."""
        if self.pane.isVisible() and self._finish is not None:
            self._finish()

    def leave(self) -> None:
        """Back to the sign-up, or close what is asked."""
        if self.pane.isVisible():
            self.pane.hide()
            self.table.setFocus()
        elif self._sign_up is not None:
            self.go_to("signup", sign_up_id=self._sign_up)

    # Printing.
    def ticked(self) -> list[PaperRow]:
        """What is printed, in the order in which it is handed over."""
        ids = set(self.table.chosen_ids())
        return [row for row in self._rows if row.id in ids and row.copies]

    def print_ticked(self) -> None:
        """Ask where the ticked papers go."""
        rows = self.ticked()
        if rows:
            pages = sum(row.pages * row.copies for row in rows)
            PackPanel(self, [f"{len(rows)} papers, {sum(row.copies for row in rows)} copies, {pages} pages"])

    def print_on(self, printer: QPrinter, *, both_sides: bool) -> None:
        """Print the ticked papers, each with its copies, as one job."""
        rows = self.ticked()
        ids = [row.id for row in rows for _ in range(row.copies)]
        print_many(self.desk, self._fetch, ids, printer, partial(self._over, rows), label="Printing the pack",
                   both_sides=both_sides)

    def _fetch(self, paper_id: int) -> bytes:
        return bytes(self.desk.desk.ask(queries.paper_pdf, paper_id=paper_id))

    def _over(self, rows: list[PaperRow], done: Printed) -> None:
        """Ask what came out; what did not stays ticked."""
        if done.documents == 0:
            self.notices.message(f"{done.why_not_all.rstrip('.')}. Nothing was printed")
            return
        all_choice = (Choice("all", "All came out", primary=True),) if not done.why_not_all else ()
        why = f"{done.why_not_all.rstrip('.')}. " if done.why_not_all else ""
        self.notices.ask(Question("Did all of it come out?", f"{why}What came out is marked as printed and the set is kept as "
                                  "one PDF; the rest stays ticked, to be printed again.",
                                  (*all_choice, Choice("some", "Only some came out", primary=bool(done.why_not_all)),
                                   Choice("none", "None came out")), safe="none", safe_words="Say it later"),
                         partial(self._answered, rows))

    def _answered(self, rows: list[PaperRow], answer: str) -> None:
        if answer == "all":
            self._printed(rows)
        elif answer == "some":
            self._ask_how_many(rows)

    def _ask_how_many(self, rows: list[PaperRow]) -> None:
        self.form = form = PaneForm(self.pane, "What came out", "In the order of the list: " + ", ".join(r.title for r in rows))
        form.add("count", "How many papers came out whole?", TextField(longest=2))
        self._finish = partial(self._keep_count, rows)
        form.foot("Keep it", self._finish, self.pane.hide)

    def _keep_count(self, rows: list[PaperRow]) -> None:
        said = self.form["count"].value()
        if not (said.isascii() and said.isdigit() and 0 <= int(said) <= len(rows)):
            self.form.show_problems([Problem("count", f"Type a number from 0 to {len(rows)}")])
            return
        self.pane.hide()
        if int(said):
            self._printed(rows[:int(said)])

    def _printed(self, rows: list[PaperRow]) -> None:
        ids = [row.id for row in rows]
        self.desk.do(actions.mark_printed, partial(self._untick, ids), paper_ids=ids)

    def _untick(self, ids: list[int], _outcome: Any) -> None:
        self.model.tick(ids, False)
