"""What goes with each made-up home: its safety records, of which some have run out, its keys and its meters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.demo.chance import between, stream
from housingdesk.properties.rules import NON_RESIDENTIAL, SpaceKind
from housingdesk.properties.rules.safety import NO_GAS, CertificateKind, KeyHolder, MeterKind

Record = tuple[int, CertificateKind, str, date, date | None, str]
_FIRMS = {CertificateKind.GAS: "Pennine Gas Safety", CertificateKind.ELECTRICAL: "Dale Electrical Testing",
          CertificateKind.ENERGY: "Home Energy Assessors", CertificateKind.FIRE: "Beacon Fire Consultants"}
_EVERY = {CertificateKind.GAS: 365, CertificateKind.ELECTRICAL: 1826, CertificateKind.ENERGY: 3650,
          CertificateKind.SMOKE: 365, CertificateKind.CARBON_MONOXIDE: 365, CertificateKind.FIRE: 365}
_OVERDUE = 0.03
_NO_GAS_ONE_IN = 6
_ROOMS = frozenset({SpaceKind.ROOM, SpaceKind.BED})
_HOUSES = frozenset({SpaceKind.HOUSE, SpaceKind.FLAT})

Kept = tuple[int, SpaceKind, int | None, bool]
"""A space: its number, its kind, what it stands in, and whether it is let as one."""


def certificates(seed: int, spaces: list[Kept], today: date) -> Iterator[Record]:
    """The records of every home, in the order of the homes; three in a hundred ran out in the last weeks."""
    for number, kind, _, lettable in spaces:
        rng = stream("certificates", seed, number)
        no_gas = rng.random() * _NO_GAS_ONE_IN < 1
        for one in _wanted(kind, lettable, no_gas):
            every = _EVERY[one]
            age = every + between(rng, 1, 40) if rng.random() < _OVERDUE else between(rng, 5, max(6, every - 10))
            reference = NO_GAS if one is CertificateKind.GAS and no_gas else f"{one.name[:3]}{number:05d}"
            yield number, one, reference, today - timedelta(age), None, "" if reference == NO_GAS else _FIRMS.get(one, "Us")


def _wanted(kind: SpaceKind, lettable: bool, no_gas: bool) -> list[CertificateKind]:
    if kind is SpaceKind.BLOCK:
        return [CertificateKind.FIRE]
    if kind in NON_RESIDENTIAL or kind is SpaceKind.SCHEME:
        return []
    if kind in _ROOMS:
        return [CertificateKind.SMOKE]
    own = [CertificateKind.GAS, CertificateKind.ELECTRICAL, CertificateKind.ENERGY]
    own += [] if no_gas else [CertificateKind.CARBON_MONOXIDE]
    return [*own, CertificateKind.SMOKE] if lettable else [*own, CertificateKind.FIRE]


def keys(seed: int, spaces: list[Kept]) -> Iterator[tuple[int, str, str, int]]:
    """One set for every fourth home and every garage: its home, tag, what it opens and how many keys."""
    for number, kind, _, lettable in spaces:
        if lettable and (kind in NON_RESIDENTIAL or stream("keys", seed, number).random() < 0.25):
            yield number, f"K{number:04d}", "Lock" if kind in NON_RESIDENTIAL else "Front door and windows", 2


def holder(seed: int, number: int, today: date) -> tuple[KeyHolder, str, date | None] | None:
    """Where a set is: every tenth one is out, some of these too long; one in eighty is lost."""
    rng = stream("key holder", seed, number)
    drawn = rng.random()
    if drawn < 0.0125:
        return KeyHolder.LOST, "", None
    if drawn < 0.1:
        days = between(rng, -6, 12)
        return ((KeyHolder.CONTRACTOR, "Handley Property Services", today + timedelta(days)) if drawn < 0.06
                else (KeyHolder.SUPPORT, "Brightwater Support", today + timedelta(days)))
    return None


def meters(seed: int, spaces: list[Kept]) -> Iterator[tuple[int, MeterKind, str, str]]:
    """An electricity meter in every house and flat let as one."""
    for number, kind, _, lettable in spaces:
        if lettable and kind in _HOUSES:
            rng = stream("meters", seed, number)
            yield number, MeterKind.ELECTRICITY, f"S{between(rng, 10, 24)}B{between(rng, 10_000, 99_999)}", "In the hall"


@dataclass(frozen=True, slots=True)
class Bought:
    """A flat bought empty: how many days ago, what was found, who does the works for how long, and how far it has got."""

    label: str
    bedrooms: int
    days: int
    found: str
    works_days: int
    contractor: str = ""
    late_by: int = 0
    no_nominee: int = 0
    ready: bool = False
    offered_to: str = ""


BOUGHT_STREET, BOUGHT_RENT = "Fulling Mill Court", 9_460
BOUGHT = (
    Bought("Flat 1", 2, 62, "Kitchen to be renewed", 28, "Northmere Building Co-operative", 9, 8, True, "Grace Adeyemi"),
    Bought("Flat 2", 1, 48, "Bathroom to be renewed", 25, "Handley Property Services", 4, 0, True),
    Bought("Flat 3", 2, 41, "Damp in the back bedroom", 30, "Handley Property Services", 12),
    Bought("Flat 4", 1, 20, "Decorating throughout", 12, "T. Okoro Decorating"),
    Bought("Flat 5", 3, 12, "Heating to be looked at, two doors to be re-hung", 12),
)
