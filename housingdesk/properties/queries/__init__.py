"""What the properties room answers: spaces and where they stand, who manages them, and on which days each is let as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import JOIN, fn

from housingdesk.db.dialect import sql
from housingdesk.errors import NotFound
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.properties.models import Agent, Council, LetPeriod, Space
from housingdesk.properties.rules import (
    NON_RESIDENTIAL,
    Part,
    Period,
    RentType,
    SpaceDraft,
    SpaceKind,
    address_lines,
    overlap,
    postal_parts,
)
from housingdesk.values.dates import format_date

_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space. ``address`` is one line with the room label, without town; ``full_address`` has everything."""

    id: int
    version: int
    parent_id: int | None
    scheme_id: int | None
    kind: SpaceKind
    label: str
    street: str
    locality: str
    town: str
    county: str
    own_postcode: str
    address: str
    full_address: str
    postcode: str
    uprn: str | None
    lettable: bool
    bedrooms: int | None
    rent_type: RentType | None
    social_housing: bool
    council_id: int | None
    agent_id: int | None
    officer: str
    managed_from: date | None
    managed_to: date | None
    sort_key: str

    @property
    def depth(self) -> int:
        """How many levels it stands below the top."""
        return self.sort_key.count("/")

    @property
    def said(self) -> str:
        """What people call it."""
        return self.address or self.label

    @property
    def residential(self) -> bool:
        """Whether people live in it."""
        return self.kind not in NON_RESIDENTIAL


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A stretch in which a space is let as one; ``start`` None since ever, ``end`` (not included) None for good."""

    id: int | None
    version: int | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A scheme with how many of its spaces are let as one on a day; council and agent are those of the scheme itself."""

    id: int
    label: str
    let_spaces: int
    council: str
    agent: str
    officer: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A council or an agent. ``number`` is a council's creditor number, ``role`` an agent's part."""

    id: int
    version: int
    name: str
    phone: str
    email: str
    number: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class SpaceFile:
    """Everything about one space: itself, what it stands in (nearest first), what stands in it, and its periods."""

    space: SpaceRow
    stands_in: list[SpaceRow]
    holds: list[SpaceRow]
    periods: list[PeriodRow]
    council: OfficeRow | None
    agent: OfficeRow | None


_SPACE = (Space.id, Space.version, Space.parent, Space.scheme, Space.kind, Space.label, Space.street, Space.locality,
          Space.town, Space.county, Space.own_postcode, Space.address, Space.full_address, Space.postcode, Space.uprn,
          Space.lettable, Space.bedrooms, Space.rent_type, Space.social_housing, Space.council, Space.agent, Space.officer,
          Space.managed_from, Space.managed_to, Space.sort_key)


def spaces(ids: Sequence[int]) -> list[SpaceRow]:
    """The spaces of these ids, in this order; what is no longer there is left out."""
    found: Any = Space.select(*_SPACE).where(Space.id.in_(list(ids))).tuples() if ids else ()
    rows = {row[0]: SpaceRow(*row) for row in found}
    return [rows[i] for i in ids if i in rows]


def space(space_id: int) -> SpaceRow:
    """One space; NotFound if there is none."""
    found = spaces([space_id])
    if not found:
        raise NotFound("This home is no longer there")
    return found[0]


def space_draft(space_id: int) -> tuple[SpaceDraft, int]:
    """A space as a dialog shows it, and the version that was seen."""
    return draft_of(space(space_id)), space(space_id).version


def draft_of(row: SpaceRow) -> SpaceDraft:
    """The draft behind a row."""
    return SpaceDraft(row.kind, row.label, row.parent_id, row.street, row.locality, row.town, row.county, row.own_postcode,
                      row.uprn or "", row.bedrooms, row.rent_type, row.social_housing, row.council_id, row.agent_id,
                      row.officer, row.managed_from, row.managed_to)


def chain(space_id: int) -> list[SpaceRow]:
    """The space itself and all that it stands in, outwards; NotFound if there is none."""
    found = spaces(_ids(_UP, space_id))
    if not found:
        raise NotFound("This home is no longer there")
    return found


def inside(space_id: int) -> list[SpaceRow]:
    """The space itself and all that stands in it, however deep, in the order of addresses."""
    return sorted(spaces(_ids(_DOWN, space_id)), key=lambda row: row.sort_key)


def kin(space_id: int) -> list[SpaceRow]:
    """What shares its rooms: all above and below where people live, and itself. A garage is apart from its house."""
    own = space(space_id)
    if not own.residential:
        return [own]
    return [row for row in [*chain(space_id)[1:], *inside(space_id)] if row.residential]


def tree(scheme_id: int | None = None) -> list[SpaceRow]:
    """A scheme and all in it, or everything there is, in the order of addresses; ``depth`` says how far in. One statement."""
    query = Space.select(*_SPACE)
    if scheme_id is not None:
        query = query.where((Space.id == scheme_id) | (Space.scheme == scheme_id))
    rows: Any = query.order_by(Space.sort_key, Space.id).tuples()
    return [SpaceRow(*row) for row in rows]


def schemes(on: date) -> list[SchemeRow]:
    """All schemes with how many spaces of theirs are let as one on a day, by one statement."""
    inner = Space.alias()
    counted = (inner.select(inner.scheme, fn.COUNT(inner.id).alias("n")).where(let_on(on, inner)).group_by(inner.scheme)
               .alias("counted"))
    rows: Any = (Space.select(Space.id, Space.label, fn.COALESCE(counted.c.n, 0), fn.COALESCE(Council.name, ""),
                              fn.COALESCE(Agent.name, ""), Space.officer)
                 .join(Council, JOIN.LEFT_OUTER, on=(Space.council == Council.id))
                 .join(Agent, JOIN.LEFT_OUTER, on=(Space.agent == Agent.id))
                 .join(counted, JOIN.LEFT_OUTER, on=(counted.c.scheme_id == Space.id))
                 .where(Space.kind == SpaceKind.SCHEME).order_by(Space.sort_key, Space.id).tuples())
    return [SchemeRow(*row) for row in rows]


def officers() -> list[str]:
    """Every officer who looks after a space, by name."""
    rows: Any = Space.select(Space.officer).where(Space.officer != "").distinct().order_by(Space.officer).tuples()
    return [row[0] for row in rows]


def councils() -> list[OfficeRow]:
    """All councils, by name."""
    return [_council(row) for row in Council.select().order_by(Council.name)]


def agents() -> list[OfficeRow]:
    """All managing agents and support providers, by name."""
    return [_agent(row) for row in Agent.select().order_by(Agent.name)]


def space_file(space_id: int) -> SpaceFile:
    """Everything about one space."""
    above = chain(space_id)
    own = above[0]
    council = Council.get_or_none(Council.id == own.council_id) if own.council_id else None
    agent = Agent.get_or_none(Agent.id == own.agent_id) if own.agent_id else None
    rows: Any = Space.select(*_SPACE).where(Space.parent == space_id).order_by(Space.sort_key, Space.id).tuples()
    return SpaceFile(own, above[1:], [SpaceRow(*row) for row in rows], let_periods(own),
                     _council(council) if council else None, _agent(agent) if agent else None)


def let_periods(row: SpaceRow) -> list[PeriodRow]:
    """When a space is let as one, the earliest first; one open period if it always is, none if it never is."""
    return let_periods_of([row])[row.id]


def let_periods_of(rows: Sequence[SpaceRow]) -> dict[int, list[PeriodRow]]:
    """The same for many spaces, by their id, by one statement."""
    ids = [row.id for row in rows if row.lettable]
    held: dict[int, list[PeriodRow]] = {row.id: [] for row in rows}
    found: Any = (LetPeriod.select(LetPeriod.space, LetPeriod.id, LetPeriod.version, LetPeriod.start, LetPeriod.end)
                  .where(LetPeriod.space.in_(ids)).order_by(LetPeriod.start).tuples())
    for space_id, *period in found:
        held[space_id].append(PeriodRow(*period))
    return {i: periods or ([PeriodRow(None, None, None, None)] if i in ids else []) for i, periods in held.items()}


def let_on(on: date, model: Any = Space) -> Any:
    """The condition that a space is let as one, and ours to let, on a day; for any query of spaces (``model`` an alias)."""
    period = LetPeriod.alias()
    dated = period.select(period.id).where(period.space == model.id)
    covers = dated.where((period.start <= on) & (period.end.is_null() | (period.end > on)))
    return ((model.lettable == True) & (~fn.EXISTS(dated) | fn.EXISTS(covers)) & managed_on(on, model))  # noqa: E712


def managed_on(on: date, model: Any = Space) -> Any:
    """The condition that a space is ours to let or manage on a day."""
    return ((model.managed_from.is_null() | (model.managed_from <= on))
            & (model.managed_to.is_null() | (model.managed_to >= on)))


def let_spaces(on: date, scheme_id: int | None = None) -> list[SpaceRow]:
    """The spaces that are let as one on a day, in the order of addresses."""
    query = Space.select(*_SPACE).where(let_on(on))
    if scheme_id is not None:
        query = query.where(Space.scheme == scheme_id)
    rows: Any = query.order_by(Space.sort_key, Space.id).tuples()
    return [SpaceRow(*row) for row in rows]


def why_not_let(row: SpaceRow, start: date, end: date | None) -> str | None:
    """Why a space cannot be let for all of ``start`` up to ``end``, as a sentence; None when it can."""
    if row.managed_from is not None and start < row.managed_from:
        return f"{row.said} is ours to let from {format_date(row.managed_from)}"
    if row.managed_to is not None and (end is None or end > row.managed_to + timedelta(days=1)):
        return f"{row.said} is ours to let until {format_date(row.managed_to)}"
    held = let_periods(row)
    if any((p.start is None or p.start <= start) and (p.end is None or (end is not None and end <= p.end)) for p in held):
        return None
    now = next((p for p in held if (p.start is None or p.start <= start) and (p.end is None or start < p.end)), None)
    if now is not None and now.end is not None:
        return f"{row.said} is let as one up to {format_date(now.end)} only"
    return f"{row.said} is not let as one on {format_date(start)}"


def clash(row: SpaceRow, period: Period) -> tuple[SpaceRow, PeriodRow] | None:
    """What above or below is let as one at the same time, and when; None when nothing is."""
    others = [other for other in kin(row.id) if other.id != row.id]
    periods = let_periods_of(others)
    return next(((other, held) for other in others for held in periods[other.id]
                 if overlap((held.start, held.end), period)), None)


def parts(rows: Sequence[SpaceRow]) -> list[Part]:
    """A chain of spaces as the rules of addresses read it."""
    return [Part(r.kind, r.label, r.street, r.locality, r.town, r.county, r.own_postcode) for r in rows]


def letter_lines(space_id: int) -> tuple[str, ...]:
    """The lines of a postal address under the name, town and postcode last."""
    return address_lines(parts(chain(space_id)))


def postal_address(space_id: int, names: Sequence[str]) -> PostalAddress:
    """Who and where, as a letter's envelope window needs it."""
    made = postal_parts(parts(chain(space_id)))
    return PostalAddress(tuple(names), made.street, made.town, made.postcode, made.unit, made.building, made.locality,
                         made.county)


_UP = """WITH RECURSIVE up(id, parent_id, depth) AS (
  SELECT id, parent_id, 0 FROM space WHERE id = ?
  UNION ALL SELECT s.id, s.parent_id, up.depth + 1 FROM space s JOIN up ON s.id = up.parent_id WHERE up.depth < ?)
SELECT id FROM up ORDER BY depth"""
_DOWN = """WITH RECURSIVE down(id, depth) AS (
  SELECT id, 0 FROM space WHERE id = ?
  UNION ALL SELECT s.id, down.depth + 1 FROM space s JOIN down ON s.parent_id = down.id WHERE down.depth < ?)
SELECT id FROM down"""


def _ids(statement: str, space_id: int) -> list[int]:
    database = Space._meta.database
    return [row[0] for row in database.execute_sql(sql(database, statement), (space_id, _DEEPEST)).fetchall()]


def _council(row: Council) -> OfficeRow:
    return OfficeRow(row.id, row.version, row.name, row.phone, row.email, number=row.creditor_number)


def _agent(row: Agent) -> OfficeRow:
    return OfficeRow(row.id, row.version, row.name, row.phone, row.email, role=row.role)
