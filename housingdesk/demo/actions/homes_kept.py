"""Safety records, keys and meters of every made-up home, many at once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo import homes_kept
from housingdesk.demo.actions.numbered import add_numbered
from housingdesk.properties.models import Certificate, KeyMove, KeySet, Meter, Space
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.dates import DAY


@needs(Permission.KEEP_APPLICANTS)
def write_certificates(act: Act, *, seed: int, today: date) -> int:
    """Adds the safety records of all homes; returns how many."""
    rows = [(space, kind, reference, done_on, expires_on, by, None, "", "")
            for space, kind, reference, done_on, expires_on, by in homes_kept.certificates(seed, _spaces(), today)]
    made = add_numbered(act, Certificate, ("space", "kind", "reference", "done_on", "expires_on", "by", "document", "note",
                                           "removed"), rows, summary="safety records")
    act.say(f"{len(made):,} made-up safety records")
    return len(made)


@needs(Permission.KEEP_APPLICANTS)
def write_keys(act: Act, *, seed: int, today: date) -> int:
    """Adds the key register with who has what; returns how many sets."""
    rows = list(homes_kept.keys(seed, _spaces()))
    sets = add_numbered(act, KeySet, ("space", "tag", "what", "count", "note", "ended_on"),
                        ((space, tag, what, count, "", None) for space, tag, what, count in rows), summary="sets of keys")
    out = [(number, found) for number, row in zip(sets, rows, strict=True)
           if (found := homes_kept.holder(seed, row[0], today)) is not None]
    add_numbered(act, KeyMove, ("key_set", "on", "holder", "whom", "count", "due_back_on", "subject", "note", "recorded_at",
                                "recorded_by", "removed"),
                 ((number, today - timedelta(8), holder, whom, 2, back, None, "", act.now, act.who.name, "")
                  for number, (holder, whom, back) in out), summary="where keys are")
    act.say(f"{len(rows):,} made-up sets of keys")
    return len(rows)


@needs(Permission.KEEP_APPLICANTS)
def write_meters(act: Act, *, seed: int, today: date) -> int:
    """Adds a meter to every house and flat; returns how many."""
    rows = ((space, kind, serial, place, "", None) for space, kind, serial, place in homes_kept.meters(seed, _spaces()))
    made = add_numbered(act, Meter, ("space", "kind", "serial", "place", "supplier", "ended_on"), rows, summary="meters")
    act.say(f"{len(made):,} made-up meters of {today.year}")
    return len(made)


def _spaces() -> list[homes_kept.Kept]:
    rows: Any = Space.select(Space.id, Space.kind, Space.parent, Space.lettable).order_by(Space.id).tuples()
    return [(number, kind, parent, bool(lettable)) for number, kind, parent, lettable in rows]


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A home that somebody leaves or left, their last day, and who has it next from when, if anybody."""

    space_id: int
    tenancy_id: int
    last_day: date
    next_id: int | None
    next_starts: date | None


def leaving(on: date, most: int) -> list[LeftRow]:
    """The homes whose agreement ends today or later, the first to go first."""
    rows: Any = (Occupancy.select(Occupancy.space, Occupancy.tenancy, Occupancy.end).join(Tenancy)
                 .where((Occupancy.end > on) & (Tenancy.end_reason != EndReason.EXCHANGE))
                 .order_by(Occupancy.end, Occupancy.id).limit(most).tuples())
    return [LeftRow(space, tenancy, end - DAY, None, None) for space, tenancy, end in rows]


def relet(on: date, most: int) -> list[LeftRow]:
    """The homes that were left in the last half year, stood empty and are let again, the latest first."""
    after = Occupancy.alias()
    rows: Any = (Occupancy.select(Occupancy.space, Occupancy.tenancy, Occupancy.end, after.tenancy, after.start)
                 .join(after, on=((after.space == Occupancy.space) & (after.start > Occupancy.end)))
                 .where((Occupancy.end > on - timedelta(182)) & (after.start <= on))
                 .order_by(Occupancy.end.desc(), Occupancy.id).limit(most * 3).tuples())
    found: dict[int, LeftRow] = {}
    for space, tenancy, end, following, starts in rows:
        found.setdefault(space, LeftRow(space, tenancy, end - DAY, following, starts))
    return list(found.values())[:most]
