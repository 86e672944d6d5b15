"""A home is offered, accepted, refused, withdrawn, or the offer lapses; a refusal is looked at again by somebody else."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.diary.actions import add_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.errors import Refused
from housingdesk.lettings.actions.kept import Changes
from housingdesk.lettings.actions.plan_days import call_off, is_offered, open_again, void_of_space
from housingdesk.lettings.models import Applicant, Offer, SignUp
from housingdesk.lettings.queries.signup.rows import OPEN as OPEN_SIGN_UPS
from housingdesk.lettings.rules.applicants import ENDED, reason_problem
from housingdesk.lettings.rules.costs import write_costs
from housingdesk.lettings.rules.offers import OfferDraft, answer_problem, decision_problems, lapse_problem, review_problem
from housingdesk.lettings.rules.words import ApplicantState, OfferState
from housingdesk.properties import queries as property_queries
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import add_working_days, format_day
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

_OFFER, _STANDS = "This offer", (OfferState.OPEN, OfferState.ACCEPTED)


@needs(Permission.KEEP_APPLICANTS)
def make_offer(act: Act, *, draft: OfferDraft) -> int:
    """Offers a home to a household; returns its id. Refused while either of them has an offer that stands."""
    refuse(draft.problems(act.today))
    row, home = as_seen(Applicant, draft.applicant_id, None, "This household"), property_queries.space(draft.space_id)
    _refuse_offer(row, draft)
    if home.residential == (draft.kind is TenancyKind.CONTRACT):
        raise Refused("A home is let by a tenancy or licence, a garage or store by a contract")
    void_id = draft.void_id or void_of_space(home.id)
    changes = Changes(act, row.id)
    made = act.add(Offer(applicant=row.id, space=home.id, void=void_id, kind=draft.kind, made_on=act.today,
                         answer_by=draft.answer_by, starts_on=draft.starts_on, costs=write_costs(draft.costs),
                         state=OfferState.OPEN, made_at=act.now, made_by=act.who.name))
    changes.added(made, state=OfferState.WITHDRAWN, answered_on=act.today, reason="Made by mistake")
    changes.change(row, state=ApplicantState.OFFERED)
    is_offered(changes, void_id, row.name, draft.starts_on)
    until = format_day(draft.answer_by)
    _tell(changes, row.id, f"Write to {row.name}: {home.said} is offered, what it costs, answer by {until}",
          act.today)
    changes.done(f"{home.said} is offered to {row.name}, answer by {format_day(draft.answer_by)}", "withdraw the offer")
    return int(made.id)


def _tell(changes: Changes, applicant_id: int, text: str, due: date) -> None:
    """What has to be written to the household, in the diary: it is done with the letter."""
    add_task(changes.act, subject=Ref("applicant", applicant_id), draft=TaskDraft(text[:500], due, changes.act.who.name))
    changes.beside()


def _refuse_offer(row: Applicant, draft: OfferDraft) -> None:
    if row.state in (*ENDED, ApplicantState.SIGNING):
        way = "" if row.state is ApplicantState.SIGNING else ". Take them up again first"
        raise Refused(f"{row.name} is {row.state}{way}")
    either = (Offer.applicant == row.id) | (Offer.space == draft.space_id)
    for offer in Offer.select().where(Offer.state.in_(_STANDS) & either):
        if offer.applicant_id == row.id:
            raise Refused(f"{row.name} has an offer of {offer.space.address} that stands. Withdraw it first")
        raise Refused(f"This home is offered to {offer.applicant.name} until {format_day(offer.answer_by)}")


@needs(Permission.KEEP_APPLICANTS)
def accept_offer(act: Act, *, offer_id: int, version: int | None, on: date) -> None:
    """The household takes the home; the sign-up can begin."""
    record = _answerable(act, offer_id, version, on)
    changes = Changes(act, record.applicant_id)
    changes.change(record, state=OfferState.ACCEPTED, answered_on=on)
    changes.done(f"{record.applicant.name} takes {record.space.address}", "take the answer back")


@needs(Permission.KEEP_APPLICANTS)
def refuse_offer(act: Act, *, offer_id: int, version: int | None, on: date, reason: str, suitable: bool | None) -> None:
    """The household does not take it: why, and whether the offer was suitable for them (None: not decided yet)."""
    record = _answerable(act, offer_id, version, on)
    refuse(reason_problem(reason, "they refuse it"))
    _end(act, record, OfferState.REFUSED, on, reason, f"{record.applicant.name} refuses {record.space.address}", suitable)


@needs(Permission.KEEP_APPLICANTS)
def withdraw_offer(act: Act, *, offer_id: int, version: int | None, reason: str) -> None:
    """We take the offer back, with the reason; also after it was accepted, while no sign-up is under way."""
    record = as_seen(Offer, offer_id, version, _OFFER)
    if record.state not in _STANDS:
        raise Refused(f"This offer is {record.state} already")
    if SignUp.select().where((SignUp.offer == offer_id) & SignUp.state.in_(OPEN_SIGN_UPS)).exists():
        raise Refused("The sign-up of this offer has begun. Give the sign-up up first")
    refuse(reason_problem(reason, "it is withdrawn"))
    _end(act, record, OfferState.WITHDRAWN, act.today, reason, f"Offer of {record.space.address} withdrawn")


@needs(Permission.KEEP_APPLICANTS)
def lapse_offer(act: Act, *, offer_id: int, version: int | None) -> None:
    """Nobody answered by the day; a person says so, the program never does by itself."""
    record = as_seen(Offer, offer_id, version, _OFFER)
    said = lapse_problem(record.state, record.answer_by, act.today)
    if said:
        raise Refused(said)
    _end(act, record, OfferState.LAPSED, act.today, "No answer by the day", f"Offer of {record.space.address} has lapsed")


def _answerable(act: Act, offer_id: int, version: int | None, on: date) -> Offer:
    record: Offer = as_seen(Offer, offer_id, version, _OFFER)
    said = answer_problem(record.state, record.made_on, on, act.today)
    if said:
        raise Refused(said)
    return record


def _end(act: Act, record: Offer, state: OfferState, on: date, reason: str, sentence: str,
         suitable: bool | None = None) -> None:
    """The offer ends; household and home are free for another."""
    changes = Changes(act, record.applicant_id)
    changes.change(record, state=state, answered_on=on, reason=reason.strip(), suitable=suitable)
    row = as_seen(Applicant, record.applicant_id, None, "This household")
    if row.state is ApplicantState.OFFERED:
        changes.change(row, state=ApplicantState.READY)
    open_again(changes, record.void_id)
    off = call_off(changes, record.applicant_id, record.space_id, f"the offer was {state}")
    changes.done(f"{sentence}{off}", "put it back")


@needs(Permission.KEEP_APPLICANTS)
def ask_review(act: Act, *, offer_id: int, version: int | None, on: date) -> None:
    """A refusal is to be looked at again: somebody who had no part in the offer decides, and the diary says by when."""
    record = as_seen(Offer, offer_id, version, _OFFER)
    said = review_problem(record.state, record.review_asked_on)
    if said:
        raise Refused(said)
    if not record.answered_on <= on <= act.today:
        raise Refused(f"A review is asked for between {format_day(record.answered_on)}, when it was refused, and today")
    due = add_working_days(on, int(settings_queries.value("lettings.review_days", act.today)))
    changes = Changes(act, record.applicant_id)
    changes.change(record, review_asked_on=on)
    changes.done(f"{record.applicant.name} asks for a review, to be decided by {format_day(due)}", "take it back")


@needs(Permission.KEEP_APPLICANTS)
def decide_review(act: Act, *, offer_id: int, version: int | None, reviewer: str, outcome: str, suitable: bool) -> None:
    """What came of the review, decided by somebody else than who made the offer; the household is told: the diary says so."""
    record = as_seen(Offer, offer_id, version, _OFFER)
    if record.review_asked_on is None or record.review_on is not None:
        raise Refused("No review of this offer is open")
    refuse(decision_problems(reviewer, record.made_by, outcome))
    changes = Changes(act, record.applicant_id)
    changes.change(record, review_by=one_line(reviewer), review_on=act.today, review_outcome=outcome.strip(), suitable=suitable)
    _tell(changes, record.applicant_id, f"Tell {record.applicant.name} what came of the review", add_working_days(act.today, 1))
    words = "was suitable" if suitable else "was not suitable"
    changes.done(f"Review by {one_line(reviewer)}: the offer of {record.space.address} {words}", "take the decision back")


