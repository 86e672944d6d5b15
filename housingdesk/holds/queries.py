"""What the holds room answers: what holds on a day, whether it stops a step, what is due, and the timeline."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from housingdesk.db.paging import newest_with_ties
from housingdesk.holds.models import Hold
from housingdesk.holds.rules import HoldKind, Stop, clocks, sentence, stopped
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest

_AT_ONCE = 10_000


@frozen
class HoldRow:
    """One hold; ``end`` is the first day it holds no longer. ``removed`` says why it was taken off as put on by mistake."""

    id: int
    version: int
    subject: str
    kind: HoldKind
    start: date
    end: date | None
    stops: frozenset[Stop]
    debt_pence: int | None
    people: str
    source: str
    reference: str
    note: str
    put_on_at: datetime
    put_on_by: str
    ended_because: str
    removed: str

    @property
    def sentence(self) -> str:
        """It in one sentence."""
        return sentence(self.kind, self.start, self.end, self.stops, self.debt_pence)

    @property
    def stopped(self) -> str:
        """Why something is not done because of it, in a few words."""
        return stopped(self.kind, self.start, self.end)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return not self.removed and self.start <= day and (self.end is None or day < self.end)


def holds(subject: Ref, *, removed: bool = False) -> list[HoldRow]:
    """Every hold that stood or stands on a record, newest first; ``removed`` adds those taken off as a mistake."""
    rows: Any = Hold.select().where(Hold.subject == str(subject)).order_by(Hold.start.desc(), Hold.id.desc())
    return [_row(hold) for hold in rows if removed or not hold.removed]


def hold(hold_id: int) -> HoldRow | None:
    """One hold, or None."""
    found = Hold.get_or_none(Hold.id == hold_id)
    return None if found is None else _row(found)


def active(on: date, subjects: Iterable[Ref] | None = None) -> dict[str, list[HoldRow]]:
    """What holds on a day, by record; of all records, or of those named."""
    holding = (Hold.start <= on) & (Hold.end.is_null() | (Hold.end > on)) & (Hold.removed == "")
    found: dict[str, list[HoldRow]] = {}
    for where in _parts(subjects):
        for one in Hold.select().where(holding & where if where is not None else holding).order_by(Hold.id):
            found.setdefault(one.subject, []).append(_row(one))
    return found


def _parts(subjects: Iterable[Ref] | None) -> list[Any]:
    if subjects is None:
        return [None]
    names = sorted({str(subject) for subject in subjects})
    return [Hold.subject.in_(names[at:at + _AT_ONCE]) for at in range(0, len(names), _AT_ONCE)]


def stopping(stops: Collection[Stop], on: date, subject: Ref) -> HoldRow | None:
    """The hold that stops one of these things for a record on a day, or None: to be asked before every such step."""
    wanted = set(stops)
    return next((row for row in active(on, [subject]).get(str(subject), []) if row.stops & wanted), None)


def due(on: date, until: date | None = None) -> list[tuple[HoldRow, date, str]]:
    """What holds bring up to ``until`` (``on`` when None): the last days of a breathing space, and each that has just ended."""
    last = until or on
    found = []
    rows: Any = Hold.select().where((Hold.removed == "") & (Hold.end.is_null() | (Hold.end > on - timedelta(7))))
    for row in map(_row, rows):
        found += [(row, clock.on, clock.what) for clock in clocks(row.kind, row.start) if on <= clock.on <= last
                  and row.holds_on(clock.on)]
        if row.end is not None and row.end <= last and not row.ended_because:
            found.append((row, row.end, f"The {row.kind} has ended. Look at what is owed and decide what comes next"))
    return sorted(found, key=lambda one: (one[1], one[0].id))


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the holds put on a record, newest first."""
    query = Hold.select().where(Hold.subject == str(subject))
    if before is not None:
        query = query.where(Hold.put_on_at < before)
    rows: Any = newest_with_ties(query, Hold.put_on_at, limit)
    return newest((_entry(_row(row)) for row in rows), before, limit)


def _entry(row: HoldRow) -> TimelineEntry:
    told = row.sentence
    if row.removed:
        told = f"{row.kind.capitalize()} put on by mistake: {row.removed}"
    elif row.ended_because and row.end is not None:
        told = f"{row.kind.capitalize()} ended on {format_date(row.end)}: {row.ended_because}"
    return TimelineEntry(row.put_on_at, Strand.AGREEMENT, told, Ref("hold", row.id), row.put_on_by, timed=True,
                         removed=bool(row.removed))


def _row(hold: Hold) -> HoldRow:
    return HoldRow(hold.id, hold.version, hold.subject, hold.kind, hold.start, hold.end,
                   frozenset(Stop(word) for word in hold.stops.splitlines()), hold.debt_pence, hold.people, hold.source,
                   hold.reference, hold.note, hold.put_on_at, hold.put_on_by, hold.ended_because, hold.removed)
