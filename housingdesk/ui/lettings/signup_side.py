"""Beside the questions of a sign-up: what the tenant sees, what it costs, what is left; and the second appointment."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from housingdesk.lettings.actions import signup as actions
from housingdesk.lettings.queries.signup.at_desk import AtDesk
from housingdesk.lettings.rules.core.problems import stops
from housingdesk.lettings.rules.signup.status import Asked
from housingdesk.lettings.rules.words import SignUpState
from housingdesk.rent.rules.words import PER, Frequency
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import WrapLink, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.tenant_sees import TenantSees
from housingdesk.ui.kit.time_edit import TimeEdit
from housingdesk.ui.lettings.core_bar import CoreBar
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

_MOST = 6


class SignUpSide(Panel):
    """Filled anew with each answer; while a form stands in it, that stays. ``change`` asks for a task and a question."""

    keys: ClassVar[tuple[Key, ...]] = ()
    change = Signal(str, str)

    def build(self) -> None:
        """One pane."""
        self.form: PaneForm | None = None
        self._shown: tuple[AtDesk, tuple[Asked, ...]] | None = None
        self._id = 0
        self.pane = RefillPane("Beside the questions", width=280)
        column = QVBoxLayout(self)
        theme.lay(column, gap=12)
        column.addWidget(self.pane, 1)
        self.core = CoreBar(self.desk)
        self.core.by_section = False  # beside the questions there is little room
        self.hold(self.core)
        column.addWidget(Card(self.core))

    def reload(self) -> None:
        """It shows what it is given."""

    def show_case(self, shown: AtDesk, asked: tuple[Asked, ...]) -> None:
        """What helps with the questions in sight; where none is, with all of them."""
        case = shown.case
        asked = asked or tuple(one for state in case.tasks for one in state.asked)
        self._shown = (shown, asked)
        self.core.watch(case.head.id)
        self.core.show_keys(one.key for one in asked)
        if self.form is not None:
            return
        pane = self.pane
        each = PER[Frequency(case.answers.look("frequency") or Frequency.WEEKLY)]
        pane.begin(f"What it costs {each}" if case.known.total else "Nothing is charged yet")
        if case.known.total:
            pane.put(Facts(_costs(shown), strong_last=shown.plan is None))
        if shown.plan is not None and case.known.pays_themselves:
            pane.put(label(shown.plan.words, "muted", wrap=True))
        pane.put(TenantSees(self.desk.tenant))
        self._wrong(shown)
        self._later(case.come_back)
        pane.finish()

    def core_problems(self) -> list[Problem]:
        """What the service would refuse in the answers that are there, by question; not that others are still to come."""
        status, shown = self.core.status, self._shown
        if status is None or shown is None:
            return []
        return [Problem(one.key, found[0].sentence) for one in shown[1] if one.answered
                and (found := [problem for problem in status.against(one.key) if stops(problem)])]

    def _wrong(self, shown: AtDesk) -> None:
        case = shown.case
        places = {one.key: state.task.key for state in case.tasks for one in state.asked}
        wrong = [problem for problem in case.problems if problem.field in places]
        if wrong:
            self.pane.put(label("To put right", "section"))
        for problem in wrong[:_MOST]:
            self._link(problem.message, places[problem.field], problem.field, tone="error")

    def _later(self, later: Sequence[Asked]) -> None:
        if later:
            self.pane.put(label("Come back to", "section"))
        for one in later[:_MOST]:
            self._link(one.question.ask, one.question.task, one.key)
        if len(later) > _MOST:
            self.pane.put(label(f"and {len(later) - _MOST} more", "muted"))

    def _link(self, words: str, task: str, key: str, tone: str = "accent") -> None:
        self.pane.put(WrapLink(words, lambda: self.change.emit(task, key), tone=tone))

    # A second appointment.
    def ask_again(self, sign_up_id: int) -> None:
        """Ask when they come again."""
        self._id = sign_up_id
        self.form = form = PaneForm(self.pane, "Not sure: a second appointment",
                                    "Nothing is signed today. What was answered stays")
        form.add("on", "Which day?", DateEdit(lambda: self.desk.today, needed=True))
        form.add("at", "At what time?", TimeEdit())
        form.foot("Book it", self.submit, self.close_form)

    def submit(self) -> None:
        """Book what stands in the form."""
        if self.form is None:
            return
        values, at = self.form.values(), self.form["at"]
        assert isinstance(at, TimeEdit)
        if self.form.show_problems([one for one in self.form.unreadable() if one.field != "at" or at.text().strip()]):
            return
        if values["on"] is None:
            self.form.show_problems([Problem("on", "Choose the day of the second appointment")])
            return
        self.desk.do(actions.not_sure, lambda _outcome: self.close_form(), self.form.refused, sign_up_id=self._id,
                     on=values["on"], at=values["at"] or "")

    def close_form(self) -> None:
        """What helps with the task stands there again."""
        self.form = None
        if self._shown is not None:
            self.show_case(*self._shown)

    def escape(self) -> bool:
        """Put the form away."""
        was = self.form is not None
        if was:
            self.close_form()
        return was


def _costs(shown: AtDesk) -> list[tuple[str, str]]:
    case = shown.case
    known = case.known
    rows = []
    if known.covered:
        rows += [("Charge", format_pence(known.total)), ("Benefit covers", format_pence(known.covered))]
    rows.append(("They pay" if known.covered else "Charge", format_pence(known.own)))
    if shown.plan is not None:
        first = shown.plan.first
        rows.append((f"First charge, {first.days} day{'' if first.days == 1 else 's'}", format_pence(first.pence)))
    if case.head.state is SignUpState.SECOND_MEETING and case.head.again_on:
        rows.insert(0, ("Second appointment", f"{format_day(case.head.again_on)} {case.head.again_at}".rstrip()))
    return rows
