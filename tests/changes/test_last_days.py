"""The last day after a notice, against a count day by day that knows nothing of the program's own."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis.strategies import dates, integers, sampled_from

from housingdesk.changes.rules.last_day import is_edge, our_notice, tenants_notice
from housingdesk.notices.rules.periods import Every, RentPeriods
from housingdesk.tenancies.rules import Regime

DAY = timedelta(days=1)
WEEKS = {Every.WEEK: 1, Every.FORTNIGHT: 2, Every.FOUR_WEEKS: 4}
IN_THE_YEARS = dates(date(2026, 1, 1), date(2028, 12, 31))


def begins(day: date, every: Every, first: date) -> bool:
    """Whether a rent period begins on a day: counted from a first one, or the same day of the month."""
    if every is Every.MONTH:
        return day.day == first.day
    return (day - first).days % (7 * WEEKS[every]) == 0


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def counted(given_on: date, every: Every, first: date, least: date) -> date:
    """Every day is tried: enough time since the notice, and the first or the last day of a period."""
    day = given_on
    while True:
        day += DAY
        days = sum(1 for _ in range((day - given_on).days))  # the day of service counts, the last day does not
        long_enough = days >= 28 and day >= least
        if long_enough and (begins(day, every, first) or begins(day + DAY, every, first)):
            return day


@settings(max_examples=400, derandomize=True, deadline=None)
@given(IN_THE_YEARS, sampled_from(list(WEEKS)), integers(0, 27))
def test_weekly_notices_end_as_counted(given_on: date, every: Every, shift: int) -> None:
    first = date(2026, 1, 5) + timedelta(shift)
    periods = RentPeriods(every, first)
    wanted = counted(given_on, every, first, given_on)
    assert tenants_notice(given_on, periods, Regime.HA88_OLD).on == wanted
    assert our_notice(given_on, periods, Regime.HA88_OLD).on == wanted
    two_months = counted(given_on, every, first, months_after(given_on, 2))
    assert tenants_notice(given_on, periods, Regime.HA88_RRA).on == two_months


def test_monthly_notices_end_as_counted_on_every_day_of_three_years() -> None:
    first = date(2026, 1, 1)
    periods, day = RentPeriods(Every.MONTH, first), date(2026, 1, 1)
    while day <= date(2028, 12, 31):
        assert tenants_notice(day, periods, Regime.HA88_OLD).on == counted(day, Every.MONTH, first, months_after(day, 1)), day
        day += DAY


def test_weekly_notices_end_as_counted_on_every_day_of_three_years() -> None:
    first = date(2026, 1, 5)
    periods, day = RentPeriods(Every.WEEK, first), date(2026, 1, 1)
    while day <= date(2028, 12, 31):
        assert our_notice(day, periods, Regime.HA88_OLD).on == counted(day, Every.WEEK, first, day), day
        day += DAY


@pytest.mark.parametrize(("law", "agreed", "on"), [
    (Regime.BASIC_PROTECTION, None, date(2026, 12, 23)),
    (Regime.LICENCE_EXCLUDED, None, date(2026, 12, 23)),
    (Regime.LICENCE_EXCLUDED, 7, date(2026, 12, 2)),
    (Regime.CONTRACT, None, date(2026, 12, 6)),
])
def test_licences_and_contracts_end_as_they_say(law: Regime, agreed: int | None, on: date) -> None:
    periods = RentPeriods(Every.WEEK, date(2026, 11, 23))
    assert tenants_notice(date(2026, 11, 25), periods, law, agreed_days=agreed).on == on


def test_an_agreement_may_let_it_end_on_any_day() -> None:
    periods = RentPeriods(Every.WEEK, date(2026, 11, 23))
    assert tenants_notice(date(2026, 11, 25), periods, Regime.HA88_OLD, any_day=True).on == date(2026, 12, 23)
    assert [is_edge(date(2026, 11, day), periods) for day in (28, 29, 30)] == [False, True, True]
