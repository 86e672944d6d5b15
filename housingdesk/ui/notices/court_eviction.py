"""The court's notice of eviction on the court page: recorded, what to do before the day, our letter, and how it ended."""

from functools import partial
from typing import Any, ClassVar

from housingdesk.mailings.queries.single import LetterDraft, look, writing
from housingdesk.notices.actions import evictions as actions
from housingdesk.notices.actions.telling import EVICTION
from housingdesk.notices.queries.evictions import EvictionRow, TodoRow
from housingdesk.notices.rules.evictions import Ended, EvictionDraft, OutcomeDraft
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField, Tick
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.notices.court_checklist import RecordForm
from housingdesk.ui.notices.court_part import AddFile, CourtPart, WhyForm
from housingdesk.ui.notices.court_reads import EvictionFacts, Line, eviction_facts
from housingdesk.values.dates import format_day
from housingdesk.values.text import sentence_case

_ENDS = tuple((one, sentence_case(one)) for one in Ended)


class EvictionPart(CourtPart):
    """What is to be done before the day."""

    name = "Eviction"
    empty = "No notice of eviction has come from the court. N records one"
    tables = frozenset({"eviction_notice", "protocol_step", "letter", "hold"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "record it as done", "record"),
                                       Key("N", "a notice of eviction", "new"), Key("L", "our letter", "answer"),
                                       Key("O", "how it ended", "end"), Key("T", "take it off", "take_off"), FINISH)

    def build(self) -> None:
        """Nothing is known yet."""
        self._facts = EvictionFacts(None, (), "")
        super().build()

    def reload(self) -> None:
        """Read the notice of eviction."""
        self.ask(eviction_facts, self._show, tenancy_id=self.tenancy_id, on=self.desk.today)

    def _show(self, facts: EvictionFacts) -> None:
        self._facts = facts
        over = facts.row is not None and not facts.row.stands
        self.table.set_empty("This eviction is over. N records another one" if over else self.empty)
        self.show_lines(facts.todos)

    def columns(self) -> tuple[Column, ...]:
        """From which day, what, and whether it is done."""
        def todo(line: Line) -> TodoRow:
            assert isinstance(line.row, TodoRow)
            return line.row

        return (Column("on", "From", 134, lambda line: format_day(todo(line).todo.on), least=134),
                Column("what", "What to do", 300, lambda line: todo(line).todo.what,
                       secondary=lambda line: todo(line).done or todo(line).todo.how, stretch=1),
                Column("stands", "", 110, lambda line: "Done" if todo(line).done else "To do",
                       status=lambda line: self._shown(todo(line))))

    def _shown(self, row: TodoRow) -> Status:
        if row.done:
            return Status.GOOD
        return Status.DUE if row.todo.on <= self.desk.today else Status.INFORMATION

    def sentence(self, line: Line) -> str:
        """A thing to do as a screen reader says it."""
        row = line.row
        return f"{row.todo.what}, from {format_day(row.todo.on)}, {'done' if row.done else 'to do'}" if isinstance(
            row, TodoRow) else ""

    def show_current(self) -> None:
        """The notice of eviction, its days, our letter, and what comes next."""
        row = self._facts.row
        new = button("Record a notice of eviction", self.new, key="N", kind="primary" if row is None or row.outcome else "")
        if row is None:
            self.pane.begin("No notice of eviction", "The court sends it (form N54). It is recorded here and never made here")
            self.pane.finish(new if self.may() else None)
            return
        self.pane.begin(f"Eviction {row.when}", f"{row.court} · claim {row.claim_number}")
        checks = Checks()
        checks.show_checks(self._checks(row))
        self.pane.put(checks)
        self.pane.put(Facts([("Received", format_day(row.received_on)),
                             ("At the home", format_day(row.delivered_on) if row.delivered_on else "not known"),
                             ("Recorded by", row.recorded_by)]))
        todo = self.current()
        if isinstance(todo, TodoRow):
            self.pane.put(label(todo.todo.what, "strong", wrap=True))
            self.pane.put(label(f"Done: {todo.done}" if todo.done else todo.todo.how, wrap=True))
        if row.outcome and row.ended_on:
            self._say_what_next(row)
        self._foot(row)

    def _checks(self, row: EvictionRow) -> list[tuple[Status, str]]:
        enough, said = row.time
        found = [(Status.GOOD if enough else Status.LATE, said)]
        if self._facts.stopped and row.stands:
            found.append((Status.LATE, f"{self._facts.stopped}: an order for arrears is not enforced. Tell the court today"))
        if row.stands:
            answer = (Status.DUE, "Our own letter is not written yet")
            found.append(answer if row.answer_id is None else (Status.GOOD, "Our own letter was made"))
        return found

    def _say_what_next(self, row: EvictionRow) -> None:
        assert row.ended_on is not None
        self.pane.put(label(f"{sentence_case(row.outcome)}, {format_day(row.ended_on)}", "strong", wrap=True))
        if row.ended is Ended.EXECUTED:
            self.pane.put(label("What comes next: end the agreement on that day, write about the belongings, and look at the "
                                "home.", wrap=True))

    def _foot(self, row: EvictionRow) -> None:
        if not self.may():
            self.pane.finish()
        elif row.ended is Ended.EXECUTED:
            self.pane.finish(button("End the agreement", self.end_agreement, kind="primary"),
                             [button("Write about belongings", self.belongings)])
        elif row.outcome:
            self.pane.finish(button("Record a notice of eviction", self.new, key="N", kind="primary"))
        else:
            new = row.answer_id is None
            letter = button("Make our letter ready to print" if new else "Our letter again", self.answer, key="L",
                            kind="primary" if new else "")
            end = button("How it ended", self.end, key="O", kind="" if new else "primary")
            first, other = (letter, end) if new else (end, letter)
            self.pane.finish(first, [other, button("Take it off", self.take_off, key="T")])

    def is_valid(self, act: str) -> bool:
        """What fits how it stands."""
        row = self._facts.row
        if act == "finish":
            return self.question is not None
        if not self.may():
            return False
        if act == "new":
            return row is None or not row.stands
        if act == "record":
            todo = self.current()
            return isinstance(todo, TodoRow) and not todo.done
        return row is not None and row.stands

    def enter_pressed(self) -> None:
        """Enter records."""
        if self.is_valid("record"):
            self.record()

    def record(self) -> None:
        """Say that it was done."""
        row = self.current()
        if isinstance(row, TodoRow):
            self.ask_form(RecordForm(self, row.todo.key))

    def new(self) -> None:
        """Record a notice of eviction."""
        self.ask_form(EvictionForm(self))

    def end(self) -> None:
        """Say how it ended."""
        if self._facts.row is not None:
            self.ask_form(OutcomeForm(self, self._facts.row))

    def take_off(self) -> None:
        """Take one off that was recorded by mistake."""
        row = self._facts.row
        if row is None:
            return

        def do(because: str, form: PaneForm) -> None:
            self.desk.do(actions.remove_eviction, self.close_form, form.refused, eviction_id=row.id, version=row.version,
                         because=because)

        self.ask_form(WhyForm(self, "Take the notice of eviction off", "It stays with the reason", "Take it off", do))

    # Our letter.
    def answer(self) -> None:
        """Make our letter to each of them, ready to print."""
        row = self._facts.row
        if row is not None and row.stands:
            self.desk.run(_letters, partial(self._answer, row), self._no_letter, label="Writing our letter", row=row,
                          on=self.desk.today, signed_by=self.desk.who.name)

    def _answer(self, row: EvictionRow, made: Any) -> None:
        self.desk.do(actions.answer_eviction, None, self._no_letter, eviction_id=row.id, version=row.version, letters_made=made)

    def _no_letter(self, error: Any) -> None:
        self.notices.message(str(error))

    # What comes after.
    def end_agreement(self) -> None:
        """To the end of the agreement, on the day of the eviction."""
        row = self._facts.row
        if row is not None:
            self.go_to("tenancy", tenancy_id=self.tenancy_id, evicted_on=row.ended_on)

    def belongings(self) -> None:
        """To the letter about what was left behind."""
        self.go_to("write_letter", tenancy_id=self.tenancy_id, template="belongings")


