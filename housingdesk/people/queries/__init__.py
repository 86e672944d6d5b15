"""What the people room answers: persons, how to reach them, what they need on a day, and whom we may talk to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.access.queries import find
from housingdesk.errors import NotFound
from housingdesk.people.models import Contact, Need, Party, Person
from housingdesk.people.queries.proofs import ConsentRow, IdentityRow, consents, identities
from housingdesk.people.rules import (
    Authority,
    ContactDraft,
    ContactKind,
    NeedDraft,
    NeedKind,
    PartyDraft,
    PartyRole,
    PersonDraft,
    Scope,
    authority,
    authority_sentence,
    need_words,
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person. ``find_detail`` says where they live or lived; ``former`` is true of who holds no agreement any more."""

    id: int
    version: int
    name: str
    known_as: str | None
    say: str | None
    sort_name: str | None
    forename: str
    surname: str
    born_on: date | None
    nino: str | None
    died_on: date | None
    staff_warning: str | None
    find_detail: str
    former: bool


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A way to reach a person; ``ended_on`` is the day from which it no longer holds."""

    id: int
    version: int
    person_id: int
    kind: ContactKind
    value: str
    digits: str | None
    label: str
    preferred: bool
    safe: bool
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What a person needs, from ``start`` up to but not including ``end``."""

    id: int
    version: int
    person_id: int
    kind: NeedKind
    detail: str
    start: date
    end: date | None

    @property
    def words(self) -> str:
        """The need as its chip reads."""
        return need_words(self.kind, self.detail)


@dataclass(frozen=True, slots=True)
class MayTalkRow:
    """A party of a person on a day: whether we may talk to them, and the sentence that says so."""

    id: int
    version: int
    person_id: int
    authority: Authority
    sentence: str
    draft: PartyDraft

    @property
    def may(self) -> bool:
        """Whether we may talk to them on that day."""
        return self.authority is Authority.IN_FORCE


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything about one person on a day."""

    person: PersonRow
    contacts: list[ContactRow]
    needs: list[NeedRow]
    parties: list[MayTalkRow]
    identities: tuple[IdentityRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()


_ORDER = (Authority.IN_FORCE, Authority.NOT_YET, Authority.NONE, Authority.EXPIRED)
_PERSON = (Person.id, Person.version, Person.name, Person.known_as, Person.say, Person.sort_name, Person.forename,
           Person.surname, Person.born_on, Person.nino, Person.died_on, Person.staff_warning, Person.find_detail,
           Person.former)


def people_like(text: str) -> list[tuple[int, str, str]]:
    """Persons by any fragment: the id, the name, and what tells them from their namesakes."""
    hits = [hit for hit in find(text) if hit.kind == "person"]
    names = {row.id: row.name for row in persons([hit.record_id for hit in hits])}
    return [(hit.record_id, names.get(hit.record_id, hit.label), hit.detail) for hit in hits]


def persons(ids: Sequence[int]) -> list[PersonRow]:
    """The persons of these ids, in this order; who is no longer there is left out."""
    found: Any = Person.select(*_PERSON).where(Person.id.in_(list(ids))).tuples() if ids else ()
    rows = {row[0]: PersonRow(*row) for row in found}
    return [rows[i] for i in ids if i in rows]


def person(person_id: int) -> PersonRow:
    """One person; NotFound if there is none."""
    found = persons([person_id])
    if not found:
        raise NotFound("This person is no longer there")
    return found[0]


def person_draft(person_id: int) -> tuple[PersonDraft, int]:
    """A person as a dialog shows them, and the version that was seen."""
    row = person(person_id)
    return PersonDraft(row.name, row.known_as or "", row.say or "", row.sort_name or "", row.born_on, row.nino or "",
                       row.died_on, row.staff_warning or ""), row.version


def contacts(person_ids: Sequence[int], *, ended: bool = False) -> list[ContactRow]:
    """How to reach these persons, the preferred way first; ``ended`` adds the ways that no longer hold."""
    query = Contact.select(Contact.id, Contact.version, Contact.person, Contact.kind, Contact.value, Contact.digits,
                           Contact.label, Contact.preferred, Contact.safe, Contact.ended_on)
    query = query.where(Contact.person.in_(list(person_ids)))
    if not ended:
        query = query.where(Contact.ended_on.is_null())
    rows: Any = query.order_by(Contact.person, Contact.ended_on.is_null(False), Contact.preferred.desc(), Contact.id).tuples()
    return [ContactRow(*row) for row in rows]


def needs_on(person_ids: Sequence[int], on: date) -> list[NeedRow]:
    """What these persons need on a day."""
    rows: Any = (_needs(person_ids).where((Need.start <= on) & (Need.end.is_null() | (Need.end > on)))
                 .order_by(Need.person, Need.id).tuples())
    return [NeedRow(*row) for row in rows]


def needs(person_id: int) -> list[NeedRow]:
    """All that a person needs, needed or will need, the latest first."""
    rows: Any = _needs([person_id]).order_by(Need.start.desc(), Need.id.desc()).tuples()
    return [NeedRow(*row) for row in rows]


def may_talk_to(person_id: int, on: date) -> list[MayTalkRow]:
    """Whom we may talk to about a person on a day, who is not on file, and last whose authority has run out."""
    return parties_on([person_id], on)


def parties_on(person_ids: Sequence[int], on: date) -> list[MayTalkRow]:
    """The same for several persons at once, by one statement."""
    rows: Any = Party.select().where(Party.person.in_(list(person_ids))).order_by(Party.person, Party.name, Party.id)
    out = [_may_talk(row, on) for row in rows]
    return sorted(out, key=lambda row: (person_ids.index(row.person_id), _ORDER.index(row.authority)))


def person_file(person_id: int, on: date) -> PersonFile:
    """Everything about one person on a day, by six statements."""
    return PersonFile(person(person_id), contacts([person_id], ended=True), needs_on([person_id], on),
                      may_talk_to(person_id, on), identities([person_id]), consents(person_id))


def alike(draft: PersonDraft) -> list[PersonRow]:
    """Persons who may be the same as a draft without problems: the same NI number, or surname and date of birth."""
    columns = draft.columns()
    same = Person.nino == columns["nino"]
    if draft.born_on is not None:
        same |= (Person.surname == columns["surname"]) & (Person.born_on == draft.born_on)
    rows: Any = Person.select(*_PERSON).where(same).order_by(Person.name, Person.id).tuples()
    return [PersonRow(*row) for row in rows]


def contact_draft(row: Contact | ContactRow) -> ContactDraft:
    """A way to reach somebody as a dialog shows it."""
    return ContactDraft(row.kind, row.value, row.label, row.safe)


def need_draft(row: Need | NeedRow) -> NeedDraft:
    """A need as a dialog shows it."""
    return NeedDraft(row.kind, row.start, row.detail, row.end)


def party_draft(row: Party) -> PartyDraft:
    """A party as a dialog shows it."""
    return PartyDraft(PartyRole(row.role), row.name, Scope(row.scope), row.organisation, row.phone, row.email,
                      row.authority_on, row.authority_note, row.expires_on, row.address)


def _needs(person_ids: Sequence[int]) -> Any:
    return Need.select(Need.id, Need.version, Need.person, Need.kind, Need.detail, Need.start, Need.end).where(
        Need.person.in_(list(person_ids)))


def _may_talk(row: Party, on: date) -> MayTalkRow:
    draft = party_draft(row)
    return MayTalkRow(row.id, row.version, row.person_id, authority(row.authority_on, row.expires_on, on),
                      authority_sentence(draft, on), draft)
