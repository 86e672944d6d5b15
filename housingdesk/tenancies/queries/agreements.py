"""One agreement and its parts: who holds it on a day, which space it has, its benefit route, the law that governs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.errors import NotFound
from housingdesk.people.models import Person
from housingdesk.properties.models import Space
from housingdesk.settings import queries as settings_queries
from housingdesk.settings.rules.lookup import Settings
from housingdesk.tenancies.models import Holder, Occupancy, Route, Tenancy
from housingdesk.tenancies.rules import (
    BenefitRoute,
    EndReason,
    LandlordStatus,
    Regime,
    TenancyKind,
    Words,
    reference_letter,
    regime,
    words_for,
)


@dataclass(frozen=True, slots=True)
class TenancyRow:
    """A tenancy, licence or contract. ``ends_on`` is its last day; names and address are today's, or the last day's."""

    id: int
    version: int
    reference: str
    kind: TenancyKind
    starts_on: date
    ends_on: date | None
    end_reason: EndReason | None
    end_event_on: date | None
    social_housing: bool
    starter_until: date | None
    fixed_until: date | None
    former: bool
    names: str
    address: str
    postcode: str
    payment_reference: str
    note_to_read: str

    @property
    def words(self) -> Words:
        """What the agreement, the person and the money are called."""
        return words_for(self.kind)

    def within(self, day: date) -> date:
        """The day itself, or the first or last day of the agreement when it lies outside."""
        return max(self.starts_on, day if self.ends_on is None else min(day, self.ends_on))

    def runs_on(self, day: date) -> bool:
        """Whether the agreement runs on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody who holds, held or will hold an agreement; ``ends_on`` only for who left before its end."""

    id: int
    version: int
    tenancy_id: int
    person_id: int
    name: str
    say: str | None
    lead: bool
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        """Whether they hold it on a day on which it runs."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class OccupancyRow:
    """Which space an agreement has from ``start`` up to but not including ``end``."""

    id: int
    version: int
    tenancy_id: int
    space_id: int
    address: str
    postcode: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class RouteRow:
    """The benefit route from ``start`` up to but not including ``end``."""

    id: int
    version: int
    tenancy_id: int
    route: BenefitRoute
    claim_reference: str
    start: date
    end: date | None


_TENANCY = (Tenancy.id, Tenancy.version, Tenancy.reference, Tenancy.kind, Tenancy.starts_on, Tenancy.ends_on,
            Tenancy.end_reason, Tenancy.end_event_on, Tenancy.social_housing, Tenancy.starter_until, Tenancy.fixed_until,
            Tenancy.former, Tenancy.names, Tenancy.address, Tenancy.postcode, Tenancy.payment_reference,
            Tenancy.note_to_read)


def tenancies(ids: Sequence[int]) -> list[TenancyRow]:
    """The agreements of these ids, in this order; what is no longer there is left out."""
    found: Any = Tenancy.select(*_TENANCY).where(Tenancy.id.in_(list(ids))).tuples() if ids else ()
    rows = {row[0]: TenancyRow(*row) for row in found}
    return [rows[i] for i in ids if i in rows]


def tenancy(tenancy_id: int) -> TenancyRow:
    """One agreement; NotFound if there is none."""
    found = tenancies([tenancy_id])
    if not found:
        raise NotFound("This agreement is no longer there")
    return found[0]


def holders(tenancy_ids: Sequence[int]) -> list[HolderRow]:
    """Everybody who holds, held or will hold these agreements, the lead first, by one statement."""
    rows: Any = (Holder.select(Holder.id, Holder.version, Holder.tenancy, Holder.person, Person.name, Person.say,
                               Holder.lead, Holder.starts_on, Holder.ends_on)
                 .join(Person, on=(Holder.person == Person.id)).where(Holder.tenancy.in_(list(tenancy_ids)))
                 .order_by(Holder.tenancy, Holder.lead.desc(), Holder.starts_on, Holder.id).tuples())
    return [HolderRow(*row) for row in rows]


def holders_on(tenancy_id: int, on: date) -> list[HolderRow]:
    """Who holds an agreement on a day, the lead first: all are liable, and every notice goes to each. Empty outside it."""
    if not tenancy(tenancy_id).runs_on(on):
        return []
    return [row for row in holders([tenancy_id]) if row.on(on)]


def occupancies(tenancy_ids: Sequence[int]) -> list[OccupancyRow]:
    """Every space these agreements have had, by tenancy and in time."""
    rows: Any = (_occupancies().where(Occupancy.tenancy.in_(list(tenancy_ids)))
                 .order_by(Occupancy.tenancy, Occupancy.start).tuples())
    return [OccupancyRow(*row) for row in rows]


