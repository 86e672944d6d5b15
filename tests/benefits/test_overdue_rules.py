"""Which claims wait too long, for whom and why; what was asked about is left alone until its answer is late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.overdue import Asked, OverdueWhy, Paper, ReachBy, Wait, WaitFacts, reach_by, waiting
from housingdesk.benefits.rules.words import ClaimKind, ClaimState, ContactKind, WhatChanged

SENT = date(2026, 10, 5)
BASE = WaitFacts(ClaimKind.HB_SUPPORTED, ClaimState.SENT, SENT, SENT, date(2026, 11, 5), None, (), SENT)


def first(facts: WaitFacts, on: date) -> Wait | None:
    found = waiting(facts, on).waits
    return found[0] if found else None


@pytest.mark.parametrize(("days", "why", "paper"), [(14, None, None), (15, OverdueWhy.DECISION, Paper.INTERIM)])
def test_a_decision_is_late_after_fourteen_days_and_a_payment_on_account_due_on_the_next(
        days: int, why: OverdueWhy | None, paper: Paper | None) -> None:
    found = first(BASE, SENT + timedelta(days))
    assert (found.why if found else None, found.paper if found else None) == (why, paper)
    if found is not None:
        assert found.waits_on is WaitsOn.COUNCIL and found.days(SENT + timedelta(days)) == days and "reg" in found.rule


def test_a_fund_has_no_payment_on_account_and_universal_credit_its_own_day() -> None:
    fund = first(replace(BASE, kind=ClaimKind.CRF_HOUSING), SENT + timedelta(15))
    assert fund is not None and fund.paper is Paper.CHASE
    uc = replace(BASE, kind=ClaimKind.UC)
    assert first(uc, date(2026, 11, 11)) is None
    late = first(uc, date(2026, 11, 12))
    assert late is not None and late.waits_on is WaitsOn.DWP and "11 November 2026" in late.sentence


@pytest.mark.parametrize(("on", "due"), [(date(2026, 10, 11), None), (date(2026, 10, 12), date(2026, 10, 12)),
                                         (date(2026, 10, 20), date(2026, 10, 19)), (date(2026, 10, 26), date(2026, 10, 26)),
                                         (date(2026, 11, 6), date(2026, 11, 5))])
def test_evidence_is_asked_for_again_after_7_14_and_21_days(on: date, due: date | None) -> None:
    found = first(replace(BASE, missing=("Payslips",)), on)
    assert (found.due_on if found else None) == due
    assert found is None or (found.waits_on is WaitsOn.TENANT and "Payslips" in found.sentence)
    assert found is None or ("may refuse now" in found.sentence) is (on > date(2026, 11, 5))


def test_what_was_asked_about_waits_for_its_answer_and_is_late_after_it() -> None:
    asked = replace(BASE, asked=(Asked(ContactKind.CHASE, date(2026, 10, 20), date(2026, 10, 27), None),))
    quiet = waiting(asked, date(2026, 10, 27))
    assert (quiet.waits, quiet.answer_by) == ((), date(2026, 10, 27))
    loud = waiting(asked, date(2026, 10, 28))
    assert [one.why for one in loud.waits] == [OverdueWhy.DECISION, OverdueWhy.ANSWER] and loud.answer_by is None
    answered = replace(BASE, asked=(Asked(ContactKind.CHASE, date(2026, 10, 20), date(2026, 10, 27), date(2026, 10, 22)),))
    assert [one.why for one in waiting(answered, date(2026, 10, 28)).waits] == [OverdueWhy.DECISION]


def test_what_waits_for_us_is_never_quieted_by_a_question_of_ours() -> None:
    on = date(2026, 10, 22)
    asked = (Asked(ContactKind.CHASE, on, on + timedelta(7), None),)
    facts = replace(BASE, kind=ClaimKind.UC, asked=asked, portal_received_on=date(2026, 10, 16))
    assert [one.why for one in waiting(facts, on).waits] == [OverdueWhy.PORTAL]
    assert waiting(replace(facts, portal_received_on=date(2026, 10, 20)), on).waits == (), "two working days are not over"


def test_a_form_that_was_not_sent_a_suspension_a_change_and_a_request_for_payment() -> None:
    started = replace(BASE, state=ClaimState.STARTED, sent_on=None)
    assert first(started, date(2026, 11, 5)) is None
    form = first(started, date(2026, 11, 6))
    assert form is not None and (form.why, form.waits_on) == (OverdueWhy.FORM, WaitsOn.US)
    suspended = first(replace(BASE, state=ClaimState.SUSPENDED), date(2026, 11, 6))
    assert suspended is not None and suspended.why is OverdueWhy.SUSPENDED and suspended.since == SENT
    paid = replace(BASE, state=ClaimState.DECIDED, decided_on=SENT)
    untold = first(replace(paid, changes=((WhatChanged.RENT, SENT, None),)), date(2026, 11, 6))
    assert untold is not None and (untold.why, untold.waits_on) == (OverdueWhy.CHANGE, WaitsOn.US)
    told = first(replace(paid, changes=((WhatChanged.RENT, SENT, SENT),)), date(2026, 11, 6))
    assert told is not None and told.waits_on is WaitsOn.COUNCIL and told.paper is Paper.CHASE
    direct = first(replace(paid, kind=ClaimKind.UC, direct_asked_on=SENT), date(2026, 11, 6))
    assert direct is not None and (direct.why, direct.waits_on) == (OverdueWhy.DIRECT, WaitsOn.DWP)
    over = replace(started, state=ClaimState.ENDED)
    assert waiting(paid, date(2027, 11, 6)).waits == waiting(over, date(2027, 1, 1)).waits == ()


@pytest.mark.parametrize(("facts", "by"), [
    ({"dwp": True, "email": "a@b", "post": "x", "phone": "1"}, ReachBy.PORTAL),
    ({"dwp": False, "email": "a@b", "post": "x", "phone": "1"}, ReachBy.EMAIL),
    ({"dwp": False, "email": "a@b", "post": "x", "phone": "1", "prefers_post": True}, ReachBy.LETTER),
    ({"dwp": False, "email": "", "post": "x", "phone": "1"}, ReachBy.LETTER),
    ({"dwp": False, "email": "", "post": "", "phone": "1"}, ReachBy.PHONE)])
def test_an_office_is_asked_by_the_way_it_likes(facts: dict[str, str], by: ReachBy) -> None:
    assert reach_by(**facts) is by  # type: ignore[arg-type]
