"""Reviews on the last step of a notice: what stands of them, and the forms to ask, to name who hears it, to decide, to tell."""

from datetime import timedelta
from functools import partial
from typing import Any

from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.queries import after_notices
from housingdesk.notices.actions import reviewing
from housingdesk.notices.queries.reviews import ReviewRow
from housingdesk.notices.rules.reviewing import DecisionDraft, ReviewDraft, panel_problems
from housingdesk.notices.rules.states import ReviewOutcome
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.notices.step import SideForm, Step
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem

_OUTCOMES = (("", "Choose the outcome"), (ReviewOutcome.STANDS, "The decision stands"),
             (ReviewOutcome.CHANGED, "The decision is changed"), (ReviewOutcome.WITHDRAWN, "They no longer ask for it"))


def add_reviews(step: Step) -> None:
    """What stands of the reviews of a served notice, with the next thing to do for each."""
    facts, able = step.facts, step.facts.reviewing
    if able is None and not facts.reviews:
        return
    step.form.heading("Reviews", _until(step))
    for row in facts.reviews:
        step.form.add_widget(label(_told(row), wrap=True))
        step.form.add_widget(label(f"“{row.grounds}”", "muted", wrap=True))
        if row.reasons:
            step.form.add_widget(label(f"Reasons: {row.reasons}", "muted", wrap=True))
        if row.open:
            step.form.add_widget(flow_row(*(button(words, partial(_open, step, form, row)) for words, form in _next(row))))
    if able is not None and not any(row.open for row in facts.reviews):
        words = f"They ask for {'an appeal' if able.kind == 'appeal' else 'a review'}"
        step.form.add_widget(flow_row(button(words, partial(ask, step), key="Alt+R")))


def ask(step: Step) -> None:
    """Open the form for a review that somebody asks for."""
    if step.facts.reviewing is not None and not any(row.open for row in step.facts.reviews):
        step.flow.side = AskForm(step)


def _until(step: Step) -> str:
    able = step.facts.reviewing
    if able is None:
        return ""
    waits = "the notice waits: no step is taken on it" if able.waits else "the notice runs on"
    return (f"They may ask until {format_day(able.ask_by)}. While one is open {waits}; its date does not move. This is our "
            "policy, under Settings; check it against the agreement")


def _told(row: ReviewRow) -> str:
    asked = f"{row.kind.capitalize()} asked for on {format_day(row.asked_on)} by {row.asked_by}"
    if row.told_on is not None:
        return f"{asked}: {row.outcome}, told on {format_day(row.told_on)}. Heard by {row.panel}"
    if row.outcome is not None:
        return f"{asked}: {row.outcome}, heard by {row.panel}. They are still to be told: the letter waits among the letters"
    heard = f"{row.panel} hear{'s' if ',' not in row.panel else ''} it" if row.panel else "Nobody is named yet to hear it"
    return f"{asked}, to be decided by {format_day(row.due_on)}. {heard}"


def _next(row: ReviewRow) -> list[tuple[str, Any]]:
    if row.outcome is not None:
        return [("They were told", TellForm)]
    return [("Say who hears it", PanelForm), ("Write the decision", DecideForm), ("Take off", RemoveForm)]


def _open(step: Step, form: Any, row: ReviewRow) -> None:
    step.flow.side = form(step, row)


class _ReviewForm(SideForm):
    """A form in the pane about one review."""

    def __init__(self, step: Step, title: str, subtitle: str, row: ReviewRow | None = None) -> None:
        self._step, self._row = step, row
        self.form = PaneForm(step.flow.pane, title, subtitle)

    def foot(self, verb: str) -> None:
        """Its verb, and the way back to what was found."""
        self.form.foot(verb, self.submit, self._step.put_away)

    def do(self, action: Any, **facts: Any) -> None:
        """Act, and show what is said against it."""
        if self._row is not None:
            facts |= {"review_id": self._row.id, "version": self._row.version}
        self._step.desk.do(action, None, self.form.refused, **facts)

    @property
    def row(self) -> ReviewRow:
        """The review; there is one in every form but the first."""
        assert self._row is not None
        return self._row


