"""The tenancies, licences and contracts of the made-up association: who holds which home from when to when."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.actions.numbered import add_found, add_numbered
from housingdesk.demo.diary import note_to_read
from housingdesk.demo.places import parts
from housingdesk.demo.population import Association
from housingdesk.demo.tenures import Tenancy as Agreement
from housingdesk.properties.rules import address_line, outer_address
from housingdesk.tenancies.models import Holder, Occupancy, Route, Tenancy
from housingdesk.tenancies.rules import EndReason, last_charge_day, names_line

_COLUMNS = ("reference", "kind", "starts_on", "ends_on", "end_reason", "end_event_on", "social_housing", "starter_until",
            "fixed_until", "former", "names", "address", "postcode", "payment_reference", "note_to_read")


@needs(Permission.KEEP_TENANCIES)
def write_agreements(act: Act, *, association: Association, people: Sequence[int], spaces: Sequence[int]) -> range:
    """Adds every agreement, ended, running or ending soon; returns their numbers in the order of their keys."""
    rows = [_row(association, one) for one in association.tenancies]
    ids = add_numbered(act, Tenancy, _COLUMNS, rows, summary="made-up agreements")
    add_found(act, (Tenancy(**dict(zip(_COLUMNS, row, strict=True))) for row in rows), ids)
    pairs = list(zip(association.tenancies, ids, strict=True))
    add_numbered(act, Holder, ("tenancy", "person", "lead", "starts_on", "ends_on"),
                 ((number, people[key - 1], place == 0, one.starts, None) for one, number in pairs
                  for place, key in enumerate(one.people)), summary="who holds them")
    add_numbered(act, Occupancy, ("tenancy", "space", "start", "end"),
                 ((number, spaces[one.space - 1], one.starts, _after(one)) for one, number in pairs), summary="homes held")
    add_numbered(act, Route, ("tenancy", "route", "claim_reference", "start", "end"),
                 (row for one, number in pairs for row in _routes(one, number)), summary="benefit routes")
    act.say(f"{len(rows):,} made-up tenancies, licences and contracts")
    return ids


def names_of(association: Association, agreement: Agreement) -> str:
    """Everybody who holds it, in one line."""
    return names_line([association.people[key - 1].name.full() for key in agreement.people])


def _row(association: Association, one: Agreement) -> tuple[object, ...]:
    named = parts(association.spaces, one.space)
    outer = outer_address(named)
    return (one.reference, one.kind, one.starts, one.ends, one.end_reason, _event(one), one.social, one.starter_until,
            one.fixed_until, one.ends is not None and one.ends < association.today, names_of(association, one),
            address_line(named)[:400], outer.postcode if outer else "", one.payment_reference,
            note_to_read(association, one))


def _event(one: Agreement) -> date | None:
    """The day of the event whose last day charged is the last day of the agreement."""
    if one.ends is None:
        return None
    reason = one.end_reason or EndReason.NOTICE_BY_TENANT
    return one.ends + (one.ends - last_charge_day(reason, one.ends))


def _after(one: Agreement) -> date | None:
    return None if one.ends is None else one.ends + timedelta(days=1)


def _routes(one: Agreement, number: int) -> Iterator[tuple[object, ...]]:
    """One row for each route; the last stays open."""
    begins = [start for _, start in one.routes]
    for place, (route, start) in enumerate(one.routes):
        claim = one.award.claim_reference if one.award is not None and one.award.route is route else ""
        yield number, route, claim, start, begins[place + 1] if place + 1 < len(begins) else None
