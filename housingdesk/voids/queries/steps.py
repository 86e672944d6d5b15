"""Reads plans: the steps and the delays of one void or of many, each by one statement."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from housingdesk.voids.models import VoidDelay, VoidStep
from housingdesk.voids.rules.losses import Delay
from housingdesk.voids.rules.plan import Step
from housingdesk.voids.rules.words import VoidStepKind

_ORDER = {kind: place for place, kind in enumerate(VoidStepKind)}


def steps_of(void_ids: Sequence[int]) -> dict[int, tuple[Step, ...]]:
    """The steps of each void, in the order of a plan."""
    found: defaultdict[int, list[Step]] = defaultdict(list)
    rows: Any = (VoidStep.select(VoidStep.void, VoidStep.id, VoidStep.version, VoidStep.step, VoidStep.party, VoidStep.whom,
                                 VoidStep.promised_on, VoidStep.first_promised_on, VoidStep.actual_on, VoidStep.needed,
                                 VoidStep.note, VoidStep.document).where(VoidStep.void.in_(list(void_ids))).tuples())
    for void, *step in rows:
        found[void].append(Step(*step))
    return {i: tuple(sorted(found[i], key=lambda step: _ORDER[step.step])) for i in void_ids}


def delays_of(void_id: int) -> tuple[Delay, ...]:
    """The delays of a void that stand, the earliest first."""
    rows: Any = (VoidDelay.select(VoidDelay.id, VoidDelay.version, VoidDelay.step, VoidDelay.cause, VoidDelay.party,
                                  VoidDelay.from_on, VoidDelay.to_on, VoidDelay.why, VoidDelay.recorded_by)
                 .where((VoidDelay.void == void_id) & (VoidDelay.removed == "")).order_by(VoidDelay.from_on, VoidDelay.id)
                 .tuples())
    return tuple(Delay(*row) for row in rows)
