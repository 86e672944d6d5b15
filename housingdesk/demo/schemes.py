"""Builds the association's schemes: homes down to the bed, garages and stores, with addresses as real ones read.

It decides how many homes stand in what; prices and people are others' business.
"""

from collections.abc import Iterator
from random import Random

from housingdesk.demo.chance import Table, between, one_of, stream
from housingdesk.demo.places import COUNCILS, MANAGING_AGENT, Council, Space, Use
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.values.money import share, split

OFFICERS = ("Anita Bell", "Robert Ainsley", "Dorota Zielińska", "Femi Ajayi", "Sharon Tuck", "Owen Prosser",
            "Leila Aziz", "Graham Nettleton", "Ruth Oakes", "Callum Bright", "Nina Rossi", "Hugh Lamb")

_FIRST = ("Dale", "Mill", "Canal", "Ashfield", "Beech", "Chapel", "Church", "Cobden", "Station", "Albert", "Alma",
          "Bright", "Carr", "Crowther", "Elland", "Fountain", "Garden", "Gladstone", "Grange", "Hawthorn", "Heath",
          "Holly", "Inkerman", "Jubilee", "Kiln", "Laburnum", "Lime", "Low Moor", "Market", "Melbourne", "Moorside",
          "Nelson", "New", "North", "Orchard", "Park", "Pinfold", "Prospect", "Quarry", "Queen", "Raglan", "Rook",
          "Rose", "Salem", "Spring", "St John’s", "Stoney", "Sycamore", "Tanyard", "Tenter", "Union", "Vale",
          "Victoria", "Walker", "Weaver", "Well", "Westfield", "Whitaker", "Willow", "Wool")
_LAST = ("Road", "Street", "Avenue", "Close", "Lane", "Terrace", "Grove", "Crescent", "Drive", "Place", "Row",
         "Gardens")
_COURTS = ("Millstone Court", "Tenterfield House", "Weavers’ Court", "Beck View", "The Old Counting House",
           "Jubilee Court", "Ashworth House", "Fleece Court", "Kiln House", "Heron Court")
_LOCALITIES = ("", "", "", "Low Moor", "Tenterfields", "Upper Carr", "Beckside")
_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
# In a hundred homes. Schemes are made as large as the second figure, at most.
_MIX = ((Use.STREETS, 46, 44), (Use.BLOCK, 24, 24), (Use.SHELTERED, 13, 34), (Use.SUPPORTED, 6, 18),
        (Use.HOSTEL, 5, 24), (Use.AGENT, 6, 16))
_GARAGES_IN_A_HUNDRED = 8
_BEDROOMS = Table([(1, 16), (2, 42), (3, 36), (4, 6)])
_FLAT_BEDROOMS = Table([(0, 6), (1, 56), (2, 38)])


