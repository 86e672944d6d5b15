"""The first charge of every start day to the penny, and payments that cover the resident's own part."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.lettings.rules.signup.schedule import Basis, charge_lines, first_charge, level_amount, own_words, payments
from housingdesk.rent.rules.charging import Terms
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.values.dates import add_months

DAY = timedelta(1)
START_DAYS = [date(2026, 1, 1) + timedelta(n) for n in range((date(2029, 1, 1) - date(2026, 1, 1)).days)]
CYCLE = date(2018, 4, 2)


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _by_days(pence: int, frequency: Frequency, start: date) -> int:
    """The first charge counted day by day: whole weeks whole, the days of a part week or month each by its share."""
    days, parts = [start], dict[date, int]()
    if frequency is Frequency.MONTHLY:
        while (days[-1] + DAY).month == start.month:
            days.append(days[-1] + DAY)
        return _half_up(Fraction(pence * len(days), (add_months(start.replace(day=1), 1) - start.replace(day=1)).days))
    length = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14, Frequency.FOUR_WEEKLY: 28,
              Frequency.NIGHTLY: 7}[frequency]
    while (days[-1] + DAY - CYCLE).days % length:
        days.append(days[-1] + DAY)
    for day in days:
        parts[day - timedelta(day.weekday())] = parts.get(day - timedelta(day.weekday()), 0) + 1
    if frequency is Frequency.NIGHTLY:
        return pence * len(days)
    return sum(_half_up(Fraction(pence * count, 7)) for count in parts.values())


def _basis(frequency: Frequency, start: date, *lines: ChargeDraft) -> Basis:
    return Basis(lines, Terms(frequency, start, None), CYCLE)


@pytest.mark.parametrize("frequency", Frequency)
def test_the_first_charge_of_every_start_day_is_right_to_the_penny(frequency: Frequency) -> None:
    for start in START_DAYS:
        for pence in (9_240, 14_999, 1):
            made = first_charge(_basis(frequency, start, ChargeDraft(ChargeCode.RENT, "Rent", pence)))
            assert made.pence == _by_days(pence, frequency, start), (start, pence)


def _each_day(rows: tuple[tuple[date, date], ...]) -> Iterator[date]:
    for first, until in rows:
        while first < until:
            yield first
            first += DAY


@given(st.sampled_from(START_DAYS), st.sampled_from([Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.FOUR_WEEKLY]),
       st.integers(100, 60_000), st.integers(0, 60_000))
def test_payments_in_the_rhythm_cover_the_own_part_day_for_day(start: date, every: Frequency, own: int,
                                                                benefit: int) -> None:
    shares = (ShareDraft(Payer.HB, benefit), ShareDraft(Payer.TENANT, None))
    line = ChargeDraft(ChargeCode.RENT, "Rent", own + benefit, shares)
    basis = _basis(Frequency.WEEKLY, start, line)
    rows = payments(basis, every, start)
    covered = list(_each_day(tuple((row.covers_from, row.until) for row in rows)))
    assert covered == [start + timedelta(n) for n in range(len(covered))]
    first_week = (7 - start.weekday()) % 7 or 7
    whole = _half_up(Fraction((own + benefit) * first_week, 7)) - _half_up(Fraction(benefit * first_week, 7))
    assert rows[0].pence == whole + own * ((rows[0].until - start).days // 7 - (first_week == 7))
    assert {row.pence for row in rows[1:]} == {level_amount(basis, every)}


def test_a_month_of_a_weekly_charge_is_level_with_the_part_week_before_it() -> None:
    basis = _basis(Frequency.WEEKLY, date(2026, 11, 25), ChargeDraft(ChargeCode.RENT, "Rent", 9_240))
    rows = payments(basis, Frequency.MONTHLY, date(2026, 11, 27))
    assert [row.words for row in rows[:3]] == [
        "Fri 27 Nov 2026: £66.00", "Sun 27 Dec 2026: £400.40", "Wed 27 Jan 2027: £400.40"]
    assert own_words(basis, Frequency.MONTHLY, rows, "direct debit") == (
        "£400.40 every month by direct debit, from Fri 27 Nov 2026, the first payment £66.00")


def test_a_monday_start_has_no_part_week() -> None:
    basis = _basis(Frequency.WEEKLY, date(2026, 11, 30), ChargeDraft(ChargeCode.RENT, "Rent", 9_240))
    assert [row.pence for row in payments(basis, Frequency.MONTHLY, date(2026, 12, 1))] == [40_040, 40_040, 40_040]
    assert [row.pence for row in payments(basis, Frequency.FORTNIGHTLY, date(2026, 12, 1))] == [18_480] * 7


def test_a_monthly_charge_starts_with_its_part_of_the_month() -> None:
    basis = _basis(Frequency.MONTHLY, date(2026, 11, 16), ChargeDraft(ChargeCode.RENT, "Rent", 60_000))
    assert [row.pence for row in payments(basis, Frequency.MONTHLY, date(2026, 11, 16))] == [30_000, 60_000, 60_000]
    assert [row.pence for row in payments(basis, Frequency.WEEKLY, date(2026, 11, 16))][:3] == [30_000, 13_846, 13_846]


def _known(**said: str) -> Known:
    return Known(Answers({key: Said(value) for key, value in said.items()}, {}), date(2026, 11, 23))


def test_benefit_paid_to_us_covers_the_eligible_lines_in_their_order() -> None:
    lines = charge_lines(_known(charge_rent="10000", charge_service="5000", charge_personal="1500", benefit="1",
                                benefit_covers="12000", to_landlord="yes"))
    assert [(line.code, line.pence, [(s.payer, s.pence) for s in line.shares]) for line in lines] == [
        (ChargeCode.RENT, 10_000, [(Payer.HB, None)]),
        (ChargeCode.ELIGIBLE_SERVICE, 5_000, [(Payer.HB, 2_000), (Payer.TENANT, None)]),
        (ChargeCode.INELIGIBLE_SERVICE, 1_500, [(Payer.TENANT, None)])]


def test_universal_credit_paid_to_them_is_paid_by_them() -> None:
    known = _known(charge_rent="10000", benefit="6", benefit_covers="10000", to_landlord="no")
    assert [share.payer for line in charge_lines(known) for share in line.shares] == [Payer.TENANT]
    assert known.own == 0 and known.by_hand == 10_000 and known.look("own") == "yes"
