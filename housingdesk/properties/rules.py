"""Lettable spaces nest: scheme › house › flat › room › bed; garages and stores too. How their addresses are made. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class SpaceKind(StrEnum):
    """What a space is."""

    SCHEME = "scheme"
    BLOCK = "block"
    HOUSE = "house"
    FLAT = "flat"
    ROOM = "room"
    BED = "bed"
    GARAGE = "garage"
    STORE = "store"
    PARKING = "parking space"


NON_RESIDENTIAL = frozenset({SpaceKind.GARAGE, SpaceKind.STORE, SpaceKind.PARKING})

# What may stand directly in what; a space at the top stands in nothing.
MAY_HOLD: dict[SpaceKind, frozenset[SpaceKind]] = {
    SpaceKind.SCHEME: frozenset(SpaceKind) - {SpaceKind.SCHEME},
    SpaceKind.BLOCK: frozenset({SpaceKind.FLAT, SpaceKind.ROOM, SpaceKind.GARAGE, SpaceKind.STORE, SpaceKind.PARKING}),
    SpaceKind.HOUSE: frozenset({SpaceKind.FLAT, SpaceKind.ROOM, SpaceKind.BED, SpaceKind.STORE, SpaceKind.GARAGE,
                                SpaceKind.PARKING}),
    SpaceKind.FLAT: frozenset({SpaceKind.ROOM, SpaceKind.BED, SpaceKind.STORE}),
    SpaceKind.ROOM: frozenset({SpaceKind.BED}),
    SpaceKind.BED: frozenset(),
    SpaceKind.GARAGE: frozenset(),
    SpaceKind.STORE: frozenset(),
    SpaceKind.PARKING: frozenset(),
}


class RentType(StrEnum):
    """How a home's rent is set (rulebook §5.2)."""

    SOCIAL = "social rent"
    AFFORDABLE = "affordable rent"
    INTERMEDIATE = "intermediate rent"
    SUPPORTED = "supported housing"
    SPECIALISED = "specialised supported"
    FAIR = "fair rent"
    MARKET = "market rent"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Part:
    """One level of an address, from the space outwards: its label ("Room 3") and, where it has one, its street line."""

    kind: SpaceKind
    label: str
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""


def address_line(parts: Sequence[Part]) -> str:
    """The one-line address without town and postcode, the space itself first.

    >>> room = Part(SpaceKind.ROOM, "Room 3"); house = Part(SpaceKind.HOUSE, "Beech House", street="5 Mill Lane")
    >>> address_line([room, house, Part(SpaceKind.SCHEME, "Beech supported")])
    'Room 3, Beech House, 5 Mill Lane'
    """
    return ", ".join(_lines(parts))


def address_lines(parts: Sequence[Part]) -> tuple[str, ...]:
    """The lines of a postal address, town and postcode last. A scheme's own name is no part of an address."""
    outer = _outer(parts)
    tail = [outer.locality, outer.town.upper(), outer.county, outer.postcode] if outer else []
    return tuple([*_lines(parts), *(t for t in tail if t)])


def _outer(parts: Sequence[Part]) -> Part | None:
    return next((p for p in parts if p.postcode or p.town), None)


def _lines(parts: Sequence[Part]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if part.kind is SpaceKind.SCHEME:
            continue
        if part.label and part.label not in lines and not part.street.startswith(part.label + " "):
            lines.append(part.label)
        if part.street:
            lines.append(part.street)
            break
    return lines


def outer_address(parts: Sequence[Part]) -> Part | None:
    """The level that carries town and postcode."""
    return _outer(parts)
