"""Moving on from lane to lane: what each asks is recorded together and taken back together; and moving back."""

from dataclasses import dataclass
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.properties.actions.keys import add_keys, move_keys
from housingdesk.properties.actions.meters import read_meter
from housingdesk.properties.queries.keys import keys_of
from housingdesk.properties.rules.safety import KeyHolder, MeterKind
from housingdesk.values.dates import format_day
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref
from housingdesk.voids.actions.kept import Beside, Plan, plan_of
from housingdesk.voids.actions.steps import happened
from housingdesk.voids.rules.drafts import Late, whom_problems
from housingdesk.voids.rules.lanes import LANES, MADE_BY
from housingdesk.voids.rules.plan import Moved
from housingdesk.voids.rules.words import Lane, VoidStepKind


@dataclass(frozen=True, slots=True)
class Read:
    """A meter as it was read; an empty ``serial`` is the home's only one of the kind."""

    kind: MeterKind
    reading: str
    serial: str = ""


@needs(Permission.KEEP_APPLICANTS)
def keys_in(act: Act, *, void_id: int, on: date, version: int | None = None, late: Late | None = None, tag: str = "",
            count: int = 1, readings: tuple[Read, ...] = ()) -> tuple[Moved, ...]:
    """The keys are back: who lost days if they are late, on which hook they hang, what the meters read.

    ``tag`` is the number of a set of this home that comes back, or of one that is not on the register yet.
    """
    plan = plan_of(act, void_id, version)
    refuse(late.problems() if late is not None else [])
    moved = happened(plan, VoidStepKind.KEYS, on, late)
    subject = Ref("void", void_id)
    moves, sets = _hang_up(act, plan, tag, count, on, subject) if tag.strip() else ((), ())
    read = tuple(read_meter(act, space_id=plan.void.space_id, kind=one.kind, serial=one.serial, on=on, reading=one.reading,
                            subject=subject) for one in readings if one.reading.strip())
    plan.beside = Beside(moves, sets, read)
    more = f"; {len(moved)} promised days move" if moved else ""
    plan.done(f"keys back {format_day(on)}{more}", "take it back")
    return moved


@needs(Permission.KEEP_APPLICANTS)
def inspected(act: Act, *, void_id: int, on: date, version: int | None = None, works: bool, major: bool = False,
              whom: str = "", works_by: date | None = None, note: str = "", document_id: int | None = None) -> None:
    """The inspection sheet is done: whether works are needed, and if they are given out already to whom and by when."""
    plan = plan_of(act, void_id, version)
    refuse(whom_problems(whom))
    happened(plan, VoidStepKind.INSPECTION, on, None)
    plan.set(VoidStepKind.INSPECTION, note=note.strip()[:1000], document=document_id)
    plan.set(VoidStepKind.WORKS, needed=works, whom=one_line(whom) if works else "")
    if works and works_by is not None:
        plan.promise(VoidStepKind.WORKS, works_by)
    act.change(plan.void, major_works=works and major)
    plan.done(f"inspected {format_day(on)}, {'works are needed' if works else 'no works are needed'}", "take it back")


@needs(Permission.KEEP_APPLICANTS)
def give_works(act: Act, *, void_id: int, whom: str, by: date, version: int | None = None) -> None:
    """The works are given to somebody who promises to be done by a day."""
    plan = plan_of(act, void_id, version)
    refuse(whom_problems(whom, needed="Say who does the works"))
    if plan.step(VoidStepKind.INSPECTION).actual_on is None:
        raise Refused("It is not inspected yet. Record the inspection first")
    plan.set(VoidStepKind.WORKS, needed=True, whom=one_line(whom))
    plan.promise(VoidStepKind.WORKS, by)
    plan.done(f"works given to {one_line(whom)}, by {format_day(by)}", "take it back")


@needs(Permission.KEEP_APPLICANTS)
def ready(act: Act, *, void_id: int, on: date, version: int | None = None, works_on: date | None = None,
          late: Late | None = None) -> None:
    """The home is ready to let, the works done on a day; Refused with every safety record that is missing."""
    plan = plan_of(act, void_id, version)
    refuse(late.problems() if late is not None else [])
    works = plan.step(VoidStepKind.WORKS)
    if works.needed and works.actual_on is None:
        happened(plan, VoidStepKind.WORKS, works_on or on, late)
    happened(plan, VoidStepKind.READY, on, None)
    plan.done(f"ready to let {format_day(on)}", "take it back")


@needs(Permission.KEEP_APPLICANTS)
def offered(act: Act, *, void_id: int, whom: str, sign_up_on: date | None = None, version: int | None = None) -> None:
    """The home is offered to somebody, with the planned day of the sign-up; an offer may be made before it is ready."""
    plan = plan_of(act, void_id, version)
    refuse(whom_problems(whom, needed="Say to whom it is offered"))
    plan.set(VoidStepKind.SIGNING, whom=one_line(whom))
    if sign_up_on is not None:
        plan.promise(VoidStepKind.SIGNING, sign_up_on)
    plan.done(f"offered to {one_line(whom)}", "take it back")


@needs(Permission.KEEP_APPLICANTS)
def not_offered(act: Act, *, void_id: int, version: int | None = None) -> None:
    """The offer was refused or withdrawn: the home can be offered to somebody else."""
    plan = plan_of(act, void_id, version)
    plan.set(VoidStepKind.SIGNING, whom="")
    plan.done("can be offered again", "put the offer back")


@needs(Permission.KEEP_APPLICANTS)
def move_back(act: Act, *, void_id: int, version: int | None = None) -> Lane:
    """Moves a home back one lane: the days that brought it here are taken off; returns the lane it is in then."""
    plan = plan_of(act, void_id, version)
    lane = plan.void.lane
    if lane not in MADE_BY:
        raise Refused("It is in the first lane" if lane is LANES[0] else "The sign-up is taken back where it was made")
    kinds = MADE_BY[lane]
    for kind in kinds:
        fields: dict[str, object] = {"actual_on": None}
        if kind is kinds[0] and lane in (Lane.WORKS, Lane.OFFERED):
            fields["whom"] = ""
        plan.set(kind, **fields)
    if VoidStepKind.WORKS in kinds:
        act.change(plan.void, works_done_on=None)
    plan.done(f"back from {lane}", "move it on again")
    now: Lane = plan.void.lane
    return now


def _hang_up(act: Act, plan: Plan, tag: str, count: int, on: date, subject: Ref) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The keys hang in the office: a set that is known comes back, another is put on the register. Lines and sets made."""
    tag = one_line(tag).upper()
    known = next((row for row in keys_of(plan.void.space_id) if row.tag == tag), None)
    if known is not None:
        number, made, whole = known.id, tuple[int, ...](), known.count
    else:
        number = add_keys(act, space_id=plan.void.space_id, tag=tag, what="Keys that came back", count=count)
        made, whole = (number,), count
    move = move_keys(act, key_set_id=number, on=on, holder=KeyHolder.OFFICE, whom="", count=min(count, whole), subject=subject)
    return (move,), made
