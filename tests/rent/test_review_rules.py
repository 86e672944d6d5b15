"""What a rent may become at most: never past the limit by a fraction of a penny, never above formula by convergence."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.properties.rules import RentType
from housingdesk.rent.rules.review.limits import Formula, Pattern, fair_rent, max_new, new_let, per_charge, raised
from housingdesk.rent.rules.review.proposals import proposals
from housingdesk.rent.rules.review.shapes import Proposed, Reviewed, Standing
from housingdesk.rent.rules.review.year import Figures
from housingdesk.rent.rules.service_costs import (
    Home,
    ServiceCharge,
    apportioned,
    charges_a_year,
    forecast,
    remainder,
    to_recover,
    year_of,
)
from housingdesk.rent.rules.words import AccountKind, Apportionment, ChargeCode, Frequency, ReviewException

APRIL = date(2027, 4, 5)
PATTERNS = [Pattern(), Pattern(Frequency.FORTNIGHTLY), Pattern(Frequency.FOUR_WEEKLY), Pattern(Frequency.MONTHLY),
            Pattern(Frequency.NIGHTLY), Pattern(Frequency.WEEKLY, 2), Pattern(Frequency.WEEKLY, 4)]
pence, limits, patterns = st.integers(0, 60_000), st.integers(0, 1_200), st.sampled_from(PATTERNS)


@given(pence, limits, patterns)
def test_no_rounding_passes_the_limit(old: int, limit: int, pattern: Pattern) -> None:
    new = max_new(old, limit, was=pattern, now=pattern).pence
    assert old * Fraction(10_000 + limit, 10_000) - 1 < new <= old * Fraction(10_000 + limit, 10_000)


@given(pence, limits, st.integers(1, 200), pence, st.none() | pence, patterns)
def test_convergence_reaches_formula_and_never_passes_it(old: int, limit: int, convergence: int, new_formula: int,
                                                         old_formula: int | None, pattern: Pattern) -> None:
    formula = Formula(old_formula, new_formula)
    most = max_new(old, limit, was=pattern, now=pattern, convergence=convergence, formula=formula)
    allowed = raised(old, limit, pattern, pattern)
    assert most.pence == allowed + most.converged and 0 <= most.converged <= convergence * pattern.factor
    assert not most.converged or most.pence <= new_formula * pattern.factor
    assert most.pence >= allowed


@given(pence, limits, pence, patterns)
def test_the_cap_holds_every_rent(old: int, limit: int, cap: int, pattern: Pattern) -> None:
    most = max_new(old, limit, was=pattern, now=pattern, convergence=200, formula=Formula(None, 90_000), cap=cap)
    assert most.pence <= cap * pattern.factor and most.capped == (most.pence < max_new(
        old, limit, was=pattern, now=pattern, convergence=200, formula=Formula(None, 90_000)).pence)


@given(pence, limits, st.sampled_from([0, 2, 4]), st.sampled_from([0, 2, 4]))
def test_fewer_rent_free_weeks_do_not_raise_a_year_past_the_limit(old: int, limit: int, before: int, after: int) -> None:
    new = raised(old, limit, Pattern(Frequency.WEEKLY, before), Pattern(Frequency.WEEKLY, after))
    assert new * (52 - after) <= old * (52 - before) * Fraction(10_000 + limit, 10_000)


@given(pence, pence, limits)
def test_a_fair_rent_is_the_lower_of_the_two(registered: int, old: int, limit: int) -> None:
    assert fair_rent(registered, old, limit) == min(registered, raised(old, limit))


def test_a_month_is_fifty_two_weeks_by_twelve() -> None:
    assert per_charge(12_000, Pattern(Frequency.MONTHLY)) == 52_000
    assert max_new(43_333, 480, was=PATTERNS[3], now=PATTERNS[3], convergence=100, formula=Formula(12_000, 12_576)).pence == \
        raised(43_333, 480) + 433


def test_new_lets_stand_at_formula_with_its_flexibility() -> None:
    assert (new_let(10_001, 500), new_let(10_001, 1_000), new_let(10_001, 500, 10_200)) == (10_501, 11_001, 10_200)


FIGURES = Figures(APRIL, {**dict.fromkeys(RentType, 480), RentType.INTERMEDIATE: None}, None, None, 100, {}, 2000, 0, 0, True)
ACCOUNT = Reviewed(1, AccountKind.RENT, Frequency.WEEKLY, False, date(2020, 1, 6), None, None, RentType.SOCIAL, 2,
                   Formula(11_000, 11_528), ())
RENT = Standing(1, ChargeCode.RENT, "Rent", 10_000, date(2026, 4, 6))


def only(account: Reviewed, figures: Figures = FIGURES, line: Standing = RENT) -> Proposed:
    [found] = proposals(account, [line], figures)
    return found


@pytest.mark.parametrize(("account", "figures", "new", "exception"), [
    (ACCOUNT, FIGURES, 10_580, None),
    (replace(ACCOUNT, formula=None), FIGURES, 10_480, ReviewException.NO_FORMULA),
    (replace(ACCOUNT, formula=Formula(9_900, 10_375)), FIGURES, 10_480, ReviewException.ABOVE_FORMULA),
    (replace(ACCOUNT, rent_type=RentType.SUPPORTED), FIGURES, 10_480, None),
    (replace(ACCOUNT, rent_type=RentType.AFFORDABLE), FIGURES, 10_480, None),
    (replace(ACCOUNT, rent_type=RentType.INTERMEDIATE), FIGURES, 10_000, ReviewException.OUTSIDE),
    (replace(ACCOUNT, rent_type=RentType.MARKET), FIGURES, 10_480, ReviewException.OUTSIDE),
    (replace(ACCOUNT, rent_type=None), FIGURES, 10_000, ReviewException.NO_RENT_TYPE),
    (replace(ACCOUNT, rent_type=RentType.FAIR, formula=Formula(None, 10_200)), FIGURES, 10_200, ReviewException.FAIR_RENT),
    (replace(ACCOUNT, rent_type=RentType.FAIR, formula=None), FIGURES, 10_000, ReviewException.FAIR_RENT),
    (replace(ACCOUNT, fixed_until=date(2028, 1, 1)), FIGURES, 10_580, ReviewException.FIXED),
    (replace(ACCOUNT, ends_on=date(2027, 3, 1)), FIGURES, 10_000, ReviewException.ENDING),
    (ACCOUNT, replace(FIGURES, limits={RentType.SOCIAL: None}), 10_000, ReviewException.NO_LIMIT),
    (ACCOUNT, replace(FIGURES, caps={1: 9_000, 2: 10_300}), 10_300, ReviewException.ABOVE_CAP),
])
def test_what_is_proposed_and_why_it_is_looked_at(account: Reviewed, figures: Figures, new: int,
                                                  exception: ReviewException | None) -> None:
    found = only(account, figures)
    assert (found.new, found.exception) == (new, exception) and found.why
    assert found.out == (exception is ReviewException.ENDING)


def test_what_was_let_or_changed_within_the_year_is_looked_at() -> None:
    found = only(replace(ACCOUNT, opens_on=date(2026, 9, 7)), line=replace(RENT, start=date(2026, 9, 7)))
    assert found.exception is ReviewException.RECENT and "Let on 7 September 2026" in found.why


def test_two_rents_on_one_account_do_not_both_converge() -> None:
    found = proposals(ACCOUNT, [RENT, replace(RENT, id=2)], FIGURES)
    assert [one.new for one in found] == [10_480, 10_480]


def service(name: str, year: int, code: ChargeCode = ChargeCode.ELIGIBLE_SERVICE) -> ServiceCharge:
    return ServiceCharge(1, name, code, year, APRIL)


def line(number: int, code: ChargeCode, name: str, amount: int) -> Standing:
    return Standing(number, code, name, amount, date(2026, 4, 6))


ONE = line(2, ChargeCode.ELIGIBLE_SERVICE, "Service charge", 1_000)
CLEAN = line(3, ChargeCode.ELIGIBLE_SERVICE, "cleaning", 500)
HEAT = line(4, ChargeCode.INELIGIBLE_SERVICE, "Heating", 900)


@pytest.mark.parametrize(("lines", "services", "expected"), [
    ([ONE], ("Cleaning", "Lift"), [("Service charge", 1_000, 2_000, ReviewException.DEARER)]),
    ([CLEAN], ("Cleaning", "Lift"), [("cleaning", 500, 1_000, ReviewException.DEARER),
                                     ("Lift", 0, 1_000, ReviewException.DEARER)]),
    ([replace(CLEAN, pence=960)], ("Cleaning",), [("cleaning", 960, 1_000, None)]),
    ([HEAT], ("Cleaning",), [("Heating", 900, 900, ReviewException.NO_BUDGET),
                               ("Cleaning", 0, 1_000, ReviewException.DEARER)]),
    ([ONE, replace(ONE, id=9, description="Sinking fund")], ("Cleaning",),
     [("Service charge", 1_000, 1_000, ReviewException.NO_BUDGET), ("Sinking fund", 1_000, 1_000, ReviewException.NO_BUDGET)]),
])
def test_services_follow_the_budgets_that_bear_their_names(lines: list[Standing], services: tuple[str, ...],
                                                           expected: list[tuple[str, int, int, object]]) -> None:
    account = replace(ACCOUNT, services=tuple(service(name, 52_000) for name in services))
    found = [one for one in proposals(account, [RENT, *lines], FIGURES) if one.code is not ChargeCode.RENT]
    assert [(one.description, one.old, one.new, one.exception) for one in found] == expected


def test_affordable_rent_gives_way_to_what_its_services_rise_by() -> None:
    account = replace(ACCOUNT, rent_type=RentType.AFFORDABLE, services=(service("Service charge", 78_000),))
    rent, charge = proposals(account, [RENT, ONE], FIGURES)
    assert charge.new == 1_500 and rent.new + charge.new == raised(11_000, 480)


def test_affordable_rent_with_a_garage_or_two_rents_is_limited_as_a_whole() -> None:
    account = replace(ACCOUNT, rent_type=RentType.AFFORDABLE, services=(service("Service charge", 78_000),))
    garage = line(5, ChargeCode.GARAGE, "Garage", 1_000)
    for other in (garage, replace(RENT, id=5, pence=1_000)):
        found = proposals(account, [RENT, other, ONE], FIGURES)
        assert sum(one.new for one in found) == raised(12_000, 480) and all(one.new <= (one.most or 0) for one in found)


def test_services_that_alone_pass_the_whole_are_said() -> None:
    account = replace(ACCOUNT, rent_type=RentType.AFFORDABLE, services=(service("Service charge", 52 * 11_529),))
    rent, _ = proposals(account, [RENT, ONE], FIGURES)
    assert (rent.new, rent.exception) == (0, ReviewException.SERVICES) and "£0.01 above the £115.28" in rent.why


def test_two_rents_are_within_the_rent_cap_together_and_a_garage_does_not_stop_convergence() -> None:
    capped = replace(FIGURES, caps={2: 15_000})
    assert [one.new for one in proposals(ACCOUNT, [RENT, replace(RENT, id=2)], capped)] == [4_520, 10_480]
    found = proposals(ACCOUNT, [RENT, line(5, ChargeCode.GARAGE, "Garage", 1_000)], FIGURES)
    assert [(one.new, one.exception) for one in found] == [(10_580, None), (1_048, None)]


def test_without_a_clause_it_is_left_out_until_form_4_is_served() -> None:
    rent, charge = proposals(replace(ACCOUNT, no_clause=True), [RENT, ONE], FIGURES)
    assert (rent.out, rent.exception, rent.new) == (True, ReviewException.FORM_4, 10_580)
    assert "give Form 4 (section 13)" in rent.why and not charge.out
    within = only(replace(ACCOUNT, no_clause=True, fixed_until=date(2028, 1, 1)))
    assert (within.out, within.exception) == (True, ReviewException.FIXED)


def test_a_service_that_has_ended_is_charged_no_longer() -> None:
    gone = ServiceCharge(1, "Cleaning", ChargeCode.ELIGIBLE_SERVICE, 0, APRIL, date(2026, 9, 30))
    found = proposals(replace(ACCOUNT, services=(gone,)), [RENT, CLEAN, ONE], FIGURES)
    assert [(one.description, one.new) for one in found[1:]] == [("cleaning", 0), ("Service charge", 1_000)]
    assert found[1].why == "Cleaning ended on 30 September 2026"


def test_garages_have_their_own_percentage_and_vat_follows() -> None:
    garage = replace(ACCOUNT, kind=AccountKind.GARAGE, rent_type=None)
    lines = [line(1, ChargeCode.GARAGE, "Garage", 1_055), line(2, ChargeCode.VAT, "VAT on garage", 211)]
    assert [one.new for one in proposals(garage, lines, FIGURES)] == [1_055, 211]
    assert [one.new for one in proposals(garage, lines, replace(FIGURES, garage=500))] == [1_107, 221]


@given(st.integers(-5_000_000, 5_000_000), st.sampled_from(Apportionment),
       st.lists(st.tuples(st.none() | st.integers(0, 5), st.integers(0, 9)), min_size=1, max_size=30))
def test_shares_sum_to_the_budget(amount: int, how: Apportionment, homes: list[tuple[int | None, int]]) -> None:
    shares = apportioned(amount, how, [Home(n, beds, parts) for n, (beds, parts) in enumerate(homes)])
    assert sum(shares.values()) == (amount if shares else 0)
    assert bool(shares) == (how is not Apportionment.NAMED or any(parts for _, parts in homes))


@given(st.dictionaries(st.integers(1, 50), st.integers(0, 500_000), min_size=1), patterns, st.sampled_from([2026, 2030]))
def test_what_charges_bring_and_what_they_leave_is_the_budget(shares: dict[int, int], pattern: Pattern, year: int) -> None:
    start = year_of(date(year, 6, 1))
    times = charges_a_year(start, pattern)
    brought = sum(ServiceCharge(1, "x", ChargeCode.WATER, part, start).charge(pattern) * times for part in shares.values())
    left = remainder(shares, start, pattern)
    assert brought + left == sum(shares.values()) and 0 <= left < times * len(shares)


def test_a_year_of_fifty_three_weeks_has_fifty_three_charges() -> None:
    assert charges_a_year(date(2030, 4, 1), Pattern()) == 53 and charges_a_year(APRIL, Pattern(Frequency.WEEKLY, 4)) == 48


def test_a_surplus_lowers_the_charge_and_no_charge_is_below_nil() -> None:
    assert (to_recover(10_000, -2_500), to_recover(10_000, 2_500), to_recover(1_000, -2_500)) == (7_500, 12_500, 0)


@pytest.mark.parametrize(("on", "expected"), [
    (date(2026, 4, 6), 36_400), (date(2026, 10, 5), 20_000 + 18_200), (date(2027, 4, 5), 20_000)])
def test_the_forecast_is_what_was_spent_and_the_budget_of_the_days_left(on: date, expected: int) -> None:
    assert forecast(36_400, 0 if on == date(2026, 4, 6) else 20_000, on, date(2026, 4, 6)) == expected
