"""A transfer that is agreed begins as a household that applies, with what we know of it; nothing is asked twice."""

import json

from housingdesk.access.act import Act
from housingdesk.changes.queries.changes import ChangeRow
from housingdesk.errors import Refused
from housingdesk.lettings.actions.applicants import add_applicant, set_state
from housingdesk.lettings.queries.applicants import applicant
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.people import queries as people_queries
from housingdesk.tenancies.queries.agreements import holders_on

APPLICANT = "_applicant"
"""The key of the answer under which the household’s id is kept."""


def begin_application(act: Act, row: ChangeRow) -> str:
    """Takes the holders in as a household that applies for a transfer; returns the change's answers with its id, as JSON."""
    answers: dict[str, str] = {}
    held = holders_on(row.tenancy_id, act.today)
    if not held:
        raise Refused("Nobody holds this agreement today")
    for number, person in enumerate(people_queries.persons([one.person_id for one in held]), 1):
        answers |= {f"name_{number}": person.name, f"match_{number}": str(person.id), f"on_file_{number}": "yes",
                    f"born_on_{number}": person.born_on.isoformat() if person.born_on else "",
                    f"nino_{number}": person.nino or ""}
    made = add_applicant(act, draft=ApplicantDraft(held[0].name, Source.TRANSFER, row.asked_on, answers=answers,
                                                   priority=row.answers.get("needs", "")[:60], said_in="Our own file"))
    return json.dumps({**row.answers, APPLICANT: str(made)}, ensure_ascii=False)


def end_application(act: Act, row: ChangeRow, because: str) -> None:
    """Withdraws the household that applied, where it is not housed yet."""
    number = row.answers.get(APPLICANT)
    if number is None:
        return
    found = applicant(int(number))
    if found.state not in (ApplicantState.HOUSED, ApplicantState.WITHDRAWN, ApplicantState.NOT_SUITABLE):
        set_state(act, applicant_id=found.id, version=found.version, state=ApplicantState.WITHDRAWN, reason=because)
