"""Moving an empty home on and back: → asks only what the next lane needs, ← takes the last days off again."""

from datetime import date, timedelta
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.void_dates import take_keys_in
from housingdesk.properties.rules.safety import MeterKind
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.list_part import FINISH, Asked, ListPart, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.voids.shown import CAUSES, PARTIES, lane_word
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem
from housingdesk.voids.actions import lanes
from housingdesk.voids.queries.plan import VoidPlan, void_plan
from housingdesk.voids.rules.drafts import Late
from housingdesk.voids.rules.lanes import following, not_ready_sentence
from housingdesk.voids.rules.words import DelayCause, Lane, Party, VoidStepKind

_LATE = ("cause", "party", "why")
MOVE_KEYS = (Key("Right", "move on"), Key("Left", "move back"), Key("M", "move on", "move_on", shown=False),
             Key("B", "move back", "move_back", shown=False), Key("N", "who fits", "shortlist"))


class LateQuestion(Question):
    """A form whose questions about lateness are there only while its day is later than the one promised."""

    def __init__(self, part: "MovingPart", title: str, subtitle: str, asked: Asked, verb: str, do: Any,
                 promised: date | None, cause: DelayCause, party: Party) -> None:
        why: list[Any] = [("cause", "Why it is late", Choice(CAUSES, chosen=cause)),
                          ("party", "Whose days are lost", Choice(PARTIES, chosen=party)),
                          ("why", "In a few words", TextField(longest=1000))]
        super().__init__(part, title, subtitle, [*asked, *why], verb, do)
        self._promised = promised
        self.form.edited.connect(self._edited)
        self._show_late()

    def is_late(self) -> bool:
        """Whether the day typed is later than promised."""
        day = self.form["on"].value()
        return self._promised is not None and day is not None and day > self._promised

    def late(self) -> Late | None:
        """What was said about it; None when it is not late, or nothing was said."""
        values = self.form.values()
        if not self.is_late():
            return None
        return Late(values["cause"], values["party"], values["why"])

    def _edited(self, name: str) -> None:
        if name == "on":
            self._show_late()

    def _show_late(self) -> None:
        late = self.is_late()
        for name in _LATE:
            self.form.fields[name].setVisible(late)
        if late and self._promised is not None:
            self.form.fields["cause"].set_hint(f"It was promised for {format_day(self._promised)}")


