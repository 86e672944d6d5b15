"""The plan of an empty home: which steps it has, who owes each, and by when. Pure.

The days are worked out from the day the home stands empty and the association's own targets; people change them after that.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.values.dates import DAY
from housingdesk.values.rows import frozen
from housingdesk.voids.rules.words import Party, VoidCategory, VoidStepKind

_READY_BEFORE_SAFETY = 1
AFTER_KEYS = (VoidStepKind.INSPECTION, VoidStepKind.WORKS, VoidStepKind.SAFETY, VoidStepKind.VIEWING, VoidStepKind.READY,
              VoidStepKind.SIGNING)
"""The steps that wait for the keys: their days move when the keys come late."""


@frozen
class Targets:
    """How many days each thing may take, from the settings; ``empty`` is the whole, from the first empty day."""

    empty: int
    inspect: int
    letting: int
    nomination: int
    interview: int


@frozen
class Home:
    """What decides which steps a home has; ``council`` and ``support`` are the names of who owes them, if anybody does."""

    residential: bool = True
    supported: bool = False
    council: str = ""
    support: str = ""
    left_by: str = ""


@frozen
class Planned:
    """A step as it is planned at the start; ``actual_on`` of what has happened already."""

    step: VoidStepKind
    party: Party
    whom: str
    promised_on: date | None
    actual_on: date | None
    needed: bool


@frozen
class Step:
    """A step as it stands. ``first_promised_on`` is the promise it began with."""

    id: int
    version: int
    step: VoidStepKind
    party: Party
    whom: str
    promised_on: date | None
    first_promised_on: date | None
    actual_on: date | None
    needed: bool
    note: str
    document_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether it has still to happen."""
        return self.needed and self.actual_on is None

    def days_late(self, on: date) -> int:
        """How many days past its promise it happened, or is by a day."""
        if not self.needed or self.promised_on is None:
            return 0
        return max(0, ((self.actual_on or on) - self.promised_on).days)


def target_key(category: VoidCategory, home: Home) -> str:
    """The setting that says how many days such a home may stand empty.

    >>> target_key(VoidCategory.MAJOR_WORKS, Home(supported=True)), target_key(VoidCategory.ROUTINE, Home(residential=False))
    ('voids.target_major', 'voids.target_garage')
    """
    if not home.residential:
        return "voids.target_garage"
    if category is VoidCategory.MAJOR_WORKS:
        return "voids.target_major"
    if category is VoidCategory.NEW_BUILD:
        return "voids.target_new_build"
    return "voids.target_supported" if home.supported else "voids.target_routine"


def planned(home: Home, category: VoidCategory, targets: Targets, *, empty_from: date, today: date,
            notice_on: date | None) -> tuple[Planned, ...]:
    """Every step of a plan in order. ``notice_on`` is when we knew that they leave; None for a home nobody leaves."""
    leaving = notice_on is not None
    ready = empty_from + timedelta(max(targets.empty - targets.letting, targets.inspect + 1))
    safe = max(empty_from + DAY, ready - _READY_BEFORE_SAFETY * DAY)
    asked = (notice_on or today) + timedelta(targets.nomination)
    keys = empty_from - DAY if leaving else empty_from
    before = max(today, keys - timedelta(7))
    lived_in = home.residential and category is not VoidCategory.NEW_BUILD

    def step(kind: VoidStepKind, party: Party, on: date | None, *, whom: str = "", needed: bool = True,
             actual: date | None = None) -> Planned:
        return Planned(kind, party, whom if needed else "", on if needed else None, actual if needed else None, needed)

    supported = home.residential and home.supported
    return (
        step(VoidStepKind.NOTICE, Party.OUTGOING, notice_on, whom=home.left_by, needed=leaving, actual=notice_on),
        step(VoidStepKind.PRE_INSPECTION, Party.US, before, needed=leaving and lived_in and keys > today),
        step(VoidStepKind.KEYS, Party.OUTGOING if leaving else Party.US, keys, whom=home.left_by if leaving else ""),
        step(VoidStepKind.INSPECTION, Party.US, keys + timedelta(targets.inspect)),
        step(VoidStepKind.WORKS, Party.CONTRACTOR, max(keys + DAY, safe - DAY), needed=lived_in),
        step(VoidStepKind.SAFETY, Party.CONTRACTOR, safe, needed=home.residential),
        step(VoidStepKind.NOMINATION, Party.COUNCIL, asked, whom=home.council,
             needed=home.residential and bool(home.council)),
        step(VoidStepKind.SUPPORT_INTERVIEW, Party.SUPPORT, asked + timedelta(targets.interview), whom=home.support,
             needed=supported),
        step(VoidStepKind.VIEWING, Party.US, ready + DAY, needed=home.residential),
        step(VoidStepKind.READY, Party.US, ready),
        step(VoidStepKind.SIGNING, Party.US, empty_from + timedelta(max(targets.empty, targets.inspect + 2))),
    )


@frozen
class Moved:
    """A step whose promised day moves."""

    step: VoidStepKind
    was: date
    now: date


def redate(plan: Sequence[Step], new_keys_on: date) -> tuple[Moved, ...]:
    """What moves when the keys come on another day than promised: every open step after them, by as many days.

    A step that somebody set to the day of the keys or later keeps its distance to them; nothing moves to before the keys.
    """
    by_kind = {step.step: step for step in plan}
    keys = by_kind.get(VoidStepKind.KEYS)
    if keys is None or keys.promised_on is None:
        return ()
    shift = new_keys_on - keys.promised_on
    moved = []
    for kind in AFTER_KEYS:
        step = by_kind.get(kind)
        if shift and step is not None and step.is_open and step.promised_on is not None:
            now = max(new_keys_on, step.promised_on + shift)
            if now != step.promised_on:
                moved.append(Moved(kind, step.promised_on, now))
    return tuple(moved)


def next_step(plan: Sequence[Step]) -> Step | None:
    """The step that is to happen next: the open one with the earliest promise, in the order of the plan among equals."""
    order = {kind: place for place, kind in enumerate(VoidStepKind)}
    waiting = [step for step in plan if step.is_open]
    return min(waiting, key=lambda step: (step.promised_on or date.max, order[step.step]), default=None)
