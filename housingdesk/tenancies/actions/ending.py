"""An agreement ends: which day is its last, what stands in the way, and how an ending is undone."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties import queries as property_queries
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.tenancies.actions.in_step import AGREEMENT, refresh, say_agreement
from housingdesk.tenancies.actions.starting import refuse_space
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.queries.agreements import TenancyRow, holders, occupancies, routes, tenancy
from housingdesk.tenancies.rules import (
    EndReason,
    already_ended_sentence,
    day_problems,
    last_charge_day,
    said_day,
)
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.problems import refuse


@needs(Permission.KEEP_TENANCIES)
def end_tenancy(act: Act, *, tenancy_id: int, reason: EndReason, event_on: date, version: int | None = None,
                by_night: bool = False) -> date:
    """Ends an agreement; returns its last day, which is the last that is charged (``rules.LAST_DAY_MEANS``).

    ``by_night``: it is charged by the night, so the last day is the day they leave, and somebody else may come that day.
    """
    act.lock(HOMES_LOCK)
    record = as_seen(Tenancy, tenancy_id, version, AGREEMENT)
    row = tenancy(tenancy_id)
    if row.ends_on is not None:
        raise Refused(already_ended_sentence(row.kind, row.ends_on, act.today))
    refuse(day_problems("event_on", event_on, act.today))
    last = event_on if by_night else last_charge_day(reason, event_on)
    _refuse_too_early(row, last, act.today)
    act.change(record, ends_on=last, end_reason=reason, end_event_on=event_on)
    _end_occupancy(act, tenancy_id, last if by_night else last + DAY)
    refresh(act, tenancy_id)
    verb = "ended" if last < act.today else "ends"
    act.say(f"{say_agreement(tenancy_id)} {verb} on {format_day(last)}: {reason}", about=("tenancy", tenancy_id))
    act.take_back(reopen_tenancy, "reopen it", tenancy_id=tenancy_id, version=tenancy(tenancy_id).version)
    return last


@needs(Permission.KEEP_TENANCIES)
def reopen_tenancy(act: Act, *, tenancy_id: int, version: int | None = None) -> None:
    """Undoes an ending, if nobody else has the home since."""
    act.lock(HOMES_LOCK)
    record = as_seen(Tenancy, tenancy_id, version, AGREEMENT)
    row = tenancy(tenancy_id)
    if row.ends_on is None or row.end_reason is None:
        raise Refused(f"This {row.words.agreement} has not ended")
    stay = occupancies([tenancy_id])[-1]
    free = stay.end or row.ends_on + DAY
    refuse_space(property_queries.space(stay.space_id), row.kind, free, act.today, besides=tenancy_id)
    reason, event_on = row.end_reason, row.end_event_on or row.ends_on
    act.change(record, ends_on=None, end_reason=None, end_event_on=None)
    _end_occupancy(act, tenancy_id, None)
    refresh(act, tenancy_id)
    act.say(f"{say_agreement(tenancy_id)} runs on", about=("tenancy", tenancy_id))
    act.take_back(end_tenancy, "end it again", tenancy_id=tenancy_id, reason=reason, event_on=event_on,
                  version=tenancy(tenancy_id).version, by_night=free == row.ends_on)


def _refuse_too_early(row: TenancyRow, last: date, today: date) -> None:
    what = row.words.agreement
    if last < row.starts_on:
        raise Refused(f"This {what} began on {said_day(row.starts_on, today)}, so its last day cannot be "
                      f"{said_day(last, today)}")
    home = occupancies([row.id])[-1]
    if home.start > last:
        raise Refused(f"They move to {home.address} on {said_day(home.start, today)}. Take the move back first")
    late = next((holder for holder in holders([row.id]) if holder.starts_on > last), None)
    if late is not None:
        raise Refused(f"{late.name} joins the {what} on {said_day(late.starts_on, today)}. Take that back first")
    route = routes([row.id])[-1:]
    if route and route[0].start > last:
        raise Refused(f"Another benefit route begins on {said_day(route[0].start, today)}. Take that back first")


def _end_occupancy(act: Act, tenancy_id: int, end: date | None) -> None:
    last = occupancies([tenancy_id])[-1]
    # Who comes and leaves on one day has the home for that day: a stay of no days cannot be kept.
    act.change(as_seen(Occupancy, last.id, None, AGREEMENT), end=end if end is None or end > last.start else last.start + DAY)
