"""Moving on from supported housing: who is ready and for how long, where people went, how long they stayed, by scheme."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from peewee import JOIN

from housingdesk.changes.models import MoveOn
from housingdesk.changes.rules.review_forms import MoveOnDraft
from housingdesk.changes.rules.reviews import SUPPORTED
from housingdesk.changes.rules.words import Destination, MoveOnOutcome
from housingdesk.properties.models import Space
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.rules import LICENCES
from housingdesk.values.rows import frozen

YEAR = timedelta(366)


@frozen
class MoveOnLine:
    """Somebody in supported housing, or who left it lately. ``stay_days`` up to today or the last day."""

    tenancy_id: int
    names: str
    address: str
    scheme: str
    starts_on: date
    ends_on: date | None
    stay_days: int
    ready_on: date | None
    plan: str
    outcome: MoveOnOutcome | None
    destination: Destination | None
    moved_on: date | None

    @property
    def left(self) -> bool:
        """Whether they have gone."""
        return self.moved_on is not None or self.outcome is not None


@frozen
class MoveOnFigures:
    """A scheme: who lives there, how many are ready, how many days they have waited on average, how people left in a year.

    Averages are whole days, None where there is nobody to average over.
    """

    scheme: str
    here: int
    ready: int
    waiting_days: int | None
    gone: int
    planned: int
    stay_days: int | None


def move_on(tenancy_id: int) -> tuple[MoveOnDraft, int | None, int]:
    """What is kept of somebody's moving on, its id and version; an empty draft and no id where there is nothing yet."""
    row = MoveOn.get_or_none(MoveOn.tenancy == tenancy_id)
    if row is None:
        return MoveOnDraft(), None, 0
    return MoveOnDraft(row.ready_on, row.plan, row.outcome, row.destination, row.moved_on, row.note), row.id, row.version


def move_on_lines(on: date) -> list[MoveOnLine]:
    """Who lives in supported housing under a licence, and who left it within a year; the longest ready first.

    Somebody with another agreement there is among them once a plan to move on is kept.
    """
    scheme = Space.alias()
    query: Any = (Tenancy.select(Tenancy.id, Tenancy.names, Tenancy.address, scheme.label, Tenancy.starts_on, Tenancy.ends_on,
                                 MoveOn.ready_on, MoveOn.plan, MoveOn.outcome, MoveOn.destination, MoveOn.moved_on)
                  .join(Occupancy, on=(Occupancy.tenancy == Tenancy.id)).join(Space, on=(Occupancy.space == Space.id))
                  .join(scheme, JOIN.LEFT_OUTER, on=(Space.scheme == scheme.id))
                  .join(MoveOn, JOIN.LEFT_OUTER, on=(MoveOn.tenancy == Tenancy.id))
                  .where(Space.rent_type.in_(list(SUPPORTED)) & (Tenancy.starts_on <= on)
                         & (Tenancy.kind.in_(list(LICENCES)) | MoveOn.id.is_null(False))
                         & (Tenancy.ends_on.is_null() | (Tenancy.ends_on >= on - YEAR)))
                  .order_by(Tenancy.id, Occupancy.start))
    found = {row[0]: _line(row, on) for row in query.tuples()}  # the last home of each
    return sorted(found.values(), key=lambda one: (one.left, one.ready_on or date.max, one.names))


def _line(row: tuple[Any, ...], on: date) -> MoveOnLine:
    starts_on, ends_on = row[4], row[5]
    last = min(ends_on, on) if ends_on is not None else on
    return MoveOnLine(row[0], row[1], row[2], row[3] or "No scheme", starts_on, ends_on, (last - starts_on).days + 1, row[6],
                      row[7] or "", row[8], row[9], row[10])


def figures(lines: Sequence[MoveOnLine], on: date) -> list[MoveOnFigures]:
    """The figures of each scheme, by its name."""
    groups: defaultdict[str, list[MoveOnLine]] = defaultdict(list)
    for line in lines:
        groups[line.scheme].append(line)
    return [_figures(scheme, groups[scheme], on) for scheme in sorted(groups)]


def _figures(scheme: str, lines: Sequence[MoveOnLine], on: date) -> MoveOnFigures:
    here = [one for one in lines if one.ends_on is None or one.ends_on >= on]
    gone = [one for one in lines if one not in here]
    ready = [(on - one.ready_on).days for one in here if one.ready_on is not None and one.ready_on <= on]
    return MoveOnFigures(scheme, len(here), len(ready), _mean(ready), len(gone),
                         sum(one.outcome is MoveOnOutcome.PLANNED for one in gone), _mean([one.stay_days for one in gone]))


def _mean(numbers: Sequence[int]) -> int | None:
    return round(sum(numbers) / len(numbers)) if numbers else None
