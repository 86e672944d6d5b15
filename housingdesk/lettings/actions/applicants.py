"""Households come in, are put right, become ready, are not suitable, withdraw, and are taken up again."""

from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.diary.actions import add_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.errors import Refused
from housingdesk.lettings.actions.kept import Changes
from housingdesk.lettings.actions.plan_days import call_off, open_again
from housingdesk.lettings.actions.signup.answers import keep_answer
from housingdesk.lettings.models import Answer, Applicant, Offer
from housingdesk.lettings.queries.nominations import answer_by
from housingdesk.lettings.queries.signup.rows import said_of
from housingdesk.lettings.rules.applicants import ENDED, ApplicantDraft, may_follow, reason_problem
from housingdesk.lettings.rules.words import ApplicantState, Given, OfferState, Source
from housingdesk.values.dates import add_working_days
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

NUMBERS_LOCK = 32
HOUSEHOLD = "This household"


@needs(Permission.KEEP_APPLICANTS)
def add_applicant(act: Act, *, draft: ApplicantDraft) -> int:
    """Takes a household in with what is known of it; returns its id. A nomination gets its day to answer by."""
    refuse(draft.problems(act.today))
    made = enter(act, draft)
    act.say(f"{made.name} taken in as {made.reference}", about=("applicant", made.id))
    act.take_back(remove_applicant, f"take {made.name} out again", applicant_id=made.id, version=made.version)
    return int(made.id)


def enter(act: Act, draft: ApplicantDraft) -> Applicant:
    """A household with its answers, as it is stored; for an act that takes in several."""
    act.lock(NUMBERS_LOCK)
    newest = Applicant.select(Applicant.id).order_by(Applicant.id.desc()).limit(1).scalar() or 0
    made = act.add(Applicant(reference=f"A{newest + 1:06d}", state=ApplicantState.RECEIVED, recorded_at=act.now,
                             recorded_by=act.who.name, **_columns(draft)))
    if draft.source is Source.NOMINATION and draft.answer_by is None:
        act.change(made, answer_by=answer_by(draft.council_id, draft.received_on))
    for key, value in {"name_1": made.name, **draft.answers}.items():
        if value:
            keep_answer(act, made.id, None, key, value, Given.SAID, draft.said_in)
    return made


def _columns(draft: ApplicantDraft) -> dict[str, Any]:
    return {"name": one_line(draft.name), "source": draft.source, "council": draft.council_id, "agent": draft.agent_id,
            "their_reference": one_line(draft.their_reference), "for_space": draft.for_space_id,
            "received_on": draft.received_on, "answer_by": draft.answer_by, "bedrooms_needed": draft.bedrooms_needed,
            "priority": one_line(draft.priority)}


@needs(Permission.KEEP_APPLICANTS)
def remove_applicant(act: Act, *, applicant_id: int, version: int | None) -> None:
    """Takes out a household that was entered by mistake and that nothing has followed; its answers go with it."""
    row = as_seen(Applicant, applicant_id, version, HOUSEHOLD)
    if row.state not in (ApplicantState.RECEIVED, ApplicantState.ASSESSING):
        raise Refused(f"{row.name} is {row.state}. Withdraw them with a reason instead")
    for answer in Answer.select().where(Answer.applicant == applicant_id):
        act.remove(answer)
    act.remove(row)
    act.say(f"{row.name} taken out again", about=("applicant", applicant_id))


@needs(Permission.KEEP_APPLICANTS)
def change_applicant(act: Act, *, applicant_id: int, version: int, draft: ApplicantDraft) -> None:
    """Puts right how a household came and what the council said of it; its answers are changed one by one elsewhere."""
    refuse(draft.problems(act.today))
    row = as_seen(Applicant, applicant_id, version, HOUSEHOLD)
    changes = Changes(act, applicant_id)
    changes.change(row, **_columns(draft))
    if (said := said_of(applicant_id).get("name_1")) is None or said.value != row.name:
        keep_answer(act, applicant_id, None, "name_1", row.name, Given.SAID, draft.said_in)
        changes.beside()
    changes.done(f"{row.name} put right", "put it back")


@needs(Permission.KEEP_APPLICANTS)
def set_state(act: Act, *, applicant_id: int, version: int | None, state: ApplicantState, reason: str = "") -> None:
    """Moves a household on: being assessed, ready, not suitable, withdrawn (these with a reason), or taken up again.

    A council whose nominee is not suitable is told: the diary says so. An offer that stands is withdrawn with them, and a
    viewing to come is called off. Why somebody is ready while questions are open stands in what happened.
    """
    row = as_seen(Applicant, applicant_id, version, HOUSEHOLD)
    if state not in may_follow(row.state):
        raise Refused(f"{row.name} is {row.state}, so they cannot be {state}")
    _refuse_unfit(row, state)
    changes, off = Changes(act, applicant_id), ""
    if state in ENDED:
        refuse(reason_problem(reason, f"they are {state}"))
        _withdraw_offers(changes, applicant_id, act.today, one_line(reason))
        off = call_off(changes, applicant_id, None, f"they are {state}")
    changes.change(row, state=state, ended_on=act.today if state in ENDED else None,
                   ended_because=reason.strip() if state in ENDED else "")
    if state is ApplicantState.NOT_SUITABLE:
        _tell_later(act, row)
        changes.beside()
    though = f", with questions open: {one_line(reason)}" if state not in ENDED and reason.strip() else ""
    changes.done(f"{row.name} is {state}{off}{though}", "put it back")


def _refuse_unfit(row: Applicant, state: ApplicantState) -> None:
    if state is not ApplicantState.READY:
        return
    said = said_of(row.id).get("eligible")
    if said is not None and said.value == "no":
        raise Refused(f"{row.name} may not be given a home by law, as the assessment says. Say that they are not suitable")


def _withdraw_offers(changes: Changes, applicant_id: int, on: date, reason: str) -> None:
    for offer in Offer.select().where((Offer.applicant == applicant_id)
                                      & Offer.state.in_((OfferState.OPEN, OfferState.ACCEPTED))):
        changes.change(offer, state=OfferState.WITHDRAWN, answered_on=on, reason=reason)
        open_again(changes, offer.void_id)


def _tell_later(act: Act, row: Applicant) -> None:
    whom = row.council.name if row.council_id is not None else row.agent.name if row.agent_id is not None else row.name
    due = row.answer_by if row.answer_by is not None and row.answer_by >= act.today else add_working_days(act.today, 1)
    add_task(act, subject=Ref("applicant", row.id),
             draft=TaskDraft(f"Tell {whom} that {row.name} is not suitable, and why", due, act.who.name))
