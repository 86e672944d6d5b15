"""Lettable spaces nest: scheme › house › flat › room › bed; garages and stores too. How their addresses are made. Pure.

Decides what may stand in what, what may be kept of a home, and that a house is let whole or by its parts, never both.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.references import parse_postcode, parse_uprn
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold, line_problem, one_line


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
MAY_STAND_ALONE = frozenset(SpaceKind) - {SpaceKind.ROOM, SpaceKind.BED}


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


@frozen
class Part:
    """One level of an address, from the space outwards: its label ("Room 3") and, where it has one, its street line."""

    kind: SpaceKind
    label: str
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""


@frozen
class PostalParts:
    """An address as an envelope needs it: ``unit`` is a flat, room or bed in a building; the rest may be empty too."""

    unit: str
    building: str
    street: str
    locality: str
    town: str
    county: str
    postcode: str


@frozen
class SpaceDraft:
    """A space as typed. Street, town and postcode stand at the level that has them; what is inside takes them from there.

    ``managed_from``/``managed_to`` are the first and last day on which it is ours to let or manage.
    """

    kind: SpaceKind
    label: str
    parent_id: int | None = None
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    uprn: str = ""
    bedrooms: int | None = None
    rent_type: RentType | None = None
    social_housing: bool = True
    council_id: int | None = None
    agent_id: int | None = None
    officer: str = ""
    managed_from: date | None = None
    managed_to: date | None = None

    def problems(self) -> list[Problem]:
        """All that stands against keeping it, as far as the space itself shows."""
        which = f"Say which {self.kind} it is, for example {_example(self.kind)}"
        found = [] if self.label.strip() else [Problem("label", which)]
        for field, what, longest in _TEXTS:
            said = line_problem(one_line(getattr(self, field)), what, longest)
            found += [Problem(field, said)] if said else []
        found += _read("postcode", self.postcode, parse_postcode) + _read("uprn", self.uprn, parse_uprn)
        if self.bedrooms is not None and not 0 <= self.bedrooms <= 20:
            found.append(Problem("bedrooms", "Bedrooms are a number from 0 to 20"))
        if self.kind in NON_RESIDENTIAL and self.rent_type not in (None, RentType.CONTRACT):
            found.append(Problem("rent_type", f"A {self.kind} is let by contract"))
        return found + self._day_problems()

    def _day_problems(self) -> list[Problem]:
        found = [Problem(field, f"{format_date(day)} is too far away. Check the year")
                 for field, day in (("managed_from", self.managed_from), ("managed_to", self.managed_to))
                 if day is not None and not 1800 <= day.year <= 2200]
        if self.managed_from is not None and self.managed_to is not None and self.managed_to < self.managed_from:
            found.append(Problem("managed_to", "It stops being managed after it starts"))
        return found

    def columns(self) -> dict[str, Any]:
        """The stored fields of a draft without problems; its place and address are worked out by the action."""
        texts = {field: one_line(getattr(self, field)) for field, _, _ in _TEXTS}
        return {**texts, "kind": self.kind, "own_postcode": parse_postcode(self.postcode) if self.postcode.strip() else "",
                "uprn": parse_uprn(self.uprn) if self.uprn.strip() else None, "bedrooms": self.bedrooms,
                "rent_type": self.rent_type, "social_housing": self.social_housing, "council_id": self.council_id,
                "agent_id": self.agent_id, "managed_from": self.managed_from, "managed_to": self.managed_to}


@frozen
class OfficeDraft:
    """A council or a managing agent as typed; ``number`` is a council's creditor number, ``role`` an agent's part."""

    name: str
    phone: str = ""
    email: str = ""
    number: str = ""
    role: str = ""

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = [] if self.name.strip() else [Problem("name", "Type the name")]
        for field, what, longest in _OFFICE_TEXTS:
            said = line_problem(one_line(getattr(self, field)), what, longest)
            found += [Problem(field, said)] if said else []
        return found


_TEXTS = (("label", "The label", 120), ("street", "The street", 160), ("locality", "The locality", 120),
          ("town", "The town", 80), ("county", "The county", 80), ("officer", "The officer’s name", 120))
_OFFICE_TEXTS = (("name", "The name", 120), ("phone", "The telephone", 60), ("email", "The e-mail address", 200),
                 ("number", "The creditor number", 40), ("role", "The role", 60))
_EXAMPLES = {SpaceKind.SCHEME: "Beech supported", SpaceKind.HOUSE: "14 Dale Road", SpaceKind.BLOCK: "Millstone Court"}


def nesting_problem(kind: SpaceKind, parent: SpaceKind | None) -> str | None:
    """Why a space may not stand there, as a sentence; None when it may.

    >>> nesting_problem(SpaceKind.HOUSE, SpaceKind.ROOM), nesting_problem(SpaceKind.BED, SpaceKind.ROOM)
    ('A house cannot stand in a room', None)
    """
    if parent is None:
        return None if kind in MAY_STAND_ALONE else f"A {kind} stands in a house or flat. Say in which"
    return None if kind in MAY_HOLD[parent] else f"A {kind} cannot stand in a {parent}"


def let_problem(kind: SpaceKind, parts: Sequence[Part]) -> str | None:
    """Why a space may not be let as one, as far as it itself shows; None when it may."""
    if kind is SpaceKind.SCHEME:
        return "A scheme is not let. Let what stands in it"
    postal = postal_parts(parts)
    missing = [word for word, text in (("street", postal.street or postal.building), ("town", postal.town),
                                       ("postcode", postal.postcode)) if not text]
    if missing:
        return f"{parts[0].label} has no {' and no '.join(missing)}. Give it here or on what it stands in"
    return None


Period = tuple[date | None, date | None]


def overlap(one: Period, other: Period) -> bool:
    """Whether two half-open periods share a day; None is open.

    >>> overlap((date(2026, 1, 1), date(2026, 4, 1)), (date(2026, 4, 1), None))
    False
    """
    return ((one[0] is None or other[1] is None or one[0] < other[1])
            and (other[0] is None or one[1] is None or other[0] < one[1]))


def both_levels_sentence(label: str, period: Period) -> str:
    """Why something above or below cannot be let at the same time."""
    start, end = period
    when = f" from {format_date(start)}" if start is not None else ""
    when += f" up to {format_date(end)}" if end is not None else ""
    return f"{label} is let as one{when}. A house is let whole or by its parts, never both at once: stop letting it first"


def address_line(parts: Sequence[Part]) -> str:
    """The one-line address without town and postcode, the space itself first.

    >>> room = Part(SpaceKind.ROOM, "Room 3"); house = Part(SpaceKind.HOUSE, "Beech House", street="5 Mill Lane")
    >>> address_line([room, house, Part(SpaceKind.SCHEME, "Beech supported")])
    'Room 3, Beech House, 5 Mill Lane'
    """
    return ", ".join(_lines(parts))


def address_lines(parts: Sequence[Part]) -> tuple[str, ...]:
    """The lines of a postal address, town and postcode last. A scheme's own name is no part of an address."""
    outer = outer_address(parts)
    tail = [outer.locality, outer.town.upper(), outer.county, outer.postcode] if outer else []
    return (*_lines(parts), *(t for t in tail if t))


