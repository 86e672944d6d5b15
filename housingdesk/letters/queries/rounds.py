"""Delivery rounds: which there are, what was recorded at each door, and which letters are out on one. Knows no homes."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from housingdesk.access.models import AuditChange, AuditEvent
from housingdesk.errors import NotFound
from housingdesk.letters.models import DeliveryRound, DeliveryStop, Letter
from housingdesk.letters.rules.rounds import told
from housingdesk.letters.rules.states import LetterState, StopOutcome, Way
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen

_AT_ONCE = 10_000


@frozen
class StopRow:
    """One letter of a round with what was recorded; ``at`` is ``14:30``, ``outcome`` None while nothing was."""

    id: int
    version: int
    round_id: int
    place: int
    letter_id: int
    room: str
    name: str
    outcome: StopOutcome | None
    by: str
    on: date | None
    at: str
    handed_to: str
    note: str
    evidence_id: int | None
    title: str
    dated: date
    subject: str
    template: str
    state: LetterState

    @property
    def told(self) -> str:
        """What was recorded, in words; empty while nothing was."""
        if self.outcome is None or self.on is None:
            return ""
        return told(self.outcome, room=self.room, by=self.by, on=self.on, at=self.at, handed_to=self.handed_to, note=self.note)


@frozen
class DoorRow:
    """A door and a person: all that one person gets there is recorded at once. ``id`` is that of its first stop."""

    id: int
    stops: tuple[StopRow, ...]

    @property
    def first(self) -> StopRow:
        """Its first letter; what was recorded is the same for all."""
        return self.stops[0]

    @property
    def recorded(self) -> bool:
        """Whether every letter of it was recorded."""
        return all(stop.outcome is not None for stop in self.stops)

    @property
    def stop_ids(self) -> tuple[int, ...]:
        """The stops behind it."""
        return tuple(stop.id for stop in self.stops)


@frozen
class RoundRow:
    """A round with how far it is: doors, those recorded, those where the letters did not get to anybody."""

    id: int
    version: int
    title: str
    scheme: str
    out_on: date
    by: str
    made_at: datetime
    made_by: str
    closed_at: datetime | None
    closed_by: str
    letters: int
    doors: int
    recorded: int
    failed: int

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        if self.closed_at is not None:
            return "Closed"
        return "To be carried" if not self.recorded else f"{self.recorded} of {self.doors} recorded"


@frozen
class RoundFile:
    """A round and its doors, in their order."""

    row: RoundRow
    doors: tuple[DoorRow, ...]


@frozen
class PrintedRow:
    """A printed letter that has not gone yet. ``copy_of_id``: it is a copy for somebody else."""

    id: int
    template: str
    title: str
    subject: str
    addressee: str
    dated: date
    way: Way
    copy_of_id: int | None
    document_id: int | None


_STOP = (DeliveryStop.id, DeliveryStop.version, DeliveryStop.round, DeliveryStop.place, DeliveryStop.letter, DeliveryStop.room,
         DeliveryStop.name, DeliveryStop.outcome, DeliveryStop.by, DeliveryStop.on, DeliveryStop.at, DeliveryStop.handed_to,
         DeliveryStop.note, DeliveryStop.evidence, Letter.title, Letter.dated, Letter.subject, Letter.template, Letter.state)
_ROUND = (DeliveryRound.id, DeliveryRound.version, DeliveryRound.title, DeliveryRound.scheme, DeliveryRound.out_on,
          DeliveryRound.by, DeliveryRound.made_at, DeliveryRound.made_by, DeliveryRound.closed_at, DeliveryRound.closed_by)


def stops(round_ids: Iterable[int]) -> list[StopRow]:
    """The stops of rounds, by round and in the order of the doors."""
    rows: Any = (DeliveryStop.select(*_STOP).join(Letter).where(DeliveryStop.round.in_(list(round_ids)))
                 .order_by(DeliveryStop.round, DeliveryStop.place, DeliveryStop.id).tuples())
    return [StopRow(*row) for row in rows]


def doors(rows: Iterable[StopRow], *, apart: bool = False) -> Iterator[DoorRow]:
    """The stops of one round by door and person; ``apart`` letter by letter, where not all of them came to the same end."""
    for _, some in groupby(rows, key=lambda stop: (stop.room, stop.name, stop.id if apart else 0)):
        found = tuple(some)
        yield DoorRow(found[0].id, found)


def rounds(limit: int = 200) -> list[RoundRow]:
    """The rounds that are not closed first, then the newest."""
    rows = list(DeliveryRound.select(*_ROUND).order_by(DeliveryRound.closed_at.is_null(False), DeliveryRound.out_on.desc(),
                                                       DeliveryRound.id.desc()).limit(limit).tuples())
    theirs: dict[int, list[StopRow]] = {}
    for stop in stops(row[0] for row in rows):
        theirs.setdefault(stop.round_id, []).append(stop)
    return [_round(row, tuple(doors(theirs.get(row[0], ())))) for row in rows]


def due(on: date) -> list[tuple[int, str, date, str]]:
    """The rounds up to a day that are still to be recorded: id, scheme, day, and who carries the letters."""
    open_ones = DeliveryRound.closed_at.is_null() & (DeliveryRound.out_on <= on)
    return list(DeliveryRound.select(DeliveryRound.id, DeliveryRound.title, DeliveryRound.out_on, DeliveryRound.by)
                .where(open_ones).order_by(DeliveryRound.out_on, DeliveryRound.id).tuples())


def for_next_round() -> int:
    """How many printed letters wait to be carried on a round that is still to be made: at their door nobody took them."""
    out = (DeliveryStop.select(DeliveryStop.letter).join(DeliveryRound)
           .where(DeliveryRound.closed_at.is_null() & DeliveryStop.outcome.is_null()))
    waits = (Letter.state == LetterState.PRINTED) & (Letter.way == Way.HAND)
    return int(Letter.select().where(waits & Letter.id.not_in(out)).count())


def round_file(round_id: int) -> RoundFile:
    """One round with its doors; NotFound if there is none."""
    row = DeliveryRound.select(*_ROUND).where(DeliveryRound.id == round_id).tuples().first()
    if row is None:
        raise NotFound("This round is no longer there")
    found = tuple(doors(stops([round_id])))
    return RoundFile(_round(row, found), found)


def _round(row: tuple[Any, ...], found: tuple[DoorRow, ...]) -> RoundRow:
    failed = sum(door.first.outcome is StopOutcome.NOT_DELIVERED for door in found)
    letters, recorded = sum(len(door.stops) for door in found), sum(door.recorded for door in found)
    values: tuple[Any, ...] = (*row, letters, len(found), recorded, failed)
    return RoundRow(*values)


def printed_letters() -> list[PrintedRow]:
    """Every printed letter that has not gone yet and is not an e-mail, oldest first."""
    rows: Any = (Letter.select(Letter.id, Letter.template, Letter.title, Letter.subject, Letter.addressee, Letter.dated,
                               Letter.way, Letter.copy_of, Letter.document)
                 .where((Letter.state == LetterState.PRINTED) & (Letter.way != Way.EMAIL)).order_by(Letter.id).tuples())
    return [PrintedRow(*row) for row in rows]


def out_on_rounds(letter_ids: Collection[int] | None = None) -> dict[int, tuple[str, date]]:
    """Letters that somebody is carrying, or is to carry: the round's title and day. Of all letters, or of these."""
    query: Any = (DeliveryStop.select(DeliveryStop.letter, DeliveryRound.title, DeliveryRound.out_on).join(DeliveryRound)
                  .where(DeliveryRound.closed_at.is_null() & DeliveryStop.outcome.is_null()))
    if letter_ids is not None:
        query = query.where(DeliveryStop.letter.in_(list(letter_ids)))
    return {letter: (title, out_on) for letter, title, out_on in query.tuples()}


