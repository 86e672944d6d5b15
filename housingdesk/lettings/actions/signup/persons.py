"""The adults of a sign-up become persons on file, with how to reach them, what they need, whom to call and what they agreed to.

Holders and other adults become persons; children stay in the answers of the household. Who was on file already is the same
person, and nothing that is on file already is written twice.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from housingdesk.access.act import Act
from housingdesk.errors import Refused
from housingdesk.lettings.models import Applicant
from housingdesk.lettings.queries.signup.case import SignUpCase
from housingdesk.lettings.rules.signup.becoming import (
    adults,
    consent_drafts,
    contact_drafts,
    identity_drafts,
    need_drafts,
    party_drafts,
    person_draft,
)
from housingdesk.people import queries as people
from housingdesk.people.actions import add_contact, add_need, add_party, add_person
from housingdesk.people.actions.proofs import record_consent, record_identity
from housingdesk.people.queries.proofs import consents, identities
from housingdesk.people.rules import PersonDraft
from housingdesk.people.rules.proofs import IdentityKind
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.values.text import fold


def keep_people(act: Act, case: SignUpCase, answered: Mapping[str, date]) -> dict[int, int]:
    """Everybody who becomes a person, by their number in the household; ``answered`` is the day of each answer by key."""
    applicant = Applicant.get_by_id(case.head.applicant_id)
    found: dict[int, int] = {}
    for number in adults(case.known):
        found[number] = _person(act, case, number, applicant.person_id if number == 1 else None)
        _keep_contacts(act, case, number, found[number])
        if case.known.holds(number):
            _keep_identity(act, case, number, found[number], answered.get(f"identity_{number}", act.today))
    _keep_lead(act, case, found[1], answered)
    return found


def _person(act: Act, case: SignUpCase, number: int, known: int | None) -> int:
    match, same = case.answers.number(f"match_{number}"), case.answers.look(f"on_file_{number}")
    draft = person_draft(case.known, number)
    if known is not None or (match is not None and same == "yes"):
        return _fill(act, int(known or match or 0), draft)
    if match is not None and same != "no":
        raise Refused(f"{draft.name} with that date of birth is on file already. Say whether it is the same person")
    return add_person(act, draft=draft)


def _fill(act: Act, person_id: int, draft: PersonDraft) -> int:
    """What was not known of somebody on file is added; what is on file stays."""
    was, version = people.person_draft(person_id)
    now = replace(was, known_as=was.known_as or draft.known_as, born_on=was.born_on or draft.born_on,
                  nino=was.nino or draft.nino)
    if now != was:
        change_person(act, person_id=person_id, version=version, draft=now)
    return person_id


def _keep_contacts(act: Act, case: SignUpCase, number: int, person_id: int) -> None:
    there = {(row.kind, fold(row.value)) for row in people.contacts([person_id])}
    for draft in contact_drafts(case.known, number):
        if (draft.kind, fold(draft.value)) not in there:
            add_contact(act, person_id=person_id, draft=draft)


def _keep_identity(act: Act, case: SignUpCase, number: int, person_id: int, on: date) -> None:
    there = {(row.kind, row.number) for row in identities([person_id])}
    seen = any(kind is not IdentityKind.TO_FOLLOW for kind, _ in there)
    for draft in identity_drafts(case.known, number, on):
        if (draft.kind, draft.number) not in there and not (seen and draft.kind is IdentityKind.TO_FOLLOW):
            record_identity(act, person_id=person_id, draft=draft)


def _keep_lead(act: Act, case: SignUpCase, person_id: int, answered: Mapping[str, date]) -> None:
    file = people.person_file(person_id, act.today)
    needed = {(row.kind, row.detail) for row in file.needs}
    for need in need_drafts(case.known, act.today):
        if (need.kind, need.detail) not in needed:
            add_need(act, person_id=person_id, draft=need)
    there = {(row.draft.role, fold(row.draft.name)) for row in file.parties}
    for party in party_drafts(case.known, act.today):
        if (party.role, fold(party.name)) not in there:
            add_party(act, person_id=person_id, draft=party)
    held = {row.kind: row.given for row in consents(person_id) if row.ended_on is None}
    for consent in consent_drafts(case.known, dict(answered)):
        if held.get(consent.kind) is not consent.given:
            record_consent(act, person_id=person_id, draft=consent)
