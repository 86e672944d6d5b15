"""The rules of an estimate that hang on who lives there, what the charge is for and which weeks a year has."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from housingdesk.benefits.rules.assess.case import (
    Charge,
    Every,
    Housing,
    Income,
    IncomeKind,
    Member,
    NoDeduction,
    Passport,
    Relation,
    monthly,
    weekly,
)
from housingdesk.benefits.rules.assess.rooms import rooms_allowed
from housingdesk.benefits.rules.assess.services import doubt, judge
from housingdesk.benefits.rules.assess.who import is_pension_age
from housingdesk.rent.rules.words import ChargeCode
from tests.support.benefits import (
    ADULT,
    OLD,
    ON,
    PARTNER,
    RATES,
    YOUNG,
    child,
    earns,
    effect,
    found,
    ordinary,
    other,
    rent,
    stopped,
    supported,
)


@pytest.mark.parametrize(("born", "on", "reached"), [
    (date(1960, 4, 5), date(2026, 4, 4), False), (date(1960, 4, 5), date(2026, 4, 5), True),
    (date(1961, 3, 6), date(2028, 3, 5), False), (date(1961, 3, 6), date(2028, 3, 6), True),
    (date(1954, 10, 6), date(2020, 10, 6), True), (date(1990, 1, 1), ON, False)])
def test_pension_age_by_the_date_of_birth(born: date, on: date, reached: bool) -> None:
    assert is_pension_age(ordinary(people=(Member(Relation.CLAIMANT, born),)), on) is reached


@pytest.mark.parametrize(("born", "allowance"), [(date(1955, 3, 31), 25_600), (date(1955, 4, 1), 23_800)])
def test_who_reached_pension_age_before_april_2021_has_the_higher_allowance(born: date, allowance: int) -> None:
    case = ordinary(people=(Member(Relation.CLAIMANT, born),), incomes=(Income(IncomeKind.STATE_PENSION, 30_000),))
    assert effect(found(case), "taper") == [-round((30_000 - allowance) * 0.65)]


def _off(who: tuple[Member, ...], *, uc: bool = False, **more: Any) -> list[int]:
    make = ordinary if uc else supported
    facts = more if uc else {"passport": Passport.UC, **more}
    return effect(found(make(people=(ADULT, *who), bedrooms=4, **facts)), "other adult")


@pytest.mark.parametrize(("reason", "hb", "uc"), [
    (NoDeduction.PENSION_CREDIT, 0, 0), (NoDeduction.STUDENT, 0, -9655), (NoDeduction.YOUNG_ON_BENEFIT, -2040, -9655),
    (NoDeduction.ELSEWHERE, 0, -9655), (NoDeduction.PRISON, 0, 0), (NoDeduction.DISABLED, -2040, 0),
    (NoDeduction.CARER, -2040, 0), (NoDeduction.CHILD_UNDER_5, -2040, 0)])
def test_a_reason_for_no_deduction_holds_for_its_own_benefit(reason: NoDeduction, hb: int, uc: int) -> None:
    assert _off((other(no_deduction=reason),)) == [hb]
    assert _off((other(no_deduction=reason),), uc=True) == [uc]


@pytest.mark.parametrize(("born", "off"), [(date(2001, 11, 24), 0), (date(2001, 11, 23), -2040)])
def test_on_universal_credit_without_earnings_nothing_comes_off_under_25(born: date, off: int) -> None:
    assert _off((other(born, no_deduction=NoDeduction.YOUNG_ON_BENEFIT),)) == [off]


@pytest.mark.parametrize(("born", "hb", "uc"), [(date(2008, 11, 24), 0, 0), (date(2008, 11, 23), -2040, 0),
                                                (date(2005, 11, 24), -2040, 0), (date(2005, 11, 23), -2040, -9655)])
def test_the_age_from_which_another_adult_counts(born: date, hb: int, uc: int) -> None:
    assert _off((other(born),)) == [hb]
    assert _off((other(born),), uc=True) == [uc]


def test_a_couple_has_one_deduction_the_higher_on_the_income_of_both() -> None:
    both = (other(works=True, gross_pence=20_000), other(with_partner=True, works=True, gross_pence=17_000))
    assert _off(both) == [-10_520], "£370 together"
    at_home = (other(), other(with_partner=True, works=True, gross_pence=28_000))
    assert _off(at_home) == [-6_435], "the one who works counts"
    student = (other(no_deduction=NoDeduction.STUDENT, works=True), other(with_partner=True))
    assert _off(student) == [-2_040], "one of them is left out, the other is not"
    young = (other(date(2009, 1, 1)), other(date(2009, 1, 1), with_partner=True))
    assert _off(young) == [0]
    assert _off(both, uc=True) == [-9_655, -9_655], "Universal Credit counts each of them"


@pytest.mark.parametrize(("joint", "off"), [(2, -1020), (3, -680), (7, -291)])
def test_a_deduction_is_shared_by_joint_tenants_to_the_nearest_penny(joint: int, off: int) -> None:
    assert _off((other(),), joint=joint) == [off]


@pytest.mark.parametrize("housing", list(Housing))
def test_only_pension_age_and_exempt_accommodation_are_without_the_reduction_for_bedrooms(housing: Housing) -> None:
    reduced = bool(sum(effect(found(supported(housing=housing, bedrooms=2, charges=rent(10_000))), "rooms")))
    assert reduced is (housing is not Housing.EXEMPT)
    if housing is not Housing.TEMPORARY:
        assert effect(found(supported(housing=housing, bedrooms=2, people=(OLD,))), "rooms") == [0]


def test_a_couple_who_cannot_share_have_a_room_each() -> None:
    assert rooms_allowed(ordinary(people=(ADULT, replace(PARTNER, own_room=True))), ON)[0] == 2
    assert rooms_allowed(ordinary(people=(replace(ADULT, own_room=True),)), ON)[0] == 1


@pytest.mark.parametrize(("every", "week", "month"), [
    (Every.DAY, 70_000, 304_167), (Every.WEEK, 10_000, 43_333), (Every.FORTNIGHT, 5_000, 21_667),
    (Every.FOUR_WEEKS, 2_500, 10_833), (Every.MONTH, 2_308, 10_000), (Every.QUARTER, 769, 3_333), (Every.YEAR, 192, 833)])
def test_conversions(every: Every, week: int, month: int) -> None:
    assert (weekly(10_000, every), monthly(10_000, every)) == (week, month)


@pytest.mark.parametrize(("year", "long"), [(2023, False), (2024, True), (2025, False), (2026, False), (2029, False),
                                            (2030, True)])
def test_a_year_of_53_weeks_leaves_one_week_to_find(year: int, long: bool) -> None:
    living = Income(IncomeKind.UC, 40_000, Every.MONTH)
    made = found(ordinary(disability=True, incomes=(living,), charges=rent(10_000, 1_500, 700)), date(year, 11, 25))
    assert any("53 Mondays" in said and "£115.00" in said for said in made.cautions) is long
    free = found(ordinary(disability=True, incomes=(living,), free_weeks=1), date(year, 11, 25))
    assert not any("53 Mondays" in said for said in free.cautions)


@pytest.mark.parametrize(("people", "free"), [
    ((YOUNG,), 500 + 6_141), ((ADULT,), 500 + 7_773), ((YOUNG, child(date(2022, 1, 1))), 2_500 + 6_141),
    ((ADULT, child(date(2022, 1, 1))), 2_500 + 7_773), ((ADULT, PARTNER), 1_000 + 11_970),
    ((YOUNG, Member(Relation.PARTNER, date(2005, 1, 1))), 1_000 + 6_153),
    ((Member(Relation.CLAIMANT, date(2009, 1, 1)), Member(Relation.PARTNER, date(2009, 6, 1))), 1_000 + 9_733)])
def test_earnings_left_out_in_specified_accommodation_by_household(people: tuple[Member, ...], free: int) -> None:
    told = [step.text for step in found(supported(people=people, incomes=earns(60_000))).steps if step.key == "earnings"]
    assert f"of which £{free // 100}.{free % 100:02} is left out" in told[0]
    before = found(supported(people=people, incomes=earns(60_000)), date(2026, 9, 28))
    assert not any(f"£{free // 100}.{free % 100:02} is left out" in step.text for step in before.steps)


def test_the_cliff_edge_of_exempt_accommodation() -> None:
    """£424.90 of Universal Credit without rent in it is gone at £772.55 of earnings a month."""
    case = supported(passport=Passport.UC)
    below = found(replace(case, incomes=earns(77_254, Every.MONTH)))
    assert below.pence == 20_000 and any("earnings are less" in step.text for step in below.steps)
    above = found(replace(case, incomes=earns(77_255, Every.MONTH)))
    counted = weekly(77_255, Every.MONTH) - 500 - 7_773 - 9_555
    assert above.pence == 20_000 - max(0, round(counted * 0.65)) and any("£772.55" in step.text for step in above.steps)
    much = found(replace(case, incomes=earns(160_000, Every.MONTH)))
    assert much.pence == 20_000 - round((weekly(160_000, Every.MONTH) - 17_828) * 0.65) < above.pence
    unwell = replace(case, limited_capability=True, incomes=earns(148_254, Every.MONTH))
    assert found(unwell).pence == 20_000, "£710 is left out where no rent is in the award"
    family = supported(people=(ADULT, child(date(2020, 1, 1))), passport=Passport.UC, incomes=earns(20_000, Every.MONTH))
    assert found(family).pence == 20_000 and any("cannot be said" in said for said in found(family).cautions)
    assert found(supported(passport=Passport.LEGACY, incomes=earns(160_000, Every.MONTH))).pence == 20_000


@pytest.mark.parametrize(("words", "counts"), [
    ("Communal heating", True), ("Lift and door entry", True), ("CCTV", True), ("Cleaning of stairs and halls", True),
    ("Grounds maintenance", True), ("Laundry room", True), ("Communal lighting", True),
    ("Heating of your room", False), ("Gas and electricity", False), ("Breakfast", False), ("Communal meals", False),
    ("Personal laundry", False), ("Room cleaning", False), ("Intensive support", False), ("Water rates", False),
    ("TV rental", False), ("Leisure", False), ("Scheme costs", None), ("Service charge", None)])
def test_services_in_common_count_and_services_for_oneself_do_not(words: str, counts: bool | None) -> None:
    said = judge(words)
    assert (None if said is None else said.counts) is counts


def test_a_charge_whose_name_and_kind_do_not_go_together_is_said_and_moves_no_money() -> None:
    wrong = supported(charges=(*rent(18_000), Charge(ChargeCode.ELIGIBLE_SERVICE, "Heating of your room", 1_450),
                               Charge(ChargeCode.INELIGIBLE_SERVICE, "Lift", 500)))
    made = found(wrong)
    assert made.pence == 19_450
    assert sum("Look at it" in said for said in made.cautions) == 2
    assert not doubt(ChargeCode.RENT, "Heating") and not doubt(ChargeCode.INELIGIBLE_SERVICE, "Heating and light")


def test_the_capital_limit_holds_for_pension_age_too_unless_on_guarantee_credit() -> None:
    assert found(ordinary(people=(OLD,), capital_pence=1_600_001)).pence == 0
    rich = ordinary(people=(OLD,), capital_pence=1_600_001, passport=Passport.GUARANTEE_CREDIT)
    assert found(rich).pence == 12_000


@pytest.mark.parametrize(("on", "words"), [(date(2027, 4, 5), "is not known for 5 April 2027"),
                                           (date(2026, 4, 8), "is not certain on 8 April 2026")])
def test_a_figure_that_is_missing_or_not_certain_stops_with_its_sentence(on: date, words: str) -> None:
    said = stopped(ordinary(bedrooms=2, people=(ADULT, other())), on)
    assert words in said and "Settings, Rule packs, Benefit figures" in said


def test_every_step_names_its_source_and_the_version_is_dated() -> None:
    for case in (supported(incomes=earns(20_000)), ordinary(incomes=earns(90_000, Every.MONTH))):
        assert all(step.source for step in found(case).steps)
    assert RATES.version() == "HB 22 November 2026, UC 23 November 2026"
