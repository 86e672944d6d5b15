"""What people recorded of the protocol, of hearings and of what comes after: light, for Today asks it at every start."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from housingdesk.errors import NotFound, Refused
from housingdesk.notices.models import EvictionNotice, ProtocolStep
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import add_months
from housingdesk.values.rows import frozen

if TYPE_CHECKING:
    from housingdesk.notices.rules.court import Deadline

HEARING = "hearing"
_BACK = 12


@frozen
class StepRow:
    """One recorded step as it is kept; ``removed`` says why the line was wrong."""

    id: int
    version: int
    tenancy_id: int
    step: str
    done_on: date
    note: str
    evidence_id: int | None
    recorded_at: datetime
    recorded_by: str
    removed: str


def steps_of(tenancy_id: int, *, removed: bool = False) -> list[StepRow]:
    """Every recorded step of an agreement in the order of the days; ``removed`` adds the lines that were wrong."""
    rows: Any = (ProtocolStep.select().where(ProtocolStep.tenancy == tenancy_id)
                 .order_by(ProtocolStep.done_on, ProtocolStep.id))
    return [_step(row) for row in rows if removed or not row.removed]


def step(step_id: int) -> StepRow:
    """One recorded step; NotFound if there is none."""
    found = ProtocolStep.get_or_none(ProtocolStep.id == step_id)
    if found is None:
        raise NotFound("This line is no longer there")
    return _step(found)


@frozen
class HearingRow:
    """A hearing that is recorded: its line, the day, the court and the number of the claim."""

    step: StepRow
    hearing_on: date
    court: str
    claim_number: str


def hearings(tenancy_id: int) -> list[HearingRow]:
    """The hearings of an agreement, the latest first."""
    rows = [row for row in steps_of(tenancy_id) if row.step == HEARING]
    return [HearingRow(row, row.done_on, *_court_of(row.note)) for row in reversed(rows)]


def _court_of(note: str) -> tuple[str, str]:
    court, _, claim = note.partition("\n")
    return court, claim


def next_hearing(tenancy_id: int, on: date) -> HearingRow | None:
    """The hearing that comes next, or None."""
    return next((row for row in reversed(hearings(tenancy_id)) if row.hearing_on >= on), None)


def hearing_deadlines(hearing: HearingRow) -> "tuple[Deadline, ...]":
    """The last days before a hearing, with the association's own days on which nobody works."""
    from housingdesk.notices.rules.court import deadlines

    return deadlines(hearing.hearing_on, settings_queries.extra_holidays(hearing.hearing_on))


def done_since(tenancy_id: int, key: str, since: date) -> StepRow | None:
    """The last time a step was recorded since a day, or None."""
    return next((row for row in reversed(steps_of(tenancy_id)) if row.step == key and row.recorded_at.date() >= since), None)


def done_before(hearing: HearingRow, key: str) -> StepRow | None:
    """The line that says that something was done for a hearing; a claim is served once, also where the day was moved."""
    recorded = hearing.step.recorded_at.date()
    return done_since(hearing.step.tenancy_id, key, add_months(recorded, -_BACK) if key == "claim_served" else recorded)


def due(on: date, ahead: int = 14) -> list[tuple[int, date, str]]:
    """What hearings bring in the coming days and is not recorded as done: the agreement, the day, and what."""
    found = []
    for row in _coming(on):
        hearing = HearingRow(row, row.done_on, *_court_of(row.note))
        try:
            found += [(row.tenancy_id, deadline.on, f"Before the hearing: {deadline.what[:1].lower()}{deadline.what[1:]}")
                      for deadline in hearing_deadlines(hearing) if (deadline.on - on).days <= ahead
                      and done_before(hearing, deadline.key) is None]
        except Refused as error:  # the holidays of that year were taken out of the settings
            found.append((row.tenancy_id, hearing.hearing_on, str(error)))
        if hearing.hearing_on == on:
            found.append((row.tenancy_id, on, f"The hearing is today, {hearing.court}"))
    return sorted(found, key=lambda one: (one[1], one[0]))


def evictions_stand() -> bool:
    """Whether there is a notice of eviction of which nobody said yet how it ended."""
    return bool(EvictionNotice.select().where((EvictionNotice.removed == "") & (EvictionNotice.outcome == "")).exists())


def names_of(tenancy_ids: Collection[int]) -> dict[int, str]:
    """Who holds each agreement, as it stands on the agreement itself."""
    return dict(Tenancy.select(Tenancy.id, Tenancy.names).where(Tenancy.id.in_(list(tenancy_ids))).tuples())


def coming_hearings(on: date) -> list[tuple[int, date, str]]:
    """Every hearing to come: the agreement, the day, and the court."""
    return sorted((row.tenancy_id, row.done_on, _court_of(row.note)[0]) for row in _coming(on))


def _coming(on: date) -> list[StepRow]:
    rows: Any = ProtocolStep.select().where((ProtocolStep.step == HEARING) & (ProtocolStep.done_on >= on)
                                            & (ProtocolStep.removed == ""))
    return [_step(row) for row in rows]


def _step(row: ProtocolStep) -> StepRow:
    return StepRow(row.id, row.version, row.tenancy_id, row.step, row.done_on, row.note, row.evidence_id, row.recorded_at,
                   row.recorded_by, row.removed)
