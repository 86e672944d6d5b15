"""A home that is left: its agreement ends, and what it takes to make it ready again."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.properties.actions.safety import record_certificate
from housingdesk.properties.rules.safety import CertificateDraft, CertificateKind
from housingdesk.rent.actions.accounts import open_void_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.voids.actions import lanes
from housingdesk.voids.actions.opening import forget_void
from housingdesk.voids.queries.plan import VoidPlan, open_since, void_plan
from housingdesk.voids.rules.drafts import Late
from housingdesk.voids.rules.words import DelayCause, Party
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_home, make_person

RENT = ChargeDraft(ChargeCode.RENT, "Rent", 11240)
KEYS_LATE = Late(DelayCause.KEYS_LATE, Party.OUTGOING, "They moved on Wednesday")
ALL_KINDS = (CertificateKind.GAS, CertificateKind.ELECTRICAL, CertificateKind.ENERGY, CertificateKind.SMOKE,
             CertificateKind.CARBON_MONOXIDE)


@dataclass(frozen=True, slots=True)
class Left:
    """A home whose agreement ends."""

    space: int
    tenancy: int
    void: int


def leave_home(desk: Desk, name: str = "Amina Khan", *, last: date = MONDAY + timedelta(6), account: bool = True) -> Left:
    """Somebody gives notice of a home at £112.40 a week; returns the home, the agreement and its void."""
    space = make_home(desk)
    if account:
        desk.do(open_void_account, space_id=space, name="Home", opens_on=MONDAY - timedelta(700), charges=(RENT,))
    draft = StartDraft(TenancyKind.ASSURED, (make_person(desk, name),), space, MONDAY - timedelta(350))
    tenancy = int(desk.do(start_letting, draft=LettingDraft(draft, Frequency.WEEKLY, (RENT,))).value)
    desk.do(end_letting, tenancy_id=tenancy, reason=EndReason.NOTICE_BY_TENANT, event_on=last)
    found = desk.ask(open_since, space_id=space)
    assert found is not None
    return Left(space, tenancy, found[0])


def let_again(desk: Desk, left: Left, on: date) -> int:
    """Somebody else has the home from a day, as it was before there was a board: the agreement alone; returns its id."""
    desk.do(forget_void, void_id=left.void, version=None)
    draft = StartDraft(TenancyKind.ASSURED, (make_person(desk, "Joy Okafor"),), left.space, on)
    return int(desk.do(start_letting, draft=LettingDraft(draft, Frequency.WEEKLY, (RENT,))).value)


def certify(desk: Desk, space: int, *kinds: CertificateKind, on: date | None = None) -> None:
    """Safety records of a day, all that a house needs unless some are named."""
    for kind in kinds or ALL_KINDS:
        desk.do(record_certificate, draft=CertificateDraft(space, kind, on or desk.today, reference="C1", by="Gasworks Ltd"))


def make_ready(desk: Desk, clock: Clock, left: Left, keys_on: date) -> None:
    """Keys on a day, inspected the next, works a week later, ready with all records the day after."""
    clock.to(keys_on)
    late = KEYS_LATE if keys_on > shown(desk, left).step_promised("keys back") else None
    desk.do(lanes.keys_in, void_id=left.void, on=keys_on, late=late)
    clock.to(keys_on + timedelta(1))
    desk.do(lanes.inspected, void_id=left.void, on=desk.today, works=True, whom="Handy & Sons",
            works_by=keys_on + timedelta(9))
    clock.to(keys_on + timedelta(9))
    certify(desk, left.space)
    desk.do(lanes.ready, void_id=left.void, on=desk.today, works_on=keys_on + timedelta(8))


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan, asked for its promised days by word."""

    plan: VoidPlan

    def step_promised(self, word: str) -> date:
        """The promised day of a step."""
        found = next(step.promised_on for step in self.plan.steps if step.step == word)
        assert found is not None
        return found


def shown(desk: Desk, left: Left) -> Shown:
    """The plan as it is today."""
    return Shown(desk.ask(void_plan, void_id=left.void, on=desk.today))
