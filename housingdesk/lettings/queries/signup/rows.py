"""Reads sign-ups and the answers of a household as rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.lettings.models import Answer, Applicant, SignUp
from housingdesk.lettings.rules.signup.answers import Said
from housingdesk.lettings.rules.words import Flow, Given, SignUpState, Source
from housingdesk.properties.models import Space
from housingdesk.tenancies.rules import TenancyKind

OPEN = (SignUpState.IN_PROGRESS, SignUpState.SECOND_MEETING, SignUpState.WAITING, SignUpState.SIGNED)


@dataclass(frozen=True, slots=True)
class SignUpRow:
    """A sign-up with whose and where it is; see ``models.SignUp``."""

    id: int
    version: int
    applicant_id: int
    name: str
    reference: str
    source: Source
    person_id: int | None
    council_id: int | None
    space_id: int
    address: str
    offer_id: int | None
    void_id: int | None
    kind: TenancyKind
    flow: Flow
    state: SignUpState
    task: str
    field: str
    scroll: int
    in_use_by: str
    in_use_at: datetime | None
    again_on: date | None
    again_at: str
    pack_number: str | None
    true_start: datetime | None
    placed_by: str
    placed_because: str
    tenancy_id: int | None
    begun_at: datetime
    begun_by: str
    touched_at: datetime
    signed_at: datetime | None
    finished_at: datetime | None
    ended_because: str

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state in OPEN


_COLUMNS = (
    SignUp.id, SignUp.version, SignUp.applicant, Applicant.name, Applicant.reference, Applicant.source, Applicant.person,
    Applicant.council, SignUp.space, Space.address, SignUp.offer, SignUp.void, SignUp.kind, SignUp.flow, SignUp.state,
    SignUp.task, SignUp.field, SignUp.scroll, SignUp.in_use_by, SignUp.in_use_at, SignUp.again_on, SignUp.again_at,
    SignUp.pack_number, SignUp.true_start, SignUp.placed_by, SignUp.placed_because, SignUp.tenancy, SignUp.begun_at,
    SignUp.begun_by, SignUp.touched_at, SignUp.signed_at, SignUp.finished_at, SignUp.ended_because)


def rows_of(where: Any) -> list[SignUpRow]:
    """The sign-ups that meet a condition, the one touched last first."""
    found: Any = (SignUp.select(*_COLUMNS).join(Applicant).switch(SignUp).join(Space).where(where)
                  .order_by(SignUp.touched_at.desc(), SignUp.id.desc()).tuples())
    return [SignUpRow(*row) for row in found]


def sign_up(sign_up_id: int) -> SignUpRow:
    """One sign-up; NotFound if there is none."""
    found = rows_of(SignUp.id == sign_up_id)
    if not found:
        raise NotFound("This sign-up is no longer there")
    return found[0]


def sign_up_of(tenancy_id: int) -> SignUpRow | None:
    """The sign-up an agreement came from; None where it was entered another way."""
    found = rows_of(SignUp.tenancy == tenancy_id)
    return found[0] if found else None


def said_of(applicant_id: int, sign_up_id: int | None = None) -> dict[str, Said]:
    """What a household answered, and what it answered for one letting; the letting's answer stands before the household's."""
    rows: Any = (Answer.select(Answer.key, Answer.value, Answer.given, Answer.source)
                 .where((Answer.applicant == applicant_id) & (Answer.sign_up.is_null() | (Answer.sign_up == sign_up_id)))
                 .order_by(Answer.sign_up.is_null().desc(), Answer.id).tuples())
    return {key: Said(value, Given(given), source) for key, value, given, source in rows}
