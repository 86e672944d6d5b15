"""Every clock of a claim, from the rulebook's own figures (§6.2, §6.4), and what can be claimed on which day (§6.5)."""

from datetime import date, timedelta

import pytest

from housingdesk.benefits.law_stock import funds
from housingdesk.benefits.rules import clocks
from housingdesk.benefits.rules.appeals import appeal_standing, offered
from housingdesk.benefits.rules.clock import chase_days, evidence_by, interim_from
from housingdesk.benefits.rules.direct import DirectFacts, Tier, ceiling, eight_weeks, managed_payment
from housingdesk.benefits.rules.funds import share_on
from housingdesk.benefits.rules.uc_card import CardFacts, journal_sentence, portal_by, rent_difference
from housingdesk.benefits.rules.words import AppealKind, AppealState, ClaimKind, WhatChanged

ON = date(2026, 11, 23)


@pytest.mark.parametrize(("key", "start", "ends"), [
    ("form", date(2026, 11, 2), date(2026, 12, 2)), ("evidence", date(2026, 1, 31), date(2026, 2, 28)),
    ("chase 1", date(2026, 11, 2), date(2026, 11, 9)), ("chase 2", date(2026, 11, 2), date(2026, 11, 16)),
    ("chase 3", date(2026, 11, 2), date(2026, 11, 23)), ("decision", date(2026, 11, 2), date(2026, 11, 16)),
    ("first payment", date(2026, 11, 2), date(2026, 11, 16)), ("on account", date(2026, 11, 2), date(2026, 11, 17)),
    ("suspension", date(2026, 11, 2), date(2026, 12, 2)), ("change", date(2026, 11, 2), date(2026, 12, 2)),
    ("ask again", date(2026, 11, 2), date(2026, 12, 2)), ("ask again late", date(2026, 11, 2), date(2027, 12, 2)),
    ("frequency", date(2026, 11, 2), date(2026, 11, 30)), ("portal", date(2026, 12, 24), date(2026, 12, 30))])
def test_each_clock_runs_for_as_long_as_the_rulebook_says(key: str, start: date, ends: date) -> None:
    assert clocks.after(key, start) == ends
    assert clocks.clock(key, start).source and clocks.clock(key, start).said()


def test_the_clocks_that_the_screens_use_are_the_same() -> None:
    assert chase_days(date(2026, 11, 2)) == (date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23))
    assert interim_from(date(2026, 11, 2)) == date(2026, 11, 17) and evidence_by(date(2026, 11, 2)) == date(2026, 12, 2)
    assert clocks.clock("portal", ON).said() == "2 working days" and clocks.clock("form", ON).said() == "1 month"
    with pytest.raises(KeyError):
        clocks.clock("nothing", ON)


def test_a_claim_counts_from_the_first_contact_when_the_form_comes_within_a_month() -> None:
    first = date(2026, 11, 2)
    assert clocks.claim_date(first, date(2026, 12, 2)) == first
    assert clocks.claim_date(first, date(2026, 12, 3)) == date(2026, 12, 3)


@pytest.mark.parametrize(("claimed", "liable", "starts"), [
    (date(2026, 11, 25), date(2026, 11, 2), date(2026, 11, 30)),   # the Monday after
    (date(2026, 11, 23), date(2026, 11, 2), date(2026, 11, 30)),   # claimed on a Monday: still the Monday after
    (date(2026, 11, 25), date(2026, 11, 23), date(2026, 11, 23)),  # the rent began in the same week
    (date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 27)),
    (date(2026, 11, 25), date(2026, 12, 7), date(2026, 12, 7))])   # claimed ahead
def test_benefit_begins_on_the_monday_after_or_with_the_rent_of_its_week(claimed: date, liable: date, starts: date) -> None:
    assert clocks.first_day(claimed, liable) == starts


def test_backdating_is_a_month_or_three_for_pension_age_and_was_six_before_april_2016() -> None:
    assert clocks.backdated_to(date(2026, 11, 23), pension_age=False) == date(2026, 10, 23)
    assert clocks.backdated_to(date(2026, 11, 23), pension_age=True) == date(2026, 8, 23)
    assert clocks.backdated_to(date(2016, 3, 31), pension_age=False) == date(2015, 9, 30)
    assert clocks.backdated_to(date(2016, 4, 1), pension_age=False) == date(2016, 3, 1)


