"""What benefit will cover: every kind of household and home, step by step, and where it stops."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housingdesk.benefits.rules.assess import Case, assess, own_share
from housingdesk.benefits.rules.assess.case import (
    Charge,
    Every,
    Fuel,
    Housing,
    Income,
    IncomeKind,
    Meals,
    Member,
    Passport,
    Relation,
    monthly,
    weekly,
)
from housingdesk.benefits.rules.assess.rooms import rooms_allowed
from housingdesk.benefits.rules.assess.telling import as_data, headline
from housingdesk.benefits.rules.clock import evidence_by, first_payment, interim_from, weeks_until
from housingdesk.benefits.rules.words import ClaimKind
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
    typed,
)


def test_who_pays() -> None:
    assert found(supported()).kind is ClaimKind.HB_SUPPORTED
    assert found(ordinary()).kind is ClaimKind.UC
    assert found(ordinary(housing=Housing.TEMPORARY, passport=Passport.UC)).kind is ClaimKind.HB_TEMPORARY
    assert found(ordinary(people=(OLD,))).kind is ClaimKind.HB
    mixed = ordinary(people=(OLD, PARTNER))
    assert found(mixed).kind is ClaimKind.UC, "since 15 May 2019 both of a couple must have reached pension age"
    for housing in (Housing.MANAGED, Housing.REFUGE, Housing.HOSTEL):
        assert found(supported(housing=housing)).kind is ClaimKind.HB_SUPPORTED


def test_pension_age_between_66_and_67_must_be_said() -> None:
    someone = Member(Relation.CLAIMANT, date(1960, 8, 1))
    assert "reaches pension age between 66 and 67" in stopped(ordinary(people=(someone,)))
    assert found(ordinary(people=(someone,), pension_age=True)).kind is ClaimKind.HB
    assert found(ordinary(people=(someone,), pension_age=False)).kind is ClaimKind.UC
    assert "date of birth is missing" in stopped(ordinary(people=(Member(Relation.CLAIMANT),)))


def test_only_rent_and_common_services_count_and_the_rest_says_why() -> None:
    charges = (*rent(18_000, 2_500, 1_450), Charge(ChargeCode.WATER, "Water", 700), Charge(ChargeCode.SUPPORT, "Support", 900))
    made = found(supported(charges=charges))
    assert (made.pence, made.charged_weekly, made.eligible_weekly, made.own_weekly) == (20_500, 23_550, 20_500, 3_050)
    said = [step.text for step in made.steps if "does not count" in step.text]
    assert len(said) == 3 and "care and support are not rent" in said[2]
    assert own_share(made, [18_000, 2_500, 1_450, 700, 900]) == 3_050 == made.not_covered_weekly
    assert own_share(made, [10_000]) == 0


@pytest.mark.parametrize(("meals", "pence"), [(Meals.FULL, 3730), (Meals.PART, 2490), (Meals.BREAKFAST, 450)])
def test_meals_in_the_rent_come_off_at_the_flat_amount(meals: Meals, pence: int) -> None:
    made = found(supported(meals=meals))
    assert effect(made, "meals") == [-pence] and made.eligible_weekly == 20_000 - pence
    with_child = found(supported(meals=Meals.FULL, people=(ADULT, child(date(2020, 1, 1)))))
    assert effect(with_child, "meals") == [-3730, -1895]


def test_fuel_in_the_rent_stops_until_somebody_types_the_amount() -> None:
    case = supported(fuel=frozenset({Fuel.HEATING}))
    assert "flat amount for heating in the rent is not known for 23 November 2026" in stopped(case)
    assert effect(found(case, rates=typed("hb.fuel.heating", "36.40")), "fuel") == [-3640]
    year = replace(case, incomes=(), passport=Passport.UC)
    assert effect(found(year, date(2024, 11, 25)), "fuel") == [-3525]
    room = replace(year, one_room=True, fuel=frozenset(Fuel))
    assert sorted(effect(found(room, date(2024, 11, 25)), "fuel")) == [-2110, -410]


@pytest.mark.parametrize(("bedrooms", "left"), [(1, 10_000), (2, 8_600), (3, 7_500), (5, 7_500)])
def test_spare_bedrooms_cost_14_and_25_per_cent(bedrooms: int, left: int) -> None:
    made = found(ordinary(charges=rent(10_000), bedrooms=bedrooms))
    assert made.pence == 43_333 - round(43_333 * (10_000 - left) / 10_000) and made.weekly_pence == left
    temporary = supported(housing=Housing.TEMPORARY, charges=rent(10_000), bedrooms=bedrooms)
    assert found(temporary).pence == left


def test_pension_age_and_exempt_accommodation_have_no_reduction_for_bedrooms() -> None:
    assert found(supported(bedrooms=4)).pence == 20_000
    assert found(ordinary(people=(OLD,), bedrooms=4)).pence == 12_000
    assert found(supported(bedrooms=None)).pence == 20_000
    assert "How many bedrooms" in stopped(ordinary(bedrooms=None))


@pytest.mark.parametrize(("people", "rooms"), [
    ((ADULT,), 1), ((ADULT, PARTNER), 1), ((ADULT, child(date(2010, 1, 1))), 2),
    ((ADULT, child(date(2012, 1, 1), "F"), child(date(2013, 1, 1), "F")), 2),
    ((ADULT, child(date(2012, 1, 1), "F"), child(date(2013, 1, 1), "M")), 3),
    ((ADULT, child(date(2018, 1, 1), "F"), child(date(2020, 1, 1), "M")), 2),
    ((ADULT, child(date(2012, 1, 1), "F"), child(date(2018, 1, 1), "F"), child(date(2020, 1, 1), "M")), 3),
    ((ADULT, child(date(2018, 1, 1), "F"), child(date(2020, 1, 1), "M", own_room=True)), 3),
    ((ADULT, other(), other(with_partner=True)), 2), ((ADULT, Member(Relation.JOINT, date(1980, 1, 1))), 2),
])
def test_bedrooms_allowed(people: tuple[Member, ...], rooms: int) -> None:
    assert rooms_allowed(ordinary(people=people), ON)[0] == rooms
    assert rooms_allowed(ordinary(people=people, carer_room=True), ON)[0] == rooms + 1


@given(st.lists(st.tuples(st.integers(0, 15), st.sampled_from(["M", "F"])), max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_sharing_of_children_needs_fewer_rooms(children: list[tuple[int, str]]) -> None:
    people = tuple(child(date(ON.year - years, 1, 1), sex) for years, sex in children)
    assert rooms_allowed(ordinary(people=(ADULT, *people)), ON)[0] == 1 + _fewest(children)


def _fewest(children: list[tuple[int, str]]) -> int:
    """By trying every way of putting them in pairs."""
    if not children:
        return 0
    first, rest = children[0], children[1:]
    ways = [1 + _fewest(rest)]
    for at, mate in enumerate(rest):
        if first[1] == mate[1] or (first[0] < 10 and mate[0] < 10):
            ways.append(1 + _fewest(rest[:at] + rest[at + 1:]))
    return min(ways)


@pytest.mark.parametrize(("gross", "off"), [(19_199, 2040), (19_200, 4685), (27_899, 4685), (27_900, 6435), (36_500, 10520),
                                            (48_500, 11985), (60_499, 11985), (60_500, 13145)])
def test_deductions_for_another_adult_in_work(gross: int, off: int) -> None:
    case = supported(people=(ADULT, other(works=True, gross_pence=gross)), passport=Passport.UC)
    assert effect(found(case), "other adult") == [-off]
    assert effect(found(replace(case, joint=2)), "other adult") == [-(off + 1) // 2 if off % 2 else -off // 2]


def test_nothing_comes_off_for_those_the_law_leaves_out() -> None:
    def off(who: Member, **more: object) -> list[int]:
        return effect(found(supported(people=(ADULT, who), passport=Passport.UC, **more)), "other adult")

    assert off(other()) == [-2040]
    assert off(other(date(2009, 6, 1))) == [0], "under 18"
    assert off(other(no_deduction="a full-time student")) == [0]
    assert off(other(works=True, gross_pence=90_000), disability=True) == [0]
    couple = supported(people=(ADULT, other(works=True, gross_pence=30_000), other(with_partner=True)), passport=Passport.UC)
    assert effect(found(couple), "other adult") == [-6435], "one deduction for a couple"
    assert "gross income of another adult in work is missing" in stopped(supported(people=(ADULT, other(works=True)),
                                                                                  passport=Passport.UC))


def test_housing_benefit_falls_by_65p_for_each_pound_above_the_allowance() -> None:
    pension = supported(incomes=(Income(IncomeKind.OTHER_PENSION, 10_555),))
    assert effect(found(pension), "taper") == [-650]  # 65% of £105.55 − £95.55
    young = supported(people=(YOUNG,), incomes=(Income(IncomeKind.OTHER_PENSION, 8_565),))
    assert effect(found(young), "taper") == [-650]
    above = (Income(IncomeKind.OTHER_PENSION, 9_555 + 8_788 + 1_000),)
    parent = supported(people=(ADULT, child(date(2020, 1, 1))), incomes=above)
    assert effect(found(parent), "taper") == [-650]
    before = ordinary(people=(OLD,), incomes=(Income(IncomeKind.STATE_PENSION, 26_600),))
    assert effect(found(before), "taper") == [-650], "£256.00 for somebody who reached pension age before 1 April 2021"
    later = ordinary(people=(replace(OLD, born_on=date(1957, 1, 1)),), incomes=(Income(IncomeKind.STATE_PENSION, 24_800),))
    assert effect(found(later), "taper") == [-650]


def test_more_is_left_out_of_earnings_in_specified_accommodation_from_5_october_2026() -> None:
    case = supported(incomes=earns(20_000))
    assert effect(found(case, date(2026, 10, 5)), "taper") == [-round((20_000 - 500 - 7_773 - 9_555) * 0.65)]
    assert effect(found(case, date(2026, 10, 4)), "taper") == [-round((20_000 - 500 - 9_555) * 0.65)]
    assert any("likely" in caution for caution in found(case).cautions)


@pytest.mark.parametrize(("saved", "tariff"), [(600_000, 0), (600_001, 100), (625_000, 100), (625_001, 200),
                                               (1_600_000, 4_000)])
def test_savings_count_as_income(saved: int, tariff: int) -> None:
    case = supported(capital_pence=saved, incomes=(Income(IncomeKind.OTHER_PENSION, 9_555),))
    assert effect(found(case), "taper") == [-(tariff * 65 // 100)]
    assert found(replace(case, capital_pence=1_600_001)).pence == 0
    assert found(replace(case, capital_pence=1_600_001, passport=Passport.GUARANTEE_CREDIT)).pence == 20_000


def test_savings_of_pensioners_count_from_10_000() -> None:
    case = ordinary(people=(OLD,), incomes=(Income(IncomeKind.STATE_PENSION, 25_600),))
    assert effect(found(replace(case, capital_pence=1_000_000)), "taper") == [0]
    assert effect(found(replace(case, capital_pence=1_000_001)), "taper") == [-65]


def test_less_than_fifty_pence_is_not_paid() -> None:
    case = supported(charges=rent(1_000), incomes=(Income(IncomeKind.OTHER_PENSION, 9_555 + 1_460),))
    assert found(case).pence == 51
    assert found(replace(case, incomes=(Income(IncomeKind.OTHER_PENSION, 9_555 + 1_465),))).pence == 0


def test_rent_free_weeks_spread_income_and_rent() -> None:
    free = supported(free_weeks=4, incomes=(Income(IncomeKind.OTHER_PENSION, 10_555),))
    assert effect(found(free), "taper") == [-round((round(10_555 * 52 / 48) - round(9_555 * 52 / 48)) * 0.65)]
    assert "Nothing is paid in the 4 weeks without a charge" in found(free).cautions
    assert found(ordinary(free_weeks=4)).pence == 12_000 * 48 // 12


@pytest.mark.parametrize(("every", "a_month"), [(Every.WEEK, 43_333), (Every.FORTNIGHT, 21_667), (Every.FOUR_WEEKS, 10_833),
                                                (Every.MONTH, 10_000), (Every.QUARTER, 3_333), (Every.YEAR, 833)])
def test_charges_become_months_as_the_regulations_say(every: Every, a_month: int) -> None:
    assert monthly(10_000, every) == a_month
    assert found(ordinary(charges=rent(10_000), every=every)).pence == a_month
    assert weekly(weekly(52_000, Every.YEAR), Every.WEEK) == 1_000


def test_universal_credit_of_somebody_without_income_is_the_whole_rent() -> None:
    made = found(ordinary(charges=rent(12_000, 800, 500)))
    assert (made.pence, made.every, made.weekly_pence, made.own_weekly) == (55_467, "month", 12_800, 500)
    assert headline(made) == ("Universal Credit will pay about £128.00 of £133.00 a week (£554.67 a month); £5.00 a week is "
                              "left to pay")
    assert headline(found(ordinary())) == "Universal Credit will pay about the whole £120.00 a week (£520.00 a month)"


def test_earnings_take_55_per_cent_of_the_award_and_the_rent_last() -> None:
    little = found(ordinary(incomes=earns(40_000, Every.MONTH)))
    assert little.pence == 52_000 and little.living_pence == 42_490 - 22_000
    more = found(ordinary(incomes=earns(120_000, Every.MONTH)))
    assert more.pence == 42_490 + 52_000 - 66_000 == 28_490 and more.living_pence == 0
    assert found(ordinary(incomes=earns(200_000, Every.MONTH))).pence == 0
    unwell = ordinary(incomes=earns(120_000, Every.MONTH), limited_capability=True)
    assert found(unwell).pence == 42_490 + 52_000 - 42_515, "£427 is left out"
    pension = found(ordinary(incomes=(Income(IncomeKind.OTHER_PENSION, 60_000, Every.MONTH),)))
    assert pension.pence == 34_490


def test_savings_and_universal_credit() -> None:
    saved = ordinary(capital_pence=600_001, incomes=earns(80_000, Every.MONTH))
    assert "£4.35 of income a month" in " ".join(step.text for step in found(saved).steps)
    assert found(ordinary(capital_pence=1_600_001)).pence == 0


def test_a_child_stops_universal_credit_until_the_element_is_typed_in() -> None:
    family = ordinary(people=(ADULT, child(date(2020, 1, 1))), bedrooms=2, incomes=earns(100_000, Every.MONTH))
    assert "element for a child is not known" in stopped(family)
    made = found(family, rates=typed("uc.child", "300.00"))
    assert made.pence == 52_000 and made.living_pence == 42_490 + 30_000 - round((100_000 - 42_700) * 0.55)
    awarded = replace(family, incomes=(Income(IncomeKind.UC, 60_000, Every.MONTH),))
    assert found(awarded).pence == 52_000, "what the award says for living costs needs no figure"


def test_a_figure_with_a_wrong_name_is_said_and_not_silently_left_out() -> None:
    made = found(supported(), rates=typed("uc.chlid", "300.00"))
    assert any("“uc.chlid” stands in Settings and is no figure of benefit" in caution for caution in made.cautions)
    assert "no figure" not in " ".join(found(supported(), rates=typed("uc.child", "300.00")).cautions)


def test_contributions_of_other_adults_in_universal_credit() -> None:
    made = found(ordinary(bedrooms=2, people=(ADULT, other())))
    assert effect(made, "other adult") == [-9_655]
    assert effect(found(ordinary(bedrooms=2, people=(ADULT, other(date(2006, 1, 1))))), "other adult") == [0], "under 21"
    assert effect(found(ordinary(bedrooms=2, people=(ADULT, other()), disability=True)), "other adult") == [0]
    assert effect(found(ordinary(bedrooms=2, people=(ADULT, other())), date(2025, 11, 24)), "other adult") == [-9_302]


def test_the_benefit_cap() -> None:
    dear = ordinary(charges=rent(20_000))
    made = found(dear)
    assert made.pence == 86_667 and made.living_pence == 122_941 - 86_667
    assert any("£62.16 a month" in caution for caution in made.cautions)
    for free in (replace(dear, cap_lifted=True), replace(dear, disability=True)):
        assert not any("cap" in caution for caution in found(free).cautions)
    assert found(replace(dear, london=True)).living_pence == 42_490
    assert "higher in London" in stopped(replace(dear, london=None))
    assert found(ordinary(charges=rent(35_000))).pence == 122_941, "beyond the cap the rent itself falls"
    earner = replace(dear, charges=rent(30_000), incomes=earns(10_000, Every.MONTH))
    assert "earnings from which there is no benefit cap is not known" in stopped(earner)
    assert found(earner, rates=typed("uc.cap.earnings", "90.00")).pence == 130_000
    assert found(supported(charges=rent(60_000))).pence == 60_000, "Housing Benefit in specified accommodation is outside it"


def test_a_year_of_53_mondays_is_said_early() -> None:
    long = typed("uc.standard.single", "450.00", date(2030, 4, 8))
    stops = stopped(ordinary(), date(2030, 11, 25), long)
    assert "benefit cap of a single person outside London is not known" in stops
    made = found(ordinary(disability=True), date(2030, 11, 25), long)
    assert any("53 Mondays" in caution and "£120.00" in caution for caution in made.cautions)
    assert not any("53 Mondays" in caution for caution in found(ordinary()).cautions)


def test_when_the_first_money_comes() -> None:
    first = first_payment(ClaimKind.UC, date(2026, 11, 30))
    assert first.on == date(2027, 1, 5) and "29 December 2026" in first.sentence
    assert weeks_until(first, date(2026, 11, 30)) == 6
    assert first_payment(ClaimKind.HB_SUPPORTED, date(2026, 11, 25)).on == date(2026, 12, 28)
    assert evidence_by(date(2026, 11, 30)) == date(2026, 12, 30)
    assert interim_from(date(2026, 11, 23)) == date(2026, 12, 8), "a payment on account is asked for on day 15"


def test_an_estimate_as_data_carries_its_day_and_version() -> None:
    data = as_data(found(supported(incomes=earns(20_000))))
    assert data["on"] == "2026-11-23" and data["version"] == RATES.version() and data["amount"] == "185.88"
    assert all(step["text"] and step["source"] for step in data["steps"])
    halted = as_data(assess(ordinary(bedrooms=None), ON, RATES))
    assert halted["stopped"] and halted["amount"] == "0.00" and "Nothing can be worked out yet" in halted["sentence"]


_CHARGES = st.tuples(st.integers(100, 60_000), st.integers(0, 9_000), st.integers(0, 5_000)).map(lambda row: rent(*row))
_KINDS = st.sampled_from([IncomeKind.EARNINGS, IncomeKind.OTHER_PENSION, IncomeKind.OTHER_BENEFIT, IncomeKind.DISABILITY])
_CASES = st.builds(
    Case, st.sampled_from(list(Housing)), _CHARGES,
    st.sampled_from([(ADULT,), (YOUNG,), (ADULT, PARTNER), (OLD,), (ADULT, other()), (ADULT, child(date(2019, 1, 1)))]),
    st.sampled_from([Every.WEEK, Every.MONTH]), st.sampled_from([0, 2, 4]), st.integers(1, 4),
    st.lists(st.builds(Income, _KINDS, st.integers(0, 60_000), st.sampled_from([Every.WEEK, Every.MONTH])), max_size=3)
    .map(tuple), st.integers(0, 1_700_000), st.sampled_from([None, Passport.UC]), london=st.sampled_from([True, False]))
_FULL = typed("uc.child", "300.00")


@given(_CASES)
@settings(max_examples=300, deadline=None)
def test_never_more_than_the_eligible_rent_and_the_steps_add_up(case: Case) -> None:
    made = assess(case, ON, _FULL)
    assert 0 <= made.weekly_pence <= made.charged_weekly
    if made.stopped:
        assert made.pence == 0
        return
    assert sum(step.pence for step in made.steps) == made.pence >= 0
    assert [step.after for step in made.steps] == [sum(step.pence for step in made.steps[:at + 1])
                                                   for at in range(len(made.steps))]
    covered = sum(charge.pence for charge in case.charges if charge.code is not ChargeCode.INELIGIBLE_SERVICE)
    every = Every(made.every)
    most = monthly(covered, case.every) if every is Every.MONTH else weekly(covered, case.every)
    assert made.pence <= most + len(case.charges)


@given(_CASES, st.integers(1, 50_000), _KINDS)
@settings(max_examples=300, deadline=None)
def test_more_income_never_brings_more_benefit(case: Case, more: int, kind: IncomeKind) -> None:
    before = assess(case, ON, _FULL)
    after = assess(replace(case, incomes=(*case.incomes, Income(kind, more))), ON, _FULL)
    if not before.stopped and not after.stopped:
        assert after.pence <= before.pence + 1, "a penny for rounding"


def test_every_housing_and_household_gives_a_result_or_a_sentence() -> None:
    for housing, people in product(Housing, ((ADULT,), (YOUNG, PARTNER), (OLD,), (ADULT, child(date(2015, 1, 1))))):
        case = supported(housing=housing, people=people, bedrooms=2, london=False)
        made = as_data(assess(case, ON, RATES))
        assert made["sentence"] and (made["stopped"] or made["steps"])

