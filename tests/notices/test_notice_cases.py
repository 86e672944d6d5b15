"""A notice from its first line to its service: each step, what each is taken back by, and what is kept."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents import queries as documents
from housingdesk.holds.rules import HoldKind, Stop
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState
from housingdesk.notices.actions import preparing, serving, wording
from housingdesk.notices.queries import cases, judging, wordings
from housingdesk.notices.rules.findings import Stage
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.states import State
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from tests.support import noticing
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed


def test_form_3_goes_all_the_way(desk: Desk) -> None:
    tenancy = noticing.owing(desk, "Amina Khan", "Yusuf Khan")
    other = noticing.colleague(desk)
    case = noticing.prepared(desk, tenancy)
    assert (case.printed_on, case.last_issue_on) == (date(2026, 12, 8), date(2027, 11, 23))
    assert case.owed_pence == 10 * noticing.WEEKLY
    case = noticing.issued(desk, other, case)
    assert (case.state, case.checked_by, case.issued_by) == (State.ISSUED, "Femi Ajayi", "Ann Brown")
    assert case.document_id is not None
    kept = desk.ask(documents.kept, document_id=case.document_id)
    text = " ".join(printed(kept.content))
    for words in ("Form No. 3", "1. To: Amina Khan Yusuf Khan", "10, 11", noticing.PASTED, "Tuesday 8 December 2026",
                  "this notice will lapse. The latest date for court proceedings", "Name: Dale Vale Homes",
                  "Statement of your rent account", "£1,200.00"):
        assert words in text
    first, second = [h.person_id for h in desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)]
    case = noticing.serve(desk, case, first)
    assert case.state is State.ISSUED, "one of two joint tenants is not enough"
    case = noticing.serve(desk, case, second, witness="Femi Ajayi")
    assert (case.state, case.served_on, case.last_issue_on) == (State.SERVED, MONDAY, date(2027, 11, 23))
    assert case.countdown(MONDAY) == "Runs out Tue 8 Dec 2026, in 15 days"
    certificate = desk.ask(documents.kept, document_id=desk.do(serving.keep_certificate, case_id=case.id).value)
    text = " ".join(printed(certificate.content))
    assert "Served on Amina Khan" in text and "Served on Yusuf Khan" in text and "Femi Ajayi" in text and "10:15" in text
    assert case.standing(date(2027, 11, 24)) is State.LAPSED


def test_every_step_before_the_service_is_taken_back(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    made = desk.do(preparing.begin_notice, tenancy_id=tenancy, notice="form3", grounds=["10"], why="Arrears")
    undone = taken_back(desk, made)
    assert noticing.seen(desk, made.value).state is State.WITHDRAWN
    taken_back(desk, undone)
    case = noticing.seen(desk, made.value)
    assert case.state is State.DRAFT
    outcome = desk.do(preparing.change_grounds, case_id=case.id, version=case.version, grounds=["10", "11"], why="More")
    again = taken_back(desk, outcome)
    assert noticing.seen(desk, case.id).grounds == ("10",)
    taken_back(desk, again)
    case = noticing.seen(desk, case.id)
    assert (case.grounds, case.why) == (("10", "11"), "More")
    outcome = desk.do(preparing.answer, case_id=case.id, version=case.version, answers=noticing.good_answers(desk, case))
    again = taken_back(desk, outcome)
    assert noticing.seen(desk, case.id).answers == {}
    taken_back(desk, again)
    case = noticing.particulars(desk, noticing.seen(desk, case.id))
    case = noticing.dated(desk, case)
    later = desk.do(preparing.set_dates, case_id=case.id, version=case.version, method=Method.POST, sent_on=MONDAY)
    assert noticing.seen(desk, case.id).printed_on == date(2026, 12, 10)
    taken_back(desk, later)
    case = noticing.seen(desk, case.id)
    assert (case.method, case.printed_on) == (Method.HAND, date(2026, 12, 8))
    noticing.confirm(desk, case)
    check = other.do(preparing.check_notice, case_id=case.id, version=case.version)
    taken_back(other, check)
    case = noticing.seen(desk, case.id)
    assert (case.state, case.checked_by) == (State.DRAFT, "")
    case = noticing.checked(desk, other, case)
    issue = desk.do(serving.issue_notice, case_id=case.id, version=case.version)
    taken_back(desk, issue)
    case = noticing.seen(desk, case.id)
    assert (case.state, case.document_id) == (State.DRAFT, None), "what was printed is checked again"
    case = noticing.issued(desk, other, case)
    [person] = [h.person_id for h in desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)]
    case = noticing.serve(desk, case, person)
    [line] = desk.ask(cases.services, case_id=case.id)
    off = desk.do(serving.remove_service, service_id=line.id, version=line.version, because="Wrong person")
    assert noticing.seen(desk, case.id).state is State.ISSUED
    taken_back(desk, off)
    assert noticing.seen(desk, case.id).state is State.SERVED


def test_a_change_after_the_check_is_checked_again(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.checked(desk, other, noticing.prepared(desk, tenancy))
    assert case.state is State.CHECKED
    other.do(preparing.set_server, case_id=case.id, version=case.version, server="Femi Ajayi")
    case = noticing.seen(desk, case.id)
    assert (case.state, case.server) == (State.DRAFT, "Femi Ajayi")
    said = refused(other, preparing.check_notice, case_id=case.id, version=case.version)
    assert said == "You wrote some of this notice yourself. A second person checks it: ask a colleague"


def test_a_served_notice_is_withdrawn_with_a_reason_and_not_taken_up_again(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    [person] = [h.person_id for h in desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)]
    case = noticing.serve(desk, case, person)
    assert refused(desk, preparing.withdraw_notice, case_id=case.id, version=case.version, because=" ") == \
        "Say in a few words why"
    assert refused(desk, preparing.withdraw_notice, case_id=case.id, version=case.version, because="Paid in full") == \
        "Somebody was served with it, and is told by letter that it is withdrawn: there is no letter yet"
    done = noticing.withdraw(desk, case)
    assert done.take_back is None and str(done.sentence).endswith("The letter that says so waits to be printed")
    assert last_act(desk)[2] == f"tenancy:{tenancy}" and ("notice_case", "change") in last_act(desk)[3]
    [entry] = desk.ask(cases.timeline, subject=Ref("tenancy", tenancy), before=None, limit=10)
    assert entry.text.endswith("withdrawn: Paid in full") and entry.removed


def test_a_letter_that_is_stopped_says_so_and_the_notice_is_withdrawn_all_the_same(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    [person] = noticing.addressed(desk, case)
    case = noticing.serve(desk, case, person)
    noticing.hold(desk, tenancy, HoldKind.OTHER, Stop.ALL_LETTERS)
    done = noticing.withdraw(desk, case)
    assert str(done.sentence).endswith("The letter to Amina Khan is held: Other since 20 November 2026")
    [letter] = desk.ask(letter_queries.letters)
    assert (letter.state, noticing.seen(desk, case.id).state) == (LetterState.HELD, State.WITHDRAWN)


def test_ground_14_goes_on_in_a_breathing_space_and_rent_grounds_do_not(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    noticing.hold(desk, tenancy)
    said = refused(desk, preparing.begin_notice, tenancy_id=tenancy, notice="form3", grounds=["10", "14"], why="Noise")
    assert said == ("Breathing space to 18 January 2027: it stops a notice for rent arrears (ground 10). "
                    "Leave out ground 10: ground 14 may go on")
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy, "form3", ["14"]))
    assert case.state is State.ISSUED and case.owed_pence is None


def test_a_hold_that_comes_later_stops_the_next_step(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.prepared(desk, tenancy)
    noticing.confirm(desk, case)
    case = noticing.checked(desk, other, case)
    noticing.hold(desk, tenancy, HoldKind.DISPUTE)
    said = refused(desk, serving.issue_notice, case_id=case.id, version=case.version)
    assert said.startswith("Dispute since 20 November 2026: it stops a notice for rent arrears (ground 10, 11)")


def test_what_is_said_of_an_agreement(desk: Desk) -> None:
    tenancy = noticing.owing(desk, start=noticing.THREE_WEEKS)
    case = noticing.begin(desk, tenancy, grounds=["8", "10", "11"])
    found = {check.words for check in desk.ask(judging.findings, case=case, on=MONDAY)}
    assert "Ground 8: £360.00 is owed on 23 November 2026, and at least £960.00 must be. " \
           "Leave ground 8 out and use grounds 10 and 11" in found
    assert "Ground 10: £360.00 of rent is owed on 23 November 2026" in found
    unverified = "Form 3, its printed words: wording not verified against the published form"
    assert any(words.startswith(unverified) for words in found)
    assert desk.ask(judging.stopped, case=case, on=MONDAY, stage=Stage.BEGIN) == []


@pytest.mark.parametrize(("kind", "keys"), [
    (TenancyKind.LICENCE_EXCLUDED, ["licence", "licence-now", "warning-1", "warning-final", "absence", "room-change",
                                    "rent-increase"]),
    (TenancyKind.LICENCE_PROTECTED, ["licence", "warning-1", "warning-final", "absence", "room-change", "rent-increase"]),
    (TenancyKind.SECURE, ["s83", "s83za", "s8a", "breach", "abandonment", "rent-increase"]),
    (TenancyKind.MARKET, ["form3a", "ntq-landlord", "s8a", "breach", "abandonment", "form4a", "rent-increase"])])
def test_each_law_has_its_notices(desk: Desk, kind: TenancyKind, keys: list[str]) -> None:
    tenancy = noticing.owing(desk, kind=kind)
    assert [notice.key for notice in desk.ask(judging.offered, tenancy_id=tenancy, on=MONDAY)] == keys


@pytest.mark.parametrize(("kind", "notice", "words"), [
    (TenancyKind.LICENCE_EXCLUDED, "licence", "Notice to end your licence"),
    (TenancyKind.LICENCE_EXCLUDED, "licence-now", "Notice that your licence ends now"),
    (TenancyKind.LICENCE_PROTECTED, "licence", "must get an order for possession from the court"),
    (TenancyKind.ASSURED, "ntq-landlord", "notice to quit and to deliver up possession"),
    (TenancyKind.ASSURED, "rent-increase", "£130.00 a week"),
    (TenancyKind.STARTER, "starter-extension", "You may ask for a review of this decision until"),
    (TenancyKind.STARTER, "form6a", noticing.PASTED),
    (TenancyKind.CONTRACT, "contract", "Notice to end your agreement")])
def test_other_notices_are_printed(desk: Desk, clock: Clock, kind: TenancyKind, notice: str, words: str) -> None:
    start = MONDAY - timedelta(weeks=26)
    tenancy, other = noticing.owing(desk, kind=kind, start=start), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy, notice, []))
    assert case.document_id is not None
    text = " ".join(printed(desk.ask(documents.kept, document_id=case.document_id).content))
    assert words in text and "Amina Khan" in text and "Dale Vale Homes" in text
    if kind is TenancyKind.LICENCE_EXCLUDED:
        assert "tenan" not in text.lower() and "court" not in text.lower()


def test_a_rent_increase_tells_when_it_begins(desk: Desk) -> None:
    tenancy = noticing.owing(desk)
    case = noticing.prepared(desk, tenancy, "rent-increase", [])
    assert case.printed_on is not None and case.printed_on.weekday() == 0


def test_wording_is_confirmed_taken_back_and_confirmed_again(desk: Desk) -> None:
    made = desk.do(wording.confirm_wording, slot="ground.10.old", text=noticing.PASTED, source="legislation.gov.uk")
    assert desk.ask(wordings.wording, slot="ground.10.old").ready
    undone = taken_back(desk, made)
    assert not desk.ask(wordings.wording, slot="ground.10.old").ready
    taken_back(desk, undone)
    row = desk.ask(wordings.wording, slot="ground.10.old")
    assert (row.words, row.confirmed_by) == (noticing.PASTED, "Ann Brown")


def test_what_is_due(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    assert [(day, what) for _, day, what in desk.ask(cases.due, on=MONDAY)] == [(MONDAY, "Serve the notice and record it")]
    [person] = [h.person_id for h in desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)]
    noticing.serve(desk, case, person)
    assert desk.ask(cases.due, on=MONDAY) == []
    [(_, day, what)] = desk.ask(cases.due, on=date(2026, 12, 9))
    assert (day, what) == (date(2026, 12, 8), "The date on the notice has come. Talk with them before you go to court")
    [(_, day, what)] = desk.ask(cases.due, on=date(2027, 11, 1))
    assert (day, what) == (date(2027, 11, 23), "Last day to go to court on this notice: Tue 23 Nov 2027")


def test_what_was_served_stays_when_the_notice_is_withdrawn(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    [person] = [h.person_id for h in desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)]
    case = noticing.serve(desk, noticing.serve(desk, case, person), person, note="Twice, to be sure")
    first, second = desk.ask(cases.services, case_id=case.id)
    off = desk.do(serving.remove_service, service_id=first.id, version=first.version, because="Nobody was in")
    assert noticing.seen(desk, case.id).state is State.SERVED
    noticing.withdraw(desk, noticing.seen(desk, case.id))
    said = "This notice is withdrawn: what was served stays as it is"
    assert refused(desk, serving.remove_service, service_id=second.id, version=second.version, because="Wrong") == said
    assert off.take_back is not None
    assert refused(desk, off.take_back.action, **off.take_back.facts) == said


def test_a_printed_notice_that_is_withdrawn_and_taken_up_again_is_checked_anew(desk: Desk) -> None:
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    taken_back(desk, desk.do(preparing.withdraw_notice, case_id=case.id, version=case.version, because="By mistake"))
    case = noticing.seen(desk, case.id)
    assert (case.state, case.checked_by, case.document_id, case.ended_because) == (State.DRAFT, "", None, "")
    case = noticing.checked(desk, other, case)
    taken_back(desk, desk.do(preparing.withdraw_notice, case_id=case.id, version=case.version, because="By mistake"))
    assert noticing.seen(desk, case.id).state is State.CHECKED, "nothing of it has changed since it was checked"
