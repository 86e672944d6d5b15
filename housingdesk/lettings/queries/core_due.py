"""Which quarters of CORE logs are due, for Today: one statement; of a year only its days are read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import fn

from housingdesk.lettings.core_days import deadline_of
from housingdesk.lettings.models import CoreLog
from housingdesk.lettings.rules.quarters import quarter_of
from housingdesk.lettings.rules.words import CoreState

_AHEAD = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class DueQuarter:
    """A quarter whose logs are to be with the service by a day: how many wait, how many came back."""

    name: str
    first: date
    by: date
    waiting: int
    returned: int

    @property
    def many(self) -> str:
        """How many logs, in words."""
        count = self.waiting + self.returned
        return f"{count} log{'' if count == 1 else 's'}"


def due(on: date) -> list[DueQuarter]:
    """The quarters that are over and not wholly sent, from three weeks before their day on; those of the last year too."""
    rows: Any = (CoreLog.select(CoreLog.starts_on, CoreLog.state, fn.COUNT(CoreLog.id))
                 .where(CoreLog.state.in_((CoreState.OPEN, CoreState.RETURNED)) & (CoreLog.starts_on < on))
                 .group_by(CoreLog.starts_on, CoreLog.state).tuples())
    waiting = list(rows)
    return _quarters(waiting, on) if waiting else []


def _quarters(waiting: list[tuple[date, CoreState, int]], on: date) -> list[DueQuarter]:
    counts: dict[date, dict[CoreState, int]] = {}
    for starts_on, state, count in waiting:
        found = counts.setdefault(quarter_of(starts_on).first, {})
        found[CoreState(state)] = found.get(CoreState(state), 0) + int(count)
    due_quarters = []
    for first, states in sorted(counts.items()):
        quarter = quarter_of(first)
        by = deadline_of(quarter)
        if by is not None and quarter.last < on and by - on <= _AHEAD:
            due_quarters.append(DueQuarter(quarter.name, first, by, states.get(CoreState.OPEN, 0),
                                           states.get(CoreState.RETURNED, 0)))
    return due_quarters