def carried_sentence(letter_ids: Collection[int]) -> str | None:
    """Why letters may not be posted or spoiled: one of them is out on a round. None when none is."""
    out = out_on_rounds(letter_ids)
    if not out:
        return None
    title, on = next(iter(out.values()))
    many = f"{len(out):,} of these letters are" if len(out) > 1 else "This letter is" if len(letter_ids) == 1 else \
        "One of these letters is"
    return f"{many} on the round of {format_date(on)}, {title}. Record there what came of it first"


def deliveries(letter_ids: Collection[int]) -> dict[int, StopRow]:
    """The last recorded stop of each letter that was on a round."""
    found: dict[int, StopRow] = {}
    wanted = sorted(set(letter_ids))
    for at in range(0, len(wanted), _AT_ONCE):
        rows: Any = (DeliveryStop.select(*_STOP).join(Letter)
                     .where(DeliveryStop.letter.in_(wanted[at:at + _AT_ONCE]) & DeliveryStop.outcome.is_null(False))
                     .order_by(DeliveryStop.on, DeliveryStop.id).tuples())
        found |= {row[4]: StopRow(*row) for row in rows}
    return found


def ways_before(round_id: int) -> dict[int, Way]:
    """How the letters of a round were to go before it was made, by letter; left out where the round changed nothing."""
    made = DeliveryRound.get_by_id(round_id)
    rows: Any = (AuditChange.select(AuditChange.table, AuditChange.row, AuditChange.kind, AuditChange.before, AuditChange.event)
                 .join(AuditEvent).where(AuditEvent.at == made.made_at).order_by(AuditChange.id).tuples())
    changes = list(rows)
    events = {event for table, row, kind, _, event in changes if (table, row, kind) == ("delivery_round", round_id, "add")}
    found = {row: json.loads(before).get("way") for table, row, kind, before, event in changes
             if event in events and table == "letter" and kind == "change" and before}
    return {row: Way(way) for row, way in found.items() if way is not None}
