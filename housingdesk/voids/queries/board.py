"""The board of empty homes: where each stands, for how long, what it has cost so far, and who is to do what next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from housingdesk.properties.models import Space
from housingdesk.properties.queries.safety import gaps_of
from housingdesk.properties.rules import NON_RESIDENTIAL, SpaceKind
from housingdesk.rent.queries.losses import charged_when_empty
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import DAY
from housingdesk.voids.models import Void
from housingdesk.voids.queries.steps import steps_of
from housingdesk.voids.rules.lanes import lane_since
from housingdesk.voids.rules.losses import empty_days
from housingdesk.voids.rules.plan import Step, next_step
from housingdesk.voids.rules.words import Lane, Party, VoidCategory, VoidStepKind


@dataclass(frozen=True, slots=True)
class VoidRow:
    """One empty home on a day. ``pence`` is what it has lost by then, None where nothing is known of its rent.

    ``gaps`` are the sentences that stand against its being ready; empty once it is. ``next_on`` is the promised day.
    """

    id: int
    version: int
    space_id: int
    address: str
    kind: SpaceKind
    scheme: str
    officer: str
    category: VoidCategory
    lane: Lane
    since: date
    empty_from: date
    let_from: date | None
    closed_on: date | None
    left_id: int | None
    left_names: str
    next_id: int | None
    note: str
    days: int
    days_in_lane: int
    pence: int | None
    next_step: VoidStepKind | None
    next_party: Party | None
    next_whom: str
    next_on: date | None
    ready_on: date | None
    for_whom: str
    gaps: tuple[str, ...]
    past_plan: bool

    @property
    def residential(self) -> bool:
        """Whether people live in it."""
        return self.kind not in NON_RESIDENTIAL

    @property
    def is_empty(self) -> bool:
        """Whether it stands empty by now; one with notice given may not yet."""
        return self.days > 0


_COLUMNS = (Void.id, Void.version, Void.space, Void.category, Void.lane, Void.empty_from, Void.let_from, Void.closed_on,
            Void.left, Void.next, Void.note, Void.opened_at)


def board(on: date) -> tuple[VoidRow, ...]:
    """Every home that is to be let: empty, or with notice given, or signed and not begun; a fixed number of statements."""
    return rows((Void.closed_on.is_null()) | ((Void.lane == Lane.SIGNED) & (Void.let_from > on)), on)


def rows(where: Any, on: date) -> tuple[VoidRow, ...]:
    """The voids of a condition as they are on a day, in the order of lanes and of how long they have stood empty."""
    scheme = Space.alias()
    found: Any = (Void.select(*_COLUMNS, Space.address, Space.label, Space.kind, Space.officer, scheme.label, Tenancy.names)
                  .join(Space, on=(Void.space == Space.id)).join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                  .switch(Void).join(Tenancy, JOIN.LEFT_OUTER, on=(Void.left == Tenancy.id)).where(where).tuples())
    stored = list(found)
    steps = steps_of([row[0] for row in stored])
    start = min((row[5] for row in stored), default=on)
    charged = charged_when_empty({row[2]: row[8] for row in stored}, min(start, on), on + DAY) if stored else {}
    missing = gaps_of([row[2] for row in stored], on) if stored else {}
    made = [_row(row, steps[row[0]], charged.get(row[2]), missing.get(row[2], []), on) for row in stored]
    order = {lane: place for place, lane in enumerate(Lane)}
    return tuple(sorted(made, key=lambda row: (order[row.lane], row.empty_from, row.address, row.id)))


def _row(row: Sequence[Any], steps: Sequence[Step], charged: Any, gaps: Sequence[str], on: date) -> VoidRow:
    (number, version, space, category, lane, empty_from, let_from, closed_on, left, following, note, opened_at,
     address, label, kind, officer, scheme, names) = row
    by_kind = {step.step: step for step in steps}
    ahead = next_step(steps) if closed_on is None else None
    since = lane_since(lane, steps, _day(opened_at))
    days = empty_days(empty_from, let_from, on)
    pence = None if charged is None else charged.pence(empty_from, max(empty_from, empty_from + DAY * days))
    ready = by_kind[VoidStepKind.READY]
    late = any(step.is_open and step.promised_on is not None and step.promised_on < on for step in steps)
    return VoidRow(number, version, space, address or label, kind, scheme or "", officer, category, lane, since, empty_from,
                   let_from, closed_on, left, names or "", following, note, days, max(0, (on - since).days), pence,
                   ahead.step if ahead else None, ahead.party if ahead else None, ahead.whom if ahead else "",
                   ahead.promised_on if ahead else None, ready.actual_on or ready.promised_on,
                   by_kind[VoidStepKind.SIGNING].whom, tuple(gaps) if ready.actual_on is None else (),
                   late and closed_on is None)


def _day(at: datetime) -> date:
    return at.date()