def mix(homes: int) -> list[tuple[Use, list[int]]]:
    """How many homes each kind of scheme has, scheme by scheme: ``(use, sizes)``; the sizes sum to ``homes``."""
    counts = share(homes, [weight for _, weight, _ in _MIX])
    return [(use, split(count, -(-count // largest)))
            for (use, _, largest), count in zip(_MIX, counts, strict=True) if count]


def plan_places(homes: int, seed: int) -> tuple[Space, ...]:
    """Every space of an association with so many homes (houses, flats, rooms and beds), and its garages and stores."""
    town = _Town(stream(seed, "places"), homes)
    for group, (use, sizes) in enumerate(mix(homes)):
        for number, size in enumerate(sizes):
            _SCHEMES[use](town, use, size, COUNCILS[(number + group) % 2])
    garages = homes * _GARAGES_IN_A_HUNDRED // 100
    for number in range(-(-garages // 30)):
        _garage_court(town, min(30, garages - number * 30), COUNCILS[number % 2])
    return tuple(town.spaces)


class _Town:
    """The spaces so far, and streets not yet built on."""

    def __init__(self, rng: Random, homes: int) -> None:
        self.rng = rng
        self.spaces: list[Space] = []
        self.officers = OFFICERS[:max(3, min(len(OFFICERS), homes // 250))]
        self._schemes = 0
        self._streets = self._every_street()
        self._postcodes = {council.key: 0 for council in COUNCILS}

    def _every_street(self) -> Iterator[str]:
        names = [f"{first} {last}" for first in _FIRST for last in _LAST]
        self.rng.shuffle(names)
        extra = 0
        while True:
            yield from (f"{('Old', 'Upper', 'Lower', 'Far')[extra % 4 - 1]} {n}" if extra else n for n in names)
            extra += 1

    def street(self) -> str:
        return next(self._streets)

    def postcode(self, council: Council) -> str:
        """The next one of the council's towns: ZZ1–ZZ4 are Dalebrook's, ZZ6–ZZ9 Northmere's."""
        count = self._postcodes[council.key]
        self._postcodes[council.key] += 1
        letters, rest = count % 400, count // 400
        district = (1 if council.key == 1 else 6) + rest // 9 % 4
        first, second = divmod(letters * 7 % 400, 20)
        return f"ZZ{district} {1 + rest % 9}{_POSTCODE_LETTERS[first]}{_POSTCODE_LETTERS[second]}"

    def scheme(self, use: Use, name: str, council: Council, agent: int | None = None) -> Space:
        self._schemes += 1
        officer = self.officers[self._schemes % len(self.officers)]
        return self._add(Space(len(self.spaces) + 1, None, None, use, SpaceKind.SCHEME, name, council.key, officer,
                               agent=agent))

    def building(self, scheme: Space, kind: SpaceKind, label: str, street: str, postcode: str,
                 locality: str = "") -> Space:
        """What carries the street and postcode; not itself let."""
        town = COUNCILS[scheme.council - 1].town
        county = "Northshire" if scheme.use in (Use.HOSTEL, Use.AGENT) else ""
        return self._add(Space(len(self.spaces) + 1, scheme.key, scheme.key, scheme.use, kind, label, scheme.council,
                               scheme.officer, street, locality, town, county, postcode, agent=scheme.agent))

    def let(self, inside: Space, kind: SpaceKind, label: str, bedrooms: int | None, rent: RentType, *,
            social: bool = True, street: str = "", postcode: str = "", locality: str = "") -> Space:
        """A space that is let, in a scheme or a building."""
        key = len(self.spaces) + 1
        residential = rent is not RentType.CONTRACT
        return self._add(Space(
            key, inside.key, inside.scheme or inside.key, inside.use, kind, label, inside.council, inside.officer,
            street, locality, COUNCILS[inside.council - 1].town if street else "", "", postcode,
            f"{999_000_000_000 + key}" if residential else None, True, bedrooms, rent, social, inside.agent))

    def inner(self, inside: Space, kind: SpaceKind, label: str) -> Space:
        """A level within a building that is not itself let, such as the room that holds two beds."""
        return self._add(Space(len(self.spaces) + 1, inside.key, inside.scheme, inside.use, kind, label, inside.council,
                               inside.officer))

    def _add(self, space: Space) -> Space:
        self.spaces.append(space)
        return space


def _streets(town: _Town, use: Use, size: int, council: Council) -> None:
    scheme: Space | None = None
    left = size
    while left:
        street, postcode, locality = town.street(), town.postcode(council), one_of(town.rng, _LOCALITIES)
        scheme = scheme or town.scheme(use, f"{street} area", council)
        number = between(town.rng, 1, 30)
        for _ in range(min(left, between(town.rng, 12, 24))):
            number += one_of(town.rng, (2, 2, 2, 4, 1))
            left -= _house(town, scheme, f"{number}", f"{number} {street}", postcode, locality, left)


def _house(town: _Town, scheme: Space, number: str, street: str, postcode: str, locality: str, left: int) -> int:
    """One house, or one in ten made into flats that share its door; returns how many homes were made."""
    if left >= 2 and town.rng.random() < 0.1:
        house = town.building(scheme, SpaceKind.HOUSE, number, street, postcode, locality)
        for label in ("Flat A", "Flat B"):
            town.let(house, SpaceKind.FLAT, label, 1, RentType.SOCIAL)
        return 2
    if left >= 1:
        rent = RentType.AFFORDABLE if town.rng.random() < 0.12 else RentType.SOCIAL
        town.let(scheme, SpaceKind.HOUSE, number, _BEDROOMS.draw(town.rng), rent, street=street, postcode=postcode,
                 locality=locality)
        return 1
    return 0


def _blocks(town: _Town, use: Use, size: int, council: Council) -> None:
    street, number, court = town.street(), 0, between(town.rng, 0, len(_COURTS))
    agent = MANAGING_AGENT.key if use is Use.AGENT else None
    scheme = town.scheme(use, f"{street} {'managed flats' if agent else 'flats'}", council, agent)
    block, largest = scheme, 34 if use is Use.SHELTERED else 12
    for index in range(size):
        if index % largest == 0:
            number, court = number + between(town.rng, 2, 14), court + 1
            block = town.building(scheme, SpaceKind.BLOCK, _COURTS[court % len(_COURTS)], f"{number} {street}",
                                  town.postcode(council), one_of(town.rng, _LOCALITIES))
        _flat(town, block, f"Flat {index % largest + 1}", market=agent is not None and index % 2 == 1)


def _flat(town: _Town, block: Space, label: str, *, market: bool) -> None:
    """A flat of a block; in the agent's scheme every second one is a market let, which is not social housing."""
    rent = {Use.SHELTERED: RentType.SUPPORTED, Use.AGENT: RentType.INTERMEDIATE}.get(block.use, RentType.SOCIAL)
    bedrooms = 1 if block.use is Use.SHELTERED else _FLAT_BEDROOMS.draw(town.rng)
    town.let(block, SpaceKind.FLAT, label, bedrooms, RentType.MARKET if market else rent, social=not market)


def _shared_houses(town: _Town, use: Use, size: int, council: Council) -> None:
    street = town.street()
    scheme = town.scheme(use, f"{street} supported living", council)
    house, number, rooms = scheme, 0, 0
    for index in range(size):
        if index % 6 == 0:
            label = f"{street.split()[0]} {('House', 'Lodge', 'Villa')[index // 6 % 3]}"
            number, rooms = number + between(town.rng, 2, 20), 0
            house = town.building(scheme, SpaceKind.HOUSE, label, f"{number} {street}", town.postcode(council))
        rooms += 1
        town.let(house, SpaceKind.ROOM, f"Room {rooms}", 1, RentType.SUPPORTED)


def _hostel(town: _Town, use: Use, size: int, council: Council) -> None:
    """Cluster flats of two single rooms and one room with two beds, in one long-addressed building."""
    street = town.street()
    scheme = town.scheme(use, f"{street} hostel", council)
    building = town.building(scheme, SpaceKind.BLOCK, "The Old Counting House", f"{between(town.rng, 3, 90)} {street}",
                             town.postcode(council), "Tenterfields")
    flat = shared = building
    for index in range(size):
        cluster, place = divmod(index, 4)
        if place == 0:
            flat = town.inner(building, SpaceKind.FLAT, f"Cluster {cluster + 1}")
        if place == 2:
            shared = town.inner(flat, SpaceKind.ROOM, "Room 3")
        if place < 2:
            town.let(flat, SpaceKind.ROOM, f"Room {place + 1}", 1, RentType.SUPPORTED)
        else:
            town.let(shared, SpaceKind.BED, f"Bed {place - 1}", None, RentType.SUPPORTED)


def _garage_court(town: _Town, size: int, council: Council) -> None:
    street, postcode = town.street(), town.postcode(council)
    scheme = town.scheme(Use.GARAGES, f"Garages off {street}", council)
    for index in range(size):
        kind = SpaceKind.STORE if index % 7 == 5 else SpaceKind.PARKING if index % 7 == 6 else SpaceKind.GARAGE
        label = f"{str(kind).capitalize()} {index + 1}"
        town.let(scheme, kind, label, None, RentType.CONTRACT, street=f"off {street}", postcode=postcode)


_SCHEMES = {Use.STREETS: _streets, Use.BLOCK: _blocks, Use.SHELTERED: _blocks, Use.SUPPORTED: _shared_houses,
            Use.HOSTEL: _hostel, Use.AGENT: _blocks}
