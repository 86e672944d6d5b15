"""One empty home in full: its plan with everybody's days, the delays, the money by cause and by party, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.properties.queries import agents, chain, councils
from housingdesk.properties.queries.safety import CertificateRow, certificates_of
from housingdesk.properties.rules import RentType
from housingdesk.rent.queries.losses import charged_when_empty
from housingdesk.settings import queries as settings
from housingdesk.tenancies.models import Occupancy
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import DAY
from housingdesk.voids.models import Void
from housingdesk.voids.queries.board import VoidRow, rows
from housingdesk.voids.queries.steps import delays_of, steps_of
from housingdesk.voids.rules.losses import Delay, Lost, lost
from housingdesk.voids.rules.plan import Home, Step, Targets, target_key
from housingdesk.voids.rules.words import VoidCategory, VoidStepKind

_SUPPORTED = frozenset({RentType.SUPPORTED, RentType.SPECIALISED})
_SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class VoidPlan:
    """A void with its steps, delays and records as of a day. ``target_days`` is what the settings give such a home."""

    row: VoidRow
    steps: tuple[Step, ...]
    delays: tuple[Delay, ...]
    lost: Lost
    certificates: tuple[CertificateRow, ...]
    target_days: int

    def step(self, kind: VoidStepKind) -> Step:
        """One step of it."""
        return next(step for step in self.steps if step.step is kind)

    @property
    def keys_on(self) -> date | None:
        """The day the keys came back, if they have."""
        return self.step(VoidStepKind.KEYS).actual_on


def open_void(space_id: int) -> VoidRow | None:
    """The void of a home that is open, as of the first day it is empty; None when it has none."""
    found = open_since(space_id)
    return None if found is None else next(iter(rows(Void.id == found[0], found[1])), None)


def open_since(space_id: int) -> tuple[int, date] | None:
    """The number of a home's open void and the first day it is empty; None when it has none. One statement."""
    found: Any = (Void.select(Void.id, Void.empty_from).where((Void.space == space_id) & Void.closed_on.is_null())
                  .order_by(Void.id.desc()).tuples().first())
    return None if found is None else (int(found[0]), found[1])


def void_row(void_id: int, on: date) -> VoidRow:
    """One void on a day; NotFound when there is none."""
    found = rows(Void.id == void_id, on)
    if not found:
        raise NotFound("This empty home is no longer on the board")
    return found[0]


def void_plan(void_id: int, on: date) -> VoidPlan:
    """One void in full on a day; NotFound when there is none."""
    row = void_row(void_id, on)
    steps, delays = steps_of([void_id])[void_id], delays_of(void_id)
    target = target_of(row.category, home_of(row.space_id, row.left_id), row.empty_from)
    end = row.empty_from + DAY * row.days
    charged = charged_when_empty({row.space_id: row.left_id}, row.empty_from, end + DAY).get(row.space_id)
    pence = charged.by_day(row.empty_from, end) if charged is not None else [0] * row.days
    return VoidPlan(row, steps, delays, lost(row.empty_from, end, delays, target, pence),
                    certificates_of(row.space_id, on), target)


def past_voids(space_id: int, on: date) -> tuple[VoidRow, ...]:
    """The voids a home has had, the newest first."""
    return tuple(sorted(rows((Void.space == space_id) & Void.closed_on.is_null(False), on),
                        key=lambda row: row.empty_from, reverse=True))


def void_after(left_id: int) -> int | None:
    """The newest void that an agreement left behind, open or closed; None when it left none."""
    found: Any = Void.select(Void.id).where(Void.left == left_id).order_by(Void.id.desc()).tuples().first()
    return None if found is None else int(found[0])


def void_before(next_id: int, space_id: int | None = None) -> int | None:
    """The void that an agreement ended by beginning, or None; with ``space_id`` only of this home, not of one it moved to."""
    here = Void.next == next_id if space_id is None else (Void.next == next_id) & (Void.space == space_id)
    found: Any = Void.select(Void.id).where(here).order_by(Void.id.desc()).tuples().first()
    return None if found is None else int(found[0])


def last_left(space_id: int, on: date) -> int | None:
    """The agreement that had a home last and has ended by a day; None when nobody ever had it."""
    found: Any = (Occupancy.select(Occupancy.tenancy).where((Occupancy.space == space_id) & (Occupancy.end <= on))
                  .order_by(Occupancy.end.desc(), Occupancy.id.desc()).tuples().first())
    return None if found is None else int(found[0])


def is_closed(void_id: int) -> bool:
    """Whether a void is closed: let again, or dropped."""
    return bool(Void.select().where((Void.id == void_id) & Void.closed_on.is_null(False)).exists())


def home_of(space_id: int, left_id: int | None) -> Home:
    """What decides the steps of a home: whether it is supported, which council names people and who supports them."""
    above = chain(space_id)
    own = above[0]
    council_id = next((row.council_id for row in above if row.council_id is not None), None)
    agent_id = next((row.agent_id for row in above if row.agent_id is not None), None)
    council = next((one.name for one in councils() if one.id == council_id), "")
    agent = next((one for one in agents() if one.id == agent_id), None)
    support = agent.name if agent is not None and _SUPPORT in agent.role.lower() else ""
    supported = own.residential and (own.rent_type in _SUPPORTED or bool(support))
    left = tenancy(left_id).names if left_id is not None else ""
    return Home(own.residential, supported, council, support, left[:200])


def targets_of(category: VoidCategory, home: Home, on: date) -> Targets:
    """How many days each thing may take by the settings of a day."""
    values = settings.values(on)
    return Targets(values.number(target_key(category, home)), values.number("voids.inspect_days"),
                   values.number("voids.letting_days"), values.number("voids.nomination_days"),
                   values.number("voids.interview_days"))


def target_of(category: VoidCategory, home: Home, on: date) -> int:
    """How many days such a home may stand empty by the settings of a day."""
    return targets_of(category, home, on).empty


def without_void(space_ids: Sequence[int]) -> list[int]:
    """Of these spaces the ones that have no open void."""
    taken = {row[0] for row in Void.select(Void.space).where(Void.closed_on.is_null()).tuples()}
    return [i for i in space_ids if i not in taken]
