"""The pre-action checklist: what the file shows by itself, what a person records, and a verdict that says what is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.diary.actions import remove_note
from housingdesk.diary.rules import NoteKind
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.holds.queries import holds
from housingdesk.holds.rules import HoldKind
from housingdesk.notices.actions import protocol as actions
from housingdesk.notices.queries import protocol, recorded_steps
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.court import HearingDraft
from housingdesk.notices.rules.protocol import ProtocolCheck, Stands, missing, verdict
from housingdesk.notices.rules.protocol_record import AFTER_ISSUE, StepDraft, title_of
from housingdesk.notices.rules.protocol_steps import BY_HAND
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from tests.support import courting, noticing
from tests.support.courting import READY
from tests.support.desk import MONDAY, Clock


def rows(desk: Desk, case: CaseRow) -> dict[str, ProtocolCheck]:
    """The checklist today, by step."""
    return {row.key: row for row in desk.ask(protocol.protocol_checks, case=case, on=desk.today)}


def said(desk: Desk, case: CaseRow) -> str:
    """The verdict today."""
    return verdict(list(rows(desk, case).values()))


def test_a_case_with_everything_is_ready(desk: Desk, clock: Clock) -> None:
    case = courting.ready_case(desk, clock, "Amina Khan", "Yusuf Khan")
    found = rows(desk, case)
    assert said(desk, case) == "Ready to issue: all 14 done", [row.words for row in missing(list(found.values()))]
    assert found["letters"].said == "A letter of their own went to each of them, the first on 28 September 2026"
    assert found["after_notice"].said == "Phone call on 21 December 2026, noted by Ann Brown"
    assert found["kept"].said.startswith("The agreement was broken, and they were warned on")
    assert found["part_3_letter"].stands is Stands.NOT_ASKED, "grounds 10 and 11 are not mandatory"


def test_what_is_missing_is_said_with_the_way_out(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock, "Amina Khan")
    clock.to(READY)
    found = rows(desk, case)
    assert said(desk, case).startswith("Not yet: nobody was in touch with Amina Khan before the notice; ring or visit")
    assert found["after_notice"].words == ("Nobody has talked with Amina Khan since the notice was served on 23 November 2026; "
                                           "ring them")
    assert {row.key for row in missing(list(found.values()))} == {
        "contact", "letters", "affordable", "statements", "direct", "advice", "after_notice", "other_ways"}


def test_a_talk_after_the_notice_is_one_after_it_and_no_message(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock, "Amina Khan", "Yusuf Khan")
    clock.to(READY)
    courting.talk(desk, case.tenancy_id, "Wrote an e-mail", NoteKind.EMAIL)
    assert "Amina Khan or Yusuf Khan" in rows(desk, case)["after_notice"].said
    note = courting.talk(desk, case.tenancy_id, "Rang", NoteKind.CALL)
    assert rows(desk, case)["after_notice"].stands is Stands.MET
    desk.do(remove_note, note_id=note, version=1)
    assert rows(desk, case)["after_notice"].stands is Stands.NOT_YET, "a note that was removed shows nothing"


def test_each_named_tenant_has_a_letter_of_their_own(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock, "Amina Khan", "Yusuf Khan")
    courting.letter(desk, case.tenancy_id, "arrears-1", "Amina Khan", MONDAY)
    assert rows(desk, case)["letters"].words == "No letter about the rent went to Yusuf Khan; write to each of them separately"
    courting.letter(desk, case.tenancy_id, "arrears-1", "Yusuf Khan", MONDAY)
    assert rows(desk, case)["letters"].stands is Stands.MET


def test_statements_come_every_quarter(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock)
    courting.letter(desk, case.tenancy_id, "statement", "Amina Khan", MONDAY)
    found = rows(desk, case)["statements"]
    assert found.stands is Stands.NOT_YET and "between 27 April 2026 and 23 November 2026" in found.said
    for weeks in (20, 10):
        courting.letter(desk, case.tenancy_id, "statement", "Amina Khan", MONDAY - timedelta(weeks=weeks))
    assert rows(desk, case)["statements"].said == "3 times since 27 April 2026, the last on 23 November 2026"
    clock.to(MONDAY + timedelta(94))
    assert rows(desk, case)["statements"].stands is Stands.NOT_YET


def test_an_agreement_that_is_kept_puts_the_claim_off(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock)
    courting.letter(desk, case.tenancy_id, "repay-confirmed", "Amina Khan", MONDAY)
    found = rows(desk, case)["kept"]
    assert found.stands is Stands.NOT_YET and "while it is kept, wait" in found.words
    courting.letter(desk, case.tenancy_id, "repay-broken-1", "Amina Khan", MONDAY)
    assert rows(desk, case)["kept"].stands is Stands.MET


@pytest.mark.parametrize("kind", [HoldKind.BREATHING_SPACE, HoldKind.CRISIS, HoldKind.DISPUTE])
def test_a_hold_that_stops_a_claim_is_never_passed_over(desk: Desk, clock: Clock, kind: HoldKind) -> None:
    case = courting.ready_case(desk, clock)
    noticing.hold(desk, case.tenancy_id, kind)
    found = rows(desk, case)
    assert found["holds"].stands is Stands.NOT_YET and "it stops a claim for the arrears" in said(desk, case)
    with pytest.raises(Refused, match="not recorded by hand"):
        courting.record(desk, case.tenancy_id, "holds", "There is none")


def test_its_day_must_have_come_and_not_have_gone(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock)
    assert rows(desk, case)["time"].words == "The notice says 8 December 2026, which has not come; wait for that day"
    clock.to(MONDAY + timedelta(366))
    assert rows(desk, case)["time"].words == "The notice lapsed after 23 November 2027; begin a new one"


def test_a_recorded_step_counts_and_a_line_that_was_wrong_does_not(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock)
    proof = FileDraft("letter.pdf", courting.page_of("Mediation"))
    made = courting.record(desk, case.tenancy_id, "other_ways", "Mediation was refused", proof)
    found = rows(desk, case)["other_ways"]
    assert found.stands is Stands.MET and found.said == "Recorded by Ann Brown: 23 November 2026. Mediation was refused"
    assert found.by_hand[0].evidence_id is not None
    desk.do(actions.remove_step, step_id=made, version=1, because="It was another tenant")
    assert rows(desk, case)["other_ways"].stands is Stands.NOT_YET
    assert [row.removed for row in desk.ask(recorded_steps.steps_of, tenancy_id=case.tenancy_id, removed=True)] == [
        "It was another tenant"]
    desk.do(actions.restore_step, step_id=made, version=2)
    assert rows(desk, case)["other_ways"].stands is Stands.MET
    with pytest.raises(Refused, match="stands already"):
        desk.do(actions.restore_step, step_id=made, version=3)


def test_a_talk_that_was_recorded_before_the_notice_is_not_one_after_it(desk: Desk, clock: Clock) -> None:
    tenancy = noticing.owing(desk)
    courting.record(desk, tenancy, "after_notice", "Rang them")
    clock.to(MONDAY + timedelta(1))
    other = noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    person = desk.ask(holders_on, tenancy_id=tenancy, on=desk.today)[0].person_id
    case = noticing.serve(desk, case, person)
    assert rows(desk, case)["after_notice"].stands is Stands.NOT_YET


def test_a_step_needs_words_and_a_day_that_has_been(desk: Desk) -> None:
    draft = StepDraft("contact", MONDAY + timedelta(1), " ")
    assert {problem.field for problem in draft.problems(MONDAY)} == {"done_on", "note"}
    assert StepDraft("no such step", MONDAY, "x").problems(MONDAY)[0].field == "step"
    assert all(title_of(key) != key for key in {*BY_HAND, *AFTER_ISSUE})


def test_mandatory_grounds_ask_for_part_3(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock, grounds=("8", "10"))
    assert rows(desk, case)["part_3_letter"].stands is Stands.NOT_YET
    courting.record(desk, case.tenancy_id, "part_3_letter", "Asked them to tell us by 30 November")
    courting.record(desk, case.tenancy_id, "part_3_decision", "Nothing came that speaks against it")
    assert rows(desk, case)["part_3_decision"].stands is Stands.MET


def test_a_notice_for_nuisance_asks_nothing_of_the_rent(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock, grounds=("14",))
    clock.to(READY)
    assert said(desk, case) == "Ready to issue: all 3 done"
    assert rows(desk, case)["statements"].said == "Asked for rent arrears only"


def test_a_notice_that_leads_to_no_court_has_no_checklist(desk: Desk) -> None:
    tenancy = noticing.owing(desk, kind=TenancyKind.STARTER, starter_until=MONDAY + timedelta(200))
    case = noticing.begin(desk, tenancy, "starter-extension", ())
    with pytest.raises(Refused, match="does not lead to a court"):
        desk.ask(protocol.protocol_checks, case=case, on=MONDAY)


def test_a_hearing_brings_its_days_and_a_hold_and_goes_with_it(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock)
    draft = HearingDraft(MONDAY + timedelta(87), "Dale County Court", "K00DL123")
    made = desk.do(actions.record_hearing, tenancy_id=case.tenancy_id, draft=draft).value
    hearing = desk.ask(recorded_steps.next_hearing, tenancy_id=case.tenancy_id, on=MONDAY)
    assert (hearing.court, hearing.claim_number) == ("Dale County Court", "K00DL123")
    assert hearing.hearing_on.isoformat() == "2027-02-18"
    hold = desk.ask(holds, subject=Ref("tenancy", case.tenancy_id))[0]
    assert hold.kind is HoldKind.COURT and hold.end == draft.hearing_on + timedelta(1)
    clock.to(MONDAY + timedelta(60))
    due = desk.ask(recorded_steps.due, on=desk.today)
    assert [(day.isoformat(), what[:38]) for _, day, what in due] == [("2027-01-27", "Before the hearing: the claim is serve")]
    courting.record(desk, case.tenancy_id, "claim_served", "Served by post")
    assert desk.ask(recorded_steps.due, on=desk.today) == []
    clock.to(draft.hearing_on)
    assert "The hearing is today, Dale County Court" in [what for *_, what in desk.ask(recorded_steps.due, on=desk.today)]
    off = desk.do(actions.remove_step, step_id=made, version=1, because="Another case")
    assert desk.ask(recorded_steps.next_hearing, tenancy_id=case.tenancy_id, on=MONDAY) is None
    assert desk.ask(holds, subject=Ref("tenancy", case.tenancy_id)) == []
    assert off.take_back is not None
    desk.do(off.take_back.action, **off.take_back.facts)
    assert desk.ask(recorded_steps.next_hearing, tenancy_id=case.tenancy_id, on=MONDAY) is not None
    assert [one.kind for one in desk.ask(holds, subject=Ref("tenancy", case.tenancy_id))] == [HoldKind.COURT]


def test_recording_is_taken_back_and_done_again(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock)
    draft = StepDraft("other_ways", MONDAY, "Mediation was refused")
    outcome = desk.do(actions.record_step, tenancy_id=case.tenancy_id, draft=draft)
    for stands in (Stands.NOT_YET, Stands.MET):
        assert outcome.take_back is not None
        outcome = desk.do(outcome.take_back.action, **outcome.take_back.facts)
        assert rows(desk, case)["other_ways"].stands is stands


def test_a_ground_is_looked_up_in_the_act_that_the_agreement_is_under(desk: Desk) -> None:
    tenancy = noticing.owing(desk, kind=TenancyKind.SECURE)
    case = replace(noticing.begin(desk, tenancy, "s83", ("1", "3")), answers={"ground_1": "rent"})
    assert desk.ask(protocol.claims_rent, case=case, grounds=("1",), on=MONDAY), "rent arrears in the Act of 1985"
    assert not desk.ask(protocol.claims_rent, case=case, grounds=("3",), on=MONDAY)
    assert desk.ask(protocol.rent_grounds, case=case, on=MONDAY) == {"1"}


def test_a_claim_is_served_once_also_when_the_hearing_is_moved(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock)
    first = HearingDraft(MONDAY + timedelta(40), "Dale County Court", "K00DL123", hold=False)
    desk.do(actions.record_hearing, tenancy_id=case.tenancy_id, draft=first)
    for step in ("claim_served", "witness"):
        courting.record(desk, case.tenancy_id, step, "Done")
    clock.to(MONDAY + timedelta(41))
    again = HearingDraft(MONDAY + timedelta(60), "Dale County Court", "K00DL123", hold=False)
    desk.do(actions.record_hearing, tenancy_id=case.tenancy_id, draft=again)
    hearing = desk.ask(recorded_steps.next_hearing, tenancy_id=case.tenancy_id, on=desk.today)
    done = {key: desk.ask(recorded_steps.done_before, hearing=hearing, key=key) is not None
            for key in ("claim_served", "witness")}
    assert done == {"claim_served": True, "witness": False}, "the witness statements are made anew"


def test_the_letter_that_asks_for_circumstances_shows_it_for_each_of_them(desk: Desk, clock: Clock) -> None:
    case = courting.served_case(desk, clock, "Amina Khan", "Yusuf Khan", grounds=("8", "10"))
    courting.letter(desk, case.tenancy_id, "circumstances", "Amina Khan", MONDAY)
    found = rows(desk, case)["part_3_letter"]
    assert found.stands is Stands.NOT_YET and "Nobody asked Yusuf Khan in writing" in found.words
    courting.letter(desk, case.tenancy_id, "circumstances", "Yusuf Khan", MONDAY)
    assert rows(desk, case)["part_3_letter"].said == "Asked in writing on 23 November 2026"