def test_two_homes_for_four_weeks_or_fifty_two_after_violence_and_four_before_moving_in() -> None:
    moved = date(2026, 11, 2)
    assert clocks.two_homes_until(moved) == moved + timedelta(27)
    assert clocks.two_homes_until(moved, violence=True) == moved + timedelta(52 * 7 - 1)
    assert clocks.paid_before_moving(moved) == date(2026, 10, 5)


@pytest.mark.parametrize(("what", "happened", "told", "more", "starts"), [
    (WhatChanged.RENT, date(2026, 11, 4), date(2026, 11, 20), True, date(2026, 11, 2)),       # rent: from its own week
    (WhatChanged.HOUSEHOLD, date(2026, 11, 4), date(2026, 11, 20), True, date(2026, 11, 9)),  # the Monday after
    (WhatChanged.HOUSEHOLD, date(2026, 11, 4), date(2026, 12, 4), True, date(2026, 11, 9)),   # told on the last day
    (WhatChanged.HOUSEHOLD, date(2026, 11, 4), date(2026, 12, 5), True, date(2026, 12, 7)),   # too late: from the telling
    (WhatChanged.RENT, date(2026, 11, 4), date(2026, 12, 5), True, date(2026, 12, 7)),
    (WhatChanged.INCOME, date(2026, 11, 4), date(2027, 3, 5), False, date(2026, 11, 9))])     # less benefit: always its day
def test_a_change_that_brings_more_counts_from_its_day_only_if_told_within_a_month(
        what: WhatChanged, happened: date, told: date, more: bool, starts: date) -> None:
    assert clocks.change_counts_from(what, happened, told, more=more) == starts


def test_dhp_ended_on_31_march_2026_and_the_fund_follows_until_31_march_2029() -> None:
    table = funds()
    crf = {ClaimKind.CRF_HOUSING, ClaimKind.CRF_CRISIS}
    for day, has_dhp, has_crf in ((date(2026, 3, 31), True, False), (date(2026, 4, 1), False, True),
                                  (date(2029, 3, 31), False, True), (date(2029, 4, 1), False, False)):
        offered_now = set(table.startable(day))
        assert (ClaimKind.DHP in offered_now, crf <= offered_now, bool(crf & offered_now)) == (has_dhp, has_crf, has_crf)
        assert {ClaimKind.HB, ClaimKind.HB_SUPPORTED, ClaimKind.HB_TEMPORARY, ClaimKind.UC, ClaimKind.APA,
                ClaimKind.TPD} <= offered_now
    assert table.why_not(ClaimKind.DHP, ON) == ("Discretionary Housing Payment ended on 31 March 2026. From 1 April 2026 the "
                                                "Crisis and Resilience Fund took its place")
    assert str(table.why_not(ClaimKind.CRF_CRISIS, date(2026, 3, 31))).startswith("Crisis and Resilience Fund, crisis payment "
                                                                                 "begins on 1 April 2026")
    assert {kind for kind, fund in table.kinds.items() if fund.third} == {ClaimKind.DHP} | crf
    assert all(fund.whom and fund.pays and fund.source for fund in table.kinds.values()) and set(table.kinds) == set(ClaimKind)


@pytest.mark.parametrize(("owed", "repeated", "tier", "may"), [
    (104_000, False, None, True), (103_999, False, None, False), (52_000, True, None, True), (51_999, True, None, False),
    (52_000, False, None, False), (0, False, Tier.ONE, True), (0, False, Tier.TWO, True)])
def test_managed_payment_at_two_months_or_one_with_repeated_underpayment_or_a_tier(
        owed: int, repeated: bool, tier: Tier | None, may: bool) -> None:
    found = managed_payment(DirectFacts(owed, 52_000, repeated, tier))
    assert found.may is may and "reg 58" in found.source and ("Tier" if tier else "£") in found.sentence


