"""A letter run before it is made: a letter for each person, exceptions first, and counts that add up."""

from dataclasses import replace
from typing import Any

from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.stock import KEYS
from housingdesk.mailings import actions
from housingdesk.mailings.queries import runs
from housingdesk.mailings.rules import STATEMENT, TITLES, Proposed, tally
from housingdesk.mailings.rules.copies import CopyKind, copies_line
from housingdesk.mailings.rules.reasons import Where
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.fields import Choice, Tick
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.qt_desk import Job, refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.mailings.copies_form import CopiesForm
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_CHOICES = ((None, "The letter each is due by weeks owed"), *((key, TITLES[key]) for key in KEYS),
            (STATEMENT, TITLES[STATEMENT]))


class LetterRunPage(Page):
    """Chosen people, the letter each gets, and a look at any of them before they are made."""

    title = "Letters to write"
    keys = (Key("Up", "move"), Key("]", "next that is held", "next_held"), Key("Enter", "where it is settled", "settle"),
            Key("C", "copies to others", "ask_copies"), Key("X", "leave this one out", "leave_out"),
            Key("Ctrl+Enter", "make the letters", "make"), Key("Esc", "leave them all"))

    def build(self) -> None:
        """Which letter, for whom, and how it will look."""
        self._accounts: tuple[int, ...] = ()
        self._rows: list[Proposed] = []
        self._left_out: set[tuple[int, int]] = set()
        self._listed: dict[int, int] = {}
        self._no_copy: dict[tuple[int, int], dict[int, str]] = {}
        self._asking: CopiesForm | None = None
        self._job: Job | None = None
        self.template = Choice(_CHOICES)
        self.template.setAccessibleName("Which letter")
        self.template.edited.connect(self.refresh)
        self.with_statement = Tick("A statement goes with each letter")
        self.with_statement.set_value(True)
        self.with_statement.edited.connect(self._preview)
        self.make_button = button("Make the letters", self.make, key="Ctrl+Enter", kind="primary")
        self.make_button.setEnabled(False)
        self.body.addWidget(tabs_row(flow_row(self.template, self.with_statement,
                                              button("Leave this one out", self.leave_out, key="X")), self.make_button))
        self.model = RowsModel(_columns(), name="Letters to write", sentence=lambda r: _told(r) if r.ready else _no_letter(r),
                               row_id=lambda r: r.key)
        self.table = Table(self.model, empty="Choose people on the arrears list, then press L", remember="letter run")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _key: self.settle())
        self.listen(self.table)
        self.view = PdfView(self.desk, "How it will look")
        self.why = label("", "muted", wrap=True)
        self.pane = Card(self.why, margin=12)
        self.pane.add(self.view, 1)
        self.asking = RefillPane("Copies to others", width=0)
        self.asking.hide()
        self.listing = table_card(self.table)
        self.columns = columns((self.listing, 6), (self.pane, 5, 720), (self.asking, 5))
        self.body.addWidget(self.columns, 1)

    def open(self, **facts: Any) -> None:
        """For whom letters are written; ``listed`` is what each account owed on the list from which it was chosen."""
        self._accounts, self._listed = tuple(facts.get("account_ids", ())), dict(facts.get("listed", {}))
        self._rows, self._left_out, self._no_copy = [], set(), {}
        self._close_copies()
        self.template.set_value(facts.get("template"))
        self.model.show(())
        self._preview()
        self.header.set_subtitle("Working out who is due which letter")
        self.header.set_figures([])
        self.mark_stale()

    def reload(self) -> None:
        """Propose a letter for each."""
        if self._accounts:
            self.ask(runs.proposed, self._show, account_ids=self._accounts, on=self.desk.today,
                     template=self.template.value(), listed=self._listed)

    def _show(self, rows: list[Proposed]) -> None:
        self._rows = [self._without(r) for r in rows if _whose(r) not in self._left_out]
        self.with_statement.setVisible(self.template.value() != STATEMENT)
        found = tally(self._rows)
        out = f" · {len(self._left_out):,} left out" if self._left_out else ""
        self.header.set_subtitle(f"{found.sentence}{out}")
        self.header.set_figures([("Chosen", f"{found.chosen:,}"), ("Ready", f"{found.ready:,}"), ("Held", f"{found.held:,}"),
                                 *([("Not due", f"{found.not_due:,}")] if found.not_due else [])])
        self.make_button.setEnabled(found.ready > 0)
        letters = f"{found.ready:,} letter{'s' if found.ready != 1 else ''}"
        set_button_text(self.make_button, f"Make {letters}", "Ctrl+Enter")
        self.table.set_empty("No one on this list needs a letter")
        self.model.show(sorted(self._rows, key=lambda r: (r.rank, r.key)))
        self._preview()  # the same place in the list may hold somebody else now
        self.keys_changed.emit()

    def _without(self, row: Proposed) -> Proposed:
        """The row with the copies that were taken off, and why."""
        off = self._no_copy.get(_whose(row), {})
        return replace(row, copies=tuple(replace(copy, left_out=off.get(copy.party_id, "")) for copy in row.copies))

    def _current(self) -> Proposed | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, Proposed) else None

    def is_valid(self, act: str) -> bool:
        """Letters are made once there is one that is ready, and not while they are being made."""
        if act == "make":
            return self.make_button.isEnabled() and self._job is None
        if act == "next_held":
            return any(row.held for row in self._rows)
        row = self._current()
        if act == "settle":
            return row is not None and row.where is not None and self._asking is None
        if act == "ask_copies":
            return row is not None and row.ready and bool(row.copies) and self._asking is None
        return row is not None

    def _moved(self, _key: int | None) -> None:
        self._preview()
        self.keys_changed.emit()

    def _preview(self) -> None:
        row = self._current()
        if row is None or not row.ready:
            self.view.show_pdf(None)
            self.why.setText("Choose somebody to see the letter as it will be" if row is None else _no_letter(row))
            return
        self.why.setText(_told(row))
        self.ask(runs.draw, self._show_preview, chosen=[replace(row, copies=())], on=self.desk.today,
                 signed_by=self.desk.who.name, with_statement=bool(self.with_statement.value()))

    def _show_preview(self, made: list[MadeLetter]) -> None:
        row = self._current()
        if row is None or not made or made[0].addressee != row.addressee:
            return
        self.view.show_pdf(made[0].pdf)
        if made[0].held_because:
            self.why.setText(f"No letter to {row.addressee}. {made[0].held_because}.")

    # Keys.
    def next_held(self) -> None:
        """To the next letter that somebody has to settle, and why; what is not due is passed over."""
        held = [place for place in range(self.model.count()) if self.model.rows()[place].held]
        here = self.table.view.currentIndex().row()
        self.table.view.select_place(next((place for place in held if place > here), held[0]))
        self.table.setFocus()

    def leave_out(self) -> None:
        """Take the current person off this run."""
        row = self._current()
        if row is not None:
            place = self.table.view.currentIndex().row()
            self._left_out.add(_whose(row))
            self._show(self._rows)
            if self.model.count():
                self.table.view.select_place(place)

    def settle(self) -> None:
        """To the page on which what holds the current letter is settled; Alt+Left comes back to this list."""
        row = self._current()
        if row is None or row.where is None:
            return
        match row.where:
            case Where.PERSON:
                self.go_to("person", person_id=row.person_id)
            case Where.AGREEMENT:
                self.go_to("tenancy", tenancy_id=row.tenancy_id)
            case Where.ACCOUNT:
                self.go_to("account", account_id=row.account_id)

    # Copies to others.
    def ask_copies(self) -> None:
        """Who else gets the current letter: each can be taken off, with the reason."""
        row = self._current()
        if row is not None and self.is_valid("ask_copies"):
            self._asking = CopiesForm(self.asking, f"{_letter(row)} to {row.addressee}", row.copies, self._take_copies,
                                      self._close_copies)
            self.columns.leave_out(self.listing, not self.pane.isVisible())  # too narrow for both
            self.columns.leave_out(self.pane, True)
            self.keys_changed.emit()

    def _take_copies(self) -> None:
        row = self._current()
        if row is None or self._asking is None or (off := self._asking.left_out()) is None:
            return
        self._no_copy[_whose(row)] = off
        place = self.table.view.currentIndex().row()
        self._close_copies()
        self._show(self._rows)
        self.table.view.select_place(place)

    def _close_copies(self) -> None:
        if self._asking is not None:
            self._asking = None
            self.asking.hide()
            self.columns.leave_out(self.listing, False)
            self.columns.leave_out(self.pane, False)
            self.table.setFocus()
            self.keys_changed.emit()

    def escape(self) -> bool:
        """Nothing was kept: the window goes back to where the people were chosen."""
        if self._asking is not None:
            self._close_copies()
            return True
        if self._job is not None:
            self._job.cancel()
        return False

    def make(self) -> None:
        """Draw them all in a worker, then keep them as one run; from the copies, keep what was said there."""
        if self._asking is not None:
            self._take_copies()
            return
        if not self.is_valid("make"):
            return
        self.make_button.setEnabled(False)
        self._job = self.desk.run(_draw, self._drawn, self._not_drawn, label=f"Making {len(self._rows):,} letters",
                                  chosen=self._rows, on=self.desk.today, signed_by=self.desk.who.name,
                                  with_statement=bool(self.with_statement.value()))
        self._job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        self.make_button.setEnabled(any(row.ready for row in self._rows))
        self.keys_changed.emit()

    def _drawn(self, letters: list[MadeLetter]) -> None:
        title = runs.run_title(self.desk.today, [m.template for m in letters])
        self.desk.do(actions.issue_run, self._kept, self._not_drawn, title=title, letters=letters)

    def _kept(self, outcome: Any) -> None:
        self.go_to("letters", run_id=outcome.value)

    def _not_drawn(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error) or "Nothing was made", stays=True)