class MovingPart(ListPart):
    """A list of empty homes, or of the steps of one, that can be moved on and back."""

    keys: ClassVar[tuple[Key, ...]] = (*MOVE_KEYS, FINISH)

    def build(self) -> None:
        """The arrows belong to the list."""
        super().build()
        self.watch_arrows(self.table.view)

    def watch_arrows(self, widget: QWidget) -> None:
        """→ and ← in this list move on and back."""
        widget.installEventFilter(self)

    def void_id(self) -> int | None:
        """Which home is to be moved."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            if event.key() == Qt.Key.Key_Right:
                self.move_on()
                return True
            if event.key() == Qt.Key.Key_Left:
                self.move_back()
                return True
        return super().eventFilter(watched, event)

    def may(self) -> bool:
        """Whether the person may change plans, and no form is open."""
        return self.question is None and self.desk.may(Permission.KEEP_APPLICANTS)

    def is_valid(self, act: str) -> bool:
        """Moving needs a home."""
        if act == "finish":
            return self.question is not None
        return self.may() and self.void_id() is not None

    def valid_keys(self) -> list[Key]:
        """Arrows only where something can be moved."""
        found = super().valid_keys()
        return found if self.is_valid("move_on") or self.question is not None else [
            key for key in found if key.keys not in ("Right", "Left")]

    def move_on(self) -> None:
        """Ask what the next lane needs."""
        if self.is_valid("move_on"):
            self.ask(void_plan, self._ask_next, void_id=self.void_id(), on=self.desk.today)

    def move_back(self) -> None:
        """Back one lane; Ctrl+Z moves it on again."""
        if self.is_valid("move_back"):
            self.desk.do(lanes.move_back, None, void_id=self.void_id())

    def shortlist(self) -> None:
        """Who could be offered the home, and why."""
        if self.is_valid("shortlist"):
            self.go_to("shortlist", void_id=self.void_id())

    def _ask_next(self, plan: VoidPlan) -> None:
        lane = following(plan.row.lane, plan.steps)
        if plan.row.closed_on is not None or lane is None:
            self.notices.toast(f"{plan.row.address} is let")
        elif lane is Lane.SIGNED:
            self.go_to("signups", space_id=plan.row.space_id)
        elif lane is Lane.READY and plan.row.gaps:
            self.desk.notices.message(f"{plan.row.address}: {not_ready_sentence(plan.row.gaps)}")
        else:
            self.ask_form(next_question(self, plan, lane))


def next_question(part: MovingPart, plan: VoidPlan, lane: Lane) -> Question:
    """The form for the lane that comes next."""
    made = {Lane.KEYS: keys_question, Lane.INSPECTED: inspected_question, Lane.WORKS: works_question,
            Lane.READY: ready_question, Lane.OFFERED: offered_question}
    return made[lane](part, plan)


def keys_question(part: MovingPart, plan: VoidPlan) -> Question:
    """The keys are back: number, readings, and why if they are late."""
    step = plan.step(VoidStepKind.KEYS)
    asked: Asked = [("on", "Keys came back on", _day(part)),
                    ("tag", "Number on their tag", TextField(longest=40), "Empty if they hang nowhere yet"),
                    ("count", "How many keys", TextField("2", longest=2)),
                    *((str(kind), f"{str(kind).capitalize()} meter reads", TextField(longest=20))
                      for kind in (MeterKind.ELECTRICITY, MeterKind.GAS, MeterKind.WATER) if plan.row.residential)]

    def do(form: PaneForm) -> None:
        values, count = form.values(), form["count"].value()
        if not count.isdecimal():
            form.show_problems([Problem("count", "How many is a number")])
            return
        late = question.late()
        if late is not None and form.show_problems(late.problems()):
            return
        read = tuple(lanes.Read(kind, values[str(kind)]) for kind in MeterKind if values.get(str(kind)))
        part.desk.do(take_keys_in, part.close_form, form.refused, void_id=plan.row.id, version=plan.row.version,
                     on=values["on"], late=late, tag=values["tag"], count=int(count), readings=read)

    question = LateQuestion(part, f"Keys in: {plan.row.address}", _promise(step.promised_on), asked, "The keys are back", do,
                            step.promised_on, DelayCause.KEYS_LATE, Party.OUTGOING)
    return question


def inspected_question(part: MovingPart, plan: VoidPlan) -> Question:
    """The inspection sheet: whether works are needed, by whom and until when."""
    works = plan.step(VoidStepKind.WORKS)
    asked: Asked = [("on", "Inspected on", _day(part)), ("works", "Works", Tick("Works are needed", value=works.needed)),
                    ("major", "", Tick("They are major works")),
                    ("whom", "Who does them", TextField(works.whom, longest=200), "Empty if it is not known yet"),
                    ("works_by", "Done by", DateEdit(lambda: part.desk.today, works.promised_on)),
                    ("note", "What was found", LongText(lines=3))]

    def do(form: PaneForm) -> None:
        part.desk.do(lanes.inspected, part.close_form, form.refused, void_id=plan.row.id, version=plan.row.version,
                     **form.values())

    made = Question(part, f"Inspected: {plan.row.address}", _promise(plan.step(VoidStepKind.INSPECTION).promised_on), asked,
                    "It is inspected", do)
    made.form.fields["major"].label.hide()
    made.form["major"].setAccessibleName("They are major works")
    return made


def works_question(part: MovingPart, plan: VoidPlan) -> Question:
    """The works are given to somebody."""
    step = plan.step(VoidStepKind.WORKS)
    asked: Asked = [("whom", "Who does the works", TextField(longest=200)),
                    ("by", "They promise to be done by",
                     DateEdit(lambda: part.desk.today, step.promised_on or part.desk.today + timedelta(7), needed=True))]

    def do(form: PaneForm) -> None:
        part.desk.do(lanes.give_works, part.close_form, form.refused, void_id=plan.row.id, version=plan.row.version,
                     **form.values())

    return Question(part, f"Works: {plan.row.address}", _promise(step.promised_on), asked, "Give them the works", do)


def ready_question(part: MovingPart, plan: VoidPlan) -> Question:
    """Ready to let: when the works were done, and why if they are late."""
    works, step = plan.step(VoidStepKind.WORKS), plan.step(VoidStepKind.READY)
    open_works = works.is_open
    asked: list[Any] = [("on", "Ready to let on", _day(part))]
    if open_works:
        asked.append(("works_on", "Works done on", _day(part)))

    def do(form: PaneForm) -> None:
        values = form.values()
        late = question.late()
        part.desk.do(lanes.ready, part.close_form, form.refused, void_id=plan.row.id, version=plan.row.version,
                     on=values["on"], works_on=values.get("works_on"),
                     late=late if late is not None and late.why.strip() else None)

    promised = works.promised_on if open_works else None
    question = LateQuestion(part, f"Ready: {plan.row.address}", _promise(step.promised_on), asked, "It is ready to let", do,
                            promised, DelayCause.WORKS_LATE, Party.CONTRACTOR)
    return question


def offered_question(part: MovingPart, plan: VoidPlan) -> Question:
    """To whom it is offered, and when they sign."""
    step = plan.step(VoidStepKind.SIGNING)
    asked: Asked = [("whom", "Offered to", TextField(longest=200)),
                    ("sign_up_on", "Sign-up planned for", DateEdit(lambda: part.desk.today, step.promised_on))]

    def do(form: PaneForm) -> None:
        part.desk.do(lanes.offered, part.close_form, form.refused, void_id=plan.row.id, version=plan.row.version,
                     **form.values())

    return Question(part, f"Offered: {plan.row.address}", f"After {lane_word(Lane.READY).lower()} comes the offer", asked,
                    "It is offered", do)


def _day(part: MovingPart) -> DateEdit:
    return DateEdit(lambda: part.desk.today, part.desk.today, needed=True)


def _promise(day: date | None) -> str:
    return f"Promised for {format_day(day)}" if day is not None else "No day was promised"
