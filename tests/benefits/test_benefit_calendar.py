"""The days and sums of expected benefit from the figures of rulebook §6.2, §6.4 and §7."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest

from housingdesk.benefits.rules.assess.case import Every, monthly, weekly
from housingdesk.benefits.rules.clock import first_payment
from housingdesk.benefits.rules.expected.arrears import accrued_hb, accrued_uc
from housingdesk.benefits.rules.expected.calendar import hb_start, last_bank_day, late_after, weeks_words
from housingdesk.benefits.rules.expected.gaps import dues
from housingdesk.benefits.rules.expected.shapes import Due, Halt, History, Paid
from housingdesk.benefits.rules.expected.uc_periods import period_holding, periods, week_53_shortfall
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.rent.rules.words import Payer

LONG_AGO = date(2024, 1, 1)
THURSDAYS = Rhythm(4, date(2026, 11, 5), date(2026, 11, 1))
HB = History(Payer.HB, "the council", (Paid(date(2026, 1, 5), None, 10_000),), LONG_AGO, cycle=THURSDAYS)
UC = History(Payer.UC, "the DWP", (Paid(date(2026, 1, 8), None, 43_333),), LONG_AGO, assessment_day=8)
END = date(2026, 12, 10)
AWARDED = [Paid(date(2026, 1, 8), None, 43_333)]


def due(history: History, on: date, until: date = END) -> Due:
    """The payment due on a day."""
    [found] = [one for one in dues(history, until) if one.due_on == on]
    return found


def awarded(history: History, *awards: Paid) -> History:
    """The same with other awards."""
    return replace(history, awards=awards)


@pytest.mark.parametrize(("claimed", "liable", "start"), [
    (date(2026, 11, 25), date(2026, 6, 1), date(2026, 11, 30)),   # the Monday after
    (date(2026, 11, 23), date(2026, 6, 1), date(2026, 11, 30)),   # claimed on a Monday: the next one
    (date(2026, 11, 27), date(2026, 11, 25), date(2026, 11, 25)),  # the agreement began in the week of the claim
    (date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 27)),
    (date(2026, 11, 25), date(2026, 12, 7), date(2026, 12, 7)),   # claimed before there is rent to pay
])
def test_housing_benefit_starts_on_the_monday_after_or_with_the_rent(claimed: date, liable: date, start: date) -> None:
    assert hb_start(claimed, liable) == start


def test_a_council_pays_every_four_weeks_thirteen_times_a_year() -> None:
    found = [one for one in dues(HB, date(2027, 1, 4)) if one.due_on >= date(2026, 1, 15)]
    assert len(found) == 13 and {(b.due_on - a.due_on).days for a, b in pairwise(found)} == {28}
    row = due(HB, date(2026, 11, 5))
    assert (row.covers_from, row.covers_to, row.pence) == (date(2026, 10, 5), date(2026, 11, 2), 40_000)
    assert row.why == "4 weeks at £100.00 a week"
    assert (row.covers_to - timedelta(1)).weekday() == 6  # benefit weeks run Monday to Sunday


def test_an_award_that_begins_changes_or_ends_inside_a_cycle() -> None:
    begun = awarded(HB, Paid(date(2026, 10, 19), None, 10_000))
    assert due(begun, date(2026, 11, 5)).pence == 20_000 and dues(begun, date(2026, 11, 4)) == []
    change = date(2026, 10, 12)
    row = due(awarded(HB, Paid(LONG_AGO, change, 10_000), Paid(change, None, 12_000, change)), date(2026, 11, 5))
    assert (row.pence, row.why) == (46_000, "1 week at £100.00 a week and 3 weeks at £120.00 a week")
    ended = awarded(HB, Paid(LONG_AGO, date(2026, 10, 14), 10_000))
    row = due(ended, date(2026, 11, 5))
    assert (row.pence, row.covers_to) == (12_857, date(2026, 10, 14)) and dues(ended, END)[-1] == row
    assert row.why == "1 week and 2 days at £100.00 a week"


def test_the_first_run_after_a_decision_pays_what_built_up() -> None:
    claim = awarded(HB, Paid(date(2026, 9, 7), None, 10_000, date(2026, 10, 28)))
    [first, second] = dues(claim, END)
    assert (first.due_on, first.pence, first.covers_from) == (date(2026, 11, 5), 80_000, date(2026, 9, 7))
    assert second.pence == 40_000
    later = awarded(HB, Paid(date(2026, 9, 7), None, 10_000, date(2026, 11, 4)))  # in the week of the run: too late for it
    assert [one.pence for one in dues(later, END)] == [120_000]


def test_a_revision_is_paid_back_with_the_next_run_and_a_lower_award_is_not_taken_off() -> None:
    change, told = date(2026, 9, 7), date(2026, 10, 28)
    risen = awarded(HB, Paid(LONG_AGO, change, 10_000), Paid(change, None, 11_000, told))
    assert [one.pence for one in dues(risen, END)][-4:] == [40_000, 40_000, 44_000 + 4_000, 44_000]
    assert due(risen, date(2026, 11, 5)).why == "4 weeks at £110.00 a week, and £40.00 back to 7 September 2026"
    fallen = awarded(HB, Paid(LONG_AGO, change, 10_000), Paid(change, None, 9_000, told))
    assert [one.pence for one in dues(fallen, END)][-4:] == [40_000, 40_000, 36_000, 36_000]


def test_a_claim_that_ended_shows_once_what_would_have_come() -> None:
    ended = replace(HB, halts=(Halt(ClaimState.ENDED, date(2026, 9, 21)),))
    found = dues(ended, END)
    assert [(one.due_on, one.pence) for one in found][-2:] == [(date(2026, 10, 8), 20_000), (date(2026, 11, 5), 40_000)]


def test_a_run_on_a_bank_holiday_comes_the_day_after_and_universal_credit_the_day_before() -> None:
    fridays = replace(HB, cycle=Rhythm(4, date(2026, 11, 27), date(2026, 11, 22)))
    assert dues(fridays, date(2026, 12, 31))[-1].due_on == date(2026, 12, 29)  # Christmas, a weekend, and its Monday
    assert last_bank_day(date(2026, 12, 28)) == date(2026, 12, 24) and last_bank_day(date(2026, 11, 23)) == date(2026, 11, 23)
    assert late_after(date(2026, 12, 24)) == date(2026, 12, 30)


@pytest.mark.parametrize(("day", "assessment_day", "start", "end", "paid_on"), [
    (date(2026, 11, 20), 8, date(2026, 11, 8), date(2026, 12, 8), date(2026, 12, 14)),
    (date(2026, 11, 7), 8, date(2026, 10, 8), date(2026, 11, 8), date(2026, 11, 13)),   # the fourteenth is a Saturday
    (date(2026, 2, 10), 31, date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 6)),
    (date(2026, 3, 1), 31, date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 2)),     # the sixth is Easter Monday
    (date(2028, 2, 29), 30, date(2028, 2, 29), date(2028, 3, 30), date(2028, 4, 5)),
    (date(2026, 5, 1), 31, date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 5)),
])
def test_an_assessment_period_begins_on_its_day_and_is_paid_a_week_after_its_end(
        day: date, assessment_day: int, start: date, end: date, paid_on: date) -> None:
    period = period_holding(day, assessment_day)
    assert (period.start, period.end, period.paid_on) == (start, end, paid_on)


def test_periods_leave_no_day_out_and_the_first_is_paid_as_the_clock_says() -> None:
    for assessment_day in range(1, 32):
        found = list(islice(periods(date(2024, 1, 31), assessment_day), 40))
        assert all(a.end == b.start for a, b in pairwise(found)) and found[0].start <= date(2024, 1, 31)
    claimed = date(2026, 12, 1)  # about five weeks
    assert period_holding(claimed, 1).paid_on == first_payment(ClaimKind.UC, claimed).on == date(2027, 1, 7)


def test_what_holds_at_the_end_of_a_period_holds_for_all_of_it() -> None:
    for change in (date(2026, 10, 9), date(2026, 10, 30), date(2026, 11, 7)):
        moved = awarded(UC, Paid(LONG_AGO, change, 43_333), Paid(change, None, 50_000, change))
        assert due(moved, date(2026, 11, 13)).pence == 50_000 and due(moved, date(2026, 10, 14)).pence == 43_333
    last = awarded(UC, Paid(LONG_AGO, date(2026, 11, 8), 43_333))  # to the last day of the period
    assert dues(last, END)[-1].due_on == date(2026, 11, 13)
    left = awarded(UC, Paid(LONG_AGO, date(2026, 11, 7), 43_333))  # gone a day before it ended: nothing for it
    assert dues(left, END)[-1].due_on == date(2026, 10, 14)


def test_a_decision_after_the_pay_day_is_paid_with_the_next_period() -> None:
    late = awarded(UC, Paid(date(2026, 9, 8), None, 43_333, date(2026, 10, 20)))
    [first, _] = dues(late, date(2026, 12, 20))
    assert (first.due_on, first.pence, first.covers_from) == (date(2026, 11, 13), 86_666, date(2026, 9, 8))


def test_batches_every_four_weeks_hold_twelve_payments_a_year_and_one_holds_none() -> None:
    batched = replace(UC, cycle=Rhythm(4, date(2026, 1, 2), date(2026, 1, 1)))
    found = [one for one in dues(batched, date(2027, 2, 20)) if date(2026, 2, 1) < one.due_on <= date(2027, 1, 31)]
    assert len(found) == 13 and sorted(one.pence for one in found) == [0] + [43_333] * 12
    [none] = [one for one in found if not one.pence]
    assert none.covers_from == none.covers_to and "13 batches a year pay 12 periods" in none.why


def test_the_switch_to_payment_to_us_begins_with_a_period_and_says_so() -> None:
    start = date(2026, 10, 8)
    switched = replace(UC, direct_from=date(2026, 10, 12), awards=(
        Paid(LONG_AGO, start, 43_333, to_landlord=False), Paid(start, None, 43_333, start)))
    [first] = dues(switched, date(2026, 12, 1))
    assert first.due_on == date(2026, 11, 13) and "makes a month look missing" in first.why


def test_deductions_come_every_four_weeks_twelve_thirteenths_of_a_month() -> None:
    history = History(Payer.TENANT, "the DWP", (Paid(date(2026, 1, 5), None, 4_249),), LONG_AGO, cycle=THURSDAYS)
    assert due(history, date(2026, 11, 5)).pence == 3_922  # £42.49 × 12 ÷ 13


@pytest.mark.parametrize(("every", "pence", "month"), [
    (Every.WEEK, 10_000, 43_333), (Every.FORTNIGHT, 20_000, 43_333), (Every.FOUR_WEEKS, 40_000, 43_333),
    (Every.MONTH, 43_333, 43_333), (Every.QUARTER, 130_000, 43_333), (Every.YEAR, 520_000, 43_333)])
def test_every_frequency_is_turned_into_a_month(every: Every, pence: int, month: int) -> None:
    assert monthly(pence, every) == month and weekly(pence, every) == 10_000


@pytest.mark.parametrize(("year", "weeks"), [(2023, 0), (2024, 1), (2025, 0), (2026, 0), (2029, 0), (2030, 1)])
def test_a_year_of_53_weeks_leaves_one_week_to_the_tenant(year: int, weeks: int) -> None:
    assert week_53_shortfall(11_240, year) == 11_240 * weeks


def test_housing_benefit_builds_up_by_the_weeks_debited_since_it_was_paid_to() -> None:
    paid, charged = date(2026, 11, 2), date(2026, 11, 30)
    assert accrued_hb(10_000, paid, charged) == 40_000 and accrued_hb(10_000, charged, paid) == 0
    assert accrued_hb(10_000, paid, charged, end=date(2026, 11, 16)) == 20_000


@pytest.mark.parametrize(("on", "pence"), [
    (date(2026, 11, 12), 43_333 + 7_222),  # five of thirty days, and the period that is paid tomorrow
    (date(2026, 11, 13), 8_667),           # it is paid today
    (date(2026, 12, 7), 43_333),
])
def test_universal_credit_builds_up_by_days_and_the_period_before_until_it_is_paid(on: date, pence: int) -> None:
    assert accrued_uc(AWARDED, 8, on) == pence


def test_universal_credit_builds_up_only_while_it_is_awarded() -> None:
    new, gone = [Paid(date(2026, 11, 8), None, 43_333)], [Paid(date(2026, 1, 8), date(2026, 11, 8), 43_333)]
    assert accrued_uc(new, 8, date(2026, 11, 12)) == 7_222  # nothing for a period before the award
    assert accrued_uc(gone, 8, date(2026, 11, 12)) == 43_333
    assert accrued_uc(new, 8, date(2026, 11, 7)) == 0
    left = [Paid(date(2026, 1, 8), date(2026, 11, 21), 43_333)]
    assert accrued_uc(left, 8, date(2026, 11, 20)) == 0  # who leaves inside a period is paid nothing for it


def test_universal_credit_in_batches_waits_for_the_batch_and_is_no_longer_waited_for_once_it_came() -> None:
    batches = Rhythm(4, date(2026, 11, 27), date(2026, 11, 26))
    assert accrued_uc(AWARDED, 8, date(2026, 11, 20), batches) == 43_333 + 18_778
    late = Rhythm(4, date(2026, 12, 11), date(2026, 12, 10))
    both = accrued_uc(AWARDED, 10, date(2026, 12, 10), late)
    assert both == 2 * 43_333 + 1_398  # those to 9 November and to 9 December, and the first day of this one
    assert accrued_uc(AWARDED, 8, date(2026, 11, 12), None, date(2026, 11, 11)) == 7_222  # it came two days early
    assert accrued_uc(AWARDED, 8, date(2026, 11, 12), None, date(2026, 10, 14)) == 43_333 + 7_222


def test_days_are_told_in_weeks() -> None:
    assert [weeks_words(days) for days in (7, 28, 9, 6, 1)] == ["1 week", "4 weeks", "1 week and 2 days", "6 days", "1 day"]
