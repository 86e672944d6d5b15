"""The day turns once: an agreement whose last day is over becomes a former one, and turning again changes nothing."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.routines.actions import turn_the_day
from housingdesk.routines.queries import last_turned
from housingdesk.tenancies.actions.ending import end_tenancy
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import EndReason
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_tenancy


def test_an_agreement_is_former_the_day_after_its_last(desk: Desk, clock: Clock) -> None:
    made = make_tenancy(desk, start=MONDAY - timedelta(30))
    desk.do(end_tenancy, tenancy_id=made, reason=EndReason.NOTICE_BY_TENANT, event_on=MONDAY + timedelta(2))
    assert not desk.ask(tenancy, tenancy_id=made).former
    clock.to(MONDAY + timedelta(3))
    desk.do(turn_the_day)
    assert desk.ask(tenancy, tenancy_id=made).former
    assert desk.ask(last_turned) == MONDAY + timedelta(3)
    assert desk.do(turn_the_day).value == 0
