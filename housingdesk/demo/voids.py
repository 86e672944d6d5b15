"""Homes as they stand empty: when, and what of their charges is lost meanwhile.

Support and personal services are given to nobody in an empty home, so only rent, eligible services and water are lost.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from housingdesk.demo.places import parts
from housingdesk.demo.population import Association
from housingdesk.demo.rents import plan_charges, tariffs
from housingdesk.demo.tenures import Charge
from housingdesk.properties.rules import address_line
from housingdesk.rent.rules.charging import ShareRow
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.values.dates import DAY, rent_year_of

_LOST = frozenset({ChargeCode.RENT, ChargeCode.ELIGIBLE_SERVICE, ChargeCode.WATER, ChargeCode.GARAGE})


@dataclass(frozen=True, slots=True)
class EmptyHome:
    """A home that may stand empty, what it costs, and the half-open spans in which nobody holds it; the last may be open."""

    space: int
    address: str
    charges: tuple[Charge, ...]
    spans: tuple[tuple[date, date | None], ...]


def empty_homes(association: Association) -> list[EmptyHome]:
    """Every home, garage and store, in the order of their keys."""
    held: defaultdict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for tenancy in association.tenancies:
        held[tenancy.space].append((tenancy.starts, None if tenancy.ends is None else tenancy.ends + DAY))
    years = rent_year_of(association.first_day), rent_year_of(association.today)
    found = []
    for space in association.spaces:
        if space.lettable:
            lines = tuple(line for line in tariffs(association.seed, space, *years) if line.code in _LOST)
            charges = plan_charges(lines, space.rent_type, Frequency.WEEKLY, association.first_day, None, None, vat=False)
            found.append(EmptyHome(space.key, address_line(parts(association.spaces, space.key)),
                                   tuple(map(_nobodys, charges)), tuple(_gaps(held[space.key], association.first_day))))
    return found


def _nobodys(charge: Charge) -> Charge:
    share = (ShareRow(Payer.OTHER, None, charge.line.start, None),)
    return replace(charge, line=charge.line._replace(shares=share))


def _gaps(held: list[tuple[date, date | None]], first_day: date) -> Iterator[tuple[date, date | None]]:
    """The days from the first on that no stay covers."""
    at: date | None = first_day
    for start, end in sorted(held, key=lambda span: span[0]):
        if at is not None and start > at:
            yield at, start
        at = None if end is None or at is None else max(at, end)
    if at is not None:
        yield at, None
