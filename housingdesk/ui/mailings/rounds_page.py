"""Delivery rounds: those to be recorded, those done, and a new one made from the printed letters of a scheme."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.letters.queries.rounds import RoundRow, rounds
from housingdesk.mailings.actions.rounds import make_round
from housingdesk.mailings.queries.rounds import Proposal, Waiting, carried, waiting
from housingdesk.ui.kit.cards import Bullets, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem

_EMPTY = "No round was made yet. Print letters, then press Ctrl+N to carry them to the doors of a scheme"


class RoundsPage(Page):
    """The rounds, and beside them the form for a new one."""

    title = "Delivery rounds"
    tables = frozenset({"delivery_round", "delivery_stop", "letter", "hold"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open the round", "open_round"), Key("Ctrl+N", "new round", "begin"),
        Key("Ctrl+Enter", "make the round", "make", shown=False))

    def build(self) -> None:
        """The list, and the pane for a new round."""
        self.form: PaneForm | None = None
        self._waiting: list[Waiting] = []
        self._proposal: Proposal | None = None
        self.new = button("New round", self.begin, key="Ctrl+N", kind="primary")
        self.header.set_actions(self.new)
        self.model = RowsModel(_columns(), name="Delivery rounds", sentence=_sentence)
        self.table = Table(self.model, empty=_EMPTY, remember="rounds")
        self.table.moved.connect(lambda _id: self.keys_changed.emit())
        self.table.opened.connect(lambda _id: self.open_round())
        self.listen(self.table)
        self.pane = RefillPane("A new round", width=340)
        self.pane.hide()
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)

    def reload(self) -> None:
        """Read the rounds, and which schemes have letters waiting."""
        self.ask(rounds, self._show)
        self.ask(waiting, self._show_waiting, on=self.desk.today)

    def _show(self, rows: list[RoundRow]) -> None:
        self.model.show(rows)
        self.keys_changed.emit()

    def _show_waiting(self, found: list[Waiting]) -> None:
        self._waiting = found
        letters = sum(one.letters for one in found)
        self.header.set_subtitle(
            f"{letters:,} printed letter{'s' if letters != 1 else ''} can be carried to the doors of schemes" if letters else
            "No printed letter waits to be carried")
        self.new.setEnabled(self.is_valid("begin"))
        if self.form is not None:
            self.form["scheme"].set_options(self._options())
            self._look()
        self.keys_changed.emit()

    def _options(self) -> list[tuple[int, str]]:
        return [(one.scheme_id, f"{one.label}: {one.letters:,} letter{'s' if one.letters != 1 else ''}")
                for one in self._waiting]

    def is_valid(self, act: str) -> bool:
        """A round is made where there are schemes; one is opened where there is one."""
        if act == "open_round":
            return self.form is None and self.table.current_id() is not None
        if act == "make":
            return self.form is not None
        return self.form is None and self.desk.may(Permission.SEND_LETTERS) and bool(self._waiting)

    def valid_keys(self) -> list[Key]:
        """The keys of the form while it is open."""
        return [Key("Ctrl+Enter", "make the round"), Key("Esc", "leave it")] if self.form is not None else super().valid_keys()

    def open_round(self) -> None:
        """Record what came of it."""
        if (round_id := self.table.current_id()) is not None:
            self.go_to("round", round_id=round_id)

    # A new round.
    def begin(self) -> None:
        """Ask for which scheme, when and by whom."""
        self.form = form = PaneForm(self.pane, "A new round", "Printed letters are carried to the doors instead of posted")
        form.add("scheme", "Which scheme", Choice(self._options()))
        form.row(("out_on", "On which day", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)),
                 ("by", "Who carries them", TextField(self.desk.who.name, longest=120)))
        form["scheme"].edited.connect(self._look)
        form["out_on"].edited.connect(self._look)
        self.counts = label("", "strong", wrap=True)
        self.stays = Bullets()
        form.add_widget(self.counts)
        form.add_widget(self.stays)
        form.foot("Make the round", self.make, self.leave)
        self.new.setEnabled(False)
        self._look()
        self.keys_changed.emit()

    def _look(self) -> None:
        if self.form is None:
            return
        on = self.form["out_on"].value() or self.desk.today
        self.ask(carried, self._show_proposal, scheme_id=self.form["scheme"].value(), on=on)

    def _show_proposal(self, found: Proposal) -> None:
        if self.form is None:
            return
        self._proposal = found
        self.counts.setText(f"{found.sentence}.")
        told = [f"{one.title} to {one.addressee} stays. {one.why}" for one in found.stay]
        told += [f"To be served there, not carried: {one.sentence}" for one in found.reminders]
        self.stays.show_sentences(told)

    def make(self) -> None:
        """Make it, and go there."""
        form = self.form
        if form is None or form.show_problems(form.unreadable()):
            return
        if self._proposal is not None and not self._proposal.stops:
            form.show_problems([Problem("scheme", "There is no letter to carry there")])
            return
        said = form.values()
        self.desk.do(make_round, self._made, form.refused, scheme_id=said["scheme"], out_on=said["out_on"], by=said["by"])

    def _made(self, outcome: Any) -> None:
        self.leave()
        self.go_to("round", round_id=outcome.value)

    def leave(self) -> None:
        """Put the form away."""
        self.escape()

    def escape(self) -> bool:
        """Esc leaves the form first."""
        was, self.form = self.form is not None, None
        if was:
            self.pane.hide()
            self.new.setEnabled(self.is_valid("begin"))
            self.table.setFocus()
            self.keys_changed.emit()
        return was


def _columns() -> tuple[Column, ...]:
    return (Column("scheme", "Scheme", 190, lambda r: r.title, stretch=2, sort=True),
            Column("out_on", "On", 140, lambda r: format_day(r.out_on), sort=lambda r: r.out_on),
            Column("by", "Carried by", 150, lambda r: r.by, stretch=1, hide_below=640),
            Column("doors", "Doors", 64, lambda r: f"{r.doors:,}", align=Align.RIGHT, hide_below=560),
            Column("letters", "Letters", 70, lambda r: f"{r.letters:,}", align=Align.RIGHT),
            Column("state", "State", 150, lambda r: r.standing, status=_status, secondary=_failed, stretch=1))


def _status(row: RoundRow) -> Status:
    return Status.GOOD if row.closed_at is not None else Status.DUE if row.recorded else Status.INFORMATION


def _failed(row: RoundRow) -> str:
    return f"{row.failed:,} not delivered" if row.failed else ""


def _sentence(row: RoundRow) -> str:
    failed = f", {_failed(row)}" if row.failed else ""
    return f"{row.title}, {format_day(row.out_on)}, carried by {row.by}, {row.standing}{failed}"
