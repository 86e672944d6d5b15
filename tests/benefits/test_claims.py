"""Claims: started at the first contact, evidence in time, decided or not, who waits on whom; every step taken back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions import claims as actions
from housingdesk.benefits.queries import claims as queries
from housingdesk.benefits.queries.claims import ClaimRow
from housingdesk.benefits.rules.claims import ClaimDraft, EvidenceDraft, Facts, WaitsOn, standing
from housingdesk.benefits.rules.words import DWP_KINDS, ClaimKind, ClaimState
from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.signup.claim import claim_draft
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.values.timeline import Ref
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_person, make_tenancy

DAY = timedelta(1)


def started(desk: Desk, kind: ClaimKind = ClaimKind.HB_SUPPORTED, **more: Any) -> ClaimRow:
    """A claim of a fresh agreement."""
    tenancy = make_tenancy(desk)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])
    draft = ClaimDraft(kind, MONDAY, tenancy, holder.person_id, **more)
    return row_of(desk, desk.do(actions.start_claim, draft=draft).value)


def row_of(desk: Desk, claim_id: int) -> ClaimRow:
    row: ClaimRow = desk.ask(queries.claim, claim_id=claim_id)
    return row


def step(desk: Desk, action: Any, row: ClaimRow, **facts: Any) -> ClaimRow:
    """One step of a claim, taken, taken back and taken again; what stood before is there in between."""
    before = row_of(desk, row.id)
    undone = taken_back(desk, desk.do(action, claim_id=row.id, version=row.version, **facts))
    again = row_of(desk, row.id)
    versions = tuple(replace(one, version=0) for one in again.evidence)
    assert versions == tuple(replace(one, version=0) for one in before.evidence)
    assert replace(again, version=before.version, evidence=before.evidence) == before
    assert undone.take_back is not None
    desk.do(action, claim_id=row.id, version=again.version, **facts)
    return row_of(desk, row.id)


def test_from_the_first_contact_to_the_payment(desk: Desk, clock: Clock) -> None:
    row = started(desk)
    assert row.state is ClaimState.STARTED and row.office == "the council" and len(row.evidence) == 6 == len(row.missing)
    now = row.standing(MONDAY)
    assert (now.waits_on, now.by) == (WaitsOn.US, date(2026, 12, 23)) and "counts from 23 November 2026" in now.next_step
    clock.to(MONDAY + 2 * DAY)
    row = step(desk, actions.send_claim, row, on=MONDAY + DAY, reference="HB 123")
    assert (row.state, row.reference, row.evidence_by) == (ClaimState.SENT, "HB 123", date(2026, 12, 24))
    assert row.standing(MONDAY).waits_on is WaitsOn.TENANT
    row = step(desk, actions.receive_evidence, row, evidence_ids=[one.id for one in row.evidence], on=MONDAY + 2 * DAY)
    now = row.standing(MONDAY + 2 * DAY)
    assert (now.waits_on, now.by) == (WaitsOn.COUNCIL, date(2026, 12, 9)) and row.missing == ()
    interim = row.standing(date(2026, 12, 10))
    assert "ask for a payment on account" in interim.next_step and interim.by == date(2026, 12, 10)
    row = step(desk, actions.decide_claim, row, on=MONDAY + 2 * DAY, weekly_pence=19_840, to_landlord=True)
    assert (row.state, row.expected_pence, row.to_landlord) == (ClaimState.DECIDED, 19_840, True)
    assert row.standing(MONDAY).waits_on is WaitsOn.NOBODY
    row = step(desk, actions.suspend_claim, row, on=MONDAY + 2 * DAY)
    assert row.evidence_by == date(2026, 12, 25) and row.standing(MONDAY).waits_on is WaitsOn.TENANT
    assert row.suspended_on == MONDAY + 2 * DAY == row.standing(MONDAY).since
    row = step(desk, actions.decide_claim, row, on=MONDAY + 2 * DAY, weekly_pence=None)
    assert row.state is ClaimState.REFUSED and "looked at again by 25 December 2026" in row.standing(MONDAY).next_step
    row = step(desk, actions.end_claim, row, on=MONDAY + 2 * DAY, because="Moved away")
    assert row.state is ClaimState.ENDED and row.note == "Moved away" and not row.open
    assert last_act(desk)[3] == [("claim", "change")]


def test_the_office_asks_for_more(desk: Desk) -> None:
    row = started(desk, sent_on=MONDAY, evidence=())
    assert row.evidence_by == date(2026, 12, 23) and row.standing(MONDAY).waits_on is WaitsOn.COUNCIL
    row = step(desk, actions.ask_evidence, row, on=MONDAY, what=["Payslips", "Proof of savings"])
    assert (row.state, row.missing, row.evidence_by) == (ClaimState.EVIDENCE, ("Payslips", "Proof of savings"),
                                                         date(2026, 12, 23))
    assert row.standing(MONDAY).next_step == "Hand in by 23 December 2026: payslips and proof of savings"
    assert row.standing(date(2026, 12, 24)).late(date(2026, 12, 24))
    first, second = row.evidence
    desk.do(actions.receive_evidence, claim_id=row.id, version=row.version, evidence_ids=[first.id], on=MONDAY)
    assert row_of(desk, row.id).state is ClaimState.EVIDENCE
    done = desk.do(actions.receive_evidence, claim_id=row.id, version=row.version, evidence_ids=[second.id], on=MONDAY)
    assert row_of(desk, row.id).state is ClaimState.SENT and done.sentence is not None and "Nothing is missing" in done.sentence
    taken_back(desk, done)
    row = row_of(desk, row.id)
    assert row.state is ClaimState.EVIDENCE and row.missing == ("Proof of savings",)
    about = {"claim_id": row.id, "version": row.version, "on": MONDAY}
    stray = started(desk, ClaimKind.UC).evidence[0].id
    assert "belongs to another claim" in refused(desk, actions.receive_evidence, evidence_ids=[stray], **about)
    assert "Say what came" in refused(desk, actions.receive_evidence, evidence_ids=[], **about)
    assert "Say what the office asks for" in refused(desk, actions.ask_evidence, what=[" "], **about)


def test_a_claim_is_ended_when_its_start_is_taken_back(desk: Desk) -> None:
    tenancy = make_tenancy(desk)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])
    draft = ClaimDraft(ClaimKind.UC, MONDAY, tenancy, holder.person_id)
    made = desk.do(actions.start_claim, draft=draft)
    assert "runs for this agreement already" in refused(desk, actions.start_claim, draft=draft)
    taken_back(desk, made)
    [row] = desk.ask(queries.claims_of, tenancy_id=tenancy)
    assert row.state is ClaimState.ENDED and row.note == "Started by mistake" and row.office == "the DWP"
    desk.do(actions.start_claim, draft=draft)
    assert len(desk.ask(queries.claims_of, tenancy_id=tenancy)) == 2


def test_what_cannot_be_is_refused_with_its_sentence(desk: Desk) -> None:
    row = started(desk)
    stranger = make_person(desk, "Omar Hall")
    draft = ClaimDraft(ClaimKind.UC, MONDAY, row.tenancy_id, stranger)
    assert "somebody who holds the agreement" in refused(desk, actions.start_claim, draft=draft)
    later = replace(draft, person_id=row.person_id, counts_from=MONDAY + DAY, expected_pence=-1)
    said = refused(desk, actions.start_claim, draft=later)
    assert "The first contact is not in the future" in said and "lies between nil" in said
    about = {"claim_id": row.id, "version": row.version}
    assert "is in the future" in refused(desk, actions.send_claim, on=MONDAY + DAY, **about)
    assert "cannot have gone before" in refused(desk, actions.send_claim, on=MONDAY - DAY, **about)
    assert "Only one that is paid" in refused(desk, actions.suspend_claim, on=MONDAY, **about)
    row = step(desk, actions.end_claim, row, on=MONDAY)
    assert "has ended" in refused(desk, actions.decide_claim, claim_id=row.id, version=row.version, on=MONDAY, weekly_pence=1)
    assert "ended already" in refused(desk, actions.end_claim, claim_id=row.id, version=row.version, on=MONDAY)
    assert "changed by a colleague" in refused(desk, actions.end_claim, on=MONDAY, **about)


def test_what_is_known_of_a_claim_is_corrected(desk: Desk) -> None:
    row = started(desk)
    facts = {"reference": " HB 9 ", "to_landlord": True, "authority_on": MONDAY, "expected_pence": 10_000, "note": "Rings back"}
    row = step(desk, actions.write_claim, row, **facts)
    assert (row.reference, row.to_landlord, row.authority_on, row.expected_pence, row.note) == ("HB 9", True, MONDAY, 10_000,
                                                                                               "Rings back")
    assert "not in the future" in refused(desk, actions.write_claim, claim_id=row.id, version=row.version,
                                          **{**facts, "authority_on": MONDAY + DAY})


def test_the_timeline_tells_how_far_a_claim_is(desk: Desk) -> None:
    row = step(desk, actions.send_claim, started(desk, reference="HB 77"), on=MONDAY)
    texts = [entry.text for entry in desk.ask(queries.timeline, subject=Ref("tenancy", row.tenancy_id), before=None, limit=5)]
    assert texts == ["Housing Benefit, supported housing claimed from 23 November 2026: sent"]


@pytest.mark.parametrize("kind", list(ClaimKind))
@pytest.mark.parametrize("state", list(ClaimState))
def test_every_state_says_whom_it_waits_on(kind: ClaimKind, state: ClaimState) -> None:
    facts = Facts(kind, state, MONDAY, MONDAY, None, MONDAY, False, (), MONDAY)
    now = standing(facts, MONDAY)
    assert now.next_step and now.since == MONDAY
    assert (now.waits_on is WaitsOn.DWP) is (kind in DWP_KINDS and state is ClaimState.SENT)


def answers(**said: str) -> Answers:
    """Answers of a household and facts of a home."""
    facts = {"needs": "2", "flow": "home", "frequency": "weekly"}
    return Answers({key: Said(value) for key, value in said.items()}, facts)


def test_a_claim_starts_from_the_answers_of_the_sign_up() -> None:
    assert claim_draft(answers(benefit="9"), MONDAY) is None and claim_draft(answers(), MONDAY) is None
    draft = claim_draft(answers(benefit="1", claim="to make", benefit_covers="19840", to_landlord="yes", consent_council="yes",
                                identity_1="identity to follow", nino_1="AB123456C", evidence_by="2026-12-20"), MONDAY)
    assert draft is not None and draft.kind is ClaimKind.HB_SUPPORTED
    assert (draft.expected_pence, draft.to_landlord, draft.authority_on, draft.sent_on) == (19_840, True, MONDAY, None)
    assert draft.counts_from == MONDAY and draft.evidence_by == date(2026, 12, 20), "it counts though identity follows"
    came = {one.what: one.received_on for one in draft.needs()}
    assert came["Proof of identity"] is None and came["National Insurance number"] == MONDAY
    assert claim_draft(answers(benefit="1", needs="1"), MONDAY).kind is ClaimKind.HB  # type: ignore[union-attr]
    temporary = claim_draft(answers(benefit="1", flow="emergency placement", needs="1"), MONDAY)
    assert temporary is not None and temporary.kind is ClaimKind.HB_TEMPORARY
    at_night = claim_draft(answers(benefit="1", flow="emergency placement"), MONDAY)
    assert at_night is not None and at_night.kind is ClaimKind.HB_SUPPORTED
    uc = claim_draft(answers(benefit="6", claim="made", claim_reference="UC 5", consent_council="yes", frequency="monthly",
                             benefit_covers="52000", identity_1="passport"), MONDAY)
    assert uc is not None and (uc.kind, uc.sent_on, uc.reference, uc.authority_on) == (ClaimKind.UC, MONDAY, "UC 5", None)
    assert uc.expected_pence == 12_000 and EvidenceDraft("Proof of identity", MONDAY) in uc.needs()


def test_a_universal_credit_claim_counts_from_the_day_it_is_made() -> None:
    facts = Facts(ClaimKind.UC, ClaimState.STARTED, date(2026, 11, 23), None, None, None, False, (), None)
    told = standing(facts, date(2026, 11, 25))
    assert told.waits_on is WaitsOn.TENANT and "it counts from the day it is made" in told.next_step
    hb = standing(replace(facts, kind=ClaimKind.HB), date(2026, 11, 25))
    assert hb.next_step.startswith("Send the form by 23 December 2026")
