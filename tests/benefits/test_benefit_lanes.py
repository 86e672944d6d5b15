"""Which lane of the board a claim stands in and whose the next step is: rules alone, one day, no database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.benefits.rules.claims import Facts, WaitsOn, standing
from housingdesk.benefits.rules.lanes import ClaimFacts, Lane, MoneyNow, Step, ToClaim, chase_due, place, to_claim
from housingdesk.benefits.rules.words import ClaimKind, ClaimState, GapClass, WhatChanged

ON = date(2026, 11, 23)
DAY = timedelta(1)


def facts(state: ClaimState, kind: ClaimKind = ClaimKind.HB, *, missing: tuple[str, ...] = (), began: int = 60,
          evidence_by: date | None = None, decided: int | None = None, suspended_on: date | None = None,
          **more: Any) -> ClaimFacts:
    """A claim that began some days ago and was sent the next day."""
    counts_from = ON - began * DAY
    sent = counts_from + DAY if state is not ClaimState.STARTED else None
    decided_on = ON - decided * DAY if decided is not None else None
    now = standing(Facts(kind, state, counts_from, sent, evidence_by, decided_on, True, missing, None, suspended_on), ON)
    return ClaimFacts(kind, state, counts_from, decided_on, now, bool(missing) and evidence_by is not None, sent, **more)


def money(gap: GapClass, missing: int = 4000) -> MoneyNow:
    return MoneyNow(gap, ON - 7 * DAY, missing, f"It is {gap}")


@pytest.mark.parametrize(("claim", "lane", "step", "waits_on"), [
    (facts(ClaimState.STARTED, began=3), Lane.TO_CLAIM, Step.SEND, WaitsOn.US),
    (facts(ClaimState.STARTED, ClaimKind.UC, began=3), Lane.TO_CLAIM, Step.HELP, WaitsOn.TENANT),
    (facts(ClaimState.SENT, began=8), Lane.WAITING, Step.AWARD, WaitsOn.COUNCIL),
    (facts(ClaimState.SENT, began=15), Lane.WAITING, Step.AWARD, WaitsOn.COUNCIL),
    (facts(ClaimState.SENT, began=16), Lane.WAITING, Step.INTERIM, WaitsOn.COUNCIL),
    (facts(ClaimState.SENT, began=30, interim_on=ON - 3 * DAY), Lane.WAITING, Step.AWARD, WaitsOn.COUNCIL),
    (facts(ClaimState.SENT, began=40, interim_on=ON - 8 * DAY), Lane.WAITING, Step.CHASE, WaitsOn.COUNCIL),
    (facts(ClaimState.SENT, ClaimKind.UC, began=20), Lane.WAITING, Step.AWARD, WaitsOn.DWP),
    (facts(ClaimState.SENT, ClaimKind.UC, began=60), Lane.WAITING, Step.CHASE, WaitsOn.DWP),
    (facts(ClaimState.EVIDENCE, missing=("Payslips",), began=5, evidence_by=ON + 20 * DAY), Lane.WAITING, Step.EVIDENCE,
     WaitsOn.TENANT),
    (facts(ClaimState.EVIDENCE, missing=("Payslips",), began=9, evidence_by=ON + 20 * DAY), Lane.WAITING, Step.CHASE,
     WaitsOn.TENANT),
    (facts(ClaimState.SENT, ClaimKind.UC, verify_on=ON - DAY), Lane.VERIFY, Step.VERIFY, WaitsOn.US),
    (facts(ClaimState.DECIDED, decided=90), Lane.PAYING, Step.AWARD, WaitsOn.NOBODY),
    (facts(ClaimState.DECIDED, decided=90, money=money(GapClass.SHORT)), Lane.SHORT, Step.LOOK, WaitsOn.COUNCIL),
    (facts(ClaimState.DECIDED, decided=90, money=money(GapClass.LATE)), Lane.SHORT, Step.LOOK, WaitsOn.COUNCIL),
    (facts(ClaimState.DECIDED, ClaimKind.APA, decided=90, money=money(GapClass.OVER, -10)), Lane.SHORT, Step.LOOK, WaitsOn.DWP),
    (facts(ClaimState.DECIDED, decided=90, money=money(GapClass.TO_TENANT)), Lane.SHORT, Step.LOOK, WaitsOn.TENANT),
    (facts(ClaimState.DECIDED, decided=90, money=money(GapClass.RECOVERED)), Lane.PAYING, Step.AWARD, WaitsOn.NOBODY),
    (facts(ClaimState.DECIDED, decided=90, money=money(GapClass.STOPPED), overpaid=(ON, 5000)), Lane.STOPPED, Step.LOOK,
     WaitsOn.COUNCIL),
    (facts(ClaimState.DECIDED, decided=90, overpaid=(ON, 5000), money=money(GapClass.SHORT)), Lane.OWED, Step.RECOVERY,
     WaitsOn.US),
    (facts(ClaimState.DECIDED, decided=90, change=(WhatChanged.RENT, ON - 5 * DAY, None)), Lane.SHORT, Step.TELL, WaitsOn.US),
    (facts(ClaimState.DECIDED, decided=90, change=(WhatChanged.RENT, ON - 5 * DAY, ON)), Lane.SHORT, Step.CHASE,
     WaitsOn.COUNCIL),
    (facts(ClaimState.SUSPENDED, decided=90, evidence_by=ON + 9 * DAY), Lane.STOPPED, Step.ANSWER, WaitsOn.TENANT),
    (facts(ClaimState.REFUSED, decided=5), Lane.STOPPED, Step.REVIEW, WaitsOn.US),
    (facts(ClaimState.REFUSED, decided=80, appealed_on=ON - 70 * DAY), Lane.STOPPED, Step.CHASE, WaitsOn.COUNCIL)])
def test_each_claim_stands_in_one_lane(claim: ClaimFacts, lane: Lane, step: Step, waits_on: WaitsOn) -> None:
    stands = place(claim, ON)
    assert stands is not None
    assert (stands.lane, stands.step, stands.waits_on) == (lane, step, waits_on)
    assert stands.why and stands.since <= ON


def test_nobody_looks_at_what_has_ended_or_can_no_longer_be_asked_again() -> None:
    assert place(facts(ClaimState.ENDED), ON) is None
    assert place(facts(ClaimState.REFUSED, decided=40), ON) is None


def test_the_day_for_each_step() -> None:
    def by(claim: ClaimFacts) -> date | None:
        stands = place(claim, ON)
        assert stands is not None
        return stands.by

    assert by(facts(ClaimState.SENT, ClaimKind.UC, verify_on=ON)) == ON + 2 * DAY
    assert by(facts(ClaimState.SENT, began=16)) == ON  # complete fifteen days ago: day 15
    assert by(facts(ClaimState.DECIDED, decided=9, change=(WhatChanged.AWAY, date(2026, 10, 31), None))) == date(2026, 11, 30)
    suspended = place(facts(ClaimState.SUSPENDED, decided=90, suspended_on=date(2026, 11, 11)), ON)
    assert suspended is not None and suspended.since == date(2026, 11, 11)


@pytest.mark.parametrize(("asked", "on", "due"), [
    ([], 6, None), ([], 7, 7), ([], 13, 7), ([7], 13, None), ([7], 14, 14), ([8], 21, 21), ([21], 60, None), ([20], 60, 21)])
def test_asked_again_after_7_14_and_21_days(asked: list[int], on: int, due: int | None) -> None:
    found = chase_due(ON, [ON + day * DAY for day in asked], ON + on * DAY)
    assert found == (ON + due * DAY if due is not None else None)


def test_expected_and_not_claimed() -> None:
    since = date(2026, 10, 12)
    stands = to_claim(ToClaim(since, ClaimKind.HB_SUPPORTED, 20000), ON)
    assert (stands.lane, stands.step, stands.since, stands.by) == (Lane.TO_CLAIM, Step.CLAIM, since, date(2026, 11, 12))
    again = to_claim(ToClaim(since, ClaimKind.HB, ended_on=date(2026, 11, 2)), ON)
    assert again.since == date(2026, 11, 2) and "nothing was claimed since" in again.why
    pays = to_claim(ToClaim(since, ClaimKind.HB, came_on=ON - 9 * DAY), ON)
    assert pays.lane is Lane.PAYING and "not written down" in pays.why
    last = replace(ToClaim(since, ClaimKind.HB, came_on=ON - 9 * DAY), ended_on=ON - 2 * DAY)
    assert to_claim(last, ON).lane is Lane.TO_CLAIM  # what came was the last of a claim that has ended since
    known = ToClaim(date(2025, 6, 2), ClaimKind.UC, to_tenant=True)
    assert to_claim(known, ON).lane is Lane.PAYING and to_claim(replace(known, since=ON - 60 * DAY), ON).lane is Lane.TO_CLAIM
    gone = to_claim(ToClaim(since, ClaimKind.HB, came_on=ON - 70 * DAY), ON)
    assert gone.lane is Lane.TO_CLAIM and gone.since == ON - 70 * DAY and "last came" in gone.why
