"""Expected and paid: the ruler of each payer and the sentence of its period, in a pane beside a list or as a part of a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.findings import record_finding
from housingdesk.benefits.queries.expected import expected_and_paid
from housingdesk.benefits.rules.expected.shapes import ExpectedAndPaid, Row
from housingdesk.benefits.rules.words import GapClass
from housingdesk.ui.benefits.ruler import Ruler, row_words
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Facts, clear
from housingdesk.ui.kit.fields import Choice, LongText, Tick
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_role
from housingdesk.ui.kit.list_part import ListPart, ListWithPane, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import DAY, format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

FOUND = (GapClass.LATE, GapClass.SHORT, GapClass.STOPPED, GapClass.RECOVERED, GapClass.THIRTEENTH, GapClass.TO_TENANT,
         GapClass.OVER, GapClass.NONE)
_STATUS = {GapClass.NONE: Status.GOOD, GapClass.NOT_YET_DUE: Status.NEUTRAL, GapClass.THIRTEENTH: Status.NEUTRAL,
           GapClass.LATE: Status.DUE, GapClass.SHORT: Status.DUE, GapClass.OVER: Status.INFORMATION,
           GapClass.RECOVERED: Status.INFORMATION, GapClass.STOPPED: Status.LATE, GapClass.TO_TENANT: Status.LATE}


@dataclass(frozen=True, slots=True)
class Period:
    """One row of one payer, as the list shows it."""

    id: int
    of: ExpectedAndPaid
    row: Row
    place: int


def day_of(row: Row) -> date:
    """The day by which a row is known: when it was due, else when the money came."""
    return row.due.due_on if row.due is not None else row.came[0].on


def period_words(row: Row, today: date) -> str:
    """``26 Oct to 22 Nov``, the last day included."""
    if row.due is not None:
        return f"{format_short(row.due.covers_from, today)} to {format_short(row.due.covers_to - DAY, today)}"
    return "Not expected"


def row_facts(row: Row, today: date) -> list[tuple[str, str]]:
    """What was due, what came, and what is missing."""
    out = [("Due", f"{format_pence(row.due.pence)} on {format_short(row.due.due_on, today)}")] if row.due is not None else []
    out += [("Came", f"{format_pence(one.pence)} on {format_short(one.on, today)}") for one in row.came]
    if row.missing_pence:
        out.append(("Missing" if row.missing_pence > 0 else "Too much", format_pence(abs(row.missing_pence))))
    return out


class ExpectedPart(QWidget):
    """The rulers of an account and the sentence of the current period, as they stand in a pane."""

    chosen = Signal()

    def __init__(self, found: Sequence[ExpectedAndPaid], today: date) -> None:
        super().__init__()
        self._today = today
        self._found = tuple(found)
        self._at = 0
        self.rulers = [Ruler(str(one.payer), one.rows, today) for one in found]
        column = QVBoxLayout(self)
        theme.lay(column, gap=6)
        for place, (one, ruler) in enumerate(zip(found, self.rulers, strict=True)):
            column.addWidget(label(str(one.payer), "muted"))
            column.addWidget(ruler)
            column.addWidget(label(one.sentence, "strong", wrap=True))
            ruler.chosen.connect(partial(self._choose, place))
        self._words, self._facts, self._settles = label("", "", wrap=True), Facts(), label("", "due", wrap=True)
        for widget in (self._words, self._facts, self._settles):
            column.addWidget(widget)
        worst = [place for place, one in enumerate(found) if any(row.variance for row in one.rows)]
        self._choose(worst[0] if worst else 0)

    def current(self) -> tuple[ExpectedAndPaid, Row] | None:
        """The current period and whose it is."""
        if not self.rulers or (row := self.rulers[self._at].current()) is None:
            return None
        return self._found[self._at], row

    def next_variance(self, step: int) -> bool:
        """To the next period that varies; whether there was one."""
        return bool(self.rulers) and self.rulers[self._at].next_variance(step)

    def _choose(self, place: int, _row: int = 0) -> None:
        self._at = place
        now = self.current()
        for widget in (self._words, self._facts, self._settles):
            widget.setVisible(now is not None)
        if now is not None:
            row = now[1]
            self._words.setText(f"{period_words(row, self._today)}: {row_words(row)}")
            set_role(self._words, "" if not row.variance else "read")
            self._facts.show_rows(row_facts(row, self._today))
            self._settles.setText(row.settles)
            self._settles.setVisible(bool(row.settles))
        self.chosen.emit()


def finding_form(part: ListWithPane, of: ExpectedAndPaid, row: Row, done: Callable[[], object]) -> Question:
    """The form in which somebody writes down what they found out about a period."""
    today = part.desk.today

    def do(form: PaneForm) -> None:
        said = form.values()

        def kept(_outcome: Any) -> None:
            part.close_form()
            done()

        part.desk.do(record_finding, kept, form.refused, account_id=of.account_id, payer=of.payer, due_on=day_of(row),
                     found=said["found"], said=said["said"], settled_on=today if said["settled"] else None)

    made = Question(part, "What was found", f"{of.payer}, {period_words(row, today)}", [
        ("found", "What it is", Choice([(one, sentence_case(one)) for one in FOUND])),
        ("said", "What was found out, and from whom", LongText(lines=3)),
        ("settled", "Settled", Tick("Nobody has to do anything more"))], "Keep it", do)
    made.form.set_values(found=row.gap if row.gap in FOUND else GapClass.LATE)
    return made


class ExpectedPanel(ListPart):
    """Every period of an account, due against paid, as a part of its file."""

    name = "Expected and paid"
    empty = "No benefit is expected on this account."
    pane_width = 330
    tables = frozenset({"award", "gap_finding", "expected_payment", "balance", "claim", "schedule", "uc_card", "office",
                        "charge_share"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("]", "next that varies", "next_variance"), Key("[", "the one before", "variance_before"),
        Key("F", "write down what was found", "found"), Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """Rulers over the list."""
        self._account_id = 0
        self._found: tuple[ExpectedAndPaid, ...] = ()
        self._rulers: list[Ruler] = []
        self.over = Card(gap=6)
        super().build()

    def above(self) -> Sequence[QWidget]:
        """The rulers."""
        return (self.over,)

    def open(self, account_id: int) -> None:
        """Show an account."""
        if account_id != self._account_id:
            self._account_id, self.question = account_id, None
        self.mark_stale()

    def reload(self) -> None:
        """Read it."""
        if self._account_id:
            self.ask(expected_and_paid, self._show, account_id=self._account_id, on=self.desk.today)

    def _show(self, found: tuple[ExpectedAndPaid, ...]) -> None:
        self._found = found
        clear(self.over.body)
        self._rulers = []
        for number, one in enumerate(found):
            ruler = Ruler(str(one.payer), one.rows, self.desk.today)
            ruler.chosen.connect(partial(self._from_ruler, number))
            ruler.letter.connect(self._letter)
            self._rulers.append(ruler)
            for widget in (label(f"{one.payer}. {one.sentence}", "strong", wrap=True), ruler):
                self.over.add(widget)
        self.over.setVisible(bool(found))
        periods = [Period(0, one, row, place) for one in found for place, row in enumerate(one.rows)]
        newest = sorted(periods, key=lambda one: day_of(one.row), reverse=True)
        self.show_rows([Period(number, one.of, one.row, one.place) for number, one in enumerate(newest, 1)])
        rows = self.model.rows()
        past = [one for one in rows if one.row.gap is not GapClass.NOT_YET_DUE]
        if (first := next((one for one in rows if one.row.variance), past[0] if past else None)) is not None:
            self.table.go_to(first.id)
        self.say("" if not self._missing() else f"{format_pence(self._missing())} is missing in all")

    def _missing(self) -> int:
        return sum(one.missing_pence for one in self._found)

    def _from_ruler(self, number: int, place: int) -> None:
        for one in self.model.rows():
            if one.of is self._found[number] and one.place == place:
                self.table.go_to(one.id)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        today = self.desk.today
        return (
            Column("period", "Period", 170, lambda p: period_words(p.row, today), secondary=lambda p: str(p.of.payer),
                   least=150),
            Column("due", "Due", 96, lambda p: format_pence(p.row.due.pence) if p.row.due else "", align=Align.RIGHT,
                   secondary=lambda p: format_short(p.row.due.due_on, today) if p.row.due else ""),
            Column("came", "Came", 96, lambda p: format_pence(p.row.came_pence) if p.row.came else "", align=Align.RIGHT,
                   secondary=lambda p: format_short(p.row.came[-1].on, today) if p.row.came else ""),
            Column("gap", "How it stands", 260, lambda p: sentence_case(p.row.gap), status=lambda p: _STATUS[p.row.gap],
                   secondary=lambda p: p.row.sentence, stretch=2))

    def sentence(self, row: Period) -> str:
        """A period as a screen reader says it."""
        return f"{period_words(row.row, self.desk.today)}: {row_words(row.row)}"

    def show_current(self) -> None:
        """The period in words, with what would settle it."""
        period = self.current()
        if period is None:
            self.pane.begin("Expected and paid", "What benefit should bring, and what came")
            self.pane.finish()
            return
        for number, one in enumerate(self._found):
            if one is period.of:
                self._rulers[number].go_to(period.place)
        row = period.row
        self.pane.begin(period_words(row, self.desk.today), f"{period.of.payer}: {row.gap}")
        self.pane.put(label(row.sentence, "read" if row.variance else "", wrap=True))
        self.pane.put(Facts(row_facts(row, self.desk.today)))
        if row.due is not None:
            self.pane.put(label(row.due.why, "muted", wrap=True))
        for came in row.came:
            if came.text:
                self.pane.put(label(f"{format_date(came.on)}: {came.text}", "muted", wrap=True))
        if row.settles:
            self.pane.put(label(f"To settle it: {row.settles}", "due", wrap=True))
        if period.of.source:
            self.pane.put(label(period.of.source, "small", wrap=True))
        first = button("Write down what was found", self.found, key="F") if self.is_valid("found") else None
        self.pane.finish(first)

    def is_valid(self, act: str) -> bool:
        """Findings are for who keeps claims."""
        if act == "finish":
            return self.question is not None
        if self.question is not None:
            return False
        if act == "found":
            return self.desk.may(Permission.KEEP_TENANCIES) and self.current() is not None
        return any(one.row.variance for one in self.model.rows())

    def found(self) -> None:
        """Write down what was found out about the current period."""
        period = self.current()
        if period is not None and self.is_valid("found"):
            self.ask_form(finding_form(self, period.of, period.row, self.refresh))

    def next_variance(self) -> None:
        """Down the list to the next period that varies."""
        self._step(1)

    def variance_before(self) -> None:
        """Up the list."""
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = self.model.rows()
        now = self.current()
        here = rows.index(now) if now in rows else -1
        order = rows[here + 1:] if by > 0 else tuple(reversed(rows[:max(0, here)]))
        found = next((one for one in order if one.row.variance), None)
        if found is not None:
            self.table.go_to(found.id)
