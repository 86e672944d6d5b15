"""Reads applicants as rows, and who waits for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.errors import NotFound
from housingdesk.lettings.models import Applicant
from housingdesk.lettings.queries.answering import missing_of
from housingdesk.lettings.queries.standings import standings
from housingdesk.lettings.rules.applicants import ENDED, WAITING, Step, next_step
from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.properties.models import Agent, Council, Space


@dataclass(frozen=True, slots=True)
class ApplicantRow:
    """A household that waits or waited; ``council``, ``agent`` and ``for_home`` are names, empty where there is none."""

    id: int
    version: int
    reference: str
    name: str
    source: Source
    council_id: int | None
    council: str
    agent_id: int | None
    agent: str
    their_reference: str
    for_space_id: int | None
    for_home: str
    person_id: int | None
    state: ApplicantState
    received_on: date
    answer_by: date | None
    bedrooms_needed: int | None
    priority: str
    ended_on: date | None
    ended_because: str
    recorded_by: str

    @property
    def ended(self) -> bool:
        """Whether they no longer wait."""
        return self.state in ENDED

    @property
    def came(self) -> str:
        """How they came to us, in a few words: ``nominated by Dalebrook``."""
        whom = self.council or self.agent
        if self.source is Source.NOMINATION:
            return f"nominated by {whom or 'a council'}"
        if self.source is Source.REFERRAL:
            return f"referred by {self.agent or whom or 'somebody'}"
        return str(self.source)


@dataclass(frozen=True, slots=True)
class ListedApplicant:
    """An applicant in the list, with what comes next; None once they have ended."""

    row: ApplicantRow
    step: Step | None

    @property
    def id(self) -> int:
        """The applicant's."""
        return self.row.id


_COLUMNS = (Applicant.id, Applicant.version, Applicant.reference, Applicant.name, Applicant.source, Applicant.council,
            fn.COALESCE(Council.name, ""), Applicant.agent, fn.COALESCE(Agent.name, ""), Applicant.their_reference,
            Applicant.for_space, fn.COALESCE(Space.address, Space.label, ""), Applicant.person, Applicant.state,
            Applicant.received_on, Applicant.answer_by, Applicant.bedrooms_needed, Applicant.priority, Applicant.ended_on,
            Applicant.ended_because, Applicant.recorded_by)


def _rows(where: Any = None) -> list[ApplicantRow]:
    query = (Applicant.select(*_COLUMNS).join(Council, JOIN.LEFT_OUTER).switch(Applicant).join(Agent, JOIN.LEFT_OUTER)
             .switch(Applicant).join(Space, JOIN.LEFT_OUTER, on=(Applicant.for_space == Space.id)))
    if where is not None:
        query = query.where(where)
    return [ApplicantRow(*row) for row in query.order_by(Applicant.received_on, Applicant.id).tuples()]


def applicant(applicant_id: int) -> ApplicantRow:
    """One applicant; NotFound if there is none."""
    found = _rows(Applicant.id == applicant_id)
    if not found:
        raise NotFound("This household is no longer there")
    return found[0]


def applicants(states: Iterable[ApplicantState] | None = None) -> list[ApplicantRow]:
    """The applicants in these states, all of them without; who came first stands first."""
    return _rows(None if states is None else Applicant.state.in_(list(states)))


def listed(on: date) -> list[ListedApplicant]:
    """Everybody with their next step on a day, those who wait first and of them the earliest due first."""
    rows = applicants()
    steps = steps_of(rows, on)
    made = [ListedApplicant(row, steps.get(row.id)) for row in rows]
    return sorted(made, key=lambda one: (one.step is None, (one.step.by if one.step else None) or date.max, one.row.received_on,
                                         one.id))


def steps_of(rows: Sequence[ApplicantRow], on: date) -> dict[int, Step]:
    """What comes next for each of some applicants, by their id; who has ended has none unless a review is open."""
    whose = [(row.id, row.state, row.source, row.answer_by) for row in rows]
    known = standings(whose, on, missing_of(whose, on))
    found = {row.id: next_step(known[row.id], on, row.council or "the council", row.name) for row in rows}
    return {key: step for key, step in found.items() if step is not None}


def waiting() -> int:
    """How many households wait for somebody."""
    return int(Applicant.select().where(Applicant.state.in_(list(WAITING))).count())
