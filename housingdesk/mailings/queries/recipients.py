"""To whom the letters of an agreement go, and where: the home, or the address that somebody gave for their post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.rules.address import PostalAddress, typed_address
from housingdesk.mailings.rules.reasons import ToWhom
from housingdesk.people.models import Contact, Need, Person
from housingdesk.people.rules import ContactKind, NeedKind, need_words
from housingdesk.properties.queries import postal_address
from housingdesk.tenancies.models import Holder, Occupancy


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who holds an agreement or held it last. ``forwarding``: where post is to go instead of the home.

    ``email`` is the e-mail address they want to be reached by first, if it is safe. ``unsafe_post`` are addresses that they
    asked us not to write to. ``formats`` are what they need that no program makes, such as ``braille``, in words.
    """

    id: int
    name: str
    died_on: date | None
    large_print: bool
    forwarding: str
    easy_read: bool = False
    email: str = ""
    unsafe_post: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    has_surname: bool = True

    def to_whom(self, home: str, postcode: str, *, former: bool, by_email: bool = False) -> ToWhom:
        """What decides whether a letter about a home reaches them."""
        return ToWhom(self.name, self.died_on, home, postcode, former, self.forwarding, self.unsafe_post, self.has_surname,
                      by_email)


MADE_BY_HAND = (NeedKind.BRAILLE, NeedKind.AUDIO, NeedKind.TRANSLATION, NeedKind.SIGN_LANGUAGE)


def recipients(tenancy_ids: Collection[int], on: date) -> dict[int, list[Recipient]]:
    """Who holds each agreement (or held it last), the lead first."""
    if not tenancy_ids:
        return {}
    rows = list(Holder.select(Holder.tenancy, Person.id, Person.name, Person.died_on, Holder.ends_on, Person.sort_name)
                .join(Person).where(Holder.tenancy.in_(list(tenancy_ids)))
                .order_by(Holder.tenancy, Holder.lead.desc(), Holder.id).tuples())
    people = {r[1] for r in rows}
    needs, reach = _needs(people, on), _contacts(people, on)
    found: dict[int, list[Recipient]] = {}
    latest = {t: max((r[4] or date.max for r in rows if r[0] == t), default=date.max) for t in tenancy_ids}
    for tenancy, person, name, died, ends, sort_name in rows:
        if (ends or date.max) >= min(latest[tenancy], on):
            found.setdefault(tenancy, []).append(_recipient(person, name, died, sort_name, needs.get(person, []),
                                                            reach.get(person, [])))
    return found


def people_on_file(person_ids: Collection[int], on: date) -> dict[int, Recipient]:
    """People by their id, whether they hold an agreement or not."""
    rows = (Person.select(Person.id, Person.name, Person.died_on, Person.sort_name)
            .where(Person.id.in_(list(person_ids))).tuples())
    needs, reach = _needs(person_ids, on), _contacts(person_ids, on)
    return {person: _recipient(person, name, died, sort_name, needs.get(person, []), reach.get(person, []))
            for person, name, died, sort_name in rows}


def _needs(people: Collection[int], on: date) -> dict[int, list[tuple[NeedKind, str]]]:
    kinds = (NeedKind.LARGE_PRINT, NeedKind.EASY_READ, *MADE_BY_HAND)
    rows = Need.select(Need.person, Need.kind, Need.detail).where(
        Need.person.in_(list(people)) & Need.kind.in_(kinds) & (Need.start <= on)
        & (Need.end.is_null() | (Need.end > on))).order_by(Need.id).tuples()
    found: dict[int, list[tuple[NeedKind, str]]] = {}
    for person, kind, detail in rows:
        found.setdefault(person, []).append((NeedKind(kind), detail))
    return found


def _contacts(people: Collection[int], on: date) -> dict[int, list[tuple[ContactKind, str, bool, bool]]]:
    rows = Contact.select(Contact.person, Contact.kind, Contact.value, Contact.safe, Contact.preferred).where(
        Contact.person.in_(list(people)) & Contact.kind.in_((ContactKind.POST, ContactKind.EMAIL))
        & (Contact.ended_on.is_null() | (Contact.ended_on > on))).order_by(Contact.id).tuples()
    found: dict[int, list[tuple[ContactKind, str, bool, bool]]] = {}
    for person, kind, value, safe, preferred in rows:
        found.setdefault(person, []).append((ContactKind(kind), value, bool(safe), bool(preferred)))
    return found


def _recipient(person: int, name: str, died: date | None, sort_name: str | None, needs: list[tuple[NeedKind, str]],
               reach: list[tuple[ContactKind, str, bool, bool]]) -> Recipient:
    kinds = {kind for kind, _ in needs}
    post = [(value, safe) for kind, value, safe, _ in reach if kind is ContactKind.POST]
    return Recipient(
        person, name, died, NeedKind.LARGE_PRINT in kinds, next((value for value, safe in reversed(post) if safe), ""),
        NeedKind.EASY_READ in kinds,
        next((value for kind, value, safe, preferred in reach if kind is ContactKind.EMAIL and safe and preferred), ""),
        tuple(value for value, safe in post if not safe),
        tuple(need_words(kind, detail) for kind, detail in needs if kind in MADE_BY_HAND),
        len(name.split()) > 1 or bool((sort_name or "").strip()))


def where_to(tenancy_id: int, recipient: Recipient) -> PostalAddress:
    """The address on the envelope; Refused when there is none or it cannot be read."""
    if recipient.forwarding:
        return typed_address((recipient.name,), recipient.forwarding)
    return postal_address(space_of(tenancy_id), [recipient.name])


def emailed_to(recipient: Recipient, email: str) -> PostalAddress:
    """What stands in the place of the address on what goes by e-mail to somebody to whom no post goes."""
    return PostalAddress((recipient.name,), "", "", "", email=email)


def space_of(tenancy_id: int) -> int:
    """The home of an agreement, or its last one."""
    row = (Occupancy.select(Occupancy.space).where(Occupancy.tenancy == tenancy_id).order_by(Occupancy.start.desc())
           .tuples().first())
    if row is None:
        raise Refused("This agreement has no home on it")
    return int(row[0])
