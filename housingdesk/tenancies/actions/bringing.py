"""Agreements of another system are brought in by thousands, and taken out again while nothing is kept about them."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.tenancies.models import Holder, Occupancy, Route, Tenancy
from housingdesk.tenancies.queries.agreements import last_number
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind, names_line, reference_of
from housingdesk.values.dates import DAY
from housingdesk.values.rows import frozen

_TENANCY = ("reference", "kind", "starts_on", "ends_on", "end_reason", "end_event_on", "social_housing", "starter_until",
            "fixed_until", "former", "names", "address", "postcode", "payment_reference", "note_to_read")


@frozen
class BroughtTenancy:
    """An agreement to be made; ``people`` are (id, name), the first leads. ``reference`` is its own, already chosen.

    ``free_on`` is the day from which somebody else may have the home; None: the day after ``ends_on``.
    """

    reference: str
    kind: TenancyKind
    people: tuple[tuple[int, str], ...]
    space_id: int
    address: str
    postcode: str
    social: bool
    starts_on: date
    ends_on: date | None = None
    route: BenefitRoute = BenefitRoute.NONE
    claim_reference: str = ""
    payment_reference: str = ""
    end_reason: EndReason | None = None
    starter_until: date | None = None
    fixed_until: date | None = None
    free_on: date | None = None


def next_references(act: Act, kinds: Sequence[TenancyKind]) -> list[str]:
    """References for so many new agreements; safe when two seats ask at once."""
    act.lock(HOMES_LOCK)
    first = last_number() + 1
    if first + len(kinds) > 999_999:
        raise Refused("All references of six digits are used up")
    return [reference_of(kind, first + place) for place, kind in enumerate(kinds)]


@needs(Permission.BRING_IN)
def bring_tenancies(act: Act, *, tenancies: Sequence[BroughtTenancy]) -> range:
    """Adds every agreement with its holders, home and benefit route; returns their numbers in the order of the list.

    No home is held twice at once; whoever brings them in has looked.
    """
    act.lock(HOMES_LOCK)
    rows = [_row(one, act.today) for one in tenancies]
    ids = act.add_numbered(Tenancy, _TENANCY, rows, summary="agreements brought in")
    act.index_many((Tenancy(**dict(zip(_TENANCY, row, strict=True))) for row in rows), ids)
    pairs = list(zip(ids, tenancies, strict=True))
    act.add_numbered(Holder, ("tenancy", "person", "lead", "starts_on", "ends_on"),
                     [(number, person, place == 0, one.starts_on, None) for number, one in pairs
                      for place, (person, _) in enumerate(one.people)], summary="who holds them")
    act.add_numbered(Occupancy, ("tenancy", "space", "start", "end"),
                     [(number, one.space_id, one.starts_on, one.free_on or (one.ends_on and one.ends_on + DAY))
                      for number, one in pairs], summary="homes held")
    act.add_numbered(Route, ("tenancy", "route", "claim_reference", "start", "end"),
                     [(number, one.route, one.claim_reference, one.starts_on, None) for number, one in pairs],
                     summary="benefit routes")
    return ids


def _row(one: BroughtTenancy, today: date) -> tuple[object, ...]:
    left = one.ends_on is not None and one.ends_on < today
    return (one.reference, one.kind, one.starts_on, one.ends_on, one.end_reason, None, one.social, one.starter_until,
            one.fixed_until, left, names_line([name for _, name in one.people]), one.address, one.postcode,
            one.payment_reference, "")


@needs(Permission.BRING_IN)
def take_out_tenancies(act: Act, *, tenancy_ids: Sequence[int]) -> None:
    """Takes out agreements that were brought in; refused when something is kept about one."""
    for at in range(0, len(tenancy_ids), 5_000):
        some = list(tenancy_ids[at:at + 5_000])
        for model in (Route, Occupancy, Holder):
            act.bulk(model.delete().where(model.tenancy.in_(some)), summary="agreements brought in")
    act.remove_many(Tenancy, tenancy_ids, summary="agreements brought in")
