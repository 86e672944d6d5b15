"""Councils, agents, and every space of the made-up association, with its address and find entry."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.actions.numbered import add_found, add_numbered
from housingdesk.demo.places import COUNCILS, MANAGING_AGENT, SUPPORT_PROVIDERS, Space, parts
from housingdesk.properties.models import Agent, Council
from housingdesk.properties.models import Space as SpaceRecord
from housingdesk.properties.rules import address_line, address_lines, outer_address, sort_key

_COLUMNS = ("parent", "scheme", "kind", "label", "street", "locality", "town", "county", "own_postcode", "address",
            "full_address", "postcode", "uprn", "lettable", "bedrooms", "rent_type", "social_housing", "council", "agent",
            "officer", "sort_key")


@needs(Permission.KEEP_HOMES)
def write_councils(act: Act) -> list[int]:
    """Adds the councils; returns their numbers in the order of their keys."""
    made = [act.add(Council(name=one.name, creditor_number=one.creditor_number, phone=one.phone, email=one.email))
            for one in COUNCILS]
    act.say(f"{len(made)} made-up councils")
    return [int(council.id) for council in made]


@needs(Permission.KEEP_HOMES)
def write_spaces(act: Act, *, spaces: tuple[Space, ...], councils: Sequence[int]) -> range:
    """Adds every space, what it stands in before it; returns their numbers in the order of their keys."""
    agents = {one.key: int(act.add(Agent(name=one.name, role=one.role, phone=one.phone, email=one.email)).id)
              for one in (*SUPPORT_PROVIDERS, MANAGING_AGENT)}
    first = (SpaceRecord.select(SpaceRecord.id).order_by(SpaceRecord.id.desc()).limit(1).scalar() or 0) + 1
    rows = [_row(spaces, space, first - 1, councils, agents) for space in spaces]
    ids = add_numbered(act, SpaceRecord, _COLUMNS, rows, summary="made-up homes")
    add_found(act, (SpaceRecord(**dict(zip(_COLUMNS, row, strict=True))) for row in rows), ids)
    act.say(f"{sum(space.lettable for space in spaces):,} made-up homes, garages and stores")
    return ids


def _row(spaces: tuple[Space, ...], space: Space, before: int, councils: Sequence[int],
         agents: dict[int, int]) -> tuple[object, ...]:
    named = parts(spaces, space.key)
    outer = outer_address(named)
    return (space.parent and space.parent + before, space.scheme and space.scheme + before, space.kind, space.label,
            space.street, space.locality, space.town, space.county, space.postcode, address_line(named)[:400],
            ", ".join(address_lines(named))[:600], outer.postcode if outer else "", space.uprn, space.lettable,
            space.bedrooms, space.rent_type, space.social, councils[space.council - 1],
            agents[space.agent] if space.agent is not None else None, space.officer, sort_key(named))
