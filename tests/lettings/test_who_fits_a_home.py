"""Who fits an empty home and in which order, each with reasons; how many bedrooms a household needs; what comes next."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.lettings.rules.applicants import Standing, next_step
from housingdesk.lettings.rules.assessment import least_bedrooms, right_to_rent_words
from housingdesk.lettings.rules.nominations import Share
from housingdesk.lettings.rules.ranking import Home, Household, Ranked, rank
from housingdesk.lettings.rules.words import ApplicantState, Source, SupportAnswer

TODAY = date(2026, 11, 23)
HOME = Home(2, council_id=1, council="Dalebrook", space_ids=frozenset({6}))
ONE = Household(1, "Amina Khan", Source.NOMINATION, date(2026, 11, 2), council_id=1, bedrooms=2, priority="B")


def ranked(home: Home, *households: Household) -> list[Ranked]:
    return rank(home, households)


def order(home: Home, *households: Household) -> list[int]:
    return [one.applicant_id for one in rank(home, households)]


def test_the_home_they_were_nominated_for_comes_before_all_else() -> None:
    other = replace(ONE, applicant_id=2, priority="A", for_space_id=6)
    assert order(HOME, ONE, replace(other, for_space_id=None)) == [2, 1], "else the band decides"
    assert order(HOME, ONE, replace(other, priority="C")) == [2, 1]


def test_the_council_whose_turn_it_is_comes_before_others() -> None:
    direct = replace(ONE, applicant_id=2, source=Source.DIRECT, council_id=None, priority="A")
    elsewhere = replace(ONE, applicant_id=3, council_id=9, priority="A")
    assert order(HOME, ONE, direct, elsewhere)[2] == 1
    assert order(replace(HOME, turn=True), ONE, direct, elsewhere)[0] == 1


def test_waiting_decides_between_equals() -> None:
    longer = replace(ONE, applicant_id=2, waiting_since=date(2019, 5, 1))
    assert order(HOME, ONE, longer) == [2, 1]
    assert "Waiting since 1 May 2019" in ranked(HOME, longer)[0].reasons


def test_what_keeps_a_household_out_is_said() -> None:
    room = Home(1, supported=True, single=True)
    out = replace(ONE, bedrooms=3, people=3, support=SupportAnswer.DECLINED, eligible="no")
    [one] = ranked(room, out)
    assert one.place == 0 and one.against == (
        "They may not be given a home by law", "Too small: they need 3 bedrooms, it has 1",
        "It is a room for one person, and they are 3", "The support provider declined them")


@pytest.mark.parametrize(("household", "words"), [
    (replace(ONE, bedrooms=None), "How many bedrooms they need is not known"),
    (replace(ONE, bedrooms=1), "1 bedroom more than they need: benefit may not cover all of it"),
    (replace(ONE, access="a"), "They need a home for wheelchairs, and it is not known to be one"),
    (replace(ONE, access="c"), "They need a home without steps. Look whether it is"),
    (replace(ONE, access_words="a wet room"), "Needs in the home: a wet room"),
    (replace(ONE, ready=False), "Their assessment is not finished")])
def test_what_has_to_be_cleared_up_is_said(household: Household, words: str) -> None:
    [one] = ranked(HOME, household)
    assert words in one.to_mind and one.place == 1


def test_support_and_wheelchairs_go_where_they_fit() -> None:
    supported = replace(HOME, supported=True)
    takes, none = replace(ONE, support=SupportAnswer.ACCEPTED), replace(ONE, applicant_id=2, support_needed=False)
    assert order(supported, none, takes) == [1, 2]
    assert "No support provider was asked yet" in ranked(supported, none)[0].to_mind
    adapted = replace(HOME, wheelchair=True)
    assert order(adapted, ONE, replace(ONE, applicant_id=2, access="b")) == [2, 1]


@pytest.mark.parametrize(("people", "bedrooms"), [
    ([("1989-04-03", "")], 1), ([("1989-04-03", ""), ("1988-01-01", "partner")], 1),
    ([("1989-04-03", ""), ("2015-04-03", "child")], 2),
    ([("1989-04-03", ""), ("2015-04-03", "child"), ("2018-04-03", "child"), ("2020-04-03", "child")], 3),
    ([("1989-04-03", ""), ("1988-01-01", "partner"), ("2005-04-03", "child")], 2),
    ([("1989-04-03", ""), ("", "child")], None)])
def test_the_fewest_bedrooms_of_a_household(people: list[tuple[str, str]], bedrooms: int | None) -> None:
    known = [(date.fromisoformat(born) if born else None, kin) for born, kin in people]
    assert least_bedrooms(known, TODAY) == bedrooms


def test_right_to_rent_is_looked_at_where_no_council_nominated() -> None:
    assert right_to_rent_words(Source.NOMINATION).startswith("Not needed")
    assert right_to_rent_words(Source.DIRECT).startswith("Look at it before they move in")
    assert "homelessness" in right_to_rent_words(Source.REFERRAL, homeless=True)


@pytest.mark.parametrize(("standing", "who", "what"), [
    (Standing(ApplicantState.ASSESSING, Source.DIRECT, missing=1), "us", "Finish the assessment"),
    (Standing(ApplicantState.ASSESSING, Source.DIRECT, asked_support="The hub"), "The hub", "Accept or decline"),
    (Standing(ApplicantState.ASSESSING, Source.DIRECT), "us", "Check what they can afford"),
    (Standing(ApplicantState.ASSESSING, Source.DIRECT, checked_affordability=True), "us", "Say whether they are suitable"),
    (Standing(ApplicantState.READY, Source.DIRECT), "us", "Find them a home"),
    (Standing(ApplicantState.READY, Source.DIRECT, listed=2, liked="Flat 1"), "us", "Make them an offer"),
    (Standing(ApplicantState.READY, Source.DIRECT, listed=2), "us", "Arrange a viewing, or make an offer"),
    (Standing(ApplicantState.OFFERED, Source.DIRECT, offer_by=TODAY), "the household", "Answer the offer"),
    (Standing(ApplicantState.OFFERED, Source.DIRECT, accepted_on=TODAY), "us", "Start the sign-up"),
    (Standing(ApplicantState.SIGNING, Source.DIRECT), "us", "Go on with the sign-up"),
    (Standing(ApplicantState.WITHDRAWN, Source.DIRECT, review_asked_on=TODAY), "us", "Look at the refusal again")])
def test_what_comes_next_and_for_whom(standing: Standing, who: str, what: str) -> None:
    step = next_step(standing, TODAY)
    assert step is not None and (step.who, step.what) == (who, what)


def test_who_ended_waits_for_nobody() -> None:
    assert next_step(Standing(ApplicantState.HOUSED, Source.NOMINATION), TODAY) is None


def test_a_share_is_a_sentence_with_its_numbers() -> None:
    share = Share("Dalebrook", date(2026, 4, 1), 12, 7, 75, 4, 4, 100, 3)
    assert share.behind and share.short == "7 of 12 re-lets, 58%"
    assert share.sentence == (
        "7 of 12 re-lets in Dalebrook since 1 April 2026 went to its nominees, 58%; the agreement says 75%. 4 of 4 first "
        "lettings in Dalebrook since 1 April 2026 went to its nominees, 100%; the agreement says 100%. 3 more lettings did "
        "not come through a sign-up here, so they are not counted")
    assert not replace(share, nominated=9).behind and replace(share, percent=None).sentence.startswith("No agreement")
