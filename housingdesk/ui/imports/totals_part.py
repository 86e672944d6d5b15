"""The totals of the old system beside what would come in: each agrees, or its difference and who may have made it."""

from typing import ClassVar

from housingdesk.imports.actions.preparing import remove_control, set_control
from housingdesk.imports.queries.intakes import IntakeDesk
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.imports.rules.totals import MONEY, ControlLine
from housingdesk.imports.rules.words import ControlKind, IntakeState
from housingdesk.ui.imports.intake_part import IntakePart
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, Question
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.money import parse_money
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


@frozen
class Listed:
    """A total with its place in the list."""

    id: int
    line: ControlLine


class TotalsPart(IntakePart):
    """Totals that have to be said, those that were, and more for single schemes."""

    name, pane_name = "Totals", "Total"
    empty = "No total yet. Add files first: Alt+O"
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "say what the old system has", "say_it"),
                                       Key("N", "another total", "add"), Key("Del", "take it out", "remove"), FINISH)

    def build(self) -> None:
        """Nothing is read yet."""
        self._of, self._open, self._schemes = 0, False, tuple[str, ...]()
        super().build()

    def show_looked(self, found: IntakeDesk, run: DryRun) -> None:
        """The totals as they stand."""
        self._of, self._open = found.row.id, found.row.state is not IntakeState.DONE
        self._schemes = tuple(dict.fromkeys(space.scheme for space in run.plan.spaces if space.scheme))
        self.show_rows([Listed(place, line) for place, line in enumerate(run.controls, 1)])

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return (Column("what", "Total of", 210, lambda r: r.line.words, stretch=2, least=146),
                Column("theirs", "Old system", 130, lambda r: r.line.figure(r.line.theirs), align=Align.RIGHT, least=98),
                Column("ours", "Comes in", 130, lambda r: r.line.figure(r.line.ours), align=Align.RIGHT, least=98),
                Column("state", "Is", 220, _state, status=_status, stretch=2, least=124))

    def sentence(self, row: Listed) -> str:
        """A row as a screen reader says it."""
        return f"{row.line.words}: old system {row.line.figure(row.line.theirs)}, {_state(row)}"

    def show_current(self) -> None:
        """The difference, and who may have made it."""
        row: Listed | None = self.current()
        if row is None:
            self.pane.begin("The old system’s totals", "From its own reports of the same day")
            self.pane.finish()
            return
        line = row.line
        self.pane.begin(line.words, "agrees to the penny" if line.agrees else "does not agree yet")
        self.pane.put(label(f"{line.sentence}.", "strong", wrap=True))
        self.pane.put(Facts([("Old system", line.figure(line.theirs)), ("Comes in", line.figure(line.ours))]))
        if line.culprits:
            self.pane.put(label("Likely", "section"))
            self.pane.put(Bullets(line.culprits))
        self.pane.finish(button("Say what it has", self.say_it, key="Enter", kind="primary"),
                         [button("Another total", self.add, key="N")] if self._open else [])

    def is_valid(self, act: str) -> bool:
        """Totals are said while the intake is being prepared."""
        if act == "finish":
            return self.question is not None
        row = self.current()
        return self._open and (act == "add" or (row is not None and (act != "remove" or row.line.theirs is not None)))

    def enter_pressed(self) -> None:
        """Enter in the list says it."""
        self.say_it()

    def say_it(self) -> None:
        """What the old system has."""
        row: Listed | None = self.current()
        if row is None or not self._open:
            return
        line = row.line
        field = MoneyEdit(line.theirs, needed=True) if line.kind in MONEY else TextField(
            "" if line.theirs is None else str(line.theirs))
        hint = "owed to you is a plus, in credit a minus" if line.kind is ControlKind.BALANCE else ""
        self.ask_form(Question(self, line.words, "As the old system’s own report has it", [
            ("amount", "The old system has", field, hint)], "Keep it", self._say_of(line)))

    def _say_of(self, line: ControlLine) -> "_Say":
        return _Say(self, line.kind, line.scheme)

    def add(self) -> None:
        """Another total, of everything or of one scheme."""
        kinds = [(str(kind), sentence_case(kind)) for kind in ControlKind]
        schemes = [("", "Everything"), *((scheme, scheme) for scheme in self._schemes)]
        self.ask_form(Question(self, "Another total", "", [
            ("kind", "Total of", Choice(kinds)), ("scheme", "In", Choice(schemes)),
            ("amount", "The old system has", TextField(), "a count, or an amount such as 1,234.50")], "Keep it", self._add))

    def _add(self, form: PaneForm) -> None:
        _Say(self, ControlKind(form["kind"].value()), form["scheme"].value() or "")(form)

    def keep(self, form: PaneForm, kind: ControlKind, scheme: str, typed: object) -> None:
        """Keep a total as it was typed, or say beside it why it is none."""
        try:
            amount = typed if isinstance(typed, int) else _amount(kind, str(typed or ""))
        except ValueError as error:
            form.show_problems([Problem("amount", str(error))])
            return
        self.desk.do(set_control, self.close_form, form.refused, intake_id=self._of, kind=kind, amount=amount, scheme=scheme)

    def remove(self) -> None:
        """Take the total out again."""
        row: Listed | None = self.current()
        if row is not None and self.is_valid("remove"):
            self.desk.do(remove_control, None, intake_id=self._of, kind=row.line.kind, scheme=row.line.scheme)


class _Say:
    """What is done with the form of one total."""

    def __init__(self, part: TotalsPart, kind: ControlKind, scheme: str) -> None:
        self._part, self._kind, self._scheme = part, kind, scheme

    def __call__(self, form: PaneForm) -> None:
        self._part.keep(form, self._kind, self._scheme, form["amount"].value())


def _amount(kind: ControlKind, text: str) -> int:
    if kind in MONEY:
        return parse_money(text)
    bare = text.replace(",", "").strip()
    if not bare.isdigit():
        raise ValueError("Type how many, for example 500")
    return int(bare)


def _state(row: Listed) -> str:
    return row.line.sentence if row.line.theirs is not None else "Not said yet"


def _status(row: Listed) -> Status:
    if row.line.theirs is None:
        return Status.DUE
    return Status.GOOD if row.line.agrees else Status.LATE
