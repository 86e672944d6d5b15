"""Letters to a benefit office: drawn from the claim, kept in the archive, noted with each claim; a list names its own alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions import claims
from housingdesk.benefits.actions.office_letters import send_office_letter
from housingdesk.benefits.actions.offices import change_office, open_office
from housingdesk.benefits.queries.claim_parts import contacts
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.queries.office_letters import list_letter, office_letter
from housingdesk.benefits.queries.offices import office
from housingdesk.benefits.queries.overdue import OverdueList, OverdueRow, overdue_list
from housingdesk.benefits.rules.claims import ClaimDraft, EvidenceDraft
from housingdesk.benefits.rules.overdue import OverdueWhy, Paper, ReachBy
from housingdesk.benefits.rules.words import ClaimKind, ContactKind, Direction, HowSent, Source
from housingdesk.documents.queries import kept
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries import letter, letters
from housingdesk.letters.queries.archive import found
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.tenancies.queries.agreements import holders
from tests.support import noticing
from tests.support.audited import refused, taken_back
from tests.support.desk import MONDAY
from tests.support.letters import printed

DAY = timedelta(1)
SENT = MONDAY - 42 * DAY
POST = "Town Hall\nHigh Street\nDalebrook\nZZ1 1AA"


def council(desk: Desk, name: str, *, post: str = "", email: str = "") -> int:
    """A council with its card."""
    made = int(desk.do(add_council, draft=OfficeDraft(name, "01632 960100")).value)
    card = desk.ask(office, office_id=desk.do(open_office, source=Source.COUNCIL, council_id=made).value)
    draft = replace(card.draft(), postal_address=post, email=email, sends=HowSent.POST if post else HowSent.EMAIL,
                    contact="Ms Hall")
    desk.do(change_office, office_id=card.id, version=card.version, draft=draft)
    return made


def late(desk: Desk, name: str, council_id: int | None, kind: ClaimKind = ClaimKind.HB_SUPPORTED, *,
         evidence: tuple[EvidenceDraft, ...] = ()) -> int:
    """A claim that was sent six weeks ago and is not decided."""
    tenancy = noticing.agreement(desk, name)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])
    return int(desk.do(claims.start_claim, draft=ClaimDraft(
        kind, SENT, tenancy, holder.person_id, council_id, reference=f"HB {name[:3].upper()}", sent_on=SENT,
        evidence=evidence)).value)


@pytest.fixture
def desk(sqlite_desk: Desk) -> Iterator[Desk]:
    """An association that can write letters."""
    noticing.make_office(sqlite_desk)
    yield sqlite_desk


def drawn(desk: Desk, claim_id: int, paper: Paper) -> MadeLetter:
    made: MadeLetter = desk.ask(office_letter, claim_id=claim_id, paper=paper, on=MONDAY, signed_by="Ann Brown")
    return made


def text(made: MadeLetter) -> str:
    assert made.pdf is not None, made.held_because
    return " ".join(" ".join(printed(made.pdf)).split())


def rows(desk: Desk, on: date = MONDAY) -> tuple[OverdueRow, ...]:
    listed: OverdueList = desk.ask(overdue_list, on=on)
    return listed.rows


def test_a_payment_on_account_is_asked_for_kept_and_noted_and_the_claim_leaves_the_list(desk: Desk) -> None:
    one = late(desk, "Amina Khan", council(desk, "Dale Council", post=POST))
    [row] = rows(desk)
    assert (row.paper, row.office.by, row.days, row.at_office) == (Paper.INTERIM, ReachBy.LETTER, 42, True)
    made = drawn(desk, one, row.paper)
    words = text(made)
    assert "regulation 93" in words and "12 October 2026. That is 42 days ago" in words and "Dear Ms Hall" in words
    assert "HB AMI" in words and "Your landlord is" not in words and made.way is Way.POST
    done = desk.do(send_office_letter, made=made, claim_ids=[one])
    [noted] = desk.ask(contacts, claim_ids=[one])[one]
    assert (noted.kind, noted.direction, noted.answer_by) == (ContactKind.INTERIM, Direction.WROTE, MONDAY + 7 * DAY)
    assert noted.document_id is not None and desk.ask(kept, document_id=noted.document_id).content == made.pdf
    [in_queue] = desk.ask(letters)
    assert in_queue.subject == f"claim:{one}" and in_queue.state is LetterState.READY
    assert [hit.id for hit in desk.ask(found, text="payment on account")] == [in_queue.id]
    assert rows(desk) == () and desk.ask(overdue_list, on=MONDAY).in_time == 1
    late_again = rows(desk, MONDAY + 8 * DAY)
    assert late_again[0].wait.why is OverdueWhy.DECISION and len(late_again[0].also) == 1
    taken_back(desk, done)
    assert desk.ask(letter, letter_id=in_queue.id).state is LetterState.WITHDRAWN
    assert desk.ask(contacts, claim_ids=[one]) == {} and len(rows(desk)) == 1


def test_an_office_that_takes_e_mails_gets_the_same_words_as_text(desk: Desk) -> None:
    one = late(desk, "Amina Khan", council(desk, "Dale Council", email="hb@dale.example"), ClaimKind.CRF_HOUSING)
    [row] = rows(desk)
    assert (row.paper, row.office.by) == (Paper.CHASE, ReachBy.EMAIL)
    made = drawn(desk, one, row.paper)
    assert made.way is Way.EMAIL and made.body is not None and "Everything was there on 12 October 2026" in made.body
    assert "Crisis and Resilience Fund, housing payment" in text(made)
    desk.do(send_office_letter, made=made, claim_ids=[one])
    assert desk.ask(contacts, claim_ids=[one])[one][0].direction is Direction.EMAILED


def test_one_letter_names_the_claims_of_its_council_and_nobody_else(desk: Desk) -> None:
    dale, moor = council(desk, "Dale Council", post=POST), council(desk, "Moor Council", post=POST)
    mine = [late(desk, name, dale) for name in ("Amina Khan", "Joy Okafor")]
    theirs = late(desk, "Piotr Nowak", moor)
    missing = late(desk, "Tom Reed", dale, evidence=(EvidenceDraft("Payslips"),))
    everyone = rows(desk)
    assert {row.id for row in everyone} == {*mine, theirs, missing}
    chosen = [row for row in everyone if row.id in mine]
    made: MadeLetter = desk.ask(list_letter, rows=chosen, on=MONDAY, signed_by="Ann Brown")
    words = text(made)
    assert "2 claims wait for you." in words and all(f"{row.person}, {row.address}" in words for row in chosen)
    assert not any(name in words for name in ("Piotr Nowak", "Tom Reed", "Moor Council"))
    desk.do(send_office_letter, made=made, claim_ids=mine)
    assert {row.id for row in rows(desk)} == {theirs, missing}
    for others in ([theirs], [missing]):
        mixed = desk.ask(list_letter, rows=[*chosen, *(row for row in everyone if row.id in others)], on=MONDAY, signed_by="A")
        assert mixed.pdf is None and "names those alone who claim from it" in str(mixed.held_because)
    assert "one office" in refused(desk, send_office_letter, made=made, claim_ids=[*mine, theirs])


def test_payment_to_us_rests_on_eight_weeks_and_evidence_says_what_is_enclosed(desk: Desk) -> None:
    dale = council(desk, "Dale Council", post=POST)
    one = late(desk, "Amina Khan", dale, evidence=(EvidenceDraft("Payslips", MONDAY), EvidenceDraft("Bank statements")))
    held = drawn(desk, one, Paper.DIRECT)
    assert held.pdf is None and "At £960.00 (8 weeks) the council must pay us" in str(held.held_because)
    version = desk.ask(claim, claim_id=one).version
    desk.do(claims.write_claim, claim_id=one, version=version, reference="HB 1", to_landlord=False, authority_on=MONDAY,
            expected_pence=None, note="")
    assert "regulation 96" in text(drawn(desk, one, Paper.DIRECT))
    words = text(drawn(desk, one, Paper.EVIDENCE))
    assert "We enclose: payslips." in words and "Still to come: bank statements." in words
    assert "Still missing: Bank statements" in str(drawn(desk, one, Paper.INTERIM).held_because)


@pytest.mark.parametrize(("kind", "why"), [(ClaimKind.HB_SUPPORTED, "has no postal address and no e-mail address on its card"),
                                           (ClaimKind.UC, "asked through its portal")])
def test_an_office_that_takes_no_letter_is_rung(desk: Desk, kind: ClaimKind, why: str) -> None:
    made = drawn(desk, late(desk, "Amina Khan", council(desk, "Dale Council"), kind), Paper.CHASE)
    assert made.pdf is None and why in str(made.held_because)
    assert why in refused(desk, send_office_letter, made=made, claim_ids=[1])


def test_a_letter_drawn_with_other_words_is_not_kept(desk: Desk) -> None:
    one = late(desk, "Amina Khan", council(desk, "Dale Council", post=POST))
    made = replace(drawn(desk, one, Paper.CHASE), template_version="0")
    assert "changed a moment ago" in refused(desk, send_office_letter, made=made, claim_ids=[one])
