"""A sign-up begins, is left and taken up again, stops with a second appointment, is signed, or is given up."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.diary.actions import add_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.errors import Refused
from housingdesk.lettings.actions.signup.answers import ANSWERS_LOCK, open_sign_up
from housingdesk.lettings.models import Answer, Applicant, Offer, SignUp
from housingdesk.lettings.queries.signup.case import answers_of, used_by
from housingdesk.lettings.queries.signup.rows import OPEN, sign_up
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.words import ApplicantState, Flow, OfferState, SignUpState, Source
from housingdesk.lettings.signup_stock import questions
from housingdesk.properties import queries as property_queries
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import format_day
from housingdesk.values.timeline import Ref
from housingdesk.voids.queries.plan import open_since

_WITH_OFFER = (OfferState.OPEN, OfferState.ACCEPTED)


@needs(Permission.KEEP_APPLICANTS)
def begin_sign_up(act: Act, *, space_id: int, kind: TenancyKind, flow: Flow = Flow.HOME, applicant_id: int | None = None,
                  offer_id: int | None = None) -> int:
    """Begins a sign-up for a home; returns its id. Without an applicant somebody new, whose name is asked.

    Refused when somebody else is being signed up for the home, when the household is, or the offer is another home's.
    """
    act.lock(ANSWERS_LOCK)
    home = property_queries.space(space_id)
    _refuse_kind(home.residential, kind, flow)
    applicant = _applicant(act, applicant_id, offer_id, space_id)
    _refuse_twice(space_id, applicant.id)
    void = open_since(space_id)
    made = act.add(SignUp(applicant=applicant.id, space=space_id, offer=offer_id, void=None if void is None else void[0],
                          kind=kind, flow=flow, state=SignUpState.IN_PROGRESS, in_use_by=act.who.name, in_use_at=act.now,
                          begun_at=act.now, begun_by=act.who.name, touched_at=act.now))
    was = applicant.state
    act.change(applicant, state=ApplicantState.SIGNING)
    act.say(f"Sign-up of {applicant.name or 'somebody new'} for {home.said} begun", about=("sign_up", made.id))
    act.take_back(give_up_sign_up, "give it up", sign_up_id=made.id, because="Begun by mistake", state=was)
    return int(made.id)


def _refuse_kind(residential: bool, kind: TenancyKind, flow: Flow) -> None:
    if residential and (flow is Flow.NON_RESIDENTIAL or kind is TenancyKind.CONTRACT):
        raise Refused("Somebody lives there, so it is signed up as a home by a tenancy or licence")
    if not residential and (flow is not Flow.NON_RESIDENTIAL or kind is not TenancyKind.CONTRACT):
        raise Refused("Nobody lives there, so it is let by a garage or store contract")


def _applicant(act: Act, applicant_id: int | None, offer_id: int | None, space_id: int) -> Applicant:
    if offer_id is not None:
        offer = as_seen(Offer, offer_id, None, "This offer")
        if offer.space_id != space_id or (applicant_id is not None and offer.applicant_id != applicant_id):
            raise Refused("This offer is for another home or another household")
        if offer.state not in _WITH_OFFER:
            raise Refused(f"This offer is {offer.state}. Make another before you sign up")
        applicant_id = offer.applicant_id
    if applicant_id is not None:
        row: Applicant = as_seen(Applicant, applicant_id, None, "This household")
        if row.state in (ApplicantState.HOUSED, ApplicantState.WITHDRAWN):
            raise Refused(f"{row.name} is {row.state}. Enter them again before you sign up")
        return row
    act.lock(_NUMBERS_LOCK)
    newest = Applicant.select(Applicant.id).order_by(Applicant.id.desc()).limit(1).scalar() or 0
    return act.add(Applicant(reference=f"A{newest + 1:06d}", name="", source=Source.DIRECT, state=ApplicantState.SIGNING,
                             received_on=act.today, recorded_at=act.now, recorded_by=act.who.name))


_NUMBERS_LOCK = 32


def _refuse_twice(space_id: int, applicant_id: int) -> None:
    same = (SignUp.space == space_id) | (SignUp.applicant == applicant_id)
    for row in SignUp.select().where(SignUp.state.in_(OPEN) & same):
        other = sign_up(row.id)
        raise Refused(f"{other.name or 'Somebody'} is being signed up for {other.address} already. Go on with that one, or "
                      "give it up")


@needs(Permission.KEEP_APPLICANTS)
def leave_at(act: Act, *, sign_up_id: int, task: str, field: str = "", scroll: int = 0) -> None:
    """Notes where somebody is in a sign-up, so that it opens there again."""
    row = open_sign_up(act, sign_up_id)
    act.change(row, task=task[:40], field=field[:60], scroll=max(0, scroll), touched_at=act.now, in_use_by=act.who.name,
               in_use_at=act.now)


@needs(Permission.KEEP_APPLICANTS)
def take_over(act: Act, *, sign_up_id: int, sure: bool = False) -> None:
    """Opens a sign-up for oneself; Refused while a colleague has it open, unless ``sure``."""
    row = open_sign_up(act, sign_up_id)
    other = used_by(sign_up(sign_up_id), act.now)
    if other and other != act.who.name and not sure:
        raise Refused(f"{other} is in this; take over?")
    act.change(row, in_use_by=act.who.name, in_use_at=act.now)
    if other and other != act.who.name:
        act.say(f"Sign-up of {row.applicant.name} taken over from {other}", about=("sign_up", sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def let_go(act: Act, *, sign_up_id: int) -> None:
    """Closes a sign-up on this seat; whoever took it over keeps it."""
    row = as_seen(SignUp, sign_up_id, None, "This sign-up")
    if row.in_use_by == act.who.name:
        act.change(row, in_use_by="", in_use_at=None)


@needs(Permission.KEEP_APPLICANTS)
def restart_task(act: Act, *, sign_up_id: int, task: str) -> int:
    """Starts a task again: its answers are taken out, and kept in the audit; returns how many."""
    row = open_sign_up(act, sign_up_id)
    if row.state is SignUpState.SIGNED:
        raise Refused("It is signed. Replace the signed paper before you start a task again")
    asks = questions()
    keys = {one.key for one in Answer.select(Answer.key).where(Answer.applicant == row.applicant_id)
            if asks.asks(one.key) and asks.find(one.key)[0].task == task}
    gone = list(Answer.select().where((Answer.applicant == row.applicant_id) & Answer.key.in_(list(keys))
                                      & (Answer.sign_up.is_null() | (Answer.sign_up == sign_up_id))))
    before = [(one.sign_up_id, one.key, one.value, one.given, one.source) for one in gone]
    for one in gone:
        act.remove(one)
    act.change(row, touched_at=act.now)
    title = next((one.title for one in asks.tasks if one.key == task), task)
    act.say(f"{title}: started again, {len(gone)} answers taken out", about=("sign_up", sign_up_id))
    act.take_back(_bring_back, "bring the answers back", sign_up_id=sign_up_id, rows=before)
    return len(gone)


@needs(Permission.KEEP_APPLICANTS)
def _bring_back(act: Act, *, sign_up_id: int, rows: list[tuple[int | None, str, str, str, str]]) -> None:
    """Brings back answers that were taken out, where nothing was answered since."""
    row = open_sign_up(act, sign_up_id)
    for owner, key, value, given, source in rows:
        mine = Answer.sign_up.is_null() if owner is None else Answer.sign_up == owner
        if not Answer.select().where((Answer.applicant == row.applicant_id) & mine & (Answer.key == key)).exists():
            act.add(Answer(applicant=row.applicant_id, sign_up=owner, key=key, value=value, given=given, source=source,
                           at=act.now, by=act.who.name))
    act.say(f"{len(rows)} answers are back", about=("sign_up", sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def not_sure(act: Act, *, sign_up_id: int, on: date, at: str = "") -> None:
    """Stops unsigned, because they are not sure, and books a second appointment with a task in the diary."""
    row = open_sign_up(act, sign_up_id)
    if row.state is SignUpState.SIGNED:
        raise Refused("It is signed already. Withdraw the signature first")
    if on < act.today:
        raise Refused(f"{format_day(on)} has been. Choose a day for the second appointment")
    act.change(row, state=SignUpState.SECOND_MEETING, again_on=on, again_at=at, touched_at=act.now)
    when = f" at {at}" if at else ""
    add_task(act, subject=Ref("sign_up", sign_up_id),
             draft=TaskDraft(f"Second appointment to sign up {_name(row, act.today)}{when}", on, act.who.name))
    act.say(f"Not signed. Second appointment on {format_day(on)}{when}", about=("sign_up", sign_up_id))
    act.take_back(go_on, "go on now", sign_up_id=sign_up_id)


@needs(Permission.KEEP_APPLICANTS)
def go_on(act: Act, *, sign_up_id: int) -> None:
    """Goes on with a sign-up that waited for a second appointment or a signed copy."""
    row = open_sign_up(act, sign_up_id)
    act.change(row, state=SignUpState.IN_PROGRESS, again_on=None, again_at="", touched_at=act.now)
    act.say(f"Sign-up of {_name(row, act.today)} goes on", about=("sign_up", sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def wait_for_copy(act: Act, *, sign_up_id: int) -> None:
    """The papers went out to be signed on paper; the sign-up waits for the signed copy."""
    row = open_sign_up(act, sign_up_id)
    refuse_unsure(row)
    act.change(row, state=SignUpState.WAITING, touched_at=act.now)
    act.say(f"Waiting for the signed copy of {_name(row, act.today)}", about=("sign_up", sign_up_id))
    act.take_back(go_on, "go on", sign_up_id=sign_up_id)


@needs(Permission.KEEP_APPLICANTS)
def sign(act: Act, *, sign_up_id: int) -> None:
    """All that has to be signed is signed; Refused while they are not sure, or nobody said that they understood."""
    row = open_sign_up(act, sign_up_id)
    refuse_unsure(row)
    act.change(row, state=SignUpState.SIGNED, signed_at=act.now, touched_at=act.now)
    act.say(f"{_name(row, act.today)} signed", about=("sign_up", sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def unsign(act: Act, *, sign_up_id: int) -> None:
    """A signature was withdrawn or a signed paper replaced: it has to be signed again."""
    row = open_sign_up(act, sign_up_id)
    act.change(row, state=SignUpState.IN_PROGRESS, signed_at=None, touched_at=act.now)
    act.say(f"{_name(row, act.today)}: to be signed again", about=("sign_up", sign_up_id))


def refuse_unsure(row: SignUp) -> None:
    """Refuses to sign while it is not certain that they understood (ux §2.7)."""
    understood = answers_of(row.applicant_id, row.id).look("understood")
    if understood == "not sure":
        raise Refused("They are not sure. It stops here unsigned, with a second appointment")
    if understood != "yes":
        raise Refused("Say first whether they can say in their own words what they are signing")


@needs(Permission.KEEP_APPLICANTS)
def give_up_sign_up(act: Act, *, sign_up_id: int, because: str, state: ApplicantState = ApplicantState.READY) -> None:
    """Gives up a sign-up with the reason; the household goes back to where it was, with its answers."""
    row = open_sign_up(act, sign_up_id)
    if not because.strip():
        raise Refused("Say why it is given up")
    before = row.state
    act.change(row, state=SignUpState.GIVEN_UP, ended_because=because.strip(), in_use_by="", in_use_at=None, touched_at=act.now)
    applicant = as_seen(Applicant, row.applicant_id, None, "This household")
    act.change(applicant, state=state)
    act.say(f"Sign-up of {_name(row, act.today)} given up", about=("sign_up", sign_up_id))
    act.take_back(resume_sign_up, "go on with it", sign_up_id=sign_up_id, state=before)


@needs(Permission.KEEP_APPLICANTS)
def resume_sign_up(act: Act, *, sign_up_id: int, state: SignUpState = SignUpState.IN_PROGRESS) -> None:
    """Takes up a sign-up that was given up, if neither the home nor the household is in another one."""
    row = as_seen(SignUp, sign_up_id, None, "This sign-up")
    if row.state is not SignUpState.GIVEN_UP:
        raise Refused(f"This sign-up is {row.state}")
    _refuse_twice(row.space_id, row.applicant_id)
    act.change(row, state=state, ended_because="", touched_at=act.now)
    act.change(as_seen(Applicant, row.applicant_id, None, "This household"), state=ApplicantState.SIGNING)
    act.say(f"Sign-up of {_name(row, act.today)} goes on", about=("sign_up", sign_up_id))
    act.take_back(give_up_sign_up, "give it up again", sign_up_id=sign_up_id, because="Given up again")


def _name(row: SignUp, today: date) -> str:
    return Known(answers_of(row.applicant_id, row.id), today).answers.look("name_1") or "somebody new"
