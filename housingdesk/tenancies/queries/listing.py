"""Lists of agreements: a filter that every list shares, ids in order, and rows by the window.

Ids come by one statement and rows by one, however long the list is.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Any

from peewee import JOIN, Case, fn

from housingdesk.access.models import FindEntry
from housingdesk.people.models import Person
from housingdesk.properties.models import Council, Space
from housingdesk.tenancies.models import Holder, Occupancy, Route, Tenancy
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, Words, words_for
from housingdesk.values.text import fold, squash


class When(StrEnum):
    """Which agreements a list shows by their time."""

    CURRENT = "current"
    FORMER = "former"
    COMING = "not yet begun"
    ALL = "all"


class Order(StrEnum):
    """The columns a list of agreements is sorted by; the reference breaks every tie."""

    NAMES = "names"
    ADDRESS = "address"
    REFERENCE = "reference"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    KIND = "kind"
    SCHEME = "scheme"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class TenancyFilter:
    """What a list shows; an empty part does not narrow it. ``text`` is fragments that must all fit, as in the find box."""

    on: date
    when: When = When.CURRENT
    scheme_ids: tuple[int, ...] = ()
    officers: tuple[str, ...] = ()
    council_ids: tuple[int, ...] = ()
    routes: tuple[BenefitRoute, ...] = ()
    kinds: tuple[TenancyKind, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list, as on the day of the list; after an agreement's end as on its last day."""

    id: int
    reference: str
    names: str
    address: str
    postcode: str
    kind: TenancyKind
    starts_on: date
    ends_on: date | None
    payment_reference: str
    note_to_read: bool
    space_id: int | None
    scheme: str
    officer: str
    council: str
    route: BenefitRoute

    @property
    def words(self) -> Words:
        """What the agreement, the person and the money are called."""
        return words_for(self.kind)


def tenancy_ids(chosen: TenancyFilter, order: Order = Order.NAMES, *, descending: bool = False) -> "array[int]":
    """The ids of a whole list in its order, by one statement. Words are compared without accents, people by surname."""
    rows: Any = _filtered(chosen, *_COLUMNS[order], placed=order in _BY_HOME).order_by(Tenancy.reference).tuples()
    return array("q", (row[0] for row in sorted(rows, key=_sort_key, reverse=descending)))


def tenancy_rows(ids: Sequence[int], on: date) -> list[ListRow]:
    """The rows of these ids, in this order, by one statement; what is no longer there is left out."""
    if not ids:
        return []
    route = Route.select(Route.route).where((Route.tenancy == Tenancy.id) & (Route.start <= on)).order_by(
        Route.start.desc()).limit(1)
    found: Any = (_placed(on, Tenancy.id, Tenancy.reference, Tenancy.names, Tenancy.address, Tenancy.postcode, Tenancy.kind,
                          Tenancy.starts_on, Tenancy.ends_on, Tenancy.payment_reference, Tenancy.note_to_read != "",
                          Space.id, _SCHEME.label, Space.officer, Council.name, route)
                  .where(Tenancy.id.in_(list(ids))).tuples())
    rows = {row[0]: _row(row) for row in found}
    return [rows[i] for i in ids if i in rows]


def matching(chosen: TenancyFilter) -> Any:
    """The same list as a query of ids, for another room's list: ``Account.tenancy.in_(matching(filter))``."""
    return _filtered(chosen)


def counted(chosen: TenancyFilter) -> int:
    """How many agreements a filter lets through."""
    return int(_filtered(chosen).count())


_SCHEME = Space.alias()
_LEAD = (Holder.select(Person.surname).join(Person, on=(Holder.person == Person.id)).where(Holder.tenancy == Tenancy.id)
         .order_by(Holder.lead.desc(), Holder.starts_on, Holder.id).limit(1))
