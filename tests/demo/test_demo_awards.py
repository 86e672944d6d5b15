"""The awards of the made-up association: one after the other, decided before they hold, periods that fit the pay days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.demo.award_days import Awarded, assessment_day, awarded
from housingdesk.demo.population import plan
from housingdesk.rent.rules.words import Payer

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def rows() -> list[Awarded]:
    return list(awarded(plan(40, 1, 1, TODAY), range(1, 1_000), range(1, 10), TODAY))


def test_awards_follow_each_other_and_are_decided_before_they_hold(rows: list[Awarded]) -> None:
    assert {row.payer for row in rows} == {Payer.HB, Payer.UC} and any(len(row.awards) > 1 for row in rows)
    for row in rows:
        assert all(a[1] is not None and a[1] <= b[0] for a, b in pairwise(row.awards))
        assert row.awards[-1][1] is None and all(pence > 0 for _, _, pence, _ in row.awards)
        assert all(told <= max(start, row.decided_on) for start, _, _, told in row.awards)
        by_month = row.payer is Payer.UC
        assert (row.kind is ClaimKind.UC, row.council_id is None, row.assessment_day is not None) == (by_month,) * 3


@pytest.mark.parametrize("pay_day", range(1, 29))
def test_a_period_begins_six_days_before_its_pay_day(pay_day: int) -> None:
    assert (date(2026, 7, assessment_day(pay_day)) + timedelta(6)).day == pay_day
