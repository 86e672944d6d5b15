"""What happens to an applicant is also a step of the empty home's plan: nomination, interview, viewing, offer.

A plan that is closed, or a step that is done already, is left as it stands: the applicant's own record is what counts here.
"""

from datetime import date
from typing import Any

from housingdesk.lettings.actions.kept import Changes
from housingdesk.lettings.models import Applicant, Match, Offer, Viewing
from housingdesk.lettings.rules.words import MatchState, OfferState, ViewingOutcome
from housingdesk.values.dates import format_day
from housingdesk.voids.actions import lanes, steps
from housingdesk.voids.queries.plan import is_closed, open_since
from housingdesk.voids.queries.steps import steps_of
from housingdesk.voids.rules.words import Party, VoidStepKind


def promise_step(changes: Changes, void_id: int | None, step: VoidStepKind, on: date, party: Party, whom: str) -> None:
    """The day of a step is promised in the plan."""
    if _open(void_id, step):
        assert void_id is not None
        steps.promise(changes.act, void_id=void_id, step=step, on=on, party=party, whom=whom)
        changes.beside()


def done_step(changes: Changes, void_id: int | None, step: VoidStepKind, on: date) -> None:
    """A step has happened."""
    if _open(void_id, step) and on <= changes.act.today:
        assert void_id is not None
        steps.done(changes.act, void_id=void_id, step=step, on=on)
        changes.beside()


def is_offered(changes: Changes, void_id: int | None, whom: str, sign_up_on: date | None) -> None:
    """The home is on offer to somebody."""
    if _open(void_id, VoidStepKind.SIGNING):
        assert void_id is not None
        lanes.offered(changes.act, void_id=void_id, whom=whom, sign_up_on=sign_up_on)
        changes.beside()


def open_again(changes: Changes, void_id: int | None) -> None:
    """The home can be offered to somebody else."""
    if _open(void_id, VoidStepKind.SIGNING):
        assert void_id is not None
        lanes.not_offered(changes.act, void_id=void_id)
        changes.beside()


def call_off(changes: Changes, applicant_id: int, space_id: int | None, why: str) -> str:
    """Cancels the viewings that are still to come, of one home or of all; the words that say so, empty where there is none."""
    where = (Viewing.applicant == applicant_id) & Viewing.outcome.is_null() & (Viewing.on >= changes.act.today)
    where = where if space_id is None else where & (Viewing.space == space_id)
    found = list(Viewing.select().where(where).order_by(Viewing.on))
    for viewing in found:
        changes.change(viewing, outcome=ViewingOutcome.CANCELLED, note=f"Called off: {why}")
    if not found:
        return ""
    days = " and ".join(format_day(viewing.on) for viewing in found)
    return f". The viewing on {days} is called off" if len(found) == 1 else f". The viewings on {days} are called off"


def void_of(applicant_id: int) -> int | None:
    """The empty home that is meant for a household: on offer, chosen on a shortlist, or the one they were nominated for."""
    offer: Any = Offer.get_or_none((Offer.applicant == applicant_id) & Offer.state.in_((OfferState.OPEN, OfferState.ACCEPTED))
                              & Offer.void.is_null(False))
    if offer is not None:
        return int(offer.void_id)
    chosen: Any = Match.get_or_none((Match.applicant == applicant_id) & (Match.state == MatchState.CHOSEN))
    if chosen is not None:
        return int(chosen.void_id)
    space_id: int | None = Applicant.get_by_id(applicant_id).for_space_id
    return None if space_id is None else void_of_space(space_id)


def void_of_space(space_id: int) -> int | None:
    """The plan of a home that stands empty; None where there is none."""
    found = open_since(space_id)
    return None if found is None else found[0]


def _open(void_id: int | None, step: VoidStepKind) -> bool:
    """Whether a plan is open and the step in it not done yet."""
    if void_id is None or is_closed(void_id):
        return False
    return not any(one.step is step and one.actual_on is not None for one in steps_of([void_id]).get(void_id, ()))
