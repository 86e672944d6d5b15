"""A signed sign-up becomes a letting, in one act: people, agreement, account, payments, claim, keys, diary and CORE log."""

from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.db.record import as_seen
from housingdesk.diary.actions import add_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.errors import Refused
from housingdesk.lettings.actions.core.logs import open_log
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.actions.references import reserved_reference
from housingdesk.lettings.actions.signup.answers import keep_answer, open_sign_up
from housingdesk.lettings.actions.signup.confirming import keep_all_seen
from housingdesk.lettings.actions.signup.persons import keep_people
from housingdesk.lettings.actions.signup.unfinishing import unfinish_sign_up
from housingdesk.lettings.models import Answer, Applicant, Offer, SignUp
from housingdesk.lettings.queries.signup.case import SignUpCase, signup_case
from housingdesk.lettings.queries.signup.plan import PayPlan, charges_vat, pay_plan, rent_free
from housingdesk.lettings.rules import LettingDraft
from housingdesk.lettings.rules.signup.becoming import METER_KEYS, route_of, starter_until
from housingdesk.lettings.rules.signup.claim import claim_draft
from housingdesk.lettings.rules.signup.status import why_not_sign
from housingdesk.lettings.rules.words import ApplicantState, Given, OfferState, SignUpState
from housingdesk.properties.actions.keys import move_keys
from housingdesk.properties.actions.meters import read_meter
from housingdesk.properties.queries import space
from housingdesk.properties.queries.keys import keys_of
from housingdesk.properties.rules.safety import KeyHolder
from housingdesk.rent.actions.expected import ExpectedDraft, expect_payments
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.words import ChargeCode, Payer
from housingdesk.settings import queries as settings
from housingdesk.tenancies.queries.agreements import holders, tenancy
from housingdesk.tenancies.rules import StartDraft
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.problems import refuse
from housingdesk.values.timeline import Ref


@needs(Permission.KEEP_TENANCIES)
def finish_sign_up(act: Act, *, sign_up_id: int) -> int:
    """Makes the letting that was signed, in one act; returns the tenancy's id.

    Refused while it is not signed, an answer stands against another, or it is not known when it starts or what it costs.
    What is not known besides can be added on the files later.
    """
    row = open_sign_up(act, sign_up_id)
    case, plan = _ready(row, act.today)
    keep_all_seen(act, case)
    answered = _answered(row)
    persons = keep_people(act, case, answered)
    held = tuple(persons[number] for number in case.known.holders)
    tenancy_id = start_letting(act, draft=_letting(case, plan, held))
    said = act.sentence
    _expect(act, case, plan, tenancy_id)
    _claim(act, case, tenancy_id, min(row.begun_at.date(), act.today))
    readings, moves = _readings(act, case, tenancy_id), _keys(act, case, tenancy_id)
    _diary(act, case, tenancy_id)
    open_log(act, tenancy_id=tenancy_id, sign_up_id=sign_up_id)
    _close(act, row, case, tenancy_id, held[0])
    act.say(said or "Signed up", about=("tenancy", tenancy_id))
    act.take_back(unfinish_sign_up, "take the letting back", sign_up_id=sign_up_id, moves=moves, readings=readings)
    return tenancy_id


def _ready(row: SignUp, today: date) -> tuple[SignUpCase, PayPlan]:
    case = signup_case(row.id, today)
    if row.state is not SignUpState.SIGNED:
        raise Refused("It is not signed yet. Everything is kept meanwhile")
    refuse(case.problems)
    why = why_not_sign(case.tasks)
    plan = pay_plan(case)
    if why or plan is None:
        raise Refused(why or "Answer first what it costs")
    unnamed = [number for number in case.known.holders if not case.answers.look(f"name_{number}")]
    if unnamed:
        raise Refused(f"Person {unnamed[0]} signs too. Answer first: their full legal name")
    return case, plan


def _answered(row: SignUp) -> dict[str, date]:
    """On which day each answer was given, by its key."""
    rows: Any = Answer.select(Answer.key, Answer.at).where(
        (Answer.applicant == row.applicant_id) & (Answer.given == Given.SAID)
        & (Answer.sign_up.is_null() | (Answer.sign_up == row.id))).tuples()
    return {key: at.date() for key, at in rows}


def _letting(case: SignUpCase, plan: PayPlan, held: tuple[int, ...]) -> LettingDraft:
    kind, starts_on, vat = case.head.kind, plan.first.start, charges_vat(case)
    months = int(settings.value("starter.max_months", starts_on))
    start = StartDraft(kind, held, case.head.space_id, starts_on, route=route_of(case.known, kind),
                       claim_reference=case.answers.look("claim_reference"),
                       starter_until=starter_until(kind, starts_on, months), fixed_until=case.answers.day("fixed_until"))
    lines = tuple(line for line in plan.basis.lines if line.code is not ChargeCode.VAT)
    return LettingDraft(start, plan.basis.frequency, lines, rent_free(case), vat, reserved_reference(case.head.id))


