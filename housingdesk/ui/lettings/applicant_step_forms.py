"""The small forms in the pane of an applicant: support and viewings, and what came of each. They check nothing themselves."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions import support, viewings
from housingdesk.lettings.queries.applicant_file import ApplicantFile
from housingdesk.lettings.queries.offers import SupportRow, ViewingRow
from housingdesk.lettings.rules.offers import InterviewDraft, SupportAnswerDraft, SupportDraft, ViewingDraft
from housingdesk.lettings.rules.words import SupportAnswer, ViewingOutcome
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, Radios, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.time_edit import TimeEdit
from housingdesk.values.problems import Problem


class SomeTime(TimeEdit):
    """A time that may stay empty."""

    def value(self) -> str:
        """The time as ``14:30``; empty while nothing is typed."""
        return str(super().value() or "") if self.text().strip() else ""

    def problem(self) -> str | None:
        """What stands against it, once something is typed."""
        return super().problem() if self.text().strip() else None


class StepForm:
    """A form in the pane of a panel: ``send`` does it, or shows what stands against it."""

    def __init__(self, panel: Any, title: str, about: str = "") -> None:
        self.panel = panel
        self.form = PaneForm(panel.pane, title, about)

    def today(self) -> date:
        """The day in the office."""
        day: date = self.panel.desk.today
        return day

    def foot(self, verb: str) -> None:
        """Show it with its verb."""
        self.form.foot(verb, self.panel.finish, self.panel.close_form)

    def submit(self) -> None:
        """Read the fields and do it."""
        if not self.form.show_problems(self.form.unreadable()):
            self.send(self.form.values())

    def send(self, values: dict[str, Any]) -> None:
        """Do it with what was typed."""
        raise NotImplementedError

    def do(self, action: Callable[..., Any], problems: Sequence[Problem] = (), **facts: Any) -> None:
        """Do an act, unless something stands against it."""
        if not self.form.show_problems(problems):
            self.panel.desk.do(action, self.panel.close_form, self.form.refused, **facts)


class AskSupportForm(StepForm):
    """Which provider is asked."""

    def __init__(self, panel: Any, file: ApplicantFile) -> None:
        super().__init__(panel, "Ask a support provider", f"Whether they take on {file.row.name}")
        self._file = file
        self.form.add("agent_id", "Who", Choice([(one.id, one.name) for one in file.agents]))
        self.form.add("answer_by", "Answer by", DateEdit(self.today), hint="Empty: as the settings say")
        self.foot("They were asked")

    def send(self, values: dict[str, Any]) -> None:
        """Keep the question."""
        if values["agent_id"] is None:
            self.form.show_problems([Problem("agent_id", "No support provider is entered. Settings has them under Homes")])
            return
        draft = SupportDraft(self._file.row.id, **values)
        self.do(support.ask_support, draft.problems(self.today()), draft=draft)


class InterviewForm(StepForm):
    """When support meets them."""

    def __init__(self, panel: Any, row: SupportRow) -> None:
        super().__init__(panel, "Support interview", f"{row.agent} has told us when")
        self._row = row
        self.form.add("on", "Day", DateEdit(self.today, row.interview_on, needed=True))
        self.form.add("at", "Time", SomeTime(row.interview_at))
        self.form.add("place", "Where", TextField(row.interview_place, longest=200))
        self.form.add("told_on", "We were told on", DateEdit(self.today, row.told_on or self.today(), needed=True))
        self.foot("Keep the interview")

    def send(self, values: dict[str, Any]) -> None:
        """Keep the day."""
        draft = InterviewDraft(**values)
        self.do(support.tell_interview, draft.problems(self.today()), ask_id=self._row.id, version=self._row.version,
                draft=draft)


class SupportAnswerForm(StepForm):
    """What support said."""

    def __init__(self, panel: Any, row: SupportRow) -> None:
        super().__init__(panel, "Their answer", row.agent)
        self._row = row
        self.form.add("answer", "They", Radios([(SupportAnswer.ACCEPTED, "take them on"), (SupportAnswer.DECLINED, "decline")]))
        self.form.add("on", "On", DateEdit(self.today, self.today(), needed=True))
        self.form.add("by", "Who answered", TextField(longest=120))
        self.form.add("reason", "Why", LongText(lines=3), hint="Needed if they decline. Only who may see risk reads it later")
        self.foot("Keep the answer")

    def send(self, values: dict[str, Any]) -> None:
        """Keep the answer."""
        if values["answer"] is None:
            self.form.show_problems([Problem("answer", "Choose what they said")])
            return
        draft = SupportAnswerDraft(**values)
        self.do(support.answer_support, draft.problems(self._row.asked_on, self.today()), ask_id=self._row.id,
                version=self._row.version, draft=draft)


class ViewingForm(StepForm):
    """A viewing to be arranged, or moved."""

    def __init__(self, panel: Any, file: ApplicantFile, space_id: int | None, row: ViewingRow | None = None) -> None:
        super().__init__(panel, "Move the viewing" if row else "Arrange a viewing", file.row.name)
        self._file, self._row = file, row
        if row is None:
            self.form.add("space_id", "Home", Choice(homes_for(file, space_id)))
            self.form["space_id"].set_value(space_id)
        self.form.row(("on", "Day", DateEdit(self.today, row.on if row else None, needed=True)),
                      ("at", "Time", SomeTime(row.at if row else "")))
        self.form.add("accompanied_by", "Who goes along", TextField(row.accompanied_by if row else "", longest=200))
        self._may = bool(panel.desk.may(Permission.SEE_RISK))
        if self._may:
            pairs = "Nobody visits alone" if file.answers.look("visit_in_pairs") == "yes" else ""
            self.form.add("safety", "What to mind", LongText(row.safety if row else pairs, lines=3),
                          hint="Read only by those who may see risk")
        self.foot("Keep it" if row else "Arrange the viewing")

    def send(self, values: dict[str, Any]) -> None:
        """Keep the viewing."""
        space_id = self._row.space_id if self._row is not None else values.pop("space_id")
        if space_id is None:
            self.form.show_problems([Problem("space_id", "Choose the home. Only homes with a plan under Voids stand here")])
            return
        draft = ViewingDraft(self._file.row.id, space_id, **values)
        if self._row is None:
            self.do(viewings.arrange_viewing, draft.problems(self.today()), draft=draft)
        else:
            self.do(viewings.move_viewing, draft.problems(self.today()), viewing_id=self._row.id, version=self._row.version,
                    draft=draft, keep_safety=not self._may)


class OutcomeForm(StepForm):
    """What came of a viewing."""

    def __init__(self, panel: Any, row: ViewingRow) -> None:
        super().__init__(panel, "How it went", row.address)
        self._row = row
        self.form.add("outcome", "They", Radios([(ViewingOutcome.LIKED, "would take it"),
                                                 (ViewingOutcome.REFUSED, "would not take it"),
                                                 (ViewingOutcome.NO_SHOW, "did not come"),
                                                 (ViewingOutcome.CANCELLED, "It was cancelled")]))
        self.form.add("note", "What they said", LongText(lines=3))
        self.foot("Keep it")

    def send(self, values: dict[str, Any]) -> None:
        """Keep what came of it."""
        missing = [] if values["outcome"] is not None else [Problem("outcome", "Choose how it went")]
        self.do(viewings.viewing_was, missing, viewing_id=self._row.id, version=self._row.version, **values)


def homes_for(file: ApplicantFile, space_id: int | None) -> list[tuple[int | None, str]]:
    """The empty homes to choose from, and the one that is meant."""
    homes: list[tuple[int | None, str]] = [(None, "Choose")]
    homes += [(number, address) for _, address, number in file.empty]
    if space_id is not None and space_id not in [key for key, _ in homes]:
        known = {**{one.space_id: one.address for one in file.viewings}, **{one.space_id: one.address for one in file.offers}}
        name = known.get(space_id, file.row.for_home)
        homes.append((space_id, name))
    return homes


class ReasonForm(StepForm):
    """Why a household is not suitable, withdraws, or is passed over."""

    def __init__(self, panel: Any, title: str, about: str, verb: str, send: Callable[[str, "ReasonForm"], object]) -> None:
        super().__init__(panel, title, about)
        self._send = send
        self.form.add("reason", "Why", LongText(lines=3))
        self.foot(verb)

    def send(self, values: dict[str, Any]) -> None:
        """Do it with the reason."""
        self._send(values["reason"], self)
