"""Identity is seen or to follow, is settled when it comes; consents hold from their day until they are withdrawn."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.people.actions.proofs import end_consent, record_consent, record_identity, remove_identity
from housingdesk.people.queries.proofs import consented, consents, identities, identities_to_follow
from housingdesk.people.rules.proofs import ConsentDraft, ConsentKind, IdentityDraft, IdentityKind
from tests.support.desk import MONDAY
from tests.support.lettings import make_person

FOLLOWS = IdentityDraft(IdentityKind.TO_FOLLOW, follow_by=MONDAY + timedelta(14), vouched_by="Joan Bell, key worker")
SEEN = IdentityDraft(IdentityKind.PASSPORT, "531 000 001", MONDAY, "Ann Bright")


def test_what_is_to_follow_stands_on_its_list_until_something_was_seen(desk: Desk) -> None:
    person = make_person(desk)
    desk.do(record_identity, person_id=person, draft=FOLLOWS)
    row, = desk.ask(identities_to_follow, on=MONDAY)
    assert (row.name, row.vouched_by, row.open) == ("Amina Khan", "Joan Bell, key worker", True)
    seen = desk.do(record_identity, person_id=person, draft=SEEN).value
    assert desk.ask(identities_to_follow, on=MONDAY) == ()
    desk.do(remove_identity, identity_id=seen, because="Another person’s passport")
    assert [row.kind for row in desk.ask(identities, person_ids=[person])] == [IdentityKind.TO_FOLLOW]
    assert len(desk.ask(identities_to_follow, on=MONDAY)) == 1


@pytest.mark.parametrize(("draft", "said"), [
    (IdentityDraft(IdentityKind.TO_FOLLOW, vouched_by="Joan Bell"), "by which day"),
    (IdentityDraft(IdentityKind.TO_FOLLOW, follow_by=MONDAY), "who vouches"),
    (IdentityDraft(IdentityKind.PASSPORT, seen_on=MONDAY), "who saw it"),
    (IdentityDraft(IdentityKind.PASSPORT, seen_on=MONDAY + timedelta(1), seen_by="Ann"), "today or before"),
])
def test_half_an_identity_is_refused(desk: Desk, draft: IdentityDraft, said: str) -> None:
    with pytest.raises(Refused, match=said):
        desk.do(record_identity, person_id=make_person(desk), draft=draft)


def test_the_newest_consent_counts_and_ends_when_withdrawn(desk: Desk) -> None:
    person = make_person(desk)
    desk.do(record_consent, person_id=person, draft=ConsentDraft(ConsentKind.SURVEYS, False, MONDAY - timedelta(7)))
    assert not desk.ask(consented, person_id=person, kind=ConsentKind.SURVEYS, on=MONDAY)
    made = desk.do(record_consent, person_id=person, draft=ConsentDraft(ConsentKind.SURVEYS, True, MONDAY)).value
    assert desk.ask(consented, person_id=person, kind=ConsentKind.SURVEYS, on=MONDAY)
    assert [row.given for row in desk.ask(consents, person_id=person)] == [True]
    desk.do(end_consent, consent_id=made, on=MONDAY)
    assert not desk.ask(consented, person_id=person, kind=ConsentKind.SURVEYS, on=MONDAY)
    with pytest.raises(Refused, match="ended already"):
        desk.do(end_consent, consent_id=made, on=MONDAY)