def _expect(act: Act, case: SignUpCase, plan: PayPlan, tenancy_id: int) -> None:
    """The payments of the schedule from today on; what was due before stands on the account as owed."""
    how = case.answers.look("pays_how")
    drafts = [ExpectedDraft(one.due_on, one.pence, one.covers_from, one.until - DAY, how)
              for one in plan.payments if one.due_on >= act.today]
    if drafts:
        expect_payments(act, account_id=accounts_of(tenancy_id)[0].id, payer=Payer.TENANT, drafts=drafts)


def _claim(act: Act, case: SignUpCase, tenancy_id: int, contact_on: date) -> None:
    """Starts the claim; it counts from the day of the first contact, which is the day the sign-up began."""
    draft = claim_draft(case.answers, contact_on)
    if draft is not None and draft.problems(act.today) == []:
        lead = next(holder for holder in holders([tenancy_id]) if holder.lead)
        council = case.head.council_id or space(case.head.space_id).council_id
        start_claim(act, draft=replace(draft, tenancy_id=tenancy_id, person_id=lead.person_id, council_id=council))


def _readings(act: Act, case: SignUpCase, tenancy_id: int) -> tuple[int, ...]:
    """What the meters read when the keys were given; returns the ids of the readings."""
    look, on = case.answers.look, min(case.answers.day("keys_on") or act.today, act.today)
    return tuple(read_meter(act, space_id=case.head.space_id, kind=kind, serial=look(f"{key}_serial"), on=on, reading=look(key),
                            subject=Ref("tenancy", tenancy_id)) for key, kind in METER_KEYS.items() if look(key))


def _keys(act: Act, case: SignUpCase, tenancy_id: int) -> tuple[int, ...]:
    """The keys of the register that were given; returns the ids of its lines. Keys that come later are a task."""
    given, day, subject = case.answers.number("keys_given") or 0, case.answers.day("keys_on"), Ref("tenancy", tenancy_id)
    made: list[int] = []
    for key in ("keys_given", "keys_what"):  # as the register had them; from now on they are not in the office
        if key not in case.answers.said and case.answers.look(key):
            keep_answer(act, case.head.applicant_id, case.head.id, key, case.answers.look(key), Given.SAID, "on file")
    if given and day is not None and day > act.today:
        add_task(act, subject=subject, draft=TaskDraft(f"Hand over {given} keys", day, case.head.begun_by))
        return ()
    for row in keys_of(case.head.space_id):
        if given and row.holder is KeyHolder.OFFICE and row.ended_on is None:
            count = min(given, row.count)
            made.append(move_keys(act, key_set_id=row.id, on=day or act.today, holder=KeyHolder.TENANT, count=count,
                                  whom=case.answers.look("name_1"), subject=subject))
            given -= count
    return tuple(made)


def _diary(act: Act, case: SignUpCase, tenancy_id: int) -> None:
    """The settling-in visit, the papers of a claim, and what is looked at again; days that have been are due today."""
    look, day, subject = case.answers.look, case.answers.day, Ref("tenancy", tenancy_id)
    at = f" at {look('visit_at')}" if look("visit_at") else ""
    tasks = [(f"Settling-in visit{at}", day("visit_on")), ("Papers for the benefit claim", day("evidence_by")),
             ("Right to rent: look again", day("right_to_rent_until"))]
    for text, on in tasks:
        if on is not None:
            add_task(act, subject=subject, draft=TaskDraft(text, max(on, act.today), case.head.begun_by))


def _close(act: Act, row: SignUp, case: SignUpCase, tenancy_id: int, person_id: int) -> None:
    applicant = as_seen(Applicant, row.applicant_id, None, "This household")
    act.change(applicant, state=ApplicantState.HOUSED, person=person_id, name=case.answers.look("name_1"), ended_on=act.today,
               ended_because=f"{tenancy(tenancy_id).reference} from {format_date(case.answers.day('starts_on') or act.today)}")
    if row.offer_id is not None:
        offer = as_seen(Offer, row.offer_id, None, "This offer")
        if offer.state is OfferState.OPEN:
            act.change(offer, state=OfferState.ACCEPTED, answered_on=act.today)
    act.change(row, tenancy=tenancy_id, state=SignUpState.FINISHED, finished_at=act.now, touched_at=act.now, in_use_by="",
               in_use_at=None)
