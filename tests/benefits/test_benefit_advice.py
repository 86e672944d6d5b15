"""What a household is advised: households as they come to the desk, with the days of the rulebook."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.benefits.rules.advice import Advice, Claimed, Fall, Household, Topic, advise
from housingdesk.benefits.rules.assess import Case, assess
from housingdesk.benefits.rules.assess.case import Housing, Income, IncomeKind, Passport
from housingdesk.benefits.rules.direct import Ceiling, Tier
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.letters.stock import shipped_keys, shipped_template
from tests.support.benefits import ADULT, OLD, ON, PARTNER, RATES, earns, ordinary, rent, supported

SENT, EVIDENCE, DECIDED = ClaimState.SENT, ClaimState.EVIDENCE, ClaimState.DECIDED


def home(case: Case, on: date = ON, **more: Any) -> Household:
    """A household on the day of the tests; its council is Dale Council."""
    return Household(on, case, assess(case, on, RATES), **{"pension_age": False, "office": "Dale Council", **more})


def about(topic: Topic, household: Household) -> Advice | None:
    """What is advised about one thing."""
    found = [one for one in advise(household) if one.topic is topic]
    assert len(found) <= 1
    return found[0] if found else None


def said(topic: Topic, household: Household) -> Advice:
    """The same, and there has to be something."""
    found = about(topic, household)
    assert found is not None, [one.topic for one in advise(household)]
    return found


def decided(kind: ClaimKind, **more: Any) -> Claimed:
    """A claim in payment since September."""
    return Claimed(kind, DECIDED, date(2026, 9, 7), decided_on=date(2026, 9, 21), **more)


@pytest.mark.parametrize(("starts", "by"), [(date(2026, 11, 23), date(2026, 11, 29)), (date(2026, 11, 29), date(2026, 11, 29)),
                                            (date(2026, 12, 2), date(2026, 12, 6)), (date(2026, 11, 22), ON)])
def test_housing_benefit_is_claimed_in_the_week_in_which_the_rent_begins(starts: date, by: date) -> None:
    found = said(Topic.CLAIM, home(supported(), starts_on=starts))
    assert (found.by, found.letter, found.what) == (by, "benefit-claim-hb", "Claim Housing Benefit from Dale Council")
    late = "30 November 2026" in found.why
    assert late is (by == ON), "claimed later, it begins on the next Monday"


def test_what_each_household_claims_for_rent_and_for_living() -> None:
    new = {"starts_on": ON}
    exempt = home(supported(), **new)
    assert "without rent in it" in said(Topic.LIVING, exempt).what
    working = said(Topic.CLAIM, home(ordinary(), **new))
    assert working.what.startswith("Claim Universal Credit online") and working.letter == "benefit-claim-uc"
    assert "£120.00 a week since 23 November 2026" in working.sentence
    old = home(ordinary(people=(OLD,)), pension_age=True, **new)
    assert "Housing Benefit" in said(Topic.CLAIM, old).what and said(Topic.LIVING, old).what == "Ask for Pension Credit"
    mixed = home(ordinary(people=(OLD, PARTNER)), **new)
    assert "Universal Credit" in said(Topic.CLAIM, mixed).what and about(Topic.LIVING, mixed) is None
    on_uc = home(ordinary(incomes=(Income(IncomeKind.UC, 40_000),)), **new)
    assert "Report the home" in said(Topic.CLAIM, on_uc).what
    placed = home(ordinary(housing=Housing.TEMPORARY, passport=Passport.UC), **new)
    assert "Housing Benefit" in said(Topic.CLAIM, placed).what and about(Topic.LIVING, placed) is None


def test_a_claim_that_pays_nothing_here_is_said() -> None:
    wrong = home(supported(), starts_on=ON, claims=(decided(ClaimKind.UC),))
    assert "pays nothing towards this rent" in said(Topic.CLAIM, wrong).why
    right = home(supported(), starts_on=ON, claims=(Claimed(ClaimKind.HB_SUPPORTED, ClaimState.STARTED, ON),))
    assert about(Topic.CLAIM, right) is None
    stopped = home(ordinary(people=(OLD, ADULT), pension_age=None, bedrooms=None), starts_on=ON)
    assert about(Topic.CLAIM, stopped) is not None
    nobody = home(Case(Housing.ORDINARY, rent(100), ()))
    assert "Nobody is entered who claims" in said(Topic.CLAIM, nobody).why


@pytest.mark.parametrize(("starts", "by", "reach"), [
    (date(2026, 11, 2), date(2026, 12, 2), "2 November 2026"), (date(2026, 10, 23), ON, "23 October 2026"),
    (date(2026, 9, 1), ON, "23 October 2026")])
def test_backdating_for_working_age_is_a_month(starts: date, by: date, reach: str) -> None:
    found = said(Topic.BACKDATE, home(supported(), starts_on=starts))
    assert found.by == by and reach in found.what and found.letter == "benefit-backdate"
    assert ("cannot be reached" in found.why) is (starts == date(2026, 9, 1))
    credit = said(Topic.BACKDATE, home(ordinary(), starts_on=starts))
    assert credit.by == by and reach in credit.what and "law names" in credit.why


def test_backdating_for_pension_age_is_three_months_by_itself() -> None:
    old = ordinary(people=(OLD,))
    found = said(Topic.BACKDATE, home(old, starts_on=date(2026, 9, 7), pension_age=True))
    assert (found.by, found.letter) == (date(2026, 12, 7), "") and "7 September 2026" in found.what
    long_ago = said(Topic.BACKDATE, home(old, starts_on=date(2026, 1, 5), pension_age=True))
    assert "23 August 2026" in long_ago.what
    claimed = Claimed(ClaimKind.HB, SENT, date(2026, 11, 2), date(2026, 11, 2))
    assert "2 August 2026" in said(Topic.BACKDATE, home(old, starts_on=date(2026, 1, 5), pension_age=True,
    claims=(claimed,))).what
    assert about(Topic.BACKDATE, home(old, starts_on=ON, pension_age=True)) is None
    assert about(Topic.BACKDATE, home(supported(), starts_on=date(2026, 7, 6),
    claims=(decided(ClaimKind.HB_SUPPORTED),))) is None


@pytest.mark.parametrize(("until", "violence", "last"), [
    (date(2026, 12, 6), False, "6 December 2026"), (date(2027, 2, 1), False, "20 December 2026"),
    (date(2027, 2, 1), True, "1 February 2027")])
def test_two_homes(until: date, violence: bool, last: str) -> None:
    found = said(Topic.TWO_HOMES, home(supported(), starts_on=ON, old_home_until=until, violence=violence))
    assert last in found.what and found.by == ON
    credit = said(Topic.TWO_HOMES, home(ordinary(), starts_on=ON, old_home_until=until, violence=violence))
    assert ("not paid for" in credit.what) is not violence
    assert about(Topic.TWO_HOMES, home(supported(), starts_on=ON, old_home_until=ON - timedelta(1))) is None


@pytest.mark.parametrize(("complete", "by", "now"), [(date(2026, 11, 8), ON, True), (date(2026, 11, 9), date(2026, 11, 24),
False),
                                                     (date(2026, 11, 20), date(2026, 12, 5), False)])
def test_a_payment_on_account_is_asked_for_on_day_15(complete: date, by: date, now: bool) -> None:
    claim = Claimed(ClaimKind.HB_SUPPORTED, SENT, date(2026, 11, 2), complete)
    found = said(Topic.ON_ACCOUNT, home(supported(), claims=(claim,)))
    assert found.by == by and found.ours and found.source == "HB Regs 2006 reg 93"
    assert found.what.endswith("payment on account") is now
    missing = Claimed(ClaimKind.HB_SUPPORTED, EVIDENCE, date(2026, 11, 2))
    assert said(Topic.ON_ACCOUNT, home(supported(), claims=(missing,))).letter == "benefit-evidence"
    assert about(Topic.ON_ACCOUNT, home(supported(), claims=(decided(ClaimKind.HB_SUPPORTED),))) is None


def test_an_advance_of_universal_credit_until_its_first_payment() -> None:
    claim = Claimed(ClaimKind.UC, SENT, date(2026, 11, 2), date(2026, 11, 2))
    assert said(Topic.ADVANCE, home(ordinary(), claims=(claim,))).by == date(2026, 12, 8)
    assert about(Topic.ADVANCE, home(ordinary(), on=date(2026, 12, 8), claims=(claim,))) is None


@pytest.mark.parametrize(("owed", "must", "by"), [(159_999, False, ON + timedelta(7)), (160_000, True, ON),
                                                  (0, False, ON + timedelta(56)), (-5_000, False, ON + timedelta(56))])
def test_a_council_must_pay_us_at_eight_weeks(owed: int, must: bool, by: date) -> None:
    temporary = supported(housing=Housing.TEMPORARY)
    found = said(Topic.DIRECT, home(temporary, owed_pence=owed, claims=(decided(ClaimKind.HB_TEMPORARY),)))
    assert found.by == by and ("must be asked" in found.what) is must and bool(found.letter) is must


@pytest.mark.parametrize(("owed", "may"), [(104_000, True), (103_999, False)])
def test_universal_credit_is_asked_to_pay_us_at_two_months(owed: int, may: bool) -> None:
    found = said(Topic.DIRECT, home(ordinary(), owed_pence=owed, claims=(decided(ClaimKind.UC),)))
    assert (found.letter == "benefit-direct-asked") is may and (found.by == ON) is may
    early = said(Topic.DIRECT, home(ordinary(), tier=Tier.ONE, claims=(decided(ClaimKind.UC),)))
    assert early.by == ON and "Tier 1" in early.why
    paid = home(ordinary(), owed_pence=owed, claims=(decided(ClaimKind.UC, to_landlord=True),))
    assert about(Topic.DIRECT, paid) is None and about(Topic.TIERS, paid) is None


def test_in_supported_housing_consent_is_asked_for_at_the_sign_up() -> None:
    found = said(Topic.DIRECT, home(supported(), starts_on=ON))
    assert found.by == ON and "sign-up" in found.why and found.source.startswith("HB Regs 2006")


def test_deductions_for_rent_with_their_ceiling_and_not_while_earnings_reach_the_work_allowance() -> None:
    limit = Ceiling(4_249, 8_498, 6_374, 15, "£63.735", "15% is £63.735: how it is rounded", "Sch 6")
    facts: dict[str, Any] = {"owed_pence": 30_000, "claims": (decided(ClaimKind.UC),), "ceiling": limit,
                             "work_allowance_pence": 42_700}
    found = said(Topic.DEDUCTIONS, home(ordinary(), **facts))
    assert "£42.49 to £84.98" in found.what and "£63.74" in found.why and "£63.735" in found.why and found.by is None
    assert about(Topic.DEDUCTIONS, home(ordinary(incomes=earns(10_000)), **facts)) is None
    assert about(Topic.DEDUCTIONS, home(ordinary(), **{**facts, "owed_pence": 0})) is None


@pytest.mark.parametrize("kind", [ClaimKind.DHP, ClaimKind.CRF_HOUSING])
def test_the_council_s_fund_where_benefit_leaves_a_part_of_the_rent(kind: ClaimKind) -> None:
    spare = home(ordinary(bedrooms=2), fund=kind)
    found = said(Topic.FUND, spare)
    assert "£16.80 a week" in found.why and ("Crisis and Resilience" in found.what) is (kind is ClaimKind.CRF_HOUSING)
    assert about(Topic.FUND, home(ordinary(), fund=kind)) is None
    assert about(Topic.FUND, home(ordinary(bedrooms=2))) is None
    assert "deposit" in said(Topic.FUND, home(ordinary(), fund=kind, starts_on=date(2026, 12, 7))).why


def test_a_new_shortfall_has_its_letter_filled_in() -> None:
    fall = Fall(12_000, 10_320, 12_500, date(2026, 11, 16), "Dale Council")
    assert (fall.own_before, fall.own_after, fall.opens) == (500, 2_180, True)
    found = said(Topic.SHORTFALL, home(ordinary(people=(OLD,)), fall=fall, claims=(decided(ClaimKind.HB),)))
    assert found.letter == "benefit-shortfall" and dict(found.answers)["own"] == "£21.80"
    assert about(Topic.SHORTFALL, home(ordinary(), fall=Fall(12_000, 12_000, 12_500, ON, "UC"))) is None
    assert about(Topic.SHORTFALL, home(ordinary(), fall=Fall(14_000, 13_000, 12_500, ON, "UC"))) is None, "still all of it"


def test_a_claim_that_was_stopped_is_answered_in_time() -> None:
    claim = Claimed(ClaimKind.UC, ClaimState.SUSPENDED, date(2026, 9, 7), None, date(2026, 11, 11),
                    answer_by=date(2026, 12, 11))
    found = said(Topic.STOPPED, home(ordinary(), claims=(claim,)))
    assert (found.by, found.letter) == (date(2026, 12, 11), "benefit-stopped")
    assert dict(found.answers) == {"paid_by": "Universal Credit", "stopped_on": "11 November 2026"}
    assert about(Topic.STOPPED, home(ordinary(), claims=(decided(ClaimKind.UC),))) is None


def test_a_changed_rent_is_told_to_universal_credit_by_the_tenant() -> None:
    facts: dict[str, Any] = {"rent_changes_on": date(2026, 12, 7), "old_weekly_pence": 12_000, "new_weekly_pence": 12_480}
    found = said(Topic.RENT_CHANGE, home(ordinary(), **facts))
    assert (found.by, found.letter) == (date(2026, 12, 7), "benefit-rent-changed")
    assert found.sentence == "My rent is £124.80 a week from 7 December 2026. It was £120.00 before."
    assert about(Topic.RENT_CHANGE, home(supported(), **facts)) is None
    assert about(Topic.RENT_CHANGE, home(ordinary(), on=date(2027, 2, 1), **facts)) is None


@pytest.mark.parametrize(("on", "words"), [(date(2024, 4, 1), "£2.27"), (date(2030, 4, 1), "£2.27"), (date(2029, 12, 3),
"£2.27"),
                                           (date(2026, 11, 23), "")])
def test_the_53rd_week_is_said_early_and_spread(on: date, words: str) -> None:
    living = Income(IncomeKind.UC, 40_000)
    case = ordinary(disability=True, incomes=(living,))
    found = about(Topic.LONG_YEAR, home(case, on))
    assert (found is not None) is bool(words) and (found is None or (words in found.why and "£120.00" in found.what))
    assert about(Topic.LONG_YEAR, home(supported(), date(2024, 11, 25))) is None


def test_the_new_earnings_rule_is_asked_for_where_the_decision_is_older() -> None:
    case = supported(incomes=earns(20_000))
    assert about(Topic.EARNINGS, home(case, claims=(decided(ClaimKind.HB_SUPPORTED),))) is not None
    newer = Claimed(ClaimKind.HB_SUPPORTED, DECIDED, date(2026, 9, 7), decided_on=date(2026, 10, 5))
    assert about(Topic.EARNINGS, home(case, claims=(newer,))) is None
    assert about(Topic.EARNINGS, home(case, date(2026, 10, 4), claims=(decided(ClaimKind.HB_SUPPORTED),))) is None


def test_what_has_a_day_comes_first_and_every_letter_is_one_of_ours_with_its_questions() -> None:
    fall = Fall(12_000, 10_320, 12_500, ON, "Dale Council")
    changes: dict[str, Any] = {"rent_changes_on": ON, "old_weekly_pence": 1, "new_weekly_pence": 2}
    homes = (home(supported(), starts_on=date(2026, 11, 2)), home(ordinary(bedrooms=3), starts_on=date(2026, 11, 2), fall=fall,
             fund=ClaimKind.CRF_HOUSING, owed_pence=200_000, **changes), home(ordinary(people=(OLD,)), pension_age=True))
    for household in homes:
        found = advise(household)
        days = [one.by for one in found if one.by is not None]
        assert days == sorted(days) and [one.by is None for one in found] == sorted(one.by is None for one in found)
        for one in found:
            assert one.what and one.why and one.source and (not one.letter or one.letter in shipped_keys())
            asked = {ask.name for ask in shipped_template(one.letter).asks} if one.letter else set()
            assert {name for name, _ in one.answers} <= asked
