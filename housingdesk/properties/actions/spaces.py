"""Spaces: added, changed, moved and ended, with the address of everything inside kept right.

A change here reaches into tenancies (addresses, somebody living there), so ``change_space`` and ``end_space`` have no
mark of their own: screens and commands call ``tenancies.actions.homes``, which calls them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.models import Space
from housingdesk.properties.queries import chain, clash, draft_of, inside, parts, space
from housingdesk.properties.rules import (
    SpaceDraft,
    SpaceKind,
    address_line,
    address_lines,
    both_levels_sentence,
    let_problem,
    nesting_problem,
    outer_address,
    sort_key,
)
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem, refuse

HOMES_LOCK = 2   # one seat at a time decides who holds what: spaces, their lettings, agreements and their references
_SPACE = "This home"


@dataclass(frozen=True, slots=True)
class Ended:
    """A space that was ended: its version since, and the last day it had before."""

    space_id: int
    version: int
    was: date | None


@needs(Permission.KEEP_HOMES)
def add_space(act: Act, *, draft: SpaceDraft, let: bool = False) -> int:
    """Adds a space; returns its id. ``let``: it is let as one from the start. Council, agent and officer left empty are
    those of what it stands in.
    """
    act.lock(HOMES_LOCK)
    draft = _inherit(draft)
    refuse([*draft.problems(), *_place_problems(draft)])
    made = act.add(Space(**draft.columns(), parent_id=draft.parent_id, lettable=False))
    place(act, made.id)
    if let:
        _let_from_the_start(act, made.id)
    act.say(f"{space(made.id).said} added", about=("space", made.id))
    act.take_back(remove_space, "take it out again", space_id=made.id, version=space(made.id).version)
    return int(made.id)


@needs(Permission.KEEP_HOMES)
def remove_space(act: Act, *, space_id: int, version: int) -> None:
    """Takes out a space that was added by mistake; refused once anything stands in it or is kept about it."""
    record = as_seen(Space, space_id, version, _SPACE)
    said = record.address or record.label
    act.remove(record)
    act.say(f"{said} taken out", about=("space", space_id))


def change_space(act: Act, *, space_id: int, version: int, draft: SpaceDraft) -> tuple[SpaceDraft, list[int]]:
    """Changes or moves a space; returns the draft as it was and the ids of all spaces whose address changed by it."""
    act.lock(HOMES_LOCK)
    record = as_seen(Space, space_id, version, _SPACE)
    row = space(space_id)
    refuse([*draft.problems(), *_place_problems(draft, space_id)])
    _refuse_kind(row.kind, draft.kind, space_id)
    act.change(record, **draft.columns(), parent_id=draft.parent_id)
    changed = place(act, space_id)
    now = space(space_id)
    if now.lettable:
        _refuse_unlettable(space_id)
    act.say(f"{now.said} changed", about=("space", space_id))
    return draft_of(row), changed


def end_space(act: Act, *, space_id: int, version: int, on: date) -> list[Ended]:
    """The last day on which a space, and all in it, is ours to let; returns what was ended by it."""
    act.lock(HOMES_LOCK)
    as_seen(Space, space_id, version, _SPACE)
    ended = []
    for row in inside(space_id):
        if row.managed_to is not None and row.managed_to <= on:
            if row.id == space_id:
                raise Refused(f"{row.said} is ours to let only until {format_date(row.managed_to)} as it is")
            continue
        refuse(replace(draft_of(row), managed_to=on).problems())
        record = act.change(as_seen(Space, row.id, None, _SPACE), managed_to=on)
        ended.append(Ended(row.id, record.version, row.managed_to))
    act.say(f"{space(space_id).said} is ours to let until {format_date(on)}", about=("space", space_id))
    return ended


def unend_spaces(act: Act, *, ended: Sequence[Ended]) -> None:
    """Takes an ending back for every space it ended; Stale when one of them has moved on."""
    act.lock(HOMES_LOCK)
    for one in ended:
        act.change(as_seen(Space, one.space_id, one.version, _SPACE), managed_to=one.was)
    act.say(f"{space(ended[0].space_id).said} is ours to let again", about=("space", ended[0].space_id))


def place(act: Act, space_id: int) -> list[int]:
    """Works out scheme, address and order of a space and all in it; returns the ids of those whose address changed."""
    above = chain(space_id)
    rows = {row.id: row for row in [*above, *inside(space_id)]}
    changed = []
    for row in inside(space_id):
        line, up = [row], row.parent_id
        while up is not None:
            line.append(rows[up])
            up = rows[up].parent_id
        named = parts(line)
        outer = outer_address(named)
        scheme = next((one.id for one in line[1:] if one.kind is SpaceKind.SCHEME), None)
        new = {"address": address_line(named)[:400], "full_address": ", ".join(address_lines(named))[:600],
               "postcode": outer.postcode if outer else "", "sort_key": sort_key(named), "scheme_id": scheme}
        if any(getattr(row, name) != value for name, value in new.items()):
            act.change(as_seen(Space, row.id, None, _SPACE), **new)
        if (row.address, row.full_address, row.postcode) != (new["address"], new["full_address"], new["postcode"]):
            changed.append(row.id)
    return changed


def _let_from_the_start(act: Act, space_id: int) -> None:
    _refuse_unlettable(space_id)
    found = clash(space(space_id), (None, None))
    if found is not None:
        raise Refused(both_levels_sentence(found[0].said, (found[1].start, found[1].end)))
    act.change(as_seen(Space, space_id, None, _SPACE), lettable=True)


def _refuse_unlettable(space_id: int) -> None:
    above = chain(space_id)
    said = let_problem(above[0].kind, parts(above))
    if said:
        raise Refused(said)


def _inherit(draft: SpaceDraft) -> SpaceDraft:
    if draft.parent_id is None:
        return draft
    above = space(draft.parent_id)
    return replace(draft, council_id=draft.council_id or above.council_id, agent_id=draft.agent_id or above.agent_id,
                   officer=draft.officer or above.officer)


def _place_problems(draft: SpaceDraft, own_id: int | None = None) -> list[Problem]:
    above = chain(draft.parent_id) if draft.parent_id is not None else []
    if own_id is not None and own_id in {row.id for row in above}:
        return [Problem("parent_id", f"{above[0].said} stands in it, so it cannot stand there")]
    said = nesting_problem(draft.kind, above[0].kind if above else None)
    return [Problem("parent_id", said)] if said else []


def _refuse_kind(was: SpaceKind, now: SpaceKind, space_id: int) -> None:
    """Another kind must still be able to hold what stands in it."""
    if was is now:
        return
    for row in inside(space_id):
        if row.parent_id == space_id and (said := nesting_problem(row.kind, now)):
            raise Refused(f"{said}, and {row.said} stands in it")