def _draw(progress: Any, **facts: Any) -> list[MadeLetter]:
    return runs.draw(progress=progress, **facts)


def _whose(row: Proposed) -> tuple[int, int]:
    """The account and the person: places in the list change when it is worked out again."""
    return row.account_id, row.person_id


def _letter(row: Proposed) -> str:
    return TITLES.get(row.template or "", "No letter")


def _no_letter(row: Proposed) -> str:
    """Why there is none, and what would settle it."""
    said = f"{row.held_because}. {row.settle}".removesuffix(". ")
    where = ". Enter goes there" if row.where is not None else ""
    return f"No letter to {row.addressee}. {said}{where}."


def _told(row: Proposed) -> str:
    """What is to be known before the letter is made: what comes first, why it is written, and who else gets it."""
    form = "easy read" if row.easy_read else "large print" if row.large_print else ""
    how = ", ".join(part for part in (f"in {form}" if form else "", f"by e-mail to {row.email}" if row.email else "") if part)
    first = f"{'. '.join(row.see_first)}. " if row.see_first else ""
    line = copies_line(row.copies)
    return f"{first}{_letter(row)} to {row.addressee}{', ' if how else ''}{how}: {row.why}." + (f" {line}." if line else "")


def _to_see(row: Proposed) -> str:
    """What would settle a held letter; of one that is ready, what somebody should see before it is made."""
    nothing = (copy.sentence for copy in row.copies if copy.kind is CopyKind.NOTHING)
    return row.settle or next(iter((*row.see_first, *nothing)), "")


def _form(row: Proposed) -> str:
    """The second line under the letter: its form, its way, and how many copies go out."""
    if not row.ready:
        return ""
    count = sum(copy.goes for copy in row.copies)
    parts = ("easy read" if row.easy_read else "large print" if row.large_print else "", "by e-mail" if row.email else "",
             f"{count} cop{'y' if count == 1 else 'ies'}" if count else "")
    return sentence_case(", ".join(part for part in parts if part))


def _columns() -> tuple[Column, ...]:
    return (Column("who", "To", 170, lambda r: r.addressee, secondary=lambda r: r.address, stretch=1),
            Column("letter", "Letter", 152, lambda r: _letter(r) if r.ready else "Not due" if r.not_due else "Held",
                   status=lambda r: Status.DUE if r.held else Status.INFORMATION if r.rank == 1 else None,
                   secondary=_form),
            Column("owed", "Owed", 90, lambda r: format_pence(r.owed_pence), align=Align.RIGHT, hide_below=520),
            Column("why", "Why", 200, lambda r: r.held_because or r.why, stretch=2,
                   secondary=_to_see))
