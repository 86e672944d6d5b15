"""Homes of another system are brought in by thousands, and taken out again while nothing is kept about them."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.properties.models import Space
from housingdesk.properties.rules import Part, SpaceDraft, SpaceKind, address_line, address_lines, outer_address, sort_key
from housingdesk.values.rows import frozen

_OWN = ("kind", "label", "street", "locality", "town", "county", "own_postcode", "uprn", "bedrooms", "rent_type",
        "social_housing", "managed_from")
_COLUMNS = ("parent", "scheme", *_OWN, "address", "full_address", "postcode", "lettable", "sort_key", "officer", "council",
"agent",
            "managed_to")


@frozen
class BroughtSpace:
    """A space to be made. ``parent`` is the place in the list of what it stands in; ``known_id``: it is here already."""

    draft: SpaceDraft
    parent: int | None = None
    let: bool = False
    known_id: int | None = None


@frozen
class MadeSpace:
    """A space as it was made."""

    id: int
    address: str
    postcode: str
    social: bool


@needs(Permission.BRING_IN)
def bring_spaces(act: Act, *, spaces: Sequence[BroughtSpace]) -> list[MadeSpace]:
    """Adds every space that is not known, what it stands in before it; returns all in the order of the list.

    The drafts have no problems and stand where they may; whoever brings them in has looked.
    """
    act.lock(HOMES_LOCK)
    named = [_parts(spaces, place) for place in range(len(spaces))]
    ids: list[int] = [one.known_id or 0 for one in spaces]
    level = {place: len(parts) for place, parts in enumerate(named)}
    for depth in sorted(set(level.values())):
        some = [place for place, one in enumerate(spaces) if level[place] == depth and one.known_id is None]
        rows = [_row(spaces, place, named[place], ids) for place in some]
        made = act.add_numbered(Space, _COLUMNS, rows, summary="homes brought in")
        act.index_many((Space(**dict(zip(_COLUMNS, row, strict=True))) for row in rows), made)
        for place, number in zip(some, made, strict=True):
            ids[place] = number
    return [_made(number, parts, one) for number, parts, one in zip(ids, named, spaces, strict=True)]


def _parts(spaces: Sequence[BroughtSpace], place: int) -> list[Part]:
    found, at = [], place
    while True:
        draft = spaces[at].draft
        found.append(Part(draft.kind, draft.label, draft.street, draft.locality, draft.town, draft.county, draft.postcode))
        above = spaces[at].parent
        if above is None:
            return found
        at = above


def _row(spaces: Sequence[BroughtSpace], place: int, named: list[Part], ids: Sequence[int]) -> tuple[object, ...]:
    one = spaces[place]
    above, scheme = one.parent, None
    while above is not None:
        scheme = ids[above] if spaces[above].draft.kind is SpaceKind.SCHEME else scheme
        above = spaces[above].parent
    outer, columns = outer_address(named), one.draft.columns()
    return (ids[one.parent] if one.parent is not None else None, scheme, *(columns[name] for name in _OWN),
            address_line(named)[:400], ", ".join(address_lines(named))[:600], outer.postcode if outer else "", one.let,
            sort_key(named), "", None, None, None)


def _made(number: int, named: list[Part], one: BroughtSpace) -> MadeSpace:
    outer = outer_address(named)
    return MadeSpace(number, address_line(named)[:400], outer.postcode if outer else "", one.draft.social_housing)


@needs(Permission.BRING_IN)
def take_out_spaces(act: Act, *, space_ids: Sequence[int]) -> None:
    """Takes out spaces that were brought in, what stands in them first; refused when something is kept about one."""
    left = set(space_ids)
    found = Space.select(Space.id, Space.parent).where((Space.id >= min(left)) & (Space.id <= max(left))) if left else ()
    rows = {row.id: row.parent_id for row in found if row.id in left}
    while rows:
        above = {parent for parent in rows.values() if parent in rows}
        leaves = [number for number in rows if number not in above]
        for number in leaves:
            del rows[number]
        act.remove_many(Space, leaves, summary="homes brought in")