class AskForm(_ReviewForm):
    """Somebody asks that the decision be looked at again."""

    def __init__(self, step: Step) -> None:
        able, today = step.facts.reviewing, step.desk.today
        assert able is not None
        self._able = able
        super().__init__(step, "An appeal is asked for" if able.kind == "appeal" else "A review is asked for",
                         f"They may ask until {format_day(able.ask_by)}")
        self.form.add("asked_by", "Who asks", TextField(step.case.names, longest=200))
        self.form.add("asked_on", "When they asked", DateEdit(lambda: today, today, needed=True))
        self.form.add("grounds", "What they say", LongText(lines=5), hint="In their words, as near as you can")
        self.form.add("due_on", "To be decided by", DateEdit(lambda: today, today + timedelta(able.decide_days), needed=True))
        self.form.add("late_because", "If they ask late, why it is taken", TextField(longest=400))
        self.foot("Record it")

    def submit(self) -> None:
        """Record it, or say what stands against it."""
        draft = self.form.draft(ReviewDraft, kind=self._able.kind)
        served = self._step.case.served_on
        if draft is not None and served is not None and not self.form.show_problems(
                draft.problems(self._step.desk.today, served, self._able.ask_by)):
            self.do(reviewing.ask_review, case_id=self._step.case.id, draft=draft)


class PanelForm(_ReviewForm):
    """Who hears it and by when."""

    def __init__(self, step: Step, row: ReviewRow) -> None:
        super().__init__(step, "Who hears it", "People who had no part in the decision", row)
        self.form.add("panel", "Who hears it", TextField(row.panel, longest=400), hint="Names with commas between")
        self.form.add("due_on", "To be decided by", DateEdit(lambda: step.desk.today, row.due_on, needed=True))
        self.foot("Keep this")

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        said = self.form.values()
        involved = self._step.facts.reviewing.involved if self._step.facts.reviewing else frozenset[str]()
        if not self.form.show_problems([*self.form.unreadable(), *panel_problems(said["panel"], involved)]):
            self.do(reviewing.set_panel, **said)


class DecideForm(_ReviewForm):
    """The outcome with its reasons; the letter that tells it is made with it."""

    def __init__(self, step: Step, row: ReviewRow) -> None:
        today = step.desk.today
        super().__init__(step, "The decision", "The letter to them is made with these words and waits to be printed", row)
        self.form.add("outcome", "The outcome", Choice(list(_OUTCOMES)))
        self.form.add("panel", "Who heard it", TextField(row.panel, longest=400), hint="Names with commas between")
        self.form.add("heard_on", "When it was heard", DateEdit(lambda: today, today, needed=True))
        self.form.add("reasons", "The reasons", LongText(lines=4), hint="In full sentences: they are in the letter")
        self.form.add("happens_now", "What happens now", LongText(lines=2), hint="A sentence: it is in the letter")
        self.foot("Keep the decision and make the letter")
        self._draft: DecisionDraft | None = None

    def submit(self) -> None:
        """Draw the letter first; the decision is kept together with it."""
        step, able = self._step, self._step.facts.reviewing
        if self.form.show_problems(self.form.unreadable()):
            return
        said = self.form.values()
        if not said["outcome"]:
            self.form.show_problems([Problem("outcome", "Choose the outcome")])
            return
        draft = DecisionDraft(**said)
        involved = able.involved if able else frozenset[str]()
        if not self.form.show_problems(draft.problems(step.desk.today, self.row.asked_on, involved)):
            self._draft = draft
            step.flow.page.ask(after_notices.outcome, self._drawn, review_id=self.row.id, draft=draft, on=step.desk.today,
                               signed_by=step.desk.who.name)

    def _drawn(self, letters: list[MadeLetter]) -> None:
        self.do(reviewing.decide_review, draft=self._draft, letters=letters)


class TellForm(_ReviewForm):
    """They were told."""

    def __init__(self, step: Step, row: ReviewRow) -> None:
        super().__init__(step, "They were told", f"{row.kind.capitalize()}: {row.outcome}", row)
        self.form.add("told_on", "On which day", DateEdit(lambda: step.desk.today, step.desk.today, needed=True))
        self.foot("Keep this")

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if not self.form.show_problems(self.form.unreadable()):
            self.do(reviewing.tell_review, told_on=self.form["told_on"].value())


class RemoveForm(_ReviewForm):
    """It was recorded by mistake."""

    def __init__(self, step: Step, row: ReviewRow) -> None:
        super().__init__(step, f"Take the {row.kind} off", "The line stays, with the reason", row)
        self.form.add("because", "Why", TextField(longest=200))
        self.foot("Take it off")

    def submit(self) -> None:
        """Take it off, or say what stands against it."""
        self.do(reviewing.remove_review, because=self.form["because"].value())
