"""To whom the letters of an agreement go, and where: the home, or the address that somebody gave for their post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.rules.address import PostalAddress, typed_address
from housingdesk.people.models import Contact, Need, Person
from housingdesk.people.rules import ContactKind, NeedKind
from housingdesk.properties.queries import postal_address
from housingdesk.tenancies.models import Holder, Occupancy


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who holds an agreement or held it last. ``forwarding``: where post is to go instead of the home."""

    id: int
    name: str
    died_on: date | None
    large_print: bool
    forwarding: str


def recipients(tenancy_ids: Collection[int], on: date) -> dict[int, list[Recipient]]:
    """Who holds each agreement (or held it last), the lead first."""
    if not tenancy_ids:
        return {}
    rows = list(Holder.select(Holder.tenancy, Person.id, Person.name, Person.died_on, Holder.ends_on).join(Person)
                .where(Holder.tenancy.in_(list(tenancy_ids))).order_by(Holder.tenancy, Holder.lead.desc(), Holder.id).tuples())
    people = [r[1] for r in rows]
    large = {r[0] for r in Need.select(Need.person).where(
        Need.person.in_(people) & (Need.kind == NeedKind.LARGE_PRINT) & (Need.start <= on)
        & (Need.end.is_null() | (Need.end > on))).tuples()}
    forwarding = dict(Contact.select(Contact.person, Contact.value).where(
        Contact.person.in_(people) & (Contact.kind == ContactKind.POST) & Contact.safe
        & (Contact.ended_on.is_null() | (Contact.ended_on > on))).tuples())
    found: dict[int, list[Recipient]] = {}
    latest = {t: max((r[4] or date.max for r in rows if r[0] == t), default=date.max) for t in tenancy_ids}
    for tenancy, person, name, died, ends in rows:
        if (ends or date.max) >= min(latest[tenancy], on):
            found.setdefault(tenancy, []).append(Recipient(person, name, died, person in large, forwarding.get(person, "")))
    return found


def where_to(tenancy_id: int, recipient: Recipient) -> PostalAddress:
    """The address on the envelope; Refused when there is none or it cannot be read."""
    if recipient.forwarding:
        return typed_address((recipient.name,), recipient.forwarding)
    return postal_address(space_of(tenancy_id), [recipient.name])


def space_of(tenancy_id: int) -> int:
    """The home of an agreement, or its last one."""
    row = (Occupancy.select(Occupancy.space).where(Occupancy.tenancy == tenancy_id).order_by(Occupancy.start.desc())
           .tuples().first())
    if row is None:
        raise Refused("This agreement has no home on it")
    return int(row[0])
