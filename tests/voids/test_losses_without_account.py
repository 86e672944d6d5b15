"""A home that stands empty and has no account for its rent loss is named in the report, until it has one."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.rent.actions.accounts import open_void_account
from housingdesk.voids.models import Void
from housingdesk.voids.queries.losses import NO_ACCOUNT, losses
from tests.support.desk import MONDAY
from tests.support.emptying import leave_home


def test_it_is_named_with_its_days_and_nil(desk: Desk) -> None:
    left = leave_home(desk, account=False)
    later = MONDAY + timedelta(28)
    found = desk.ask(losses, on=later)
    [row] = [one for one in found.rows if one.cause == NO_ACCOUNT]
    assert (row.void_id, row.start, row.end, row.pence) == (left.void, MONDAY + timedelta(7), found.end, 0)
    space = Void.get_by_id(left.void).space_id
    desk.do(open_void_account, space_id=space, name="Empty", opens_on=MONDAY, charges=())
    assert not [one for one in desk.ask(losses, on=later).rows if one.cause == NO_ACCOUNT]
