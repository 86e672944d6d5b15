"""Whether a letter reaches somebody and whom else it may go to: parties on file, letters made lately, the window, needs."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from housingdesk.errors import Refused
from housingdesk.letters.models import Letter
from housingdesk.letters.pdf import fitted_address
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.merge import Template
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings.queries.office import Office
from housingdesk.mailings.queries.recipients import Recipient, emailed_to, where_to
from housingdesk.mailings.rules.reasons import Reason, cannot_be_drawn
from housingdesk.notices.queries.cases import cases
from housingdesk.notices.queries.evictions import standing
from housingdesk.notices.rules.states import State
from housingdesk.people.queries import parties_on
from housingdesk.people.rules import PartyDraft
from housingdesk.values.timeline import Ref

_CAME_TO_NOTHING = (LetterState.HELD, LetterState.WITHDRAWN, LetterState.SPOILED, LetterState.CAME_BACK)
_LONGEST = 90
_EVERY = 100_000


def parties_of(person_ids: Collection[int], on: date) -> dict[int, list[tuple[int, PartyDraft]]]:
    """Whom we may talk to about each person, by the person's id: the party's id and what is on file of them."""
    found: dict[int, list[tuple[int, PartyDraft]]] = {}
    for row in parties_on(sorted(set(person_ids)), on) if person_ids else ():
        found.setdefault(row.person_id, []).append((row.id, row.draft))
    return found


def made_lately(templates: Collection[str], subjects: Sequence[Ref], on: date) -> dict[tuple[str, str, str], date]:
    """The last day on which each letter about a record was made for somebody, by template, subject and addressee."""
    if not templates or not subjects:
        return {}
    rows = Letter.select(Letter.template, Letter.subject, Letter.addressee, Letter.dated).where(
        Letter.template.in_(list(templates)) & Letter.subject.in_([str(ref) for ref in subjects]) & Letter.copy_of.is_null()
        & Letter.state.not_in(_CAME_TO_NOTHING) & (Letter.dated >= on - timedelta(_LONGEST))).order_by(Letter.dated).tuples()
    return {(template, subject, addressee): dated for template, subject, addressee, dated in rows}


def place_of(tenancy_id: int, recipient: Recipient, email: str) -> PostalAddress:
    """What stands in the place of the address: where their post goes, or that it goes by e-mail where no post reaches them."""
    try:
        return where_to(tenancy_id, recipient)
    except Refused:
        if not email:
            raise
        return emailed_to(recipient, email)


def why_not_in_window(tenancy_id: int, recipient: Recipient, shared: Office) -> Reason | None:
    """Why the address cannot be read or fits no window; None when it shows in every envelope that is used."""
    try:
        fitted_address(where_to(tenancy_id, recipient), shared.envelopes)
    except Refused as reason:
        return cannot_be_drawn(str(reason))
    return None


def legal_steps(on: date) -> dict[int, tuple[str, ...]]:
    """By agreement, the evictions that are set and the notices that are served: an everyday letter seldom fits beside them."""
    found: dict[int, list[str]] = {}
    for eviction in standing():
        found.setdefault(eviction.tenancy_id, []).append(f"An eviction is set for {eviction.when}")
    for case in cases(State.SERVED, limit=_EVERY):
        if case.standing(on) is State.SERVED:
            found.setdefault(case.tenancy_id, []).append(f"A notice is served: {case.title}")
    return {tenancy_id: tuple(said) for tenancy_id, said in found.items()}


def see_first(recipient: Recipient, wording: Template | None) -> tuple[str, ...]:
    """What is to be known before a letter is made: a format that no program makes, an easy wording that is missing."""
    said = [f"Needs {words[:1].lower()}{words[1:]}: make it and send it with this" for words in recipient.formats]
    if recipient.easy_read and wording is None:
        said.append("Needs easy read, and a statement has none: it goes in large print")
    elif recipient.easy_read and wording is not None and not wording.has_easy_wording:
        said.append("No easy wording yet: it goes in easy read with the plain one")
    return tuple(said)
