"""The hearing on the court page: recorded once, and each last day before it with the arithmetic and what was done."""

from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.notices.actions import protocol as actions
from housingdesk.notices.actions.court import keep_statement
from housingdesk.notices.queries.court_statement import court_statement
from housingdesk.notices.queries.recorded_steps import StepRow
from housingdesk.notices.rules.court import Deadline, HearingDraft
from housingdesk.notices.rules.court_statement import HEADS, table
from housingdesk.reports.export import Sheet, as_csv
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import TextField, Tick
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.notices.court_checklist import RecordForm
from housingdesk.ui.notices.court_part import CourtPart, WhyForm
from housingdesk.ui.notices.court_reads import HearingFacts, Line, hearing_facts
from housingdesk.values.dates import format_day

_Day = tuple[Deadline, StepRow | None]


class HearingPart(CourtPart):
    """The days before a hearing."""

    name = "Hearing"
    empty = "No hearing is recorded. N records the day that the court has set"
    tables = frozenset({"protocol_step", "hold"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "record it as done", "record"),
                                       Key("N", "a hearing", "new"), Key("T", "take the hearing off", "take_off"),
                                       Key("Ctrl+L", "our letter", "write"), Key("Ctrl+S", "rent statement", "statement"),
                                       Key("Ctrl+E", "statement as a table", "save_table"),
                                       FINISH)

    def build(self) -> None:
        """Nothing is known yet."""
        self._facts = HearingFacts(None, ())
        super().build()

    def reload(self) -> None:
        """Read the hearing and its days."""
        self.ask(hearing_facts, self._show, tenancy_id=self.tenancy_id, on=self.desk.today)

    def _show(self, facts: HearingFacts) -> None:
        self._facts = facts
        self.show_lines(facts.days)

    def columns(self) -> tuple[Column, ...]:
        """The last day, what, and how it stands."""
        def day(line: Line) -> _Day:
            assert isinstance(line.row, tuple)
            return line.row

        return (Column("on", "By", 134, lambda line: format_day(day(line)[0].on), least=134),
                Column("what", "What", 300, lambda line: day(line)[0].what,
                       secondary=lambda line: day(line)[0].step.sentence, stretch=1),
                Column("stands", "", 120, lambda line: self._stands(day(line))[0],
                       status=lambda line: self._stands(day(line))[1]))

    def _stands(self, day: _Day) -> tuple[str, Status]:
        deadline, done = day
        if done is not None:
            return "Done", Status.GOOD
        left = (deadline.on - self.desk.today).days
        if left < 0:
            return "Too late", Status.LATE
        return ("Today" if left == 0 else f"{left} days left"), Status.DUE if left <= 7 else Status.INFORMATION

    def sentence(self, line: Line) -> str:
        """A day as a screen reader says it."""
        if not isinstance(line.row, tuple):
            return ""
        return f"{line.row[0].what}, by {format_day(line.row[0].on)}, {self._stands(line.row)[0]}"

    def show_current(self) -> None:
        """The hearing, and the arithmetic of the day that is marked."""
        hearing, may = self._facts.hearing, self.may()
        letter = [button("Our letter", self.write, key="Ctrl+L"), button("Rent statement", self.statement, key="Ctrl+S"),
                  button("As a table", self.save_table, key="Ctrl+E")]
        if hearing is None:
            self.pane.begin("No hearing is recorded", "The days before it are counted from the day that the court has set")
            self.pane.finish(button("Record a hearing", self.new, key="N", kind="primary") if may else None,
                             letter[1:] if may else [])
            return
        self.pane.begin(f"Hearing on {format_day(hearing.hearing_on)}", hearing.court)
        self.pane.put(Facts([("Claim number", hearing.claim_number or "not known yet"),
                             ("Recorded by", hearing.step.recorded_by)]))
        row = self.current()
        if isinstance(row, tuple):
            self.pane.put(label(f"{row[0].step.sentence} ({row[0].step.rule})", wrap=True))
            if row[1] is not None:
                self.pane.put(label(f"Done {format_day(row[1].done_on)}, {row[1].recorded_by}: {row[1].note}", wrap=True))
        record = button("Record it as done", self.record, key="Enter", kind="primary") if self.is_valid("record") else None
        self.pane.finish(record, [*letter, button("Take it off", self.take_off, key="T")] if may else [])

    def is_valid(self, act: str) -> bool:
        """Recording a day that is not done; taking off a hearing that is there."""
        if act == "finish":
            return self.question is not None
        if not self.may():
            return False
        row = self.current()
        if act == "record":
            return isinstance(row, tuple) and row[1] is None
        return self._facts.hearing is not None if act in ("take_off", "write") else True

    def enter_pressed(self) -> None:
        """Enter records."""
        if self.is_valid("record"):
            self.record()

    def record(self) -> None:
        """Say that it was done."""
        row = self.current()
        if isinstance(row, tuple):
            self.ask_form(RecordForm(self, row[0].key))

    def new(self) -> None:
        """Record a hearing."""
        self.ask_form(HearingForm(self))

    def write(self) -> None:
        """Our letter that tells them of the hearing."""
        self.go_to("write_letter", tenancy_id=self.tenancy_id, template="court-hearing")

    def statement(self) -> None:
        """The rent statement for the court, kept with the files of the agreement."""
        self.desk.do(keep_statement, self._kept, tenancy_id=self.tenancy_id)

    def _kept(self, _outcome: object) -> None:
        self.go_to("tenancy", tenancy_id=self.tenancy_id, section="files")

    def save_table(self) -> None:
        """The same statement as a table for a spreadsheet, saved where the person says."""
        ask_where(self, "Save the rent statement as a table", "Rent statement for the court.csv", self.save_table_to)

    def save_table_to(self, path: str) -> None:
        """Write the table where the person said."""
        self.desk.run(_write_table, self.notices.toast, label=f"Saving {Path(path).name}", tenancy_id=self.tenancy_id,
                      on=self.desk.today, path=path)

    def take_off(self) -> None:
        """Take a hearing off that was recorded by mistake."""
        hearing = self._facts.hearing
        if hearing is None:
            return

        def do(because: str, form: PaneForm) -> None:
            self.desk.do(actions.remove_step, self.close_form, form.refused, step_id=hearing.step.id,
                         version=hearing.step.version, because=because)

        self.ask_form(WhyForm(self, "Take the hearing off", "The hold that was put on with it goes as well", "Take it off", do))


def _write_table(progress: Any, *, tenancy_id: int, on: date, path: str) -> str:
    return write_file(progress, path, lambda: as_csv(Sheet("Rent statement", HEADS, table(court_statement(tenancy_id, on)))))


class HearingForm:
    """The day that the court has set."""

    def __init__(self, part: CourtPart) -> None:
        self._part = part
        self.form = PaneForm(part.pane, "Record a hearing", "As the court’s letter says it")
        self.form.add("hearing_on", "The day", DateEdit(lambda: part.desk.today, needed=True))
        self.form.add("court", "The court", TextField(longest=200))
        self.form.add("claim_number", "Claim number", TextField(longest=40), hint="Empty while it is not known")
        self.form.add("hold", "Until then", Tick("No arrears letters go until the hearing is over", True))
        self.form.foot("Record the hearing", part.finish, part.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = HearingDraft(**self.form.values())
        if not self.form.show_problems(draft.problems(self._part.desk.today)):
            self._part.desk.do(actions.record_hearing, self._part.close_form, self.form.refused,
                               tenancy_id=self._part.tenancy_id, draft=draft)
