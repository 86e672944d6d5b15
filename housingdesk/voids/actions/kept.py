"""How every change to a plan is made and taken back: the plan as it was is kept with the act, and put back as a whole.

A plan that a colleague has changed since is not put back.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused, Stale
from housingdesk.properties.actions.keys import end_keys, put_keys_back, put_move_back, take_off_move
from housingdesk.properties.actions.meters import put_reading_back, take_off_reading
from housingdesk.properties.queries import space
from housingdesk.values.rows import frozen
from housingdesk.voids.models import Void, VoidDelay, VoidStep
from housingdesk.voids.queries.steps import steps_of
from housingdesk.voids.rules.drafts import Late, delay_days
from housingdesk.voids.rules.lanes import lane_of
from housingdesk.voids.rules.plan import Step
from housingdesk.voids.rules.words import VoidStepKind

VOID = "This empty home"
_VOID_FIELDS = ("category", "lane", "empty_from", "let_from", "works_done_on", "major_works", "next_id", "note", "closed_on",
                "why_vacant", "last_let_as")
_STEP_FIELDS = ("party", "whom", "promised_on", "first_promised_on", "actual_on", "needed", "note", "document_id")


@frozen
class Beside:
    """What an act did beside the plan, by number: lines of the key register, sets of keys and meter readings."""

    moves: tuple[int, ...] = ()
    sets: tuple[int, ...] = ()
    readings: tuple[int, ...] = ()


@frozen
class Kept:
    """A plan at a moment: the void's fields, each step's by its number, and the delays that stand."""

    void: tuple[Any, ...]
    steps: tuple[tuple[int, tuple[Any, ...]], ...]
    delays: frozenset[int]


@dataclass(slots=True)
class Plan:
    """A void under change: its records, and how it was before."""

    act: Act
    void: Void
    records: dict[VoidStepKind, VoidStep]
    before: Kept
    beside: Beside = field(default_factory=Beside)

    def step(self, kind: VoidStepKind) -> VoidStep:
        """The stored step of a kind."""
        return self.records[kind]

    def set(self, kind: VoidStepKind, **fields: Any) -> None:
        """Changes a step."""
        self.act.change(self.records[kind], **fields)

    def steps(self) -> tuple[Step, ...]:
        """The steps as they stand now."""
        return steps_of([self.void.id])[self.void.id]

    def promise(self, kind: VoidStepKind, on: date) -> None:
        """Sets the promised day of a step; the first one is kept beside it."""
        record = self.records[kind]
        self.set(kind, promised_on=on, first_promised_on=record.first_promised_on or on)

    def delay(self, kind: VoidStepKind, promised: date, on: date, late: Late) -> None:
        """Records the days between a promise and the day it was, or will be."""
        first, last = delay_days(promised, on)
        self.act.add(VoidDelay(void=self.void.id, step=kind, cause=late.cause, party=late.party, from_on=first, to_on=last,
                               why=late.why.strip(), recorded_at=self.act.now, recorded_by=self.act.who.name))

    def done(self, sentence: str, label: str) -> None:
        """Ends the act: the lane follows the steps, the sentence is said, and the way back is named."""
        lane = lane_of(self.steps())
        self.act.change(self.void, lane=lane)
        said = f"{space(self.void.space_id).said}: {sentence}"
        self.act.say(said, about=("void", self.void.id))
        self.act.take_back(put_back, label, void_id=self.void.id, kept=self.before, marks=marks_of(self.void.id),
                           beside=self.beside, undo=True)


def plan_of(act: Act, void_id: int, version: int | None = None, *, closed: bool = False) -> Plan:
    """A plan to be changed; Refused once the home is let or dropped, unless ``closed``."""
    void = as_seen(Void, void_id, version, VOID)
    if void.closed_on is not None and not closed:
        raise Refused("This home is let already" if void.next_id is not None else "This plan is closed")
    records = {record.step: record for record in VoidStep.select().where(VoidStep.void == void_id)}
    return Plan(act, void, records, _kept(void, records))


def marks_of(void_id: int) -> tuple[Any, ...]:
    """What tells whether a plan was changed since: the versions of all its records, and its delays."""
    void = Void.select(Void.version).where(Void.id == void_id).scalar()
    steps = VoidStep.select(VoidStep.id, VoidStep.version).where(VoidStep.void == void_id).order_by(VoidStep.id).tuples()
    delays = (VoidDelay.select(VoidDelay.id, VoidDelay.version).where(VoidDelay.void == void_id).order_by(VoidDelay.id)
              .tuples())
    return (void, tuple(map(tuple, steps)), tuple(map(tuple, delays)))


@needs(Permission.KEEP_APPLICANTS)
def put_back(act: Act, *, void_id: int, kept: Kept, marks: tuple[Any, ...], beside: Beside, undo: bool) -> None:
    """Puts a plan back as it was before an act, or after it again; Stale when a colleague has changed it since."""
    plan = plan_of(act, void_id, closed=True)
    if marks_of(void_id) != marks:
        raise Stale("A colleague changed this plan a moment ago, so it is left as it stands")
    act.change(plan.void, **dict(zip(_VOID_FIELDS, kept.void, strict=True)))
    by_id = {record.id: record for record in plan.records.values()}
    for number, fields in kept.steps:
        act.change(by_id[number], **dict(zip(_STEP_FIELDS, fields, strict=True)))
    for delay in VoidDelay.select().where(VoidDelay.void == void_id):
        if (delay.id in kept.delays) == bool(delay.removed):
            act.change(delay, removed="" if delay.id in kept.delays else "taken back")
    _put_beside(act, beside, undo=undo)
    act.say(f"{space(plan.void.space_id).said}: {'as it was before' if undo else 'done again'}", about=("void", void_id))
    act.take_back(put_back, "do it again" if undo else "take it back", void_id=void_id, kept=plan.before,
                  marks=marks_of(void_id), beside=beside, undo=not undo)


def _kept(void: Void, records: dict[VoidStepKind, VoidStep]) -> Kept:
    delays = VoidDelay.select(VoidDelay.id).where((VoidDelay.void == void.id) & (VoidDelay.removed == "")).tuples()
    return Kept(tuple(getattr(void, name) for name in _VOID_FIELDS),
                tuple((record.id, tuple(getattr(record, name) for name in _STEP_FIELDS)) for record in records.values()),
                frozenset(row[0] for row in delays))


def _put_beside(act: Act, beside: Beside, *, undo: bool) -> None:
    """Lines of the key register and readings are taken off, or put back; sets go after the lines and come before them."""
    for number in beside.sets if not undo else ():
        put_keys_back(act, key_set_id=number, version=None)
    for number in beside.moves:
        (take_off_move if undo else put_move_back)(act, move_id=number, version=None)
    for number in beside.sets if undo else ():
        end_keys(act, key_set_id=number, version=None)
    for number in beside.readings:
        (take_off_reading if undo else put_reading_back)(act, reading_id=number, version=None)