def postal_parts(parts: Sequence[Part]) -> PostalParts:
    """The address of a space, from the space outwards, split as an envelope needs it.

    >>> room = Part(SpaceKind.ROOM, "Room 3"); house = Part(SpaceKind.HOUSE, "Beech House", street="5 Mill Lane")
    >>> made = postal_parts([Part(SpaceKind.BED, "Bed 2"), room, house])
    >>> made.unit, made.building, made.street
    ('Bed 2, Room 3', 'Beech House', '5 Mill Lane')
    """
    within: list[str] = []
    building, street = "", ""
    for part in parts:
        if part.kind is SpaceKind.SCHEME:
            continue
        if part.street:
            street = part.street
            building = part.label if _is_printed(part) else ""
            break
        within.append(part.label)
    if not building and within and not street:
        building = within.pop()
    outer = outer_address(parts)
    tail = (outer.locality, outer.town, outer.county, outer.postcode) if outer else ("", "", "", "")
    return PostalParts(", ".join(within), building, street, *tail)


def outer_address(parts: Sequence[Part]) -> Part | None:
    """The level that carries town and postcode."""
    return next((p for p in parts if p.postcode or p.town), None)


def sort_key(parts: Sequence[Part]) -> str:
    """The order of spaces as people expect it: Room 2 before Room 10, streets by name and then by number.

    >>> sort_key([Part(SpaceKind.ROOM, "Room 10"), Part(SpaceKind.HOUSE, "14 Dale Road"), Part(SpaceKind.SCHEME, "Dale")])
    'dale/dale road 000014/room 000010'
    """
    return "/".join(_natural(part.street or part.label) if part.street.startswith(part.label) else _natural(part.label)
                    for part in reversed(parts))[:200]


def _natural(label: str) -> str:
    number, _, rest = fold(label).replace("/", " ").partition(" ")
    turned = f"{rest} {number}" if rest and number[:1].isdigit() else f"{number} {rest}".strip()
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), turned)


def _lines(parts: Sequence[Part]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if part.kind is SpaceKind.SCHEME:
            continue
        if part.label and part.label not in lines and _is_printed(part):
            lines.append(part.label)
        if part.street:
            lines.append(part.street)
            break
    return lines


def _is_printed(part: Part) -> bool:
    """Whether the label says more than the street line: "14" of "14 Dale Road" does not."""
    return part.street != part.label and not part.street.startswith(part.label + " ")


def _example(kind: SpaceKind) -> str:
    return _EXAMPLES.get(kind, f"{str(kind).capitalize()} 3")


def _read(field: str, text: str, parse: Callable[[str], str]) -> list[Problem]:
    try:
        if text.strip():
            parse(text)
    except ValueError as error:
        return [Problem(field, str(error))]
    return []
