"""Changes to homes in which somebody may live: their place and address, their end, and whether they are let whole or by parts.

The properties room does the work and cannot know of agreements; here it is refused while somebody has the home, and the
addresses of agreements follow.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.properties import queries as property_queries
from housingdesk.properties.actions import lettings, spaces
from housingdesk.properties.actions.spaces import HOMES_LOCK, Ended
from housingdesk.properties.rules import NON_RESIDENTIAL, SpaceDraft
from housingdesk.tenancies.actions.in_step import refresh_agreement, refresh_people
from housingdesk.tenancies.queries.agreements import held, tenancies_of_spaces, tenancy
from housingdesk.tenancies.rules import said_day
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.problems import refuse


@needs(Permission.KEEP_HOMES)
def change_space(act: Act, *, space_id: int, version: int, draft: SpaceDraft) -> None:
    """Changes or moves a space; the address of all in it, and of every agreement there, follows."""
    act.lock(HOMES_LOCK)
    refuse(draft.problems())
    before = property_queries.space(space_id)
    if (before.kind in NON_RESIDENTIAL) != (draft.kind in NON_RESIDENTIAL) and tenancies_of_spaces([space_id]):
        raise Refused(f"{before.said} was let as a {before.kind}, so it cannot become a {draft.kind}")
    if draft.managed_to is not None and draft.managed_to != before.managed_to:
        _refuse_held(act, [row.id for row in property_queries.inside(space_id)], draft.managed_to + DAY)
    was, changed = spaces.change_space(act, space_id=space_id, version=version, draft=draft)
    _follow(act, changed)
    act.take_back(change_space, "put it back", space_id=space_id, version=property_queries.space(space_id).version, draft=was)


@needs(Permission.KEEP_HOMES)
def move_space(act: Act, *, space_id: int, version: int, parent_id: int | None) -> None:
    """Puts a space, with all in it, somewhere else: a house into another scheme, a room into another flat."""
    draft, _ = property_queries.space_draft(space_id)
    change_space(act, space_id=space_id, version=version, draft=replace(draft, parent_id=parent_id))


@needs(Permission.KEEP_HOMES)
def end_space(act: Act, *, space_id: int, version: int, on: date) -> None:
    """The last day on which a space, and all in it, is ours to let; refused while an agreement there runs past it."""
    act.lock(HOMES_LOCK)
    refuse(replace(property_queries.draft_of(property_queries.space(space_id)), managed_to=on).problems())
    _refuse_held(act, [row.id for row in property_queries.inside(space_id)], on + DAY)
    ended = spaces.end_space(act, space_id=space_id, version=version, on=on)
    act.take_back(unend_space, "let it again", ended=ended)


@needs(Permission.KEEP_HOMES)
def unend_space(act: Act, *, ended: Sequence[Ended]) -> None:
    """Takes ``end_space`` back."""
    spaces.unend_spaces(act, ended=ended)


@needs(Permission.KEEP_HOMES)
def let_space(act: Act, *, space_id: int, on: date) -> None:
    """Lets a space as one from a day on; refused while anything above or below it is let as one."""
    _refuse_held_around(act, space_id, on)
    period = lettings.begin_letting(act, space_id=space_id, on=on)
    act.take_back(undo_letting, "take it back", begun=[period], stopped=[])


@needs(Permission.KEEP_HOMES)
def stop_letting(act: Act, *, space_id: int, on: date) -> None:
    """A space is no longer let as one from a day on; refused while an agreement there runs on."""
    act.lock(HOMES_LOCK)
    _refuse_held(act, [space_id], on)
    lettings.stop_letting(act, space_id=space_id, on=on)
    act.take_back(undo_letting, "let it again", begun=[], stopped=[space_id])


@needs(Permission.KEEP_HOMES)
def let_by_parts(act: Act, *, space_id: int, on: date) -> None:
    """A house that was let whole is let by its rooms or flats from a day on."""
    act.lock(HOMES_LOCK)
    home = property_queries.space(space_id)
    parts = [row for row in property_queries.inside(space_id) if row.parent_id == space_id and row.residential]
    if not parts:
        raise Refused(f"Nothing stands in {home.said} that could be let by itself. Add its rooms first")
    _refuse_held(act, [space_id], on)
    lettings.stop_letting(act, space_id=space_id, on=on)
    begun = [lettings.begin_letting(act, space_id=row.id, on=on) for row in parts]
    act.say(f"{home.said} is let by its parts from {format_date(on)}: {len(begun)} of them", about=("space", space_id))
    act.take_back(undo_letting, "let it whole again", begun=begun, stopped=[space_id])


@needs(Permission.KEEP_HOMES)
def let_whole(act: Act, *, space_id: int, on: date) -> None:
    """A house that was let by its rooms or flats is let as one from a day on."""
    act.lock(HOMES_LOCK)
    home = property_queries.space(space_id)
    below = [row for row in property_queries.inside(space_id) if row.id != space_id and row.residential]
    periods = property_queries.let_periods_of(below)
    stopped = [row.id for row in below if any(period.end is None for period in periods[row.id])]
    _refuse_held(act, stopped, on)
    for part in stopped:
        lettings.stop_letting(act, space_id=part, on=on)
    begun = lettings.begin_letting(act, space_id=space_id, on=on)
    act.say(f"{home.said} is let as one from {format_date(on)}", about=("space", space_id))
    act.take_back(undo_letting, "let it by its parts again", begun=[begun], stopped=stopped)


@needs(Permission.KEEP_HOMES)
def undo_letting(act: Act, *, begun: Sequence[int], stopped: Sequence[int]) -> None:
    """Takes back a change between whole and parts: periods that began by it go, those that stopped run on."""
    act.lock(HOMES_LOCK)
    for period_id in begun:
        space_id, start = lettings.letting_of(period_id)
        _refuse_held(act, [space_id], start)
        lettings.forget_letting(act, period_id=period_id)
    for space_id in stopped:
        lettings.resume_letting(act, space_id=space_id)


def _follow(act: Act, space_ids: Sequence[int]) -> None:
    """Agreements take the new address of their spaces, and so do the people who hold or held them."""
    ids = [row.id for row in tenancies_of_spaces(space_ids)] if space_ids else []
    for tenancy_id in ids:
        refresh_agreement(act, tenancy_id)
    refresh_people(act, ids)


def _refuse_held(act: Act, space_ids: Sequence[int], start: date) -> None:
    taken = held(space_ids, start, None)
    if taken:
        other = tenancy(taken[0].tenancy_id)
        until = "" if other.ends_on is None else f" until {said_day(other.ends_on, act.today)}"
        raise Refused(f"{other.names} ({other.reference}) has {taken[0].address}{until}. End or move that "
                      f"{other.words.agreement} first")


def _refuse_held_around(act: Act, space_id: int, on: date) -> None:
    """Somebody above or below may have stayed on in a space that is no longer let as one."""
    act.lock(HOMES_LOCK)
    _refuse_held(act, [row.id for row in property_queries.kin(space_id) if row.id != space_id], on)
