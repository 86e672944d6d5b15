"""What becomes of a claim's money when its agreement ends or goes on: nothing is expected for days that nobody lives there."""

from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.benefits.models import Circumstance
from housingdesk.benefits.queries.expected import accrued
from housingdesk.benefits.rules.words import WhatChanged
from housingdesk.changes.actions.handing_over import end_and_hand_over
from housingdesk.lettings.actions.letting import end_letting
from housingdesk.rent.models import ExpectedPayment
from housingdesk.rent.queries import verify
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import EndReason
from tests.support.awarding import Claimed, charge_to, claimed, decided
from tests.support.desk import MONDAY
from tests.support.undo import check_undo

WEEK = timedelta(7)


def in_payment(desk: Desk) -> Claimed:
    """A claim that is decided today, with its next payments noted."""
    made = claimed(desk)
    decided(desk, made, MONDAY)
    charge_to(desk, made.account, MONDAY + WEEK)
    return made


def noted(desk: Desk, account: int) -> list[tuple[date, date | None]]:
    """What is still expected on an account: the day, and the last day that it is for."""
    rows = desk.ask(lambda: list(ExpectedPayment.select(ExpectedPayment.due_on, ExpectedPayment.covers_to).where(
        (ExpectedPayment.account == account) & ExpectedPayment.settled_on.is_null()
        & (ExpectedPayment.due_on >= MONDAY)).order_by(ExpectedPayment.due_on).tuples()))
    return [(due, last) for due, last in rows]


def test_nothing_is_expected_beyond_the_last_day(desk: Desk) -> None:
    made = in_payment(desk)
    assert len(noted(desk, made.account)) >= 9
    check_undo(desk, end_letting, tenancy_id=made.tenancy, reason=EndReason.NOTICE_BY_TENANT, event_on=MONDAY + 3 * WEEK)
    last = desk.ask(lambda: Tenancy.get_by_id(made.tenancy).ends_on)
    left = noted(desk, made.account)
    assert left and all(day is not None and day <= last for _, day in left) and left[-1][1] == last
    assert desk.ask(verify.verify) == []


def test_the_office_is_to_hear_of_the_end_and_no_day_after_it_is_counted(desk: Desk) -> None:
    made = in_payment(desk)
    before = noted(desk, made.account)
    ended = desk.do(end_and_hand_over, tenancy_id=made.tenancy, reason=EndReason.NOTICE_BY_TENANT, event_on=MONDAY + 3 * WEEK)
    [told] = desk.ask(lambda: list(Circumstance.select().where(Circumstance.claim == made.claim)))
    assert (told.what, told.happened_on, told.told_on) == (WhatChanged.ENDED, ended.value, None)
    late = ended.value + 2 * WEEK
    assert desk.ask(accrued, on=late)[made.account] == desk.ask(accrued, on=late + 5 * WEEK)[made.account]
    assert ended.take_back is not None
    desk.do(ended.take_back.action, **ended.take_back.facts)
    assert noted(desk, made.account) == before and desk.ask(lambda: Circumstance.select().count()) == 0