def test_eight_weeks_and_the_council_must_pay_us() -> None:
    must, may = eight_weeks(DirectFacts(96_000, 12_000)), eight_weeks(DirectFacts(95_999, 12_000))
    assert must.must and must.may and "8 weeks" in must.sentence and not may.may
    assert eight_weeks(DirectFacts(0, 12_000, consents=True)).source == "HB Regs 2006 reg 96"
    assert eight_weeks(DirectFacts(0, 12_000, deductions_run=True)).must


@pytest.mark.parametrize(("on", "percent"), [(date(2019, 9, 30), 40), (date(2019, 10, 1), 30), (date(2021, 4, 12), 25),
                                             (date(2025, 4, 29), 25), (date(2025, 4, 30), 15), (ON, 15)])
def test_all_deductions_together_have_the_limit_of_their_day(on: date, percent: int) -> None:
    found = share_on(funds().caps, on)
    assert found is not None and found.most == percent


def test_the_ceilings_of_2026_for_a_single_person_of_25_are_those_of_the_rulebook() -> None:
    found = ceiling(42_490, ON, funds())
    assert found is not None
    assert (found.least_pence, found.most_pence, found.exact, found.cap_percent) == (4_249, 8_498, "£63.735", 15)
    assert "£63.735: how it is rounded" in found.check and "20%" in found.check and found.cap_pence in (6_373, 6_374)
    assert ceiling(42_490, date(2012, 1, 1), funds()) is None


@pytest.mark.parametrize(("state", "on", "words", "late"), [
    (AppealState.TO_ASK, date(2026, 12, 2), "Ask for the revision by 2 December 2026", False),
    (AppealState.TO_ASK, date(2026, 12, 3), "at the latest by 2 December 2027", True),
    (AppealState.TO_ASK, date(2027, 12, 3), "Too late since 2 December 2027", True),
    (AppealState.ASKED, date(2027, 12, 3), "the answer is to come", False),
    (AppealState.WON, date(2027, 12, 3), "Revision: changed in favour", False)])
def test_a_decision_is_asked_about_within_a_month_or_thirteen_with_a_reason(
        state: AppealState, on: date, words: str, late: bool) -> None:
    now = appeal_standing(AppealKind.REVISION, state, date(2026, 11, 2), date(2026, 11, 20), on)
    assert words in now.sentence and now.late is late


def test_universal_credit_is_reconsidered_first_and_a_fund_only_looked_at_again() -> None:
    assert offered(ClaimKind.UC) == (AppealKind.RECONSIDERATION, AppealKind.APPEAL)
    assert offered(ClaimKind.HB) == (AppealKind.REVISION, AppealKind.APPEAL)
    assert offered(ClaimKind.CRF_HOUSING) == (AppealKind.REVISION,)


@pytest.mark.parametrize(("known", "weekly", "off", "words"), [
    (52_000, 12_000, 0, "knows the right rent: £520.00 a month"), (50_000, 12_000, -2_000, "£20.00 less than the £520.00"),
    (55_000, 12_000, 3_000, "£30.00 more than the £520.00"), (None, 12_000, None, "not written down yet"),
    (52_000, None, None, "No rent is charged here")])
def test_the_rent_that_universal_credit_knows_is_held_against_the_rent(
        known: int | None, weekly: int | None, off: int | None, words: str) -> None:
    difference, sentence = rent_difference(CardFacts(known, weekly))
    assert difference == off and words in sentence


def test_the_journal_has_the_rent_by_the_month_and_the_week_and_who_confirms_it() -> None:
    facts = CardFacts(None, weekly_pence=12_345)
    said = journal_sentence(facts, association="Dale Vale Homes", phone="01632 960 118", on=ON, started=date(2026, 4, 6))
    assert said == ("My rent with eligible service charges is £534.95 a month (£123.45 a week) since 6 April 2026. My landlord "
                    "is Dale Vale Homes, telephone 01632 960 118, and can confirm it.")
    assert journal_sentence(CardFacts(None), association="A", phone="1", on=ON) == ""
    assert portal_by(date(2026, 11, 27)) == date(2026, 12, 1), "over the weekend"
