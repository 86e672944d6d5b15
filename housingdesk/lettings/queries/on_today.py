"""The sign-ups as Today lists them, and identity that was to follow. Light: it reads neither questions nor answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.lettings.models import Applicant, SignUp
from housingdesk.lettings.rules.words import TASKS, SignUpState
from housingdesk.people.models import Identity, Person
from housingdesk.people.rules.proofs import IdentityKind
from housingdesk.properties.models import Space
from housingdesk.values.dates import format_short
from housingdesk.values.text import sentence_case

_OPEN = (SignUpState.IN_PROGRESS, SignUpState.SECOND_MEETING, SignUpState.WAITING, SignUpState.SIGNED)


@dataclass(frozen=True, slots=True)
class SignUpToday:
    """A sign-up somebody may take up today; ``where`` says where it was left."""

    id: int
    name: str
    address: str
    due_on: date
    where: str


def sign_ups_today(on: date) -> tuple[SignUpToday, ...]:
    """Every sign-up on its way, but for those whose second appointment is still to come; who waits longest first."""
    rows: Any = (SignUp.select(SignUp.id, Applicant.name, Space.address, SignUp.state, SignUp.task, SignUp.touched_at,
                               SignUp.again_on, SignUp.again_at)
                 .join(Applicant).switch(SignUp).join(Space).where(SignUp.state.in_(_OPEN)).order_by(SignUp.touched_at).tuples())
    return tuple(SignUpToday(i, name or "somebody new", address, min(on, again or on), _where(state, task, touched, at, on))
                 for i, name, address, state, task, touched, again, at in rows if again is None or again <= on)


@dataclass(frozen=True, slots=True)
class IdentityToday:
    """Somebody whose identity was to come by a day, and who vouches for them until it does."""

    person_id: int
    name: str
    follow_by: date
    vouched_by: str


def identities_today(until: date) -> tuple[IdentityToday, ...]:
    """Identity to follow by a day at the latest, the earliest first."""
    rows: Any = (Identity.select(Person.id, Person.name, Identity.follow_by, Identity.vouched_by).join(Person)
                 .where((Identity.kind == IdentityKind.TO_FOLLOW) & Identity.settled_on.is_null() & (Identity.removed == "")
                        & (Identity.follow_by <= until)).order_by(Identity.follow_by, Identity.id).tuples())
    return tuple(IdentityToday(*row) for row in rows)


def open_count(on: date) -> int:
    """How many of them there are."""
    later = (SignUp.state == SignUpState.SECOND_MEETING) & (SignUp.again_on > on)
    return int(SignUp.select().where(SignUp.state.in_(_OPEN) & ~later).count())


def _where(state: SignUpState, task: str, touched: Any, at: str, on: date) -> str:
    if state is SignUpState.SECOND_MEETING:
        return f"Second appointment {at}".rstrip()
    if state is not SignUpState.IN_PROGRESS:
        return sentence_case(state)
    when = touched.astimezone()
    day = f"today {when:%H:%M}" if when.date() == on else format_short(when.date(), on)
    return f"Paused at {TASKS.index(task) + 1 if task in TASKS else 1} of {len(TASKS)}, {day}"
