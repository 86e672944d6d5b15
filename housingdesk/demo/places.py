"""The places of the made-up association: councils, the organisations it works with, and what a space is.

``schemes`` builds the spaces. All places and postcodes are fictional: no real postcode area is ZZ.
"""

from dataclasses import dataclass
from enum import StrEnum

from housingdesk.properties.rules import Part, RentType, SpaceKind


class Use(StrEnum):
    """What a scheme is for; it decides agreements, rents and how long people stay."""

    STREETS = "general-needs streets"
    BLOCK = "flats"
    SHELTERED = "sheltered housing"
    SUPPORTED = "supported housing"
    HOSTEL = "hostel"
    AGENT = "managed by an agent"
    GARAGES = "garages and stores"


@dataclass(frozen=True, slots=True)
class Council:
    """A fictional billing authority. HB is paid every four weeks in arrears: in the weeks counted from ``cycle``."""

    key: int
    name: str
    bank_name: str
    creditor_number: str
    phone: str
    email: str
    town: str
    cycle: int
    pay_weekday: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """A managing agent or a support provider."""

    key: int
    name: str
    bank_name: str
    role: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Space:
    """A scheme or anything in it. ``key`` counts from 1; ``parent`` and ``scheme`` are None for a scheme itself."""

    key: int
    parent: int | None
    scheme: int | None
    use: Use
    kind: SpaceKind
    label: str
    council: int
    officer: str
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    uprn: str | None = None
    lettable: bool = False
    bedrooms: int | None = None
    rent_type: RentType | None = None
    social: bool = True
    agent: int | None = None


COUNCILS = (
    Council(1, "Dalebrook Borough Council", "DALEBROOK BC", "HB0041276", "01632 960100", "benefits@dalebrook.example",
            "Dalebrook", 0, 0),
    Council(2, "Northmere District Council", "NORTHMERE DC", "7730915", "01632 960200", "hb@northmere.example",
            "Northmere", 2, 2),
)
# One in each council's district, in the councils' order.
SUPPORT_PROVIDERS = (
    Organisation(1, "Brightwater Support", "BRIGHTWATER SUPPRT", "support provider", "01632 960310",
                 "office@brightwater.example"),
    Organisation(2, "Northmere Women’s Housing Link", "NWHL", "support provider", "01632 960320", "hello@nwhl.example"),
)
SUPPORT_OFFICES = {"Brightwater Support": "Brightwater Support\n8 Canal Street\nDalebrook\nZZ1 1AB",
                   "Northmere Women’s Housing Link": "3 Church Walk\nNorthmere\nZZ2 2AB"}
MANAGING_AGENT = Organisation(3, "Carr & Holt Residential LLP", "CARR & HOLT CLIENT", "managing agent", "01632 960330",
                              "lettings@carrholt.example")


def parts(spaces: tuple[Space, ...], key: int | None) -> list[Part]:
    """A space and what it stands in, from the space outwards, as ``properties.rules.address_lines`` reads them."""
    out: list[Part] = []
    while key is not None:
        at = spaces[key - 1]
        out.append(Part(at.kind, at.label, at.street, at.locality, at.town, at.county, at.postcode))
        key = at.parent
    return out
