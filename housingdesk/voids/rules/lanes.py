"""Where an empty home stands on the board, decided from its steps, and what each lane needs before it is reached. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from housingdesk.voids.rules.plan import Step
from housingdesk.voids.rules.words import Lane, VoidStepKind

LANES = tuple(Lane)


def lane_of(plan: Sequence[Step]) -> Lane:
    """The furthest lane whose steps have happened.

    Works: somebody was given them after the inspection. Offered: the sign-up has a name, once the home is ready.
    """
    by_kind = {step.step: step for step in plan}
    signing, works = by_kind[VoidStepKind.SIGNING], by_kind[VoidStepKind.WORKS]
    if signing.actual_on is not None:
        return Lane.SIGNED
    if by_kind[VoidStepKind.READY].actual_on is not None:
        return Lane.OFFERED if signing.whom else Lane.READY
    if by_kind[VoidStepKind.INSPECTION].actual_on is not None:
        begun = works.needed and (works.whom != "" or works.actual_on is not None)
        return Lane.WORKS if begun else Lane.INSPECTED
    return Lane.KEYS if by_kind[VoidStepKind.KEYS].actual_on is not None else Lane.NOTICE


def following(lane: Lane, plan: Sequence[Step]) -> Lane | None:
    """The next lane for this plan; a home that needs no works goes from inspected to ready. None after the last."""
    if lane is Lane.SIGNED:
        return None
    after = LANES[LANES.index(lane) + 1]
    works = next(step for step in plan if step.step is VoidStepKind.WORKS)
    return Lane.READY if after is Lane.WORKS and not works.needed else after


# What makes a lane: clearing these steps moves the home back out of it.
MADE_BY: Mapping[Lane, tuple[VoidStepKind, ...]] = {
    Lane.KEYS: (VoidStepKind.KEYS,),
    Lane.INSPECTED: (VoidStepKind.INSPECTION,),
    Lane.WORKS: (VoidStepKind.WORKS,),
    Lane.READY: (VoidStepKind.READY, VoidStepKind.SAFETY, VoidStepKind.WORKS),
    Lane.OFFERED: (VoidStepKind.SIGNING,),
}


def not_ready_sentence(gaps: Sequence[str]) -> str:
    """Why a home cannot be ready, naming every record that is missing."""
    return f"It cannot be ready to let. {'. '.join(gaps)}"


def lane_since(lane: Lane, plan: Sequence[Step], opened_on: date) -> date:
    """Since when it is in its lane: the day of the step that brought it there."""
    by_kind = {step.step: step for step in plan}
    if lane in (Lane.NOTICE,):
        notice = by_kind[VoidStepKind.NOTICE].actual_on
        return notice or opened_on
    brought = {Lane.KEYS: VoidStepKind.KEYS, Lane.INSPECTED: VoidStepKind.INSPECTION, Lane.WORKS: VoidStepKind.INSPECTION,
               Lane.READY: VoidStepKind.READY, Lane.OFFERED: VoidStepKind.READY, Lane.SIGNED: VoidStepKind.SIGNING}[lane]
    return by_kind[brought].actual_on or opened_on
