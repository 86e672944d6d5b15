"""What an account is charged: part weeks, rent-free weeks, frequencies, and shares that always sum to the line."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from housingdesk.rent.rules.charging import Charge, LineRow, ShareRow, Terms, charges, in_force
from housingdesk.rent.rules.periods import period_due
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer

MONDAY = date(2026, 11, 23)
OWN = ShareRow(Payer.TENANT, None, date(2020, 1, 1), None)


def line(pence: int, *shares: ShareRow, start: date = date(2020, 1, 1), end: date | None = None) -> LineRow:
    return LineRow(ChargeCode.RENT, pence, start, end, shares or (OWN,))


def weekly(opens: date = date(2020, 1, 6), closes_before: date | None = None, *free: date) -> Terms:
    return Terms(Frequency.WEEKLY, opens, closes_before, frozenset(free))


def test_a_whole_week_is_the_weekly_charge() -> None:
    assert list(charges([line(11240)], weekly(), MONDAY, MONDAY + timedelta(7))) == [
        Charge(ChargeCode.RENT, Payer.TENANT, 11240, MONDAY, MONDAY + timedelta(7))]


def test_a_part_week_is_sevenths_rounded_once_half_up() -> None:
    [made] = charges([line(11240)], weekly(opens=MONDAY + timedelta(4)), MONDAY, MONDAY + timedelta(7))
    assert (made.pence, made.period_from) == (4817, MONDAY + timedelta(4))


def test_the_last_day_is_charged_and_the_day_after_is_not() -> None:
    [made] = charges([line(700)], weekly(closes_before=MONDAY + timedelta(3)), MONDAY, MONDAY + timedelta(7))
    assert (made.pence, made.period_to) == (300, MONDAY + timedelta(3))


def test_whole_weeks_by_policy_charge_the_whole_week_for_one_day() -> None:
    terms = Terms(Frequency.WEEKLY, MONDAY + timedelta(6), None, whole_weeks=True)
    assert [c.pence for c in charges([line(11240)], terms, MONDAY, MONDAY + timedelta(7))] == [11240]


def test_a_rent_free_week_charges_nothing() -> None:
    assert list(charges([line(11240)], weekly(date(2020, 1, 6), None, MONDAY), MONDAY, MONDAY + timedelta(7))) == []


def test_a_rent_free_week_inside_four_weeks_is_left_out() -> None:
    terms = Terms(Frequency.FOUR_WEEKLY, date(2020, 1, 6), None, frozenset({MONDAY + timedelta(7)}))
    period = period_due(Frequency.FOUR_WEEKLY, MONDAY, MONDAY)
    assert period == (MONDAY, MONDAY + timedelta(28))
    assert [c.pence for c in charges([line(1000)], terms, *period, cycle_start=MONDAY)] == [3000]


def test_benefit_pays_the_rest_after_the_own_charge() -> None:
    shares = (ShareRow(Payer.TENANT, 1160, date(2020, 1, 1), None), ShareRow(Payer.HB, None, date(2020, 1, 1), None))
    made = {c.payer: c.pence for c in charges([line(32160, *shares)], weekly(), MONDAY, MONDAY + timedelta(7))}
    assert made == {Payer.TENANT: 1160, Payer.HB: 31000}


def test_shares_that_change_in_the_week_are_charged_by_their_days() -> None:
    change = MONDAY + timedelta(2)
    shares = (ShareRow(Payer.HB, None, date(2020, 1, 1), change), ShareRow(Payer.TENANT, None, change, None))
    made = {c.payer: c.pence for c in charges([line(700, *shares)], weekly(), MONDAY, MONDAY + timedelta(7))}
    assert made == {Payer.HB: 200, Payer.TENANT: 500}


def test_a_month_falls_due_in_the_week_of_its_first_day() -> None:
    assert period_due(Frequency.MONTHLY, date(2026, 11, 30)) == (date(2026, 12, 1), date(2027, 1, 1))
    assert period_due(Frequency.MONTHLY, MONDAY) is None
    assert period_due(Frequency.MONTHLY, date(2027, 2, 1)) == (date(2027, 2, 1), date(2027, 3, 1))


def test_part_of_a_month_is_its_days() -> None:
    terms = Terms(Frequency.MONTHLY, date(2026, 12, 16), None)
    assert [c.pence for c in charges([line(31000)], terms, date(2026, 12, 1), date(2027, 1, 1))] == [16000]


def test_every_month_of_ten_years_falls_due_exactly_once() -> None:
    mondays = [date(2020, 1, 6) + timedelta(weeks=n) for n in range(522)]
    due = [p for p in (period_due(Frequency.MONTHLY, m) for m in mondays) if p]
    assert all(a[1] == b[0] for a, b in pairwise(due))


dates = st.dates(date(2024, 1, 1), date(2026, 12, 31))
payers = st.lists(st.sampled_from([Payer.HB, Payer.UC, Payer.SUPPORT, Payer.OTHER]), unique=True, max_size=3)


@given(st.data())
def test_shares_sum_to_the_line_whatever_the_days(data: st.DataObject) -> None:
    pence = data.draw(st.integers(0, 60_000))
    shares = [ShareRow(Payer.TENANT, None, date(2020, 1, 1), None)]
    for payer in data.draw(payers):
        start = data.draw(dates)
        end = start + timedelta(data.draw(st.integers(1, 60)))
        shares.append(ShareRow(payer, data.draw(st.integers(0, 40_000)), start, end))
    start = data.draw(dates)
    end = start + timedelta(data.draw(st.integers(1, 60)))
    frequency = data.draw(st.sampled_from(list(Frequency)))
    plain = list(charges([line(pence)], Terms(frequency, date(2020, 1, 1), None), start, end))
    shared = list(charges([line(pence, *shares)], Terms(frequency, date(2020, 1, 1), None), start, end))
    assert sum(c.pence for c in shared) == sum(c.pence for c in plain)
    assert all(c.pence > 0 for c in shared)


@given(st.integers(1, 60_000), dates, st.integers(1, 200), st.sampled_from(list(Frequency)))
def test_the_debit_agrees_with_the_charge_in_force(pence: int, start: date, days: int, frequency: Frequency) -> None:
    terms = Terms(frequency, date(2020, 1, 1), None)
    made = list(charges([line(pence)], terms, start, start + timedelta(days)))
    expected = in_force([line(pence)], terms, start, start + timedelta(days))
    roundings = days // 7 + 3
    assert abs(Fraction(7 * sum(c.pence for c in made)) - Fraction(expected)) <= Fraction(7 * roundings, 2)


@given(st.integers(1, 60_000), dates, st.integers(8, 60), st.integers(1, 6))
def test_charging_in_two_runs_covers_every_day_once(pence: int, start: date, days: int, cut: int) -> None:
    terms, end = weekly(), start + timedelta(days)
    middle = start + timedelta(days=7 - start.weekday() + 7 * (cut % 2))
    both = [*charges([line(pence)], terms, start, min(middle, end)), *charges([line(pence)], terms, min(middle, end), end)]
    assert [(c.pence, c.period_from) for c in both] == [
        (c.pence, c.period_from) for c in charges([line(pence)], terms, start, end)]
