"""A move to another room or home under the same agreement: one occupancy closes, the other opens, the account stays."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties import queries as property_queries
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.tenancies.actions.in_step import refresh, say_agreement
from housingdesk.tenancies.actions.starting import refuse_space
from housingdesk.tenancies.models import Occupancy
from housingdesk.tenancies.queries.agreements import TenancyRow, occupancies, tenancy
from housingdesk.tenancies.rules import already_ended_sentence, day_problems, said_day
from housingdesk.values.dates import format_day
from housingdesk.values.problems import refuse

_MOVE = "This move"


@needs(Permission.KEEP_TENANCIES)
def move(act: Act, *, tenancy_id: int, to_space: int, on: date) -> int:
    """Moves an agreement to another space from a day on, which is the first day there; returns the occupancy's id."""
    act.lock(HOMES_LOCK)
    row, now = tenancy(tenancy_id), occupancies([tenancy_id])[-1]
    home = property_queries.space(to_space)
    _refuse_day(row, now.start, on, act.today)
    if to_space == now.space_id:
        raise Refused(f"They have {home.said} already")
    refuse_space(home, row.kind, on, act.today, besides=tenancy_id)
    act.change(as_seen(Occupancy, now.id, None, _MOVE), end=on)
    made = act.add(Occupancy(tenancy=tenancy_id, space=to_space, start=on))
    refresh(act, tenancy_id)
    verb = "moved" if on <= act.today else "moves"
    act.say(f"{say_agreement(tenancy_id)} {verb} from {now.address} to {home.said} on {format_day(on)}",
            about=("tenancy", tenancy_id))
    act.take_back(undo_move, "take the move back", occupancy_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def undo_move(act: Act, *, occupancy_id: int, version: int) -> None:
    """Takes a move back, if it is the last one and the home before is still free."""
    act.lock(HOMES_LOCK)
    record = as_seen(Occupancy, occupancy_id, version, _MOVE)
    row, rows = tenancy(record.tenancy_id), occupancies([record.tenancy_id])
    if rows[-1].id != occupancy_id or len(rows) < 2:
        raise Refused("They have moved on since. Take the later move back first")
    before, now = rows[-2], rows[-1]
    refuse_space(property_queries.space(before.space_id), row.kind, now.start, act.today, end=now.end, besides=row.id)
    act.remove(record)
    act.change(as_seen(Occupancy, before.id, None, _MOVE), end=now.end)
    refresh(act, row.id)
    act.say(f"{say_agreement(row.id)} did not move to {now.address}", about=("tenancy", row.id))
    act.take_back(move, "move again", tenancy_id=row.id, to_space=now.space_id, on=now.start)


def _refuse_day(row: TenancyRow, here_since: date, on: date, today: date) -> None:
    if row.ends_on is not None:
        raise Refused(already_ended_sentence(row.kind, row.ends_on, today))
    refuse(day_problems("on", on, today))
    if on <= here_since:
        raise Refused(f"They have had their present home since {said_day(here_since, today)}. Choose a later day")
