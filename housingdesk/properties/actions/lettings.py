"""When a space is let as one: a house whole or by its parts, from a day on; never at two levels at once.

Somebody may live there, which only the tenancies room knows, so nothing here has a mark of its own: screens and commands
call ``tenancies.actions.homes``, which calls these.
"""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.properties.models import LetPeriod, Space
from housingdesk.properties.queries import PeriodRow, SpaceRow, chain, clash, let_periods, parts, space
from housingdesk.properties.rules import both_levels_sentence, let_problem, overlap
from housingdesk.values.dates import format_date

SINCE_EVER = date(1900, 1, 1)
_SPACE, _PERIOD = "This home", "This letting"


def begin_letting(act: Act, *, space_id: int, on: date) -> int:
    """Lets a space as one from a day on; returns the id of the period."""
    act.lock(HOMES_LOCK)
    above = chain(space_id)
    row = above[0]
    said = let_problem(row.kind, parts(above))
    if said:
        raise Refused(said)
    if any(overlap((held.start, held.end), (on, None)) for held in let_periods(row)):
        raise Refused(f"{row.said} is let as one already")
    found = clash(row, (on, None))
    if found is not None:
        raise Refused(both_levels_sentence(found[0].said, (found[1].start, found[1].end)))
    act.change(as_seen(Space, space_id, None, _SPACE), lettable=True)
    act.say(f"{row.said} is let as one from {format_date(on)}", about=("space", space_id))
    return int(act.add(LetPeriod(space=space_id, start=on)).id)


def stop_letting(act: Act, *, space_id: int, on: date) -> PeriodRow:
    """A space is no longer let as one from a day on; returns the period as it was. See the module's first lines."""
    act.lock(HOMES_LOCK)
    row = space(space_id)
    held = next((p for p in let_periods(row) if p.end is None), None)
    if held is None:
        raise Refused(f"{row.said} is not let as one")
    if held.start is not None and held.start >= on:
        raise Refused(f"{row.said} is let as one only from {format_date(held.start)}. Choose a later day")
    if held.id is None:
        act.add(LetPeriod(space=space_id, start=_since(row, on), end=on))
    else:
        act.change(as_seen(LetPeriod, held.id, None, _PERIOD), end=on)
    act.say(f"{row.said} is let as one up to {format_date(on)}", about=("space", space_id))
    return held


def resume_letting(act: Act, *, space_id: int) -> None:
    """The last period of a space is open again; the way back from ``stop_letting``."""
    act.lock(HOMES_LOCK)
    row = space(space_id)
    periods = let_periods(row)
    if not periods or periods[-1].id is None or periods[-1].end is None:
        raise Refused(f"{row.said} is let as one already" if periods else f"{row.said} was never let as one")
    last = periods[-1]
    found = clash(row, (last.start, None))
    if found is not None:
        raise Refused(both_levels_sentence(found[0].said, (found[1].start, found[1].end)))
    act.change(as_seen(LetPeriod, last.id or 0, None, _PERIOD), end=None)
    act.say(f"{row.said} is let as one again", about=("space", space_id))


def forget_letting(act: Act, *, period_id: int) -> None:
    """Takes out a period that was entered by mistake; refused once it has ended, which makes it history."""
    act.lock(HOMES_LOCK)
    record = as_seen(LetPeriod, period_id, None, _PERIOD)
    if record.end is not None:
        raise Refused("This letting has ended and is kept")
    row = space(record.space_id)
    act.remove(record)
    if not LetPeriod.select().where(LetPeriod.space == row.id).exists():
        act.change(as_seen(Space, row.id, None, _SPACE), lettable=False)
    act.say(f"{row.said} is not let as one", about=("space", row.id))


def _since(row: SpaceRow, on: date) -> date:
    return row.managed_from if row.managed_from is not None and row.managed_from < on else SINCE_EVER


def letting_of(period_id: int) -> tuple[int, date]:
    """The space of a period, and the day it begins; NotFound when it is gone."""
    record = as_seen(LetPeriod, period_id, None, _PERIOD)
    start: date = record.start
    return record.space_id, start