def _letters(progress: Any, *, row: EvictionRow, on: Any, signed_by: str) -> Any:
    """Our letter to each of those who hold the agreement, drawn; held ones say why."""
    answers = {"evict_on": format_day(row.executes_on), "evict_at": row.at}
    people = writing(row.tenancy_id, on, signed_by).people
    made = []
    for done, person in enumerate(people):
        progress(done, len(people), f"Writing to {person.name}")
        made.append(look(LetterDraft(row.tenancy_id, EVICTION, person.id, answers), on, signed_by=signed_by))
    return tuple(made)


class EvictionForm:
    """The court's notice as it came."""

    def __init__(self, part: CourtPart) -> None:
        self._part = part
        self.form = PaneForm(part.pane, "Record a notice of eviction", "As it stands on the court’s form (N54)")
        desk = part.desk
        self.form.row(("received_on", "It reached us", DateEdit(lambda: desk.today, desk.today, needed=True)),
                      ("delivered_on", "It reached the home", DateEdit(lambda: desk.today), "Empty if not known"))
        self.form.add("court", "The court", TextField(longest=200))
        self.form.add("claim_number", "Claim number", TextField(longest=40))
        self.form.row(("executes_on", "Day of the eviction", DateEdit(lambda: desk.today, needed=True)),
                      ("at", "Time", TextField(longest=5), "Like 10:30"))
        self.form.add("fixed_again", "Which", Tick("It was put off before, and has a new day"))
        self.file = AddFile(part, desk, self.form, "Add the scan")
        self.form.foot("Record it", part.finish, part.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = EvictionDraft(**self.form.values(), scan=self.file.draft)
        if not self.form.show_problems(draft.problems(self._part.desk.today)):
            self._part.desk.do(actions.record_eviction, self._part.close_form, self.form.refused,
                               tenancy_id=self._part.tenancy_id, draft=draft)


class OutcomeForm:
    """How an eviction ended."""

    def __init__(self, part: CourtPart, row: EvictionRow) -> None:
        self._part, self._row = part, row
        self.form = PaneForm(part.pane, "How it ended", f"Eviction {row.when}")
        self.form.add("ended", "What happened", Choice(_ENDS))
        self.form.add("on", "When", DateEdit(lambda: part.desk.today, part.desk.today, needed=True))
        self.form.add("note", "A few words", TextField(longest=300))
        self.form.foot("Keep it", part.finish, part.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = OutcomeDraft(**self.form.values())
        if not self.form.show_problems(draft.problems(self._part.desk.today, self._row.executes_on)):
            self._part.desk.do(actions.end_eviction, self._part.close_form, self.form.refused, eviction_id=self._row.id,
                               version=self._row.version, draft=draft)
