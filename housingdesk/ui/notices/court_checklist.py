"""The pre-action checklist on the court page: each step with what shows it, and recording what no file shows."""

from typing import ClassVar

from housingdesk.notices.actions import protocol as actions
from housingdesk.notices.rules.protocol import ProtocolCheck, Recorded, Stands
from housingdesk.notices.rules.protocol_record import StepDraft, may_record, title_of
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import LongText
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.notices.court_part import AddFile, CourtPart, WhyForm
from housingdesk.ui.notices.court_reads import ChecklistFacts, Line, checklist_facts
from housingdesk.values.dates import format_date

_SHOWN = {Stands.MET: Status.GOOD, Stands.NOT_YET: Status.LATE, Stands.NOT_ASKED: Status.NEUTRAL}


class ChecklistPart(CourtPart):
    """Ready to issue? The steps, done and not done."""

    name = "Checklist"
    empty = "No notice was served that leads to a court. One is begun in the file, under More"
    tables = frozenset({"protocol_step", "notice_case", "notice_service", "note", "letter", "hold", "balance"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "record it", "record"),
                                       Key("T", "take a line off", "take_off"), FINISH)

    def build(self) -> None:
        """No case was looked at yet."""
        self._shown: int | None = None
        super().build()

    def reload(self) -> None:
        """Read the checklist."""
        if self.case_id is not None:
            self.ask(checklist_facts, self._show, case_id=self.case_id, on=self.desk.today)
        else:
            self._show(ChecklistFacts((), "", self.empty))

    def _show(self, facts: ChecklistFacts) -> None:
        self.table.set_empty(facts.why_not or self.empty)
        self.say(facts.verdict)
        self.show_lines(facts.checks)
        if self._shown != self.case_id:  # the first look goes to what is missing; later the mark stays where it is
            self._shown = self.case_id
            place = next((place for place, one in enumerate(facts.checks) if one.stands is Stands.NOT_YET), 0)
            self.table.view.select_place(place)

    def columns(self) -> tuple[Column, ...]:
        """The step with what shows it, how it stands, and where it is asked."""
        def check(line: Line) -> ProtocolCheck:
            assert isinstance(line.row, ProtocolCheck)
            return line.row

        return (Column("title", "What is asked", 330, lambda line: check(line).title, secondary=lambda line: check(line).said,
                       stretch=1),
                Column("stands", "", 110, lambda line: str(check(line).stands).capitalize(),
                       status=lambda line: _SHOWN[check(line).stands]),
                Column("asked", "Where", 130, lambda line: check(line).asked_in, hide_below=700))

    def sentence(self, line: Line) -> str:
        """A step as a screen reader says it."""
        row = line.row
        return f"{row.title}: {row.stands}. {row.words}" if isinstance(row, ProtocolCheck) else ""

    def show_current(self) -> None:
        """The step with everything that shows it."""
        row = self.current()
        if not isinstance(row, ProtocolCheck):
            self.pane.begin("No step is marked")
            self.pane.finish()
            return
        self.pane.begin(row.title, f"{row.asked_in} · {row.stands}")
        self.pane.put(label(row.said, wrap=True))
        if row.way_out and row.stands is Stands.NOT_YET:
            self.pane.put(label(f"What to do: {row.way_out}", "strong", wrap=True))
        for one in row.by_hand:
            proof = ". A file is kept with it" if one.evidence_id is not None else ""
            self.pane.put(label(f"{format_date(one.on)}, {one.by}: {one.note}{proof}", "muted", wrap=True))
        missing = row.stands is Stands.NOT_YET
        record = button("Record it", self.record, key="Enter", kind="primary" if missing else "")
        self.pane.finish(record if self.is_valid("record") else None,
                         [button("Take a line off", self.take_off, key="T")] if self.is_valid("take_off") else [])

    def is_valid(self, act: str) -> bool:
        """Recording what a person may record; taking off what was recorded."""
        row = self.current()
        if act == "finish":
            return self.question is not None
        if not isinstance(row, ProtocolCheck) or not self.may():
            return False
        return bool(row.by_hand) if act == "take_off" else may_record(row.key) and row.stands is not Stands.NOT_ASKED

    def enter_pressed(self) -> None:
        """Enter records."""
        if self.is_valid("record"):
            self.record()

    def record(self) -> None:
        """Say when and how a step was done."""
        row = self.current()
        if isinstance(row, ProtocolCheck):
            self.ask_form(RecordForm(self, row.key))

    def take_off(self) -> None:
        """Take the last recorded line off."""
        row = self.current()
        if isinstance(row, ProtocolCheck) and row.by_hand:
            self.ask_form(take_off_form(self, row.by_hand[-1], row.title))


def take_off_form(part: CourtPart, line: Recorded, title: str) -> WhyForm:
    """Asks why a recorded line was wrong."""
    def do(because: str, form: PaneForm) -> None:
        part.desk.do(actions.remove_step, part.close_form, form.refused, step_id=line.id, version=line.version,
                     because=because)

    about = f"{title}, {format_date(line.on)}. The line stays, with the reason"
    return WhyForm(part, "Take the line off", about, "Take it off", do)


class RecordForm:
    """When and how a step was done, and a file that shows it."""

    def __init__(self, part: CourtPart, key: str) -> None:
        self._part, self._key = part, key
        self.form = PaneForm(part.pane, "Record it", title_of(key))
        today = part.desk.today
        self.form.add("done_on", "When", DateEdit(lambda: part.desk.today, today, needed=True))
        self.form.add("note", "What was done", LongText(lines=4), hint="In your own words: a court may read it")
        self.file = AddFile(part, part.desk, self.form, "Add a file that shows it")
        self.form.foot("Record it", part.finish, part.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = StepDraft(self._key, **self.form.values(), evidence=self.file.draft)
        if not self.form.show_problems(draft.problems(self._part.desk.today)):
            self._part.desk.do(actions.record_step, self._part.close_form, self.form.refused,
                               tenancy_id=self._part.tenancy_id, draft=draft)


