"""What happens on a plan: days are promised and moved, steps happen, and why days were lost is recorded with them."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.queries.safety import safety_gaps
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.voids.actions.kept import Plan, plan_of
from housingdesk.voids.models import VoidDelay
from housingdesk.voids.rules.drafts import DelayDraft, Late, day_problems, whom_problems
from housingdesk.voids.rules.lanes import not_ready_sentence
from housingdesk.voids.rules.plan import Moved, redate
from housingdesk.voids.rules.words import Party, VoidStepKind

_DELAY = "This delay"


@needs(Permission.KEEP_APPLICANTS)
def promise(act: Act, *, void_id: int, step: VoidStepKind, on: date, version: int | None = None, party: Party | None = None,
            whom: str | None = None, late: Late | None = None) -> tuple[Moved, ...]:
    """Gives a step its promised day, and who owes it; returns the other days that move with it.

    A later day than promised before is a delay when ``late`` says why; keys that come later always say why, and move what
    follows them.
    """
    plan = plan_of(act, void_id, version)
    record = plan.step(step)
    refuse([*whom_problems(whom or ""), *(late.problems() if late is not None else [])])
    if record.actual_on is not None:
        raise Refused(f"This was done on {format_day(record.actual_on)} already")
    was = record.promised_on
    moved = redate(plan.steps(), on) if step is VoidStepKind.KEYS else ()
    if was is not None and on > was:
        _say_why(plan, step, was, on, late)
    plan.set(step, needed=True, party=party or record.party, whom=record.whom if whom is None else one_line(whom))
    plan.promise(step, on)
    move_days(plan, moved)
    more = f"; {len(moved)} days after it move" if moved else ""
    plan.done(f"{step} promised for {format_day(on)}{more}", "put the days back")
    return moved


@needs(Permission.KEEP_APPLICANTS)
def done(act: Act, *, void_id: int, step: VoidStepKind, on: date, version: int | None = None, late: Late | None = None,
         note: str = "", document_id: int | None = None) -> tuple[Moved, ...]:
    """Records the day a step happened; returns the promised days that move because of it.

    Keys that came late say why and whose days they are. Ready to let is refused while a safety record is missing.
    """
    plan = plan_of(act, void_id, version)
    refuse(late.problems() if late is not None else [])
    moved = happened(plan, step, on, late)
    record = plan.step(step)
    plan.set(step, note=note.strip()[:1000] or record.note, document=document_id or record.document_id)
    more = f"; {len(moved)} days after it move" if moved else ""
    plan.done(f"{step} {format_day(on)}{more}", "take it back")
    return moved


@needs(Permission.KEEP_APPLICANTS)
def not_done(act: Act, *, void_id: int, step: VoidStepKind, version: int | None = None) -> None:
    """Takes off the day of a step that was recorded by mistake; the promise stands."""
    plan = plan_of(act, void_id, version)
    if plan.step(step).actual_on is None:
        raise Refused("This has not happened yet")
    if step is VoidStepKind.SIGNING:
        raise Refused("The sign-up is taken back where it was made")
    plan.set(step, actual_on=None)
    if step is VoidStepKind.WORKS:
        act.change(plan.void, works_done_on=None)
    plan.done(f"{step}: the day is taken off", "put the day back")


@needs(Permission.KEEP_APPLICANTS)
def need(act: Act, *, void_id: int, step: VoidStepKind, needed: bool, version: int | None = None) -> None:
    """Says whether a step is needed at all for this home."""
    plan = plan_of(act, void_id, version)
    if step in (VoidStepKind.KEYS, VoidStepKind.READY, VoidStepKind.SIGNING):
        raise Refused("Every home has this step")
    if not needed and plan.step(step).actual_on is not None:
        raise Refused("This has happened already. Take its day off first")
    plan.set(step, needed=needed)
    plan.done(f"{step} {'is needed' if needed else 'is not needed'}", "put it back")


@needs(Permission.KEEP_APPLICANTS)
def add_delay(act: Act, *, void_id: int, draft: DelayDraft, version: int | None = None) -> int:
    """Records days that were lost, why and whose; returns its id."""
    plan = plan_of(act, void_id, version, closed=True)
    refuse(draft.problems())
    made = act.add(VoidDelay(void=void_id, step=draft.step, cause=draft.cause, party=draft.party, from_on=draft.from_on,
                             to_on=draft.to_on, why=draft.why.strip(), recorded_at=act.now, recorded_by=act.who.name))
    plan.done(f"{draft.cause}, days of the {draft.party}" if draft.party is not Party.US else f"{draft.cause}, our days",
              "take it off")
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def remove_delay(act: Act, *, delay_id: int, version: int, because: str) -> None:
    """Takes off a delay that was wrong; it stays with the reason."""
    record = as_seen(VoidDelay, delay_id, version, _DELAY)
    if record.removed:
        raise Refused("This delay is taken off already")
    said = line_problem(one_line(because), "The reason", 200) or ("" if because.strip() else "Say why it is taken off")
    refuse([Problem("because", said)] if said else [])
    plan = plan_of(act, record.void_id, closed=True)
    act.change(record, removed=one_line(because))
    plan.done(f"delay taken off, {one_line(because)}", "put it back")


# For the other actions of the room.
def happened(plan: Plan, step: VoidStepKind, on: date, late: Late | None) -> tuple[Moved, ...]:
    """Sets the day of a step, with what follows from it."""
    if step is VoidStepKind.SIGNING:
        raise Refused("A home is signed for by its sign-up")
    keys = plan.step(VoidStepKind.KEYS).actual_on
    refuse(day_problems(step, on, plan.act.today, keys))
    if step is VoidStepKind.READY:
        _refuse_not_ready(plan, on)
    promised, moved = plan.step(step).promised_on, tuple[Moved, ...]()
    if promised is not None and on > promised:
        _say_why(plan, step, promised, on, late)
        moved = redate(plan.steps(), on) if step is VoidStepKind.KEYS else ()
    plan.set(step, actual_on=on, needed=True)
    if step is VoidStepKind.WORKS:
        plan.act.change(plan.void, works_done_on=on)
    before = plan.step(VoidStepKind.PRE_INSPECTION)
    if step is VoidStepKind.KEYS and before.needed and before.actual_on is None:
        plan.set(VoidStepKind.PRE_INSPECTION, needed=False, note="It was not made before they left")
    move_days(plan, moved)
    return moved


def move_days(plan: Plan, moved: Sequence[Moved]) -> None:
    """Gives the steps after the keys their new promised days."""
    for one in moved:
        plan.promise(one.step, one.now)


def _say_why(plan: Plan, step: VoidStepKind, promised: date, on: date, late: Late | None) -> None:
    if late is not None:
        plan.delay(step, promised, on, late)
    elif step is VoidStepKind.KEYS:
        refuse([Problem("why", f"The keys were promised for {format_day(promised)}. Say why they are late and whose days "
                               "these are")])


def _refuse_not_ready(plan: Plan, on: date) -> None:
    """A home is ready once it is inspected, the works are done and every safety record it needs is there."""
    for kind, words in ((VoidStepKind.INSPECTION, "It is not inspected yet"),
                        (VoidStepKind.WORKS, "The works are not done yet")):
        record = plan.step(kind)
        if record.needed and record.actual_on is None:
            raise Refused(f"{words}, so it cannot be ready to let")
    safety = plan.step(VoidStepKind.SAFETY)
    if not safety.needed:
        return
    gaps = safety_gaps(plan.void.space_id, on)
    if gaps:
        raise Refused(not_ready_sentence(gaps))
    if safety.actual_on is None:
        plan.set(VoidStepKind.SAFETY, actual_on=on)
