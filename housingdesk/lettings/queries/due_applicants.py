"""Reads what is due about applicants, for Today. Light: it reads neither questions nor answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.lettings.models import Applicant
from housingdesk.lettings.queries.standings import standings
from housingdesk.lettings.rules.applicants import US, Step, next_step
from housingdesk.lettings.rules.words import ApplicantState
from housingdesk.properties.models import Council
from housingdesk.values.dates import add_working_days, format_date

_AHEAD = 1


@dataclass(frozen=True, slots=True)
class DueApplicant:
    """What is due about a household: its day, what to do, and why."""

    applicant_id: int
    on: date
    what: str
    why: str


def due(on: date) -> list[DueApplicant]:
    """What is due by the next working day: answers to councils, offers and support asks whose day comes, viewings, reviews."""
    soon = add_working_days(on, _AHEAD)
    rows: Any = list(Applicant.select(Applicant.id, Applicant.name, Applicant.state, Applicant.source, Applicant.answer_by,
                                      fn.COALESCE(Council.name, "the council")).join(Council, JOIN.LEFT_OUTER)
                     .where(Applicant.state != ApplicantState.HOUSED).order_by(Applicant.id).tuples())
    known = standings([(row[0], row[2], row[3], row[4]) for row in rows], on, {})
    found = [_due(row[0], row[1], step) for row in rows
             if (step := next_step(known[row[0]], on, row[5], row[1])) is not None and (step.by or date.max) <= soon]
    return sorted(found, key=lambda one: (one.on, one.applicant_id))


def _due(applicant_id: int, name: str, step: Step) -> DueApplicant:
    assert step.by is not None
    when = f"by {format_date(step.by)}"
    if step.who == US:
        return DueApplicant(applicant_id, step.by, f"{step.what}: {name}", f"{step.why}, {when}")
    if step.who == name:
        return DueApplicant(applicant_id, step.by, f"{name}: {step.what[:1].lower()}{step.what[1:]}", f"{step.why}, {when}")
    return DueApplicant(applicant_id, step.by, f"{step.who} has to answer about {name}", f"{step.why}, {when}")
