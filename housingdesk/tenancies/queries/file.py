"""The header of a tenancy file: everything that changes what you do next, while the phone is at the ear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from housingdesk.people import queries as people_queries
from housingdesk.people.queries import ContactRow, MayTalkRow
from housingdesk.people.rules import ContactKind
from housingdesk.properties.models import Agent, Council, Space
from housingdesk.tenancies.queries.agreements import (
    HolderRow,
    OccupancyRow,
    RouteRow,
    TenancyRow,
    holders,
    occupancies,
    routes,
    tenancy,
)
from housingdesk.tenancies.rules import BenefitRoute, names_line, since_words


@dataclass(frozen=True, slots=True)
class HomeRow:
    """The home of an agreement on a day, with what it belongs to."""

    space_id: int
    address: str
    full_address: str
    postcode: str
    scheme: str
    officer: str
    council: str
    agent: str


@dataclass(frozen=True, slots=True)
class TenancyHeader:
    """The header on a day; for an agreement that has ended, as on its last day.

    ``say`` tells how names are spoken ("Amina Khan: a-MEE-na"), ``needs`` are chips, ``parties`` whom we may talk to or
    not, ``staff_warning`` that somebody has one (its text is on demand), ``missing`` a quiet to-do strip.
    """

    tenancy: TenancyRow
    names: str
    say: tuple[str, ...]
    holders: tuple[HolderRow, ...]
    home: HomeRow | None
    since: str
    route: RouteRow | None
    needs: tuple[str, ...]
    parties: tuple[MayTalkRow, ...]
    staff_warning: bool
    missing: tuple[str, ...]


def header(tenancy_id: int, on: date) -> TenancyHeader:
    """The header of an agreement's file, by nine statements whatever it holds."""
    row = tenancy(tenancy_id)
    day = row.within(on)
    held_by = tuple(holder for holder in holders([tenancy_id]) if holder.on(day))
    ids = [holder.person_id for holder in held_by]
    persons = people_queries.persons(ids)
    route = _last([r for r in routes([tenancy_id]) if r.start <= day])
    return TenancyHeader(
        tenancy=row, names=names_line([holder.name for holder in held_by]),
        say=tuple(f"{holder.name}: {holder.say}" for holder in held_by if holder.say), holders=held_by,
        home=_home(_last([o for o in occupancies([tenancy_id]) if o.start <= day])),
        since=since_words(row.starts_on, row.ends_on, on), route=route,
        needs=_chips(held_by, people_queries.needs_on(ids, day)),
        parties=tuple(people_queries.parties_on(ids, on)), staff_warning=any(p.staff_warning for p in persons),
        missing=_missing(row, held_by, people_queries.contacts(ids), route))


def _last(rows: Sequence[Any]) -> Any:
    return rows[-1] if rows else None


def _home(occupancy: OccupancyRow | None) -> HomeRow | None:
    if occupancy is None:
        return None
    scheme = Space.alias()
    row: Any = (Space.select(Space.id, Space.address, Space.full_address, Space.postcode, scheme.label, Space.officer,
                             Council.name, Agent.name)
                .join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                .join(Council, JOIN.LEFT_OUTER, on=(Space.council == Council.id))
                .join(Agent, JOIN.LEFT_OUTER, on=(Space.agent == Agent.id))
                .where(Space.id == occupancy.space_id).tuples().get())
    space_id, *words = row
    return HomeRow(space_id, *[word or "" for word in words])


def _chips(held_by: Sequence[HolderRow], needs: Sequence[people_queries.NeedRow]) -> tuple[str, ...]:
    """The needs of the holders; with several holders each chip says whose."""
    names = {holder.person_id: holder.name for holder in held_by}
    if len(names) < 2:
        return tuple(need.words for need in needs)
    return tuple(f"{need.words} ({names[need.person_id]})" for need in needs)


def _missing(row: TenancyRow, held_by: Sequence[HolderRow], contacts: Sequence[ContactRow],
             route: RouteRow | None) -> tuple[str, ...]:
    if row.former:
        return ()
    phones = {contact.person_id for contact in contacts if contact.kind is ContactKind.PHONE}
    out = [f"No phone number for {holder.name}" for holder in held_by if holder.person_id not in phones]
    if route is not None and route.route is not BenefitRoute.NONE and not route.claim_reference:
        out.append("No benefit claim reference")
    return tuple(out)
