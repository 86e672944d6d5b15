"""The letter to somebody whose claim waits for their papers; why nothing came, asked of an office; scans kept with a word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.contacts import add_contact, scan_contact
from housingdesk.benefits.queries.claim_parts import ContactRow, contacts
from housingdesk.benefits.queries.office_letters import office_letter
from housingdesk.benefits.queries.overdue import overdue
from housingdesk.benefits.rules.claim_drafts import ContactDraft
from housingdesk.benefits.rules.claims import EvidenceDraft, WaitsOn, listed
from housingdesk.benefits.rules.overdue import Asked, Paper, WaitFacts, waiting
from housingdesk.benefits.rules.words import ClaimKind, ClaimState, ContactKind, Direction
from housingdesk.documents.rules import FileDraft
from housingdesk.letters.queries import letters
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings.actions.claim_letters import ask_tenant
from housingdesk.mailings.queries.claim_letters import tenant_letter
from tests.benefits.test_office_letters import POST, council, late, text
from tests.support import noticing
from tests.support.audited import refused, taken_back
from tests.support.desk import MONDAY


@pytest.fixture
def desk(sqlite_desk: Desk) -> Iterator[Desk]:
    """An association that can write letters."""
    noticing.make_office(sqlite_desk)
    yield sqlite_desk


def said(desk: Desk, claim_id: int) -> tuple[ContactRow, ...]:
    found: tuple[ContactRow, ...] = desk.ask(contacts, claim_ids=[claim_id]).get(claim_id, ())
    return found


def test_the_tenant_is_asked_in_one_letter_and_the_claim_notes_it(desk: Desk) -> None:
    dale = council(desk, "Dale Council", post=POST)
    needed = EvidenceDraft("National Insurance number"), EvidenceDraft("Proof of rent")
    waits = late(desk, "Amina Khan", dale, evidence=needed)
    [row] = desk.ask(overdue, on=MONDAY)
    assert row.wait.waits_on is WaitsOn.TENANT
    made = desk.ask(tenant_letter, claim_id=waits, on=MONDAY, signed_by="Ann Brown")
    assert "It still needs: National Insurance number and proof of rent" in text(made) and made.addressee == "Amina Khan"
    outcome = desk.do(ask_tenant, claim_id=waits, made=made)
    [kept] = desk.ask(letters)
    [noted] = said(desk, waits)
    assert (kept.state, noted.document_id) == (LetterState.READY, kept.document_id)
    assert (noted.kind, noted.direction, noted.whom) == (ContactKind.EVIDENCE, Direction.WROTE, "Amina Khan")
    assert desk.ask(overdue, on=MONDAY) == () and "waits under Letters to be printed" in str(outcome.sentence)
    taken_back(desk, outcome)
    assert said(desk, waits) == () and desk.ask(letters)[0].state is LetterState.WITHDRAWN
    assert refused(desk, ask_tenant, claim_id=waits, made=replace(made, pdf=None, held_because="No address")) == "No address"


@pytest.mark.parametrize(("kind", "evidence"), [(ClaimKind.HB, ()), (ClaimKind.UC, (EvidenceDraft("Proof of rent"),))])
def test_nobody_is_asked_for_what_no_council_waits_for(desk: Desk, kind: ClaimKind,
                                                       evidence: tuple[EvidenceDraft, ...]) -> None:
    one = late(desk, "Amina Khan", council(desk, "Dale Council", post=POST), kind, evidence=evidence)
    made = desk.ask(tenant_letter, claim_id=one, on=MONDAY, signed_by="Ann Brown")
    assert made.pdf is None and "waits for nothing of theirs" in str(made.held_because)


def test_an_office_is_asked_what_became_of_a_payment(desk: Desk) -> None:
    one = late(desk, "Amina Khan", council(desk, "Dale Council", post=POST))
    because = "Your schedule of 18 November 2026 has nothing for this claim."
    made = desk.ask(office_letter, claim_id=one, paper=Paper.MISSING, on=MONDAY, signed_by="Ann Brown", because=because)
    assert because in text(made) and "What became of the payment for Amina Khan?" in text(made)


def test_a_scan_is_kept_with_what_was_noted_and_taken_off_again(desk: Desk) -> None:
    one = late(desk, "Amina Khan", council(desk, "Dale Council", post=POST))
    draft = ContactDraft(ContactKind.CHASE, Direction.CAME, MONDAY, "They look into it", "Ms Hall")
    desk.do(add_contact, claim_id=one, draft=draft)
    file = FileDraft("answer.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    [noted] = said(desk, one)
    outcome = desk.do(scan_contact, contact_id=noted.id, version=noted.version, file=file)
    [kept] = said(desk, one)
    assert kept.document_id is not None
    assert "kept with it already" in refused(desk, scan_contact, contact_id=kept.id, version=kept.version, file=file)
    again = taken_back(desk, taken_back(desk, outcome))
    assert said(desk, one)[0].document_id == kept.document_id and again.take_back is not None


def test_an_unanswered_question_about_papers_waits_on_the_tenant() -> None:
    asked = Asked(ContactKind.EVIDENCE, date(2026, 11, 2), date(2026, 11, 9), None)
    sent = date(2026, 10, 26)
    facts = WaitFacts(ClaimKind.HB, ClaimState.SENT, sent, sent, None, None, ("Proof of rent",), None, (asked,))
    found = waiting(facts, MONDAY).waits
    assert found and {one.waits_on for one in found} == {WaitsOn.TENANT}


def test_names_keep_their_capitals_within_a_sentence() -> None:
    assert listed(("Proof of identity", "National Insurance number", "UC statement")) == (
        "proof of identity, National Insurance number and UC statement")
