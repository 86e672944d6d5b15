"""Homes by who has them: which are empty on a day, and since when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.properties.models import Space
from housingdesk.properties.queries import let_on
from housingdesk.properties.rules import NON_RESIDENTIAL, SpaceKind
from housingdesk.tenancies.models import Occupancy


@dataclass(frozen=True, slots=True)
class EmptyRow:
    """A space that is let as one and that nobody has on a day; ``since`` None when nobody ever had it."""

    space_id: int
    kind: SpaceKind
    address: str
    scheme: str
    officer: str
    since: date | None

    @property
    def residential(self) -> bool:
        """Whether people live in it."""
        return self.kind not in NON_RESIDENTIAL


def empty_on(day: date, *, scheme_id: int | None = None) -> list[EmptyRow]:
    """The spaces that could be lived in or used on a day and that nobody has, in the order of addresses. One statement."""
    scheme, past = Space.alias(), Occupancy.alias()
    now = Occupancy.select(Occupancy.id).where((Occupancy.space == Space.id) & (Occupancy.start <= day)
                                               & (Occupancy.end.is_null() | (Occupancy.end > day)))
    since = past.select(fn.MAX(past.end)).where((past.space == Space.id) & (past.end <= day))
    query = (Space.select(Space.id, Space.kind, Space.address, scheme.label, Space.officer, since)
             .join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id)).where(let_on(day) & ~fn.EXISTS(now)))
    if scheme_id is not None:
        query = query.where(Space.scheme == scheme_id)
    rows: Any = query.order_by(Space.sort_key, Space.id).tuples()
    return [EmptyRow(i, kind, address, label or "", officer, _day(left)) for i, kind, address, label, officer, left in rows]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
