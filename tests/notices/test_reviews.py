"""Reviews and appeals: asked in time, heard by somebody who had no part in it, decided with reasons, told by letter."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings.queries import after_notices
from housingdesk.notices.actions import reviewing, serving
from housingdesk.notices.queries import cases, reviews
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.queries.reviews import ReviewRow
from housingdesk.notices.rules.reviewing import DecisionDraft, ReviewDraft
from housingdesk.notices.rules.states import ReviewKind, ReviewOutcome, State
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from tests.support import noticing
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed

DRAFT = ReviewDraft(ReviewKind.REVIEW, MONDAY, "Amina Khan", "The noise was not mine.", MONDAY + timedelta(14))
DECISION = DecisionDraft(MONDAY, "Joy Smith", ReviewOutcome.STANDS, "The neighbours' diaries agree with each other.",
                         "The notice goes on as it is.")


@pytest.fixture
def case(desk: Desk) -> CaseRow:
    """A licence that ends on 22 December, served today, written by Ann Brown and checked by Femi Ajayi."""
    tenancy, other = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED), noticing.colleague(desk)
    made = noticing.issued(desk, other, noticing.prepared(desk, tenancy, "licence", ()))
    [person] = noticing.addressed(desk, made)
    return noticing.serve(desk, made, person)


def asked(desk: Desk, case: CaseRow, **others: Any) -> ReviewRow:
    """A review that was asked for."""
    made = desk.do(reviewing.ask_review, case_id=case.id, draft=replace(DRAFT, **others)).value
    return row_of(desk, made)


def row_of(desk: Desk, review_id: int) -> ReviewRow:
    row: ReviewRow = desk.ask(reviews.review, review_id=review_id)
    return row


def decide(desk: Desk, row: ReviewRow, **others: Any) -> ReviewRow:
    """The review decided, with its letter."""
    draft = replace(DECISION, **others)
    letters = desk.ask(after_notices.outcome, review_id=row.id, draft=draft, on=desk.today, signed_by=desk.who.name)
    other = [replace(one, subject=Ref("tenancy", 999)) for one in letters]
    assert "about something else" in refused(desk, reviewing.decide_review, review_id=row.id, version=row.version, draft=draft,
                                             letters=other)
    desk.do(reviewing.decide_review, review_id=row.id, version=row.version, draft=draft, letters=letters)
    return row_of(desk, row.id)


def test_from_asking_to_telling(desk: Desk, case: CaseRow) -> None:
    row = asked(desk, case)
    assert noticing.seen(desk, case.id).countdown(MONDAY) == "Review open, decide by Mon 7 Dec 2026: the notice waits"
    what = "Decide the review by Mon 7 Dec 2026. Nobody is named yet to hear it"
    assert desk.ask(cases.due, on=MONDAY + timedelta(40)) == [(noticing.seen(desk, case.id), date(2026, 12, 7), what)]
    desk.do(reviewing.set_panel, review_id=row.id, version=row.version, panel="Joy Smith and Omar Hall", due_on=row.due_on)
    row = decide(desk, row_of(desk, row.id), panel="Joy Smith, Omar Hall")
    assert (row.outcome, row.panel, row.told_on) == (ReviewOutcome.STANDS, "Joy Smith, Omar Hall", None)
    assert noticing.seen(desk, case.id).countdown(MONDAY) == "Review decided, the decision stands: tell them"
    [(_, _, what)] = desk.ask(cases.due, on=MONDAY)
    assert what == "Tell them what came of the review"
    [letter] = desk.ask(letter_queries.letters)
    text = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=letter.id)))
    for words in ("Our decision stands.", "Joy Smith and Omar Hall looked at all that you said", "agree with each other"):
        assert words in text
    assert letter.state is LetterState.READY and letter.addressee == "Amina Khan"
    desk.do(reviewing.tell_review, review_id=row.id, version=row.version, told_on=MONDAY)
    assert noticing.seen(desk, case.id).countdown(MONDAY) == "Runs out Tue 22 Dec 2026, in 29 days"
    assert last_act(desk)[3] == [("notice_review", "change")]


def test_each_step_is_taken_back(desk: Desk, case: CaseRow) -> None:
    made = desk.do(reviewing.ask_review, case_id=case.id, draft=DRAFT)
    undone = taken_back(desk, made)
    assert desk.ask(reviews.reviews_of, case_id=case.id) == []
    taken_back(desk, undone)
    row = row_of(desk, made.value)
    desk.do(reviewing.set_panel, review_id=row.id, version=row.version, panel="Joy Smith", due_on=row.due_on)
    row = row_of(desk, row.id)
    again = desk.do(reviewing.set_panel, review_id=row.id, version=row.version, panel="Omar Hall", due_on=MONDAY + timedelta(3))
    taken_back(desk, again)
    row = row_of(desk, row.id)
    letters = desk.ask(after_notices.outcome, review_id=row.id, draft=DECISION, on=desk.today, signed_by=desk.who.name)
    made = desk.do(reviewing.decide_review, review_id=row.id, version=row.version, draft=DECISION, letters=letters)
    assert taken_back(desk, made).take_back is None
    assert [letter.state for letter in desk.ask(letter_queries.letters)] == [LetterState.WITHDRAWN]
    assert row_of(desk, row.id).outcome is None
    row = decide(desk, row_of(desk, row.id))
    assert row.due_on == DRAFT.due_on
    told = desk.do(reviewing.tell_review, review_id=row.id, version=row.version, told_on=MONDAY)
    taken_back(desk, told)
    assert row_of(desk, row.id).open


def test_the_timeline_of_the_file_tells_of_it(desk: Desk, case: CaseRow) -> None:
    asked(desk, case)
    subject = Ref("tenancy", case.tenancy_id)
    texts = [entry.text for entry in desk.ask(cases.timeline, subject=subject, before=None, limit=10)]
    assert "Review asked for on 23 November 2026 by Amina Khan, to be decided by 7 December 2026" in texts
    assert len(desk.ask(cases.timeline, subject=subject, before=None, limit=1)) >= 1


def test_a_policy_that_lets_it_run_on_says_so_and_today_still_says_when_it_ends(desk: Desk, case: CaseRow) -> None:
    desk.do(set_value, key="reviews.while_open", value="run", valid_from=MONDAY - timedelta(1), source="Our policy")
    asked(desk, case)
    assert noticing.seen(desk, case.id).countdown(MONDAY) == "Review open, decide by Mon 7 Dec 2026: the notice runs on"
    later = [what for _, _, what in desk.ask(cases.due, on=date(2026, 12, 23))]
    assert later == ["Decide the review by Mon 7 Dec 2026. Nobody is named yet to hear it",
                     "The notice has run out. Decide what comes next"]
    desk.do(set_value, key="reviews.while_open", value="hold", valid_from=MONDAY + timedelta(1), source="Ours")
    assert "runs on" in noticing.seen(desk, case.id).countdown(MONDAY), "what held on the day it was asked holds for it"


def test_a_changed_decision_asks_for_the_withdrawal(desk: Desk, case: CaseRow) -> None:
    row = decide(desk, asked(desk, case), outcome=ReviewOutcome.CHANGED)
    desk.do(reviewing.tell_review, review_id=row.id, version=row.version, told_on=MONDAY)
    assert noticing.seen(desk, case.id).countdown(MONDAY) == "The review changed the decision: withdraw it"
    assert [what for _, _, what in desk.ask(cases.due, on=MONDAY)] == [
        "The review changed the decision: withdraw the notice, or begin the one that was decided"]
    noticing.withdraw(desk, noticing.seen(desk, case.id), "Changed in the review")
    assert desk.ask(cases.due, on=MONDAY) == []
    assert sorted(letter.title for letter in desk.ask(letter_queries.letters)) == ["A notice that we take back",
                                                                                   "The outcome of a review"]


def test_an_appeal_comes_after_the_outcome_and_who_heard_the_review_does_not_hear_it(desk: Desk, case: CaseRow,
                                                                                   clock: Clock) -> None:
    appeal = replace(DRAFT, kind=ReviewKind.APPEAL)
    assert refused(desk, reviewing.ask_review, case_id=case.id, draft=appeal) == \
        "An appeal is against the outcome of a review: decide the review first, and tell them"
    row = decide(desk, asked(desk, case))
    desk.do(reviewing.tell_review, review_id=row.id, version=row.version, told_on=MONDAY)
    clock.to(MONDAY + timedelta(12))
    late = asked(desk, case, kind=ReviewKind.APPEAL, asked_on=desk.today)
    assert late.kind is ReviewKind.APPEAL, "the days of an appeal count from the outcome"
    said = refused(desk, reviewing.set_panel, review_id=late.id, version=late.version, panel="Joy Smith", due_on=late.due_on)
    assert said == "Joy Smith had a part in the decision. Somebody who had none looks at it again"


@pytest.mark.parametrize(("others", "said"), [
    ({"asked_on": MONDAY + timedelta(1)}, "Tue 24 Nov 2026 is still to come: write down the day they asked"),
    ({"asked_on": MONDAY - timedelta(1)}, "They were told of the decision on 23 November 2026, not before"),
    ({"asked_by": ""}, "Say who asked"), ({"grounds": " "}, "Write down what they say, in their words"),
    ({"due_on": MONDAY - timedelta(1)}, "The day to decide by is not before the day they asked")])
def test_what_is_no_review(desk: Desk, case: CaseRow, others: dict[str, Any], said: str) -> None:
    assert refused(desk, reviewing.ask_review, case_id=case.id, draft=replace(DRAFT, **others)) == said


def test_asked_too_late_it_needs_a_reason(desk: Desk, case: CaseRow, clock: Clock) -> None:
    clock.to(MONDAY + timedelta(29))
    late = replace(DRAFT, asked_on=desk.today, due_on=desk.today + timedelta(14))
    assert refused(desk, reviewing.ask_review, case_id=case.id, draft=late) == \
        "They could ask until Mon 21 Dec 2026. Say why it is taken late"
    row = asked(desk, case, asked_on=late.asked_on, due_on=late.due_on, late_because="They were in hospital")
    assert row.grounds.startswith("Asked late, taken all the same: They were in hospital")


def test_a_number_of_days_in_the_licence_goes_before_the_setting(desk: Desk, clock: Clock) -> None:
    tenancy, other = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED), noticing.colleague(desk)
    case = noticing.answered(desk, noticing.begin(desk, tenancy, "licence", ()), review_days="7")
    case = noticing.issued(desk, other, noticing.dated(desk, noticing.particulars(desk, case)))
    case = noticing.serve(desk, case, noticing.addressed(desk, case)[0])
    clock.to(MONDAY + timedelta(8))
    assert "They could ask until Mon 30 Nov 2026" in refused(
        desk, reviewing.ask_review, case_id=case.id, draft=replace(DRAFT, asked_on=desk.today, due_on=desk.today))


def test_nobody_who_had_a_part_in_it_hears_it(desk: Desk, case: CaseRow) -> None:
    row = asked(desk, case)
    for name in ("Ann Brown", "Joy Smith and femi ajayi"):
        said = refused(desk, reviewing.set_panel, review_id=row.id, version=row.version, panel=name, due_on=row.due_on)
        assert said.endswith("had a part in the decision. Somebody who had none looks at it again")
    assert "Say who hears it" in refused(desk, reviewing.set_panel, review_id=row.id, version=row.version, panel=" ",
                                         due_on=row.due_on)
    decision = replace(DECISION, panel="Ann Brown")
    assert "Ann Brown had a part" in refused(desk, reviewing.decide_review, review_id=row.id, version=row.version,
                                             draft=decision, letters=())


@pytest.mark.parametrize(("others", "said"), [
    ({"reasons": ""}, "Give the reasons: they are in the letter"),
    ({"happens_now": ""}, "Say what happens now: it is in the letter"),
    ({"heard_on": MONDAY + timedelta(1)}, "Tue 24 Nov 2026 is still to come: decide it when it was heard"),
    ({"heard_on": MONDAY - timedelta(1)}, "They asked on 23 November 2026, so it was not heard before"),
    ({}, "They are told the outcome in writing: there is no letter yet")])
def test_what_is_no_decision(desk: Desk, case: CaseRow, others: dict[str, Any], said: str) -> None:
    row = asked(desk, case)
    assert refused(desk, reviewing.decide_review, review_id=row.id, version=row.version, draft=replace(DECISION, **others),
                   letters=()) == said


def test_the_order_of_the_steps(desk: Desk, case: CaseRow) -> None:
    row = asked(desk, case)
    assert refused(desk, reviewing.ask_review, case_id=case.id, draft=DRAFT).startswith("A review of this notice is open")
    assert refused(desk, reviewing.tell_review, review_id=row.id, version=row.version, told_on=MONDAY) == \
        "This review is not decided yet"
    row = decide(desk, row)
    assert refused(desk, reviewing.remove_review, review_id=row.id, version=row.version, because="Wrong") == \
        "This review is decided: what was decided stays"
    assert "so they were not told before" in refused(desk, reviewing.tell_review, review_id=row.id, version=row.version,
                                                     told_on=MONDAY - timedelta(1))
    desk.do(reviewing.tell_review, review_id=row.id, version=row.version, told_on=MONDAY)
    row = row_of(desk, row.id)
    assert "it is no longer open" in refused(desk, reviewing.set_panel, review_id=row.id, version=row.version, panel="X",
                                             due_on=MONDAY)


def test_a_notice_that_tells_no_decision_or_was_not_served(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.finished(desk, noticing.begin(desk, tenancy, "absence", ())))
    assert refused(desk, reviewing.ask_review, case_id=case.id, draft=DRAFT) == \
        "Notice about an absence tells no decision that is looked at again"
    case = noticing.issued(desk, other, noticing.finished(desk, noticing.begin(desk, tenancy, "warning-1", ())))
    assert refused(desk, reviewing.ask_review, case_id=case.id, draft=DRAFT) == \
        "This notice is printed, to be served. A review is asked for once it was served"


def test_the_extension_of_a_starter_tenancy_is_reviewed(desk: Desk) -> None:
    tenancy = noticing.owing(desk, kind=TenancyKind.STARTER, start=MONDAY - timedelta(weeks=26))
    case = noticing.issued(desk, noticing.colleague(desk), noticing.prepared(desk, tenancy, "starter-extension", ()))
    case = noticing.serve(desk, case, noticing.addressed(desk, case)[0])
    assert decide(desk, asked(desk, case)).outcome is ReviewOutcome.STANDS
    assert case.state is State.SERVED


def test_a_service_taken_off_closes_the_review_and_brings_it_back(desk: Desk, case: CaseRow) -> None:
    row = asked(desk, case)
    [line] = desk.ask(cases.services, case_id=case.id)
    off = desk.do(serving.remove_service, service_id=line.id, version=line.version, because="Another door")
    closed = row_of(desk, row.id)
    assert closed.removed == "The service on Amina Khan was taken off: Another door" and not closed.open
    assert desk.ask(reviews.open_reviews) == {} and not noticing.seen(desk, case.id).waits
    assert str(off.sentence).endswith("Another door. The review of it is closed")
    taken_back(desk, off)
    assert row_of(desk, row.id).open and noticing.seen(desk, case.id).waits


def test_a_service_is_not_taken_off_under_a_decision_that_is_not_told(desk: Desk, case: CaseRow) -> None:
    row = decide(desk, asked(desk, case))
    [line] = desk.ask(cases.services, case_id=case.id)
    said = refused(desk, serving.remove_service, service_id=line.id, version=line.version, because="Another door")
    assert said == "A review of this notice is decided. Say on which day they were told what came of it, first"
    assert row_of(desk, row.id).open and noticing.seen(desk, case.id).state is State.SERVED


def test_a_notice_withdrawn_closes_the_review_that_nobody_decided(desk: Desk, case: CaseRow) -> None:
    row = asked(desk, case)
    done = noticing.withdraw(desk, noticing.seen(desk, case.id))
    assert row_of(desk, row.id).removed == "The notice was withdrawn: Paid in full"
    assert "The review of it is closed" in str(done.sentence)
    assert desk.ask(reviews.open_reviews) == {} and desk.ask(cases.due, on=MONDAY + timedelta(40)) == []


def test_a_decision_is_still_told_when_the_notice_is_withdrawn(desk: Desk, case: CaseRow) -> None:
    row = decide(desk, asked(desk, case))
    noticing.withdraw(desk, noticing.seen(desk, case.id))
    desk.do(reviewing.tell_review, review_id=row.id, version=row.version, told_on=MONDAY)
    assert desk.ask(reviews.open_reviews) == {} and row_of(desk, row.id).told_on == MONDAY
