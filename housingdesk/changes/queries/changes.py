"""Guided changes as they stand: one with its steps, those of an agreement, all that are open, what is due, the timeline."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from housingdesk.changes.models import Change, ChangeStep
from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.db.paging import newest_with_ties
from housingdesk.errors import NotFound
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest

RUNNING = (ChangeState.OPEN, ChangeState.DECIDED)


@frozen
class ChangeRow:
    """One guided change. ``answers`` by their keys; ``effective_on`` the day it takes effect, once that is decided."""

    id: int
    version: int
    tenancy_id: int
    kind: ChangeKind
    state: ChangeState
    asked_on: date
    asked_by: str
    answers: Mapping[str, str]
    answer_by: date | None
    decided_on: date | None
    decided_by: str
    reason: str
    effective_on: date | None
    result_id: int | None
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None
    ended_because: str

    @property
    def words(self) -> str:
        """Its kind as it begins a line."""
        return sentence_case(self.kind)

    @property
    def running(self) -> bool:
        """Whether anything is still to be done."""
        return self.state in RUNNING


@frozen
class StepRow:
    """One step as it was done. ``id`` nought: it was not recorded here; what did it stands in ``note``."""

    id: int
    version: int
    step: str
    done_on: date
    note: str
    document_id: int | None
    recorded_by: str
    removed: str = ""


def change(change_id: int) -> ChangeRow:
    """One change; NotFound if there is none."""
    found = Change.get_or_none(Change.id == change_id)
    if found is None:
        raise NotFound("This change is no longer there")
    return row_of(found)


def changes_of(tenancy_id: int) -> list[ChangeRow]:
    """The changes of an agreement, the newest first."""
    rows: Any = Change.select().where(Change.tenancy == tenancy_id).order_by(Change.id.desc())
    return [row_of(row) for row in rows]


def running(kind: ChangeKind | None = None) -> list[ChangeRow]:
    """Every change that is under way, the oldest first."""
    query = Change.select().where(Change.state.in_(list(RUNNING)))
    rows: Any = (query if kind is None else query.where(Change.kind == kind)).order_by(Change.asked_on, Change.id)
    return [row_of(row) for row in rows]


def finished(limit: int = 300) -> list[ChangeRow]:
    """The changes that are done, refused or given up, the newest first."""
    rows: Any = Change.select().where(Change.state.not_in(list(RUNNING))).order_by(Change.ended_at.desc(), Change.id.desc())
    return [row_of(row) for row in rows.limit(limit)]


def steps_of(change_id: int, *, removed: bool = False) -> list[StepRow]:
    """The steps as they were recorded, in the order of their days."""
    rows: Any = ChangeStep.select().where(ChangeStep.change == change_id).order_by(ChangeStep.done_on, ChangeStep.id)
    return [step_row(row) for row in rows if removed or not row.removed]


def title_of(row: ChangeRow) -> str:
    """What a change is called, in the words of its agreement."""
    return in_their_words(row.words, tenancy(row.tenancy_id).kind)


def row_of(found: Change) -> ChangeRow:
    """A stored change as a row."""
    return ChangeRow(found.id, found.version, found.tenancy_id, found.kind, found.state, found.asked_on, found.asked_by,
                     json.loads(found.answers), found.answer_by, found.decided_on, found.decided_by, found.reason,
                     found.effective_on, found.result_id, found.begun_at, found.begun_by, found.ended_at, found.ended_because)


def step_row(found: ChangeStep) -> StepRow:
    """A stored step as a row."""
    return StepRow(found.id, found.version, found.step, found.done_on, found.note, found.document_id, found.recorded_by,
                   found.removed)


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the changes of an agreement, newest first: begun, and how each ended."""
    query: Any = Change.select().where(Change.tenancy == subject.id)
    if before is not None:
        query = query.where(Change.begun_at < before)
    rows: Any = newest_with_ties(query, Change.begun_at, limit)
    kind = tenancy(subject.id).kind
    return newest((_entry(row_of(row), kind) for row in rows), before, limit)


def _entry(row: ChangeRow, kind: TenancyKind) -> TimelineEntry:
    how = str(row.state)
    if row.state is ChangeState.DONE and row.effective_on is not None:
        how = f"done, from {format_date(row.effective_on)}"
    elif row.ended_because:
        how = f"{row.state}: {row.ended_because}"
    return TimelineEntry(row.begun_at, Strand.AGREEMENT, f"{in_their_words(row.words, kind)}: {how}", Ref("change", row.id),
                         row.begun_by, timed=True)
