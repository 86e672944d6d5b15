"""What showed who somebody is, identity that is still to follow, and what people agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.people.models import Consent, Identity, Person
from housingdesk.people.rules.proofs import ConsentKind, IdentityKind


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """One thing that showed who somebody is, or identity to follow with its day and who vouches until then."""

    id: int
    version: int
    person_id: int
    name: str
    find_detail: str
    kind: IdentityKind
    number: str
    seen_on: date | None
    seen_by: str
    follow_by: date | None
    vouched_by: str
    settled_on: date | None
    note: str

    @property
    def open(self) -> bool:
        """Whether it is still to come."""
        return self.kind is IdentityKind.TO_FOLLOW and self.settled_on is None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What somebody agreed to or not, from its day on."""

    id: int
    version: int
    person_id: int
    kind: ConsentKind
    given: bool
    on: date
    how: str
    taken_by: str
    ended_on: date | None


_IDENTITY = (Identity.id, Identity.version, Identity.person, Person.name, Person.find_detail, Identity.kind, Identity.number,
             Identity.seen_on, Identity.seen_by, Identity.follow_by, Identity.vouched_by, Identity.settled_on, Identity.note)


def identities(person_ids: Sequence[int]) -> tuple[IdentityRow, ...]:
    """What showed who these persons are, in the order it was recorded; lines taken out are left out."""
    return _rows(Identity.person.in_(list(person_ids)))


def identities_to_follow(on: date) -> tuple[IdentityRow, ...]:
    """Everybody whose identity is still to come, the earliest day first; ``on`` or before means it is due."""
    rows = _rows((Identity.kind == IdentityKind.TO_FOLLOW) & Identity.settled_on.is_null())
    return tuple(sorted(rows, key=lambda row: (row.follow_by or on, row.id)))


def _rows(where: Any) -> tuple[IdentityRow, ...]:
    found: Any = (Identity.select(*_IDENTITY).join(Person).where(where & (Identity.removed == ""))
                  .order_by(Identity.id).tuples())
    return tuple(IdentityRow(*row) for row in found)


def consents(person_id: int) -> tuple[ConsentRow, ...]:
    """What a person agreed to or not: of each kind the newest, in the order of the kinds."""
    found: Any = (Consent.select(Consent.id, Consent.version, Consent.person, Consent.kind, Consent.given, Consent.on,
                                 Consent.how, Consent.taken_by, Consent.ended_on)
                  .where(Consent.person == person_id).order_by(Consent.on, Consent.id).tuples())
    newest = {row[3]: ConsentRow(*row) for row in found}
    return tuple(newest[kind] for kind in ConsentKind if kind in newest)


def consented(person_id: int, kind: ConsentKind, on: date) -> bool:
    """Whether a consent holds on a day."""
    return any(row.kind is kind and row.given and row.on <= on and (row.ended_on is None or on < row.ended_on)
               for row in consents(person_id))
