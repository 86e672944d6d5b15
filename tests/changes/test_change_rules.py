"""What the rules say of each kind of change: allowed, not allowed and why, with the rulebook's figures."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from housingdesk.changes.rules.findings import ChangeFacts, Given, HeldBy, Says
from housingdesk.changes.rules.judging import judge, offered
from housingdesk.changes.rules.judging.holders import refusal_problem
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.changes.rules.process import answer_problems, holds
from housingdesk.changes.rules.words import ChangeKind, ReviewKind
from housingdesk.changes.stock import processes, review_forms
from housingdesk.notices.rules.periods import Every, RentPeriods
from housingdesk.tenancies.rules import Regime, TenancyKind

TODAY = date(2026, 11, 23)
AMINA, YUSUF = HeldBy(1, "Amina Khan"), HeldBy(2, "Yusuf Khan")
FACTS = ChangeFacts(TODAY, TODAY, TenancyKind.ASSURED, Regime.HA88_OLD, date(2015, 6, 1), (AMINA,),
                    RentPeriods(Every.WEEK, date(2026, 11, 23)))
STARTER = replace(FACTS, kind=TenancyKind.STARTER, starts_on=date(2026, 1, 12))
ROOM = replace(FACTS, kind=TenancyKind.LICENCE_EXCLUDED, regime=Regime.LICENCE_EXCLUDED, starts_on=date(2026, 3, 2))
JOINT = replace(FACTS, holders=(AMINA, YUSUF))
OLD = replace(FACTS, starts_on=date(2012, 3, 31))
DIED = {"died": "1", "died_on": "2026-11-16", "successor": "3", "principal": "yes", "used": "no", "spare": "no"}


def said(kind: ChangeKind, facts: ChangeFacts, done: Any = None, /, **answers: str) -> Judgement:
    return judge(processes()[kind], facts, answers, done or {})


def stopped(found: Judgement) -> str:
    return " ".join(one.words for one in found.findings if one.says is Says.STOPS)


def words(found: Judgement) -> str:
    return " ".join(one.words for one in found.findings)


def test_every_kind_of_change_and_of_review_has_its_data() -> None:
    assert processes().keys() == set(ChangeKind) and review_forms().keys() == set(ReviewKind)
    for process in processes().values():
        keys = [one.key for one in process.asked]
        assert len(set(keys)) == len(keys) and process.steps, process.kind
        conditions = [(one.key, one.when) for one in process.asked] + [(one.key, one.when) for one in process.steps]
        for name, when in conditions:
            for part in filter(None, when.split(",")):
                key, equal, _ = part.strip().partition("=")
                assert key in (keys if equal else ("joint", "sole", "starter", "licence", "excluded", "before 2012",
                                                   "by agreement")), (process.kind, name)


# Starter tenancies.
def test_a_trial_is_extended_to_eighteen_months_at_most_and_by_a_notice_in_time() -> None:
    assert stopped(said(ChangeKind.STARTER_EXTENSION, STARTER, until="2027-07-11")) == ""
    assert "Eighteen months end on Sun 11 Jul 2027" in stopped(said(ChangeKind.STARTER_EXTENSION, STARTER, until="2027-07-12"))
    late = replace(STARTER, on=date(2027, 1, 12))
    assert "nothing was served: it is assured already" in stopped(said(ChangeKind.STARTER_EXTENSION, late, until="2027-07-11"))
    served = replace(late, given=(Given("starter-extension", date(2027, 1, 11), date(2027, 7, 11)),))
    assert stopped(said(ChangeKind.STARTER_EXTENSION, served, until="2027-07-11")) == ""
    assert "names 11 July 2027" in stopped(said(ChangeKind.STARTER_EXTENSION, served, until="2027-06-11"))


def test_a_trial_that_ended_with_no_notice_is_assured_from_the_day_after() -> None:
    assert "has not ended yet" in stopped(said(ChangeKind.STARTER_CONVERSION, STARTER, how="lapsed"))
    late = said(ChangeKind.STARTER_CONVERSION, replace(STARTER, on=date(2027, 1, 15)), how="lapsed")
    assert (stopped(late), late.effective_on) == ("", date(2027, 1, 12))


# Succession.
@pytest.mark.parametrize(("facts", "answers", "stop"), [
    (FACTS, {"relation": "spouse"}, ""),
    (FACTS, {"relation": "partner"}, ""),
    (FACTS, {"relation": "spouse", "principal": "no"}, "only or principal home"),
    (FACTS, {"relation": "spouse", "used": "yes"}, "there is only one"),
    (FACTS, {"relation": "family", "clause": "yes"}, ""),
    (FACTS, {"relation": "family", "clause": "no"}, "No right"),
    (OLD, {"relation": "family", "clause": "yes"}, ""),
    (OLD, {"relation": "other", "clause": "no"}, "No right"),
    (JOINT, {"relation": "spouse"}, "survivorship"),
    (ROOM, {"relation": "spouse"}, "Nobody succeeds to a licence"),
    (replace(OLD, kind=TenancyKind.SECURE), {"relation": "family", "twelve_months": "yes"}, ""),
    (replace(OLD, kind=TenancyKind.SECURE), {"relation": "family", "twelve_months": "no"}, "twelve months"),
    (replace(FACTS, successions=(date(2020, 1, 6),)), {"relation": "spouse"}, "there is only one"),
])
def test_who_succeeds(facts: ChangeFacts, answers: dict[str, str], stop: str) -> None:
    found = said(ChangeKind.SUCCESSION, facts, **{**DIED, **answers})
    assert (stop in stopped(found)) if stop else stopped(found) == ""
    assert found.effective_on == date(2026, 11, 17)


def test_the_law_of_2012_names_another_right() -> None:
    after = said(ChangeKind.SUCCESSION, replace(FACTS, starts_on=date(2012, 4, 1)), **DIED, relation="family", clause="yes")
    before = said(ChangeKind.SUCCESSION, OLD, **DIED, relation="family", clause="yes")
    assert "s.17(1A)–(1E)" in {one.law for one in after.findings if one.field == "clause"}.pop()
    assert "Contractual" in words(before) and "Contractual" not in words(after)


def test_spare_rooms_are_a_ground_only_against_family() -> None:
    family = said(ChangeKind.SUCCESSION, FACTS, **{**DIED, "spare": "yes"}, relation="family", clause="yes")
    partner = said(ChangeKind.SUCCESSION, FACTS, **{**DIED, "spare": "yes"}, relation="spouse")
    assert "ground 9" in words(family) and "no ground against a partner" in words(partner)


# Who holds it.
def test_an_exchange_is_answered_in_42_days_and_refused_on_a_ground_alone() -> None:
    asked = date(2026, 11, 2)
    assert processes()[ChangeKind.EXCHANGE].answer_by(asked) == date(2026, 12, 14)
    assert refusal_problem(asked, date(2026, 12, 14), "rent") == ""
    assert "42 days ended" in refusal_problem(asked, date(2026, 12, 15), "rent")
    assert "on a ground" in refusal_problem(asked, date(2026, 12, 1), "")
    assert len(processes()[ChangeKind.EXCHANGE].grounds) == 13
    assert "Read the schedule" in words(said(ChangeKind.EXCHANGE, FACTS))


def test_owing_rent_is_a_condition_of_an_exchange_and_no_bar() -> None:
    found = said(ChangeKind.EXCHANGE, replace(FACTS, owed_pence=10_000), ours="yes", arrears_cleared="no")
    assert stopped(found) == "" and "£100.00 is owed here. Consent may be given on condition" in words(found)


@pytest.mark.parametrize("kind", [ChangeKind.ASSIGNMENT, ChangeKind.EXCHANGE, ChangeKind.SOLE_TO_JOINT])
def test_a_licence_is_not_passed_on(kind: ChangeKind) -> None:
    assert "personal" in stopped(said(kind, ROOM)) and kind not in offered(ROOM)


def test_joint_tenants_are_parted_by_all_or_by_a_court() -> None:
    assert "deed that they do not sign" in stopped(said(ChangeKind.JOINT_TO_SOLE, JOINT, because="deed", all_agree="no"))
    assert stopped(said(ChangeKind.JOINT_TO_SOLE, JOINT, because="court")) == ""
    assert "holds it alone" in stopped(said(ChangeKind.JOINT_TO_SOLE, FACTS, because="court"))


def test_who_joins_hears_of_the_one_succession_first() -> None:
    assert "counts as the one successor" in stopped(said(ChangeKind.SOLE_TO_JOINT, FACTS, succession="no"))


# Endings.
GIVEN = {"given_on": "2026-11-25", "in_writing": "yes", "any_day": "no", "shorter": "no"}


@pytest.mark.parametrize(("facts", "answers", "on"), [
    (FACTS, {}, date(2026, 12, 27)),
    (FACTS, {"says_on": "2026-12-28"}, date(2026, 12, 28)),       # the first day of a week
    (FACTS, {"says_on": "2026-12-13"}, date(2026, 12, 27)),       # too early
    (FACTS, {"says_on": "2026-12-30"}, date(2027, 1, 3)),         # inside a week
    (FACTS, {"any_day": "yes", "says_on": "2026-12-23"}, date(2026, 12, 23)),
    (replace(FACTS, regime=Regime.HA88_RRA), {}, date(2027, 1, 25)),
    (FACTS, {"shorter": "yes", "says_on": "2026-12-04"}, date(2026, 12, 4)),
    (ROOM, {"agreed_days": "7"}, date(2026, 12, 2)),
])
def test_a_tenants_notice_ends_on_the_day_that_the_law_gives(facts: ChangeFacts, answers: dict[str, str], on: date) -> None:
    assert said(ChangeKind.NOTICE_BY_TENANT, facts, **{**GIVEN, **answers}).effective_on == on


def test_one_joint_tenants_notice_ends_it_for_all_and_a_spoken_one_ends_nothing() -> None:
    assert "ends it for all" in words(said(ChangeKind.NOTICE_BY_TENANT, JOINT, **GIVEN, given_by="2"))
    assert "must be in writing" in stopped(said(ChangeKind.NOTICE_BY_TENANT, FACTS, **{**GIVEN, "in_writing": "no"}))


def test_a_death_ends_nothing_by_itself() -> None:
    sole = {"died": "1", "died_on": "2026-11-16", "successor": "no", "ends_by": "quit"}
    assert said(ChangeKind.DEATH, FACTS, **sole).effective_on is None
    assert said(ChangeKind.DEATH, FACTS, {"quit": date(2026, 11, 20)}, **sole).effective_on is None
    both = said(ChangeKind.DEATH, FACTS, {"quit": date(2026, 11, 20), "trustee": date(2026, 11, 25)}, **sole)
    assert both.effective_on == both.earliest_on == date(2026, 12, 27)
    assert "proceedings by 16 November 2027" in words(both)
    assert "claims to succeed" in stopped(said(ChangeKind.DEATH, FACTS, **{**sole, "successor": "yes"}))


def test_a_joint_tenant_survives() -> None:
    found = said(ChangeKind.DEATH, JOINT, died="1", died_on="2026-11-16")
    assert found.effective_on == date(2026, 11, 16) and "by survivorship" in words(found)


def test_an_empty_home_waits_for_our_notice() -> None:
    assert said(ChangeKind.ABANDONMENT, FACTS, returning="no", goods="yes").effective_on is None
    found = said(ChangeKind.ABANDONMENT, FACTS, {"quit": date(2026, 11, 25)}, returning="no", goods="yes")
    assert found.earliest_on == date(2026, 12, 27) and "Belongings are theirs" in words(found)
    assert "mean to come back" in stopped(said(ChangeKind.ABANDONMENT, FACTS, returning="yes"))


def test_a_room_left_overnight_is_given_back_or_waits_for_a_notice() -> None:
    left = {"last_seen": "2026-11-20", "end_on": "2026-11-21", "safe": "no"}
    back = said(ChangeKind.LEFT_OVERNIGHT, ROOM, **left, keys="given", said="yes")
    assert back.effective_on == date(2026, 11, 21) and "Nobody knows that they are safe" in words(back)
    assert said(ChangeKind.LEFT_OVERNIGHT, ROOM, **left, keys="gone", said="no").effective_on is None
    noticed = said(ChangeKind.LEFT_OVERNIGHT, ROOM, {"notice": TODAY}, **left, keys="gone", said="no", agreed_days="7")
    assert noticed.effective_on == noticed.earliest_on == date(2026, 11, 30)
    assert "rooms under a licence" in stopped(said(ChangeKind.LEFT_OVERNIGHT, FACTS))


def test_a_surrender_takes_all_of_them_and_is_not_accepted_before_the_keys() -> None:
    assert "needs everybody" in stopped(said(ChangeKind.SURRENDER, JOINT, all="no"))
    early = said(ChangeKind.SURRENDER, FACTS, {"keys": TODAY}, how="keys", accepted_on="2026-11-20")
    assert "not accepted before" in stopped(early) and "through the letterbox" in words(early)


def test_a_transfer_ends_with_the_new_agreement() -> None:
    assert said(ChangeKind.TRANSFER, FACTS).effective_on is None
    assert said(ChangeKind.TRANSFER, replace(FACTS, next_from=date(2026, 12, 7))).effective_on == date(2026, 12, 7)


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_nothing_changes_an_agreement_that_ends(kind: ChangeKind) -> None:
    assert "ends already" in stopped(said(kind, replace(JOINT, ends_on=date(2026, 12, 6))))


def test_answers_are_read_as_what_they_are() -> None:
    asked = processes()[ChangeKind.NOTICE_BY_TENANT].asked
    wrong: dict[str, Any] = {"given_on": "tomorrow", "in_writing": "perhaps", "agreed_days": "four", "given_by": "Amina"}
    assert [one.field for one in answer_problems(asked, wrong)] == ["given_on", "given_by", "in_writing", "agreed_days"]
    assert holds("sole, ends_by=quit|theirs", {"ends_by": "theirs"}, frozenset({"sole"}))
    assert not holds("sole, ends_by=quit", {"ends_by": "theirs"}, frozenset({"sole"}))
