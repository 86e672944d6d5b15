"""Which benefit money is expected changes from a day on."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.tenancies.models import Route
from housingdesk.tenancies.queries.agreements import RouteRow, TenancyRow, routes, tenancy
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, already_ended_sentence, day_problems, said_day
from housingdesk.values.dates import format_day
from housingdesk.values.problems import refuse
from housingdesk.values.text import line_problem, one_line

_ROUTE = "This benefit route"


@needs(Permission.KEEP_TENANCIES)
def change_route(act: Act, *, tenancy_id: int, route: BenefitRoute, on: date, claim_reference: str = "") -> int:
    """The benefit route from a day on; returns its id. On the first day of the present route it puts that one right."""
    row, claim = tenancy(tenancy_id), one_line(claim_reference)
    said = line_problem(claim, "The claim reference", 60)
    if said:
        raise Refused(said)
    _refuse_day(row, on, act.today)
    if row.kind is TenancyKind.CONTRACT and route is not BenefitRoute.NONE:
        raise Refused("Benefit does not pay for a garage or store let by contract")
    now = next(reversed(routes([tenancy_id])), None)
    route_id = _put_right(act, now, route, claim) if now is not None and now.start == on else _begin(
        act, row, now, route, claim, on)
    act.say(f"{row.reference}: benefit {route} from {format_day(on)}", about=("tenancy", tenancy_id))
    return route_id


@needs(Permission.KEEP_TENANCIES)
def forget_route(act: Act, *, route_id: int, version: int) -> None:
    """Takes out a route that was entered by mistake; the one before runs on."""
    record = as_seen(Route, route_id, version, _ROUTE)
    rows = routes([record.tenancy_id])
    if rows[-1].id != route_id or len(rows) < 2:
        raise Refused("Another route begins later. Take that out first" if len(rows) > 1 else
                      "This is the only route. Change it instead")
    gone, before = rows[-1], rows[-2]
    act.remove(record)
    act.change(as_seen(Route, before.id, None, _ROUTE), end=gone.end)
    act.say(f"{tenancy(gone.tenancy_id).reference}: benefit {before.route} again", about=("tenancy", gone.tenancy_id))
    act.take_back(change_route, "as it was", tenancy_id=gone.tenancy_id, route=gone.route, on=gone.start,
                  claim_reference=gone.claim_reference)


def _put_right(act: Act, now: RouteRow, route: BenefitRoute, claim: str) -> int:
    act.change(as_seen(Route, now.id, now.version, _ROUTE), route=route, claim_reference=claim)
    act.take_back(change_route, "as it was", tenancy_id=now.tenancy_id, route=now.route, on=now.start,
                  claim_reference=now.claim_reference)
    return now.id


def _begin(act: Act, row: TenancyRow, now: RouteRow | None, route: BenefitRoute, claim: str, on: date) -> int:
    if now is not None:
        if on < now.start:
            raise Refused(f"The present route began on {said_day(now.start, act.today)}. Choose that day or a later one")
        if (now.route, now.claim_reference) == (route, claim):
            raise Refused(f"The route is {route} already")
        act.change(as_seen(Route, now.id, now.version, _ROUTE), end=on)
    made = act.add(Route(tenancy=row.id, route=route, claim_reference=claim, start=on))
    if now is not None:
        act.take_back(forget_route, "take it back", route_id=made.id, version=made.version)
    return int(made.id)


def _refuse_day(row: TenancyRow, on: date, today: date) -> None:
    refuse(day_problems("on", on, today))
    if row.ends_on is not None and on > row.ends_on:
        raise Refused(already_ended_sentence(row.kind, row.ends_on, today))
    if on < row.starts_on:
        raise Refused(f"This {row.words.agreement} began on {said_day(row.starts_on, today)}. Choose that day or a later one")
