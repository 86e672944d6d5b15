"""What the CORE service calls our homes, and what is still to be entered of each."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from housingdesk.lettings.models import CoreHome
from housingdesk.lettings.rules.core.homes import HomeCodes, gaps
from housingdesk.properties.models import Council
from housingdesk.properties.queries import SpaceRow, chain, let_spaces, space, spaces
from housingdesk.properties.rules import RentType

SUPPORTED = frozenset({RentType.SUPPORTED, RentType.SPECIALISED})


@dataclass(frozen=True, slots=True)
class CoreHomeRow:
    """A home with its codes; ``version`` None: nothing is entered. ``gaps`` are words for what is missing."""

    space_id: int
    version: int | None
    address: str
    postcode: str
    scheme_id: int | None
    scheme_name: str
    supported: bool
    codes: HomeCodes
    gaps: tuple[str, ...]


def core_homes(on: date, scheme_id: int | None = None) -> list[CoreHomeRow]:
    """The homes where people live that are let as one on a day, in the order of addresses; three statements."""
    homes = [row for row in let_spaces(on, scheme_id) if row.residential]
    schemes = {row.id: row.label for row in spaces([s for s in {row.scheme_id for row in homes} if s is not None])}
    known = _known([row.id for row in homes])
    return [_row(home, schemes.get(home.scheme_id or 0, ""), known.get(home.id)) for home in homes]


def core_home(space_id: int) -> CoreHomeRow:
    """One home with its codes; NotFound when there is no such home."""
    home = space(space_id)
    scheme = spaces([home.scheme_id]) if home.scheme_id is not None else []
    return _row(home, scheme[0].label if scheme else "", _known([space_id]).get(space_id))


def area_code(space_id: int) -> str:
    """The code of the council's area that a home is in: of its own council, else of what it stands in."""
    council = next((row.council_id for row in chain(space_id) if row.council_id is not None), None)
    found: Any = None if council is None else Council.select(Council.area_code).where(Council.id == council).scalar()
    return found or ""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A council with the code of its area."""

    id: int
    version: int
    name: str
    area_code: str


def areas() -> list[AreaRow]:
    """All councils with the codes of their areas, by name."""
    rows: Any = Council.select(Council.id, Council.version, Council.name, Council.area_code).order_by(Council.name).tuples()
    return [AreaRow(*row) for row in rows]


def _known(ids: Sequence[int]) -> dict[int, tuple[int, HomeCodes]]:
    columns = [getattr(CoreHome, one.name) for one in fields(HomeCodes)]
    rows: Any = CoreHome.select(CoreHome.space, CoreHome.version, *columns)
    if len(ids) < 500:
        rows = rows.where(CoreHome.space.in_(list(ids)))
    return {space_id: (version, HomeCodes(*codes)) for space_id, version, *codes in rows.tuples()}


def _row(home: SpaceRow, scheme: str, known: tuple[int, HomeCodes] | None) -> CoreHomeRow:
    version, codes = known or (None, HomeCodes())
    supported = home.rent_type in SUPPORTED
    return CoreHomeRow(home.id, version, home.said, home.postcode, home.scheme_id, scheme, supported, codes,
                       gaps(codes, supported=supported))
