"""Whose benefit fell, as two posted schedules tell it one after another."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.schedules import post_run
from housingdesk.benefits.queries.falls import fall_of, falls
from tests.benefits.test_schedule_posting import lump
from tests.support.desk import MONDAY
from tests.support.schedules import make_council, make_tenant, row, take_in


@pytest.mark.parametrize(("before", "now", "own"), [(9_000, 7_500, 3_740), (9_000, 9_000, None), (7_500, 9_000, None),
                                                    (12_000, 9_000, None)])
def test_a_line_that_pays_less_a_week_than_the_one_before_it(sqlite_desk: Desk, before: int, now: int, own: int | None) -> None:
    office, _ = make_council(sqlite_desk)
    who = make_tenant(sqlite_desk)
    runs = ((before, date(2026, 11, 2), "BR1", date(2026, 11, 9), 100_000),
            (now, date(2026, 11, 9), "BR2", date(2026, 11, 16), 100_000 + before))
    for weekly, first, reference, paid_on, opening in runs:
        run = take_in(sqlite_desk, office, [row(who, gross=weekly, weekly=weekly, first=first, last=first + timedelta(6))],
                      paid_on=paid_on, reference=reference, name=f"{reference}.csv")
        assert sqlite_desk.ask(fall_of, account_id=who.account, on=MONDAY) is None, "what is not posted says nothing"
        sqlite_desk.do(post_run, schedule_id=run, bank_line_id=lump(sqlite_desk, weekly, paid_on, opening))
    found = sqlite_desk.ask(falls, on=MONDAY)
    if own is None:
        assert found == {}
        return
    fall = found[who.account]
    assert (fall.own_after, fall.from_on, fall.paid_by) == (own, date(2026, 11, 9), "Dale Borough Council")
    assert sqlite_desk.ask(falls, on=MONDAY + timedelta(60)) == {}