_COLUMNS: dict[Order, tuple[Any, ...]] = {
    Order.NAMES: (_LEAD, Tenancy.names), Order.ADDRESS: (Space.sort_key,), Order.REFERENCE: (Tenancy.reference,),
    Order.STARTS_ON: (Tenancy.starts_on,), Order.ENDS_ON: (Tenancy.ends_on,), Order.KIND: (Tenancy.kind,),
    Order.SCHEME: (_SCHEME.label, Space.sort_key), Order.OFFICER: (Space.officer, Space.sort_key),
}
_BY_HOME = frozenset({Order.ADDRESS, Order.SCHEME, Order.OFFICER})


def _sort_key(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is missing comes first."""
    return tuple((value is not None, fold(value) if isinstance(value, str) else value) for value in row[1:])


def _filtered(chosen: TenancyFilter, *columns: Any, placed: bool = False) -> Any:
    """The ids of a filter; where each home is is looked up only when the filter or the order asks for it."""
    placed = placed or bool(chosen.scheme_ids or chosen.officers or chosen.council_ids)
    query = _placed(chosen.on, Tenancy.id, *columns) if placed else Tenancy.select(Tenancy.id, *columns)
    query = query.where(_time(chosen))
    for column, wanted in ((Space.scheme, chosen.scheme_ids), (Space.officer, chosen.officers),
                           (Space.council, chosen.council_ids), (Tenancy.kind, chosen.kinds)):
        if wanted:
            query = query.where(column.in_(list(wanted)))
    if chosen.routes:
        query = query.where(_on_route(chosen))
    return query.where(Tenancy.id.in_(_found(chosen.text))) if squash(chosen.text) else query


def _placed(on: date, *columns: Any) -> Any:
    """Agreements joined to the one space each has on a day: before its start the first, after its end the last."""
    latest = Occupancy.alias()
    begun = Case(None, [(latest.start <= on, 1)], 0)
    there = (latest.select(latest.id).where(latest.tenancy == Tenancy.id)
             .order_by(begun.desc(), Case(None, [(latest.start <= on, latest.start)]).desc(), latest.start).limit(1))
    return (Tenancy.select(*columns)
            .join(Occupancy, JOIN.LEFT_OUTER, on=(Occupancy.id == there))
            .join(Space, JOIN.LEFT_OUTER, on=(Occupancy.space == Space.id))
            .join(_SCHEME, JOIN.LEFT_OUTER, on=(Space.scheme == _SCHEME.id))
            .join(Council, JOIN.LEFT_OUTER, on=(Space.council == Council.id)))


def _time(chosen: TenancyFilter) -> Any:
    runs = (Tenancy.starts_on <= chosen.on) & (Tenancy.ends_on.is_null() | (Tenancy.ends_on >= chosen.on))
    return {When.CURRENT: runs, When.FORMER: Tenancy.ends_on < chosen.on, When.COMING: Tenancy.starts_on > chosen.on,
            When.ALL: Tenancy.id.is_null(False)}[chosen.when]


def _on_route(chosen: TenancyFilter) -> Any:
    """The route in force that day; an agreement with none on file counts as none."""
    latest = Route.alias()
    now = (latest.select(latest.route).where((latest.tenancy == Tenancy.id) & (latest.start <= chosen.on))
           .order_by(latest.start.desc()).limit(1))
    return fn.COALESCE(now, str(BenefitRoute.NONE)).in_([str(route) for route in chosen.routes])


def _found(text: str) -> Any:
    """Agreements whose words hold every fragment, or a reference, phone or postcode typed with spaces."""
    fits = reduce(and_, [FindEntry.words.contains(word) for word in fold(text).split()])
    if any(c.isdigit() for c in text):
        fits |= FindEntry.words.contains(squash(text))
    return FindEntry.select(FindEntry.record).where((FindEntry.kind == "tenancy") & fits)


def _row(row: tuple[Any, ...]) -> ListRow:
    note, space_id, scheme, officer, council, route = row[9:]
    values: list[Any] = [*row[:9], bool(note), space_id, scheme or "", officer or "", council or "",
                         BenefitRoute.NONE if route is None else BenefitRoute(route)]
    return ListRow(*values)
