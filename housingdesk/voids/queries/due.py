"""Promised days of empty homes that have come without their step, for the list of what is due."""

from datetime import date
from typing import Any

from housingdesk.properties.models import Space
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case
from housingdesk.voids.models import Void, VoidStep


@frozen
class DueVoid:
    """An empty home with a promise that has passed: the step, whose it is and why, and how many more of them passed."""

    void_id: int
    address: str
    what: str
    why: str
    promised_on: date


def due(on: date) -> list[DueVoid]:
    """The empty homes with promised days up to a day that were not kept, the longest first. One statement."""
    found: Any = (VoidStep.select(Void.id, Space.address, Space.label, VoidStep.step, VoidStep.party, VoidStep.whom,
                                  VoidStep.promised_on).join(Void).join(Space, on=(Void.space == Space.id))
                  .where(Void.closed_on.is_null() & (VoidStep.needed == True) & VoidStep.actual_on.is_null()  # noqa: E712
                         & (VoidStep.promised_on <= on)).order_by(VoidStep.promised_on, VoidStep.id).tuples())
    by_void: dict[int, list[tuple[Any, ...]]] = {}
    for void_id, *step in found:
        by_void.setdefault(void_id, []).append(tuple(step))
    return [_due(void_id, steps) for void_id, steps in by_void.items()]


def _due(void_id: int, steps: list[tuple[Any, ...]]) -> DueVoid:
    address, label, step, party, whom, day = steps[0]
    who = whom or str(party)
    more = f"; {len(steps) - 1} more promised day{'s have' if len(steps) > 2 else ' has'} come" if len(steps) > 1 else ""
    why = f"{sentence_case(who)} promised {format_date(day)}{more}"
    return DueVoid(void_id, address or label, sentence_case(step), why, day)
