"""The form of a household that is entered by hand or put right: how it came, from whom, and what the council said of it."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from housingdesk.lettings.actions.applicants import add_applicant, change_applicant
from housingdesk.lettings.queries.applicants import ApplicantRow
from housingdesk.lettings.queries.shortlist import open_voids
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.words import Source
from housingdesk.properties import queries as property_queries
from housingdesk.properties.queries import OfficeRow
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

Empty = tuple[tuple[int, str, int], ...]


@frozen
class Offices:
    """Who may nominate or refer, and the homes they may be meant for."""

    councils: tuple[OfficeRow, ...]
    agents: tuple[OfficeRow, ...]
    empty: Empty


def offices() -> Offices:
    """Councils, agents and empty homes."""
    return Offices(tuple(property_queries.councils()), tuple(property_queries.agents()), tuple(open_voids()))


def ask_particulars(form: PaneForm, found: Offices, today: Any, row: ApplicantRow | None = None) -> None:
    """The questions, with what is known of a household."""
    form.add("name", "Full name of the first person", TextField(longest=200))
    form.add("source", "How they came", Choice([(source, sentence_case(source)) for source in Source]))
    form.add("council_id", "Council", Choice([(None, "None"), *((one.id, one.name) for one in found.councils)]))
    form.add("agent_id", "Who refers", Choice([(None, "Nobody"), *((one.id, one.name) for one in found.agents)]))
    form.add("their_reference", "Their reference", TextField(longest=60))
    form.row(("received_on", "Came on", DateEdit(today, today(), needed=True)),
             ("answer_by", "Answer by", DateEdit(today)))
    form.row(("bedrooms_needed", "Bedrooms needed", TextField(longest=12)),
             ("priority", "Band or priority", TextField(longest=60)))
    homes = [(None, "No home in particular"), *((space_id, address) for _, address, space_id in found.empty)]
    if row is not None and row.for_space_id is not None and row.for_space_id not in [key for key, _ in homes]:
        homes.append((row.for_space_id, row.for_home))
    form.add("for_space_id", "Meant for", Choice(homes))
    if row is not None:
        form.set_values(name=row.name, source=row.source, council_id=row.council_id, agent_id=row.agent_id,
                        their_reference=row.their_reference, received_on=row.received_on, answer_by=row.answer_by,
                        bedrooms_needed=row.bedrooms_needed, priority=row.priority, for_space_id=row.for_space_id)


def particulars(form: PaneForm, today: date) -> ApplicantDraft | None:
    """The draft that the form holds; None with the errors shown while something stands against it."""
    found, values = form.unreadable(), form.values()
    beds = values.pop("bedrooms_needed")
    if beds and not beds.isdigit():
        found.append(Problem("bedrooms_needed", f"“{beds}” is not a number of bedrooms"))
    if form.show_problems(found):
        return None
    draft = ApplicantDraft(bedrooms_needed=int(beds) if beds else None, **values)
    return None if form.show_problems(draft.problems(today)) else draft


class NewApplicant(Panel):
    """The pane beside the list in which a new household is entered. ``done`` gives its id."""

    done = Signal(int)
    keys: ClassVar[tuple[Key, ...]] = (Key("Ctrl+Enter", "take them in", "submit", shown=False),)

    def build(self) -> None:
        """An empty pane."""
        self.form: PaneForm | None = None
        self.pane = RefillPane("A new household", width=330)
        theme.size(self.pane, least_height=300)
        column = QVBoxLayout(self)
        theme.lay(column, gap=0)
        column.addWidget(self.pane)

    def reload(self) -> None:
        """What is typed stays."""

    def start(self) -> None:
        """Ask who they are."""
        self.ask(offices, self._fill)

    def _fill(self, found: Offices) -> None:
        self.form = form = PaneForm(self.pane, "Enter a household", "Their answers are asked once they are in")
        ask_particulars(form, found, lambda: self.desk.today)
        form.foot("Take them in", self.submit, self.close_pane)
        self.show()
        form["name"].setFocus()
        self.keys_changed.emit()

    def close_pane(self) -> None:
        """Put it away."""
        self.hide()
        self.keys_changed.emit()

    def submit(self) -> None:
        """Keep them, or say what stands against it."""
        if self.form is None:
            return
        draft = particulars(self.form, self.desk.today)
        if draft is not None:
            self.desk.do(add_applicant, self._added, self.form.refused, draft=draft)

    def _added(self, outcome: Any) -> None:
        self.hide()
        self.done.emit(int(outcome.value))


class ParticularsForm:
    """The same questions about a household that is known, in the pane of its page."""

    def __init__(self, panel: Any, row: ApplicantRow, found: Offices) -> None:
        self._panel, self._row = panel, row
        self.form = PaneForm(panel.pane, "Put right", "What the household itself says is changed in its assessment")
        ask_particulars(self.form, found, lambda: panel.desk.today, row)
        self.form.foot("Keep it", panel.finish, panel.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        draft = particulars(self.form, self._panel.desk.today)
        if draft is not None:
            self._panel.desk.do(change_applicant, self._panel.close_form, self.form.refused, applicant_id=self._row.id,
                                version=self._row.version, draft=draft)
