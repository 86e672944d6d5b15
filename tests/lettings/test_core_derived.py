"""What is worked out from a log: weeks, letting types, days empty, the household, sections done, and the rent table."""

from decimal import Decimal

import pytest

from housingdesk.errors import BadFile
from housingdesk.lettings.parsers.core_rents import read_rents
from housingdesk.lettings.rules.core.checking import checks, missing, not_checked
from housingdesk.lettings.rules.core.checks.money import income_limits
from housingdesk.lettings.rules.core.completeness import is_complete, progress
from housingdesk.lettings.rules.core.derived import Household, household, letting_type, vacant_days, weekly, weekly_income
from housingdesk.lettings.rules.core.log import Landlord, bare_code
from housingdesk.lettings.rules.core.problems import Kind, stops
from tests.support.core_answers import FAMILY, GENERAL, LA, PRP, RENEWAL, SCHEMES, SUPPORTED, TODAY, YEAR, Answers, kinds, log

RENTS = ("\ufeffranges_rent_id,lettype,la,beds,soft_min,soft_max,hard_min,hard_max\n"
         "1,1,E08000025,2,60.50,140.00,20.00,1000\n2,2,E08000025,0,40,150,19,1500\n3,1,E08000025,4,80,200,21,1000\n"
         "4,1,E08000025,1,50,120,20,900\n")
TABLE = read_rents(RENTS)


@pytest.mark.parametrize(("period", "week"), [
    (1, "100.00"), (2, "50.00"), (3, "25.00"), (4, "23.08"), (5, "96.15"), (6, "94.23"), (7, "92.31"), (8, "90.38"),
    (9, "88.46"), (10, "101.92"), (11, "98.08"),
])
def test_a_charge_of_each_period_for_a_week(period: int, week: str) -> None:
    assert weekly(log(GENERAL, period=period), Decimal(100)) == Decimal(week)


def test_half_a_penny_goes_up_and_no_period_is_no_week() -> None:
    assert weekly(log(GENERAL, period=2), Decimal("1.01")) == Decimal("0.51")
    assert weekly(log(GENERAL, period=None), Decimal(100)) is None


@pytest.mark.parametrize(("every", "income", "week"), [
    (1, "400.40", "400.40"), (2, "1733", "400"), (2, "1000", "231"), (3, "20800", "400"), (3, "20826", "401"),
    (3, "20825", "400")])
def test_income_for_a_week(every: int, income: str, week: str) -> None:
    assert weekly_income(log(GENERAL, income_every=every, income=income)) == Decimal(week)


def test_income_limits_are_summed_over_everybody() -> None:
    """Full time, part time, a child and one who does not say: 90 + 50 + 10 + 10, and so on."""
    limits = tuple(map(Decimal, (160, 307, 2530, 4930)))
    assert income_limits(log(FAMILY)) == limits == income_limits(log(FAMILY, work_3=None))
    assert income_limits(log(FAMILY, work_4=None)) is None


@pytest.mark.parametrize(("rent", "types"), [
    (1, (1, 2, 3, 4)), (2, (5, 6, 7, 8)), (3, (5, 6, 7, 8)), (4, (9, 10, 11, 12)), (5, (9, 10, 11, 12)), (6, (9, 10, 11, 12)),
    (7, (13, 14, 15, 16))])
def test_letting_types(rent: int, types: tuple[int, ...]) -> None:
    found = [letting_type(log(GENERAL, landlord, rent_type=rent, needs=needs)) for landlord in (PRP, LA) for needs in (1, 2)]
    assert tuple(found) == types


def test_no_letting_type_without_rent_or_needs() -> None:
    assert [letting_type(log(GENERAL, rent_type=None)), letting_type(log(GENERAL, needs=None))] == [None, None]


def test_days_empty_run_from_the_end_of_major_repairs() -> None:
    repaired: Answers = GENERAL | {"repairs_day": 20, "repairs_month": 10, "repairs_year": 26}
    tried = (GENERAL, repaired, repaired | {"vacancy": 15}, RENEWAL)
    assert [vacant_days(log(answers)) for answers in tried] == [28, 13, 28, 0]
    assert vacant_days(log(GENERAL, void_day=31, void_month=2)) is None


def test_the_household_is_counted() -> None:
    assert household(log(FAMILY)) == Household(4, 0, 3, 1)
    assert household(log(FAMILY, age_2="60", age_4="15")) == Household(4, 1, 1, 2)
    assert log(GENERAL, work_2=1).size == 1


