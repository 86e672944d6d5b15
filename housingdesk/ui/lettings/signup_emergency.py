"""What was signed at the scheme at night, entered from its numbered pack: who came, when it truly began, by whom and why."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from housingdesk.lettings.actions.signup import enter_emergency
from housingdesk.lettings.queries.signup.beginning import Beginning
from housingdesk.lettings.rules.signup.emergency import EmergencyDraft
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.time_edit import TimeEdit
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case
from housingdesk.values.times import parse_time

_KINDS = (TenancyKind.LICENCE_EXCLUDED, TenancyKind.LICENCE_PROTECTED, TenancyKind.ASSURED)


class EmergencyForm:
    """The form in the pane; ``begun`` gets the outcome."""

    def __init__(self, pane: RefillPane, desk: QtDesk, found: Beginning, begun: Callable[[Any], object],
                 close: Callable[[], object]) -> None:
        self._desk, self._begun = desk, begun
        self.form = form = PaneForm(pane, "Emergency placement", "As it stands on the signed pack; the rest is asked next")
        form.add("pack_number", "Number of the pack", TextField(longest=20))
        form.add("name", "Who came", TextField(longest=200))
        homes = [(home.space_id, home.address) for home in found.homes if home.residential]
        form.add("space_id", "Which room or home", Choice([(None, "Choose"), *homes]))
        form.add("kind", "Agreement", Choice([(kind, sentence_case(kind)) for kind in _KINDS]))
        form.row(("began_on", "Began on", DateEdit(lambda: desk.today, needed=True)), ("began_at", "At", TimeEdit()))
        form.add("placed_by", "Who placed them", TextField(longest=200))
        form.add("because", "Why it could not wait", LongText(lines=2))
        form.row(("born_on", "Date of birth", DateEdit(lambda: desk.today)), ("phone", "Telephone", TextField(longest=60)))
        form.foot("Enter it", self.submit, close)

    def submit(self) -> None:
        """Enter it, once all is there."""
        values = self.form.values()
        at: Any = self.form["began_at"]
        problems = [one for one in self.form.unreadable() if one.field != "began_at" or at.text().strip()]
        if values["space_id"] is None:
            problems.append(Problem("space_id", "Choose the room or home"))
        if values["began_on"] is None and not any(one.field == "began_on" for one in problems):
            problems.append(Problem("began_on", "Say on which day it began"))
        if self.form.show_problems(problems):
            return
        draft = EmergencyDraft(values["space_id"], values["name"], values["pack_number"], self._moment(values),
                               values["placed_by"], values["because"], values["kind"], values["born_on"], values["phone"])
        tonight = datetime.combine(self._desk.today, time.max).astimezone()  # the act itself looks at the hour
        if not self.form.show_problems([_named(one) for one in draft.problems(tonight)]):
            self._desk.do(enter_emergency, self._begun, self.form.refused, draft=draft)

    @staticmethod
    def _moment(values: dict[str, Any]) -> datetime:
        at = parse_time(values["began_at"]) if values["began_at"] else parse_time("00:00")
        return datetime.combine(values["began_on"], at).astimezone()


def _named(problem: Problem) -> Problem:
    return Problem("began_on", problem.message) if problem.field == "true_start" else problem
