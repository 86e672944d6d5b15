"""The first or last day of an agreement was recorded wrongly: the day is put right, with what holds from it or to it.

What was charged follows in the room of the rent; whether somebody else had the home on the days in question is asked here.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties import queries as property_queries
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.tenancies.actions.in_step import AGREEMENT, refresh, say_agreement
from housingdesk.tenancies.actions.starting import refuse_space
from housingdesk.tenancies.models import Holder, Occupancy, Route, Tenancy
from housingdesk.tenancies.queries.agreements import TenancyRow, holders, occupancies, routes, tenancy
from housingdesk.tenancies.rules import day_problems, last_charge_day, said_day
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.problems import refuse


@needs(Permission.KEEP_TENANCIES)
def correct_first_day(act: Act, *, tenancy_id: int, starts_on: date, version: int | None = None) -> None:
    """Puts the first day of an agreement right, with its first home, holders and benefit route; refused where others had
    the home on a day it would gain, or where something came of it before the day it would begin."""
    act.lock(HOMES_LOCK)
    record, row = as_seen(Tenancy, tenancy_id, version, AGREEMENT), tenancy(tenancy_id)
    refuse(day_problems("starts_on", starts_on, act.today))
    if starts_on == row.starts_on:
        raise Refused(f"This {row.words.agreement} begins on {said_day(starts_on, act.today)} already")
    _refuse_first(row, starts_on, act.today)
    act.change(record, starts_on=starts_on)
    for part in _parts(tenancy_id):
        field = "starts_on" if isinstance(part, Holder) else "start"
        if getattr(part, field) == row.starts_on:
            act.change(part, **{field: starts_on})
    refresh(act, tenancy_id)
    act.say(f"{say_agreement(tenancy_id)} begins on {format_day(starts_on)}, not {format_day(row.starts_on)}",
            about=("tenancy", tenancy_id))
    act.take_back(correct_first_day, "as it was", tenancy_id=tenancy_id, starts_on=row.starts_on, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def correct_end(act: Act, *, tenancy_id: int, event_on: date, version: int | None = None, by_night: bool = False) -> date:
    """Puts the day that ended an agreement right; returns its last day (``rules.LAST_DAY_MEANS``). Its reason stays.

    ``by_night`` as in ``ending.end_tenancy``: the last day is the day they leave.
    """
    act.lock(HOMES_LOCK)
    record, row = as_seen(Tenancy, tenancy_id, version, AGREEMENT), tenancy(tenancy_id)
    if row.ends_on is None or row.end_reason is None:
        raise Refused(f"This {row.words.agreement} has not ended")
    refuse(day_problems("event_on", event_on, act.today))
    last = event_on if by_night else last_charge_day(row.end_reason, event_on)
    if last == row.ends_on:
        raise Refused(f"{said_day(last, act.today)} is its last day already")
    home = occupancies([tenancy_id])[-1]
    free = max(last if by_night else last + DAY, home.start + DAY)
    _refuse_last(row, last, free, act.today)
    act.change(record, ends_on=last, end_event_on=event_on)
    act.change(as_seen(Occupancy, home.id, None, AGREEMENT), end=free)
    refresh(act, tenancy_id)
    act.say(f"{say_agreement(tenancy_id)}: the last day is {format_day(last)}, not {format_day(row.ends_on)}",
            about=("tenancy", tenancy_id))
    act.take_back(correct_end, "as it was", tenancy_id=tenancy_id, event_on=row.end_event_on or row.ends_on,
                  version=tenancy(tenancy_id).version, by_night=by_night)
    return last


def _parts(tenancy_id: int) -> Iterable[Any]:
    for model in (Occupancy, Holder, Route):
        yield from list(model.select().where(model.tenancy == tenancy_id))


def _refuse_first(row: TenancyRow, start: date, today: date) -> None:
    what, said = row.words.agreement, said_day(start, today)
    if row.ends_on is not None and start > row.ends_on:
        raise Refused(f"This {what} ended on {said_day(row.ends_on, today)}, so it cannot begin on {said}")
    first = occupancies([row.id])[0]
    if first.end is not None and start >= first.end:
        raise Refused(f"They left {first.address} on {said_day(first.end - DAY, today)}. Take the move back first")
    for holder in holders([row.id]):
        if row.starts_on < holder.starts_on < start:
            raise Refused(f"{holder.name} joined on {said_day(holder.starts_on, today)}. Take that back first")
        if holder.ends_on is not None and holder.ends_on < start:
            raise Refused(f"{holder.name} left on {said_day(holder.ends_on, today)}. Take that back first")
    for route in routes([row.id])[1:]:
        if route.start <= start:
            raise Refused(f"Another benefit route begins on {said_day(route.start, today)}. Take that back first")
    if start < row.starts_on:
        refuse_space(property_queries.space(first.space_id), row.kind, start, today, end=row.starts_on, besides=row.id)


def _refuse_last(row: TenancyRow, last: date, free: date, today: date) -> None:
    what, said = row.words.agreement, said_day(last, today)
    if last < row.starts_on:
        raise Refused(f"This {what} began on {said_day(row.starts_on, today)}, so its last day cannot be {said}")
    home = occupancies([row.id])[-1]
    if home.start > last:
        raise Refused(f"They moved to {home.address} on {said_day(home.start, today)}. Take the move back first")
    late = next((holder for holder in holders([row.id]) if holder.starts_on > last), None)
    if late is not None:
        raise Refused(f"{late.name} joined the {what} on {said_day(late.starts_on, today)}. Take that back first")
    route = routes([row.id])[-1:]
    if route and route[0].start > last:
        raise Refused(f"Another benefit route begins on {said_day(route[0].start, today)}. Take that back first")
    if home.end is not None and free > home.end:
        refuse_space(property_queries.space(home.space_id), row.kind, home.end, today, end=free, besides=row.id)
