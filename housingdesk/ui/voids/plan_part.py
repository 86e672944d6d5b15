"""The plan of one empty home: each party's promised day beside the day it was, recorded and moved from here."""

from typing import Any, ClassVar

from housingdesk.lettings.actions.void_dates import expect_keys
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import Asked, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.voids.moving import LateQuestion, MovingPart, inspected_question, keys_question, ready_question
from housingdesk.ui.voids.shown import CAUSES, PARTIES, days_word
from housingdesk.values.dates import format_day, format_short
from housingdesk.values.text import sentence_case
from housingdesk.voids.actions import steps
from housingdesk.voids.actions.opening import change_category, drop_void
from housingdesk.voids.queries.plan import VoidPlan, void_plan
from housingdesk.voids.rules.drafts import DelayDraft
from housingdesk.voids.rules.plan import Step, next_step
from housingdesk.voids.rules.words import DelayCause, Lane, VoidCategory, VoidStepKind

_OWN = {VoidStepKind.KEYS: keys_question, VoidStepKind.INSPECTION: inspected_question, VoidStepKind.READY: ready_question}
_ALWAYS = frozenset({VoidStepKind.KEYS, VoidStepKind.READY, VoidStepKind.SIGNING})


class PlanPart(MovingPart):
    """Steps, who owes them, promised and actual days."""

    name = "Plan"
    empty = "This home has no plan"
    pane_width = 400
    fold = 980
    tables = frozenset({"void", "void_step", "void_delay", "certificate", "meter", "tenancy"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "record it", "record"), Key("P", "promised day", "promise"),
                                       Key("D", "days lost", "delay"), Key("X", "needed or not", "turn_need"),
                                       Key("U", "take its day off", "undo_day"), *MovingPart.keys)

    def build(self) -> None:
        """Nothing is known yet."""
        self._void_id = 0
        self.plan: VoidPlan | None = None
        super().build()

    def open(self, void_id: int) -> None:
        """Say which home."""
        if void_id != self._void_id:
            self._void_id, self.question, self.plan = void_id, None, None
        self.mark_stale()

    def void_id(self) -> int | None:
        """The home whose plan this is."""
        return self._void_id or None

    def reload(self) -> None:
        """Read the plan."""
        if self._void_id:
            self.ask(void_plan, self._show, void_id=self._void_id, on=self.desk.today)

    def _show(self, plan: VoidPlan) -> None:
        first, self.plan = self.plan is None, plan
        self.say("" if not plan.row.gaps or plan.row.lane is Lane.NOTICE
                 else f"Not ready to let yet: {'. '.join(plan.row.gaps)}")
        self.show_rows(plan.steps)
        ahead = next_step(plan.steps)
        if first and ahead is not None:
            self.table.go_to(ahead.id)

    def columns(self) -> tuple[Column, ...]:
        """The step, who owes it, promised and was."""
        def promised(row: Step) -> str:
            return format_day(row.promised_on) if row.needed and row.promised_on else "Not needed" if not row.needed else ""

        def first(row: Step) -> str:
            moved = row.first_promised_on is not None and row.first_promised_on != row.promised_on
            if not moved or row.first_promised_on is None or not row.needed:
                return ""
            return f"at first {format_short(row.first_promised_on, self.desk.today)}"

        return (Column("step", "Step", 190, lambda r: sentence_case(r.step), secondary=lambda r: r.note, stretch=1),
                Column("who", "Who", 170, lambda r: r.whom or sentence_case(r.party),
                       secondary=lambda r: sentence_case(r.party) if r.whom else "", stretch=1),
                Column("promised", "Promised", 134, promised, secondary=first, least=134),
                Column("was", "Was", 160, self._was, status=self._status, secondary=self._lateness, least=160))

    def _was(self, row: Step) -> str:
        if not row.needed:
            return ""
        if row.actual_on is not None:
            return format_day(row.actual_on)
        return "Late" if row.days_late(self.desk.today) else "Still to come"

    def _status(self, row: Step) -> Status | None:
        if not row.needed:
            return None
        if row.actual_on is not None:
            return Status.DUE if row.days_late(self.desk.today) else Status.GOOD
        return Status.LATE if row.days_late(self.desk.today) else Status.NEUTRAL

    def _lateness(self, row: Step) -> str:
        late = row.days_late(self.desk.today)
        return f"{days_word(late)} late" if late else ""

    def sentence(self, row: Step) -> str:
        """A step as a screen reader says it."""
        promised = f", promised {format_day(row.promised_on)}" if row.promised_on and row.needed else ""
        return f"{row.step}, {row.whom or row.party}{promised}, {self._was(row) or 'not needed'}. {self._lateness(row)}"

    def show_current(self) -> None:
        """The step that is marked."""
        row = self.current()
        if row is None or self.plan is None:
            self.pane.begin("Plan")
            self.pane.finish()
            return
        self.pane.begin(sentence_case(row.step), row.whom or sentence_case(row.party))
        self.pane.put(Facts([(word, text) for word, text in (
            ("Promised", format_day(row.promised_on) if row.promised_on and row.needed else ""),
            ("Was", self._was(row)), ("Late", self._lateness(row))) if text]))
        if row.note:
            self.pane.put(label(row.note, wrap=True))
        lost = [one for one in self.plan.delays if one.step is row.step]
        for one in lost:
            self.pane.put(label(f"{days_word(one.days)} lost, {one.cause} ({one.party}): {one.why}", "due", wrap=True))
        buttons = [button(words, act, key=key) for words, act, key, name in (
            ("Promise", self.promise, "P", "promise"), ("Days lost", self.delay, "D", "delay"),
            ("Not needed" if row.needed else "Needed", self.turn_need, "X", "turn_need"),
            ("Day off", self.undo_day, "U", "undo_day"))
            if self.is_valid(name)]
        first = button("Record it", self.record, key="Enter", kind="primary") if self.is_valid("record") else None
        self.pane.finish(first, buttons)

    def is_valid(self, act: str) -> bool:
        """What can be done with the step that is marked."""
        if act == "finish" or not self.may() or self.plan is None:
            return act == "finish" and self.question is not None
        row, closed = self.current(), self.plan.row.closed_on is not None
        if act == "delay":
            return row is not None
        if act == "shortlist":
            return not closed and self.plan.row.residential
        if closed or row is None:
            return False
        if act == "record":
            return row.step is not VoidStepKind.SIGNING and row.actual_on is None
        if act == "promise":
            return row.actual_on is None
        if act == "turn_need":
            return row.actual_on is None and row.step not in _ALWAYS
        return super().is_valid(act) if act != "undo_day" else row.actual_on is not None

    def enter_pressed(self) -> None:
        """Enter records."""
        if self.is_valid("record"):
            self.record()

    def record(self) -> None:
        """The step has happened."""
        row = self.current()
        if self.plan is None or row is None:
            return
        if row.step in _OWN:
            self.ask_form(_OWN[row.step](self, self.plan))
            return
        asked: Asked = [("on", "On", DateEdit(lambda: self.desk.today, self.desk.today, needed=True)),
                        ("note", "Note", TextField(longest=1000))]

        def do(form: PaneForm) -> None:
            late = question.late()
            self.desk.do(steps.done, self.close_form, form.refused, void_id=self._void_id, step=row.step,
                         on=form["on"].value(), note=form["note"].value(),
                         late=late if late is not None and late.why.strip() else None)

        question = LateQuestion(self, sentence_case(row.step), row.whom or sentence_case(row.party), asked, "It has happened",
                                do, row.promised_on, _usual(row.step), row.party)
        self.ask_form(question)

    def promise(self) -> None:
        """Another promised day, or somebody else who owes it."""
        row = self.current()
        owed = Choice(PARTIES)
        owed.set_value(row.party)
        asked: Asked = [("on", "Promised for", DateEdit(lambda: self.desk.today, row.promised_on, needed=True)),
                        ("owed_by", "Who owes it", owed), ("whom", "Name", TextField(row.whom, longest=200))]

        def do(form: PaneForm) -> None:
            values, late = form.values(), question.late()
            late = late if late is not None and (late.why.strip() or row.step is VoidStepKind.KEYS) else None
            if late is not None and form.show_problems(late.problems()):
                return
            if row.step is VoidStepKind.KEYS:
                self.desk.do(expect_keys, self.close_form, form.refused, void_id=self._void_id, on=values["on"], late=late)
                return
            self.desk.do(steps.promise, self.close_form, form.refused, void_id=self._void_id, step=row.step, on=values["on"],
                         party=values["owed_by"], whom=values["whom"], late=late)

        question = LateQuestion(self, f"Promised: {row.step}", "What waits for the keys moves with them"
                                if row.step is VoidStepKind.KEYS else "", asked, "Keep the day", do, row.promised_on,
                                _usual(row.step), row.party)
        self.ask_form(question)

    def delay(self) -> None:
        """Days that were lost, why and whose."""
        row = self.current()
        cause, party = Choice(CAUSES), Choice(PARTIES)
        cause.set_value(_usual(row.step))
        party.set_value(row.party)

        def do(form: PaneForm) -> None:
            draft = DelayDraft(row.step, **form.values())
            if not form.show_problems(draft.problems()):
                self.desk.do(steps.add_delay, self.close_form, form.refused, void_id=self._void_id, draft=draft)

        self.ask_form(Question(self, f"Days lost: {row.step}", "Both days count", [
            ("cause", "Why", cause), ("party", "Whose days", party),
            ("from_on", "From", DateEdit(lambda: self.desk.today, needed=True)),
            ("to_on", "To", DateEdit(lambda: self.desk.today, needed=True)),
            ("why", "In a few words", TextField(longest=1000))], "Record them", do))

    def turn_need(self) -> None:
        """The step is not needed, or is after all."""
        row = self.current()
        self.desk.do(steps.need, None, void_id=self._void_id, step=row.step, needed=not row.needed)

    def undo_day(self) -> None:
        """The day was recorded by mistake."""
        row = self.current()
        self.desk.do(steps.not_done, None, void_id=self._void_id, step=row.step)

    # What the page offers.
    def ask_category(self) -> None:
        """What sort of empty home it is."""
        if self.plan is None or not self.may():
            return
        row = self.plan.row
        kinds = Choice([(kind, sentence_case(kind)) for kind in VoidCategory])
        kinds.set_value(row.category)

        def do(form: PaneForm) -> None:
            self.desk.do(change_category, self.close_form, form.refused, void_id=row.id, version=row.version,
                         category=form["category"].value())

        self.ask_form(Question(self, "What sort of empty home", "It decides how many days it may take",
                               [("category", "Sort", kinds)], "Keep it", do))

    def ask_drop(self) -> None:
        """It is not to be let: they stay on, it is sold."""
        if self.plan is None or not self.may():
            return

        def do(form: PaneForm) -> None:
            self.desk.do(drop_void, self.close_form, form.refused, void_id=self._void_id, why=form["why"].value())

        self.ask_form(Question(self, "Take it off the board", "The plan stays with its home and can be looked at",
                               [("why", "Why it is not let", TextField(longest=200))], "Take it off", do))


def _usual(step: VoidStepKind) -> Any:
    """The reason that is most likely for a step, already chosen in the form."""
    return {VoidStepKind.KEYS: DelayCause.KEYS_LATE, VoidStepKind.WORKS: DelayCause.WORKS_LATE,
            VoidStepKind.SAFETY: DelayCause.CERTIFICATE, VoidStepKind.NOMINATION: DelayCause.NO_NOMINEE,
            VoidStepKind.SUPPORT_INTERVIEW: DelayCause.SUPPORT_LATE, VoidStepKind.VIEWING: DelayCause.NO_SHOW,
            VoidStepKind.PRE_INSPECTION: DelayCause.NO_ACCESS}.get(step, DelayCause.OURS)