def occupancy_on(tenancy_id: int, on: date) -> OccupancyRow | None:
    """The space an agreement has on a day; before its first the first, after its last the last."""
    rows = occupancies([tenancy_id])
    return next((row for row in reversed(rows) if row.start <= on), rows[0] if rows else None)


def held(space_ids: Sequence[int], start: date, end: date | None, *, besides: int = 0) -> list[OccupancyRow]:
    """Who has any of these spaces on any day of ``start`` up to ``end``, other than the agreement ``besides``."""
    query = _occupancies().where(Occupancy.space.in_(list(space_ids)) & (Occupancy.tenancy != besides)
                                 & (Occupancy.end.is_null() | (Occupancy.end > start)))
    if end is not None:
        query = query.where(Occupancy.start < end)
    rows: Any = query.order_by(Occupancy.start).tuples()
    return [OccupancyRow(*row) for row in rows]


def routes(tenancy_ids: Sequence[int]) -> list[RouteRow]:
    """Every benefit route of these agreements, by tenancy and in time."""
    rows: Any = (Route.select(Route.id, Route.version, Route.tenancy, Route.route, Route.claim_reference, Route.start,
                              Route.end).where(Route.tenancy.in_(list(tenancy_ids)))
                 .order_by(Route.tenancy, Route.start).tuples())
    return [RouteRow(*row) for row in rows]


def route_on(tenancy_id: int, on: date) -> RouteRow | None:
    """The benefit route on a day, or None before the first."""
    return next((row for row in reversed(routes([tenancy_id])) if row.start <= on), None)


def tenancies_of_person(person_id: int) -> list[TenancyRow]:
    """Every agreement a person holds, held or will hold, the newest first."""
    theirs = Holder.select(Holder.tenancy).where(Holder.person == person_id)
    rows: Any = (Tenancy.select(*_TENANCY).where(Tenancy.id.in_(theirs))
                 .order_by(Tenancy.starts_on.desc(), Tenancy.id.desc()).tuples())
    return [TenancyRow(*row) for row in rows]


def tenancies_of_spaces(space_ids: Sequence[int]) -> list[TenancyRow]:
    """Every agreement that has, had or will have one of these spaces, the newest first."""
    there = Occupancy.select(Occupancy.tenancy).where(Occupancy.space.in_(list(space_ids)))
    rows: Any = (Tenancy.select(*_TENANCY).where(Tenancy.id.in_(there))
                 .order_by(Tenancy.starts_on.desc(), Tenancy.id.desc()).tuples())
    return [TenancyRow(*row) for row in rows]


def tenancy_by_reference(reference: str) -> TenancyRow | None:
    """The agreement with this reference of its own (T004471), or None."""
    row: Any = Tenancy.select(*_TENANCY).where(Tenancy.reference.typed(reference.strip().upper())).tuples().first()
    return None if row is None else TenancyRow(*row)


def last_number() -> int:
    """The highest number in any agreement's own reference, nought when there is none; a foreign reference has none."""
    numbers = []
    for letter in sorted({reference_letter(kind) for kind in TenancyKind}):
        like_ours = Tenancy.reference.between(f"{letter}000000", f"{letter}999999")
        top = Tenancy.select(fn.MAX(Tenancy.reference)).where(like_ours).scalar()
        if top is not None and _number(top) is None:
            rows: Any = Tenancy.select(Tenancy.reference).where(like_ours).tuples()
            numbers += [number for row in rows if (number := _number(row[0])) is not None]
        elif top is not None:
            numbers.append(_number(top) or 0)
    return max(numbers, default=0)


def regime_of(tenancy_id: int, on: date) -> Regime:
    """The body of law that governs an agreement on a day, with the association's own settings."""
    return regime_in(tenancy(tenancy_id), settings_queries.values(on), on)


def regime_in(row: TenancyRow, settings: Settings, on: date) -> Regime:
    """The same for lists, with settings read once."""
    return regime(row.kind, landlord=LandlordStatus(settings.text("landlord.status")), social_housing=row.social_housing,
                  on=on, social_commencement=settings.day("regime.rra.social"),
                  other_commencement=settings["regime.rra.non_social"])


def _number(reference: str) -> int | None:
    digits = reference[1:]
    return int(digits) if len(digits) == 6 and digits.isascii() and digits.isdigit() else None


def _occupancies() -> Any:
    return Occupancy.select(Occupancy.id, Occupancy.version, Occupancy.tenancy, Occupancy.space, Space.address,
                            Space.postcode, Occupancy.start, Occupancy.end).join(Space, on=(Occupancy.space == Space.id))