def test_all_eight_people_count() -> None:
    more: Answers = {f"{key}_{n}": value for n in range(2, 9) for key, value in
                     (("age", "30"), ("partner", 2), ("sex", "F"), ("same_gender", "1"), ("work", 4))}
    full = log(GENERAL | more | {"income": "1000"})
    assert full.size == 8 and checks(full, TODAY) == [] and is_complete(full)


def test_sections_count_what_is_done_of_what_is_needed() -> None:
    empty = progress(log({}))
    assert sum(section.done for section in empty) == 0 and empty[0].needed == 9
    assert all(section.complete for section in progress(log(GENERAL)))
    tenancy = next(s for s in progress(log(GENERAL, tenancy=4)) if s.section == "tenancy")
    assert (tenancy.done, tenancy.needed, tenancy.missing) == (3, 4, ("tenancy_length",))


def test_ticks_that_belong_together_count_once_and_are_done_when_one_is_ticked() -> None:
    needs = next(s for s in progress(log(GENERAL, condition=1, effect_vision=0)) if s.section == "needs")
    assert (needs.done, needs.needed, needs.missing) == (4, 5, ("effect_dexterity",))


@pytest.mark.parametrize(("answers", "landlord"), [(GENERAL, PRP), (SUPPORTED, SCHEMES), (FAMILY, PRP), (RENEWAL, PRP)])
def test_a_log_is_complete_exactly_when_nothing_is_missing(answers: Answers, landlord: Landlord) -> None:
    for key in (None, *answers):
        tried = log(answers, landlord, **({} if key is None else {key: None}))
        ticks = all(tried.look(g.key) == "yes" for g in YEAR.groups.values() if tried.asked(g.fields[0]))
        assert is_complete(tried) == (not missing(tried) and ticks), key


def test_an_answer_that_opens_a_question_makes_it_needed() -> None:
    assert [field.key for field in missing(log(GENERAL, benefit=6))] == ["shortfall_known"]
    assert [field.key for field in missing(log(GENERAL, benefit=6, shortfall_known=1))] == ["shortfall"]


@pytest.mark.parametrize(("rent", "kind"), [("19.99", Kind.HARD), ("20", Kind.SOFT), ("60.50", Kind.SOFT), ("60.51", None),
                                            ("139.99", None), ("140", Kind.SOFT), ("1000", Kind.SOFT), ("1000.01", Kind.HARD)])
def test_the_rent_against_the_table(rent: str, kind: Kind | None) -> None:
    assert kinds(checks(log(GENERAL, rent=rent), TODAY, TABLE), "rent") == ({kind} if kind else set())


def test_the_row_of_the_table_is_found_by_bedrooms_and_letting_type() -> None:
    tries: list[tuple[Answers, str]] = [
        ({"bedrooms": 7}, "20.99"), ({"unit_type": 2, "bedrooms": None}, "900.01"), ({}, "19.99")]
    for changes, hard in tries:
        assert kinds(checks(log(GENERAL | changes, rent=hard), TODAY, TABLE), "rent") == {Kind.HARD}
    assert kinds(checks(log(SUPPORTED, SCHEMES, rent="18.99"), TODAY, TABLE), "rent") == {Kind.HARD}
    assert checks(log(GENERAL, rent="5000", authority="E08000026"), TODAY, TABLE) == []
    assert checks(log(GENERAL, rent="5000", rent_type=7), TODAY, TABLE) == []


def test_what_cannot_be_checked_is_said() -> None:
    assert [s[:41] for s in not_checked(log(GENERAL))] == ["Not checked: whether the rent is in the s"]
    assert not_checked(log(GENERAL), TABLE) == []
    assert len(not_checked(log(SUPPORTED, PRP, uprn="1"))) == 3


@pytest.mark.parametrize("text", ["la,beds\n", RENTS.replace("60.50", "cheap"), RENTS + "5,1\n",
                                  RENTS.replace("60.50", "nan"), ""])
def test_a_table_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadFile, match="own file"):
        read_rents(text)


def test_codes_of_schemes_are_compared_bare() -> None:
    assert [bare_code(code) for code in ("S12", " S12 ", "012", "0")] == ["12", "12", "12", ""]


def test_only_a_soft_problem_does_not_stop() -> None:
    found = checks(log(GENERAL, service="36", age_1=None), TODAY)
    assert [(problem.kind, stops(problem)) for problem in found] == [(Kind.HARD, True), (Kind.SOFT, False)]
