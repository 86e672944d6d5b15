"""The court's notices of eviction as they were recorded: one, those of an agreement, what is due, the timeline."""

from datetime import date, datetime
from typing import Any

from housingdesk.db.paging import newest_with_ties
from housingdesk.errors import NotFound
from housingdesk.notices.models import EvictionNotice
from housingdesk.notices.queries.recorded_steps import done_since
from housingdesk.notices.rules.evictions import Ended, Todo, ended_as, time_left, todos
from housingdesk.values.dates import format_day
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest


@frozen
class EvictionRow:
    """A notice of eviction. ``answer_id`` is our letter beside it; ``outcome`` how it ended, empty while it stands."""

    id: int
    version: int
    tenancy_id: int
    received_on: date
    delivered_on: date | None
    court: str
    claim_number: str
    executes_on: date
    at: str
    fixed_again: bool
    document_id: int | None
    answer_id: int | None
    outcome: str
    ended_on: date | None
    recorded_at: datetime
    recorded_by: str
    removed: str

    @property
    def when(self) -> str:
        """``Thu 17 Dec 2026, 10:30``."""
        return format_day(self.executes_on) + (f", {self.at}" if self.at else "")

    @property
    def stands(self) -> bool:
        """Whether the eviction is still to come or nobody said how it ended."""
        return not self.removed and not self.outcome

    @property
    def ended(self) -> Ended | None:
        """How it ended; None while it stands."""
        return ended_as(self.outcome)

    @property
    def time(self) -> tuple[bool, str]:
        """Whether the notice left the days that the rule asks for, and the sentence."""
        return time_left(self.delivered_on, self.received_on, self.executes_on, self.fixed_again)


@frozen
class TodoRow:
    """Something to do before an eviction, and who did it when; empty while it is not done."""

    todo: Todo
    done: str


def eviction(eviction_id: int) -> EvictionRow:
    """One notice of eviction; NotFound if there is none."""
    found = EvictionNotice.get_or_none(EvictionNotice.id == eviction_id)
    if found is None:
        raise NotFound("This notice of eviction is no longer there")
    return row_of(found)


def evictions_of(tenancy_id: int, *, removed: bool = False) -> list[EvictionRow]:
    """The notices of eviction of an agreement, the latest day first; ``removed`` adds those recorded by mistake."""
    rows: Any = (EvictionNotice.select().where(EvictionNotice.tenancy == tenancy_id)
                 .order_by(EvictionNotice.executes_on.desc(), EvictionNotice.id.desc()))
    return [row_of(row) for row in rows if removed or not row.removed]


def todo_rows(row: EvictionRow) -> list[TodoRow]:
    """What is to be done before the day, and what of it is done."""
    return [TodoRow(todo, _done(row, todo)) for todo in todos(row.received_on, row.executes_on, row.at)]


def _done(row: EvictionRow, todo: Todo) -> str:
    found = done_since(row.tenancy_id, todo.key, row.received_on)
    return "" if found is None else f"{found.recorded_by}, {format_day(found.done_on)}: {found.note}"


def due(on: date) -> list[tuple[EvictionRow, date, str]]:
    """What evictions bring: our letter, what is to be done before the day, the day itself, and how it ended."""
    return sorted((one for row in standing() for one in _due(row, on)), key=lambda one: (one[1], one[0].id))


def standing() -> list[EvictionRow]:
    """The notices of eviction of which nobody said yet how they ended."""
    rows: Any = EvictionNotice.select().where((EvictionNotice.removed == "") & (EvictionNotice.outcome == ""))
    return [row_of(row) for row in rows.order_by(EvictionNotice.executes_on)]


def _due(row: EvictionRow, on: date) -> list[tuple[EvictionRow, date, str]]:
    if on > row.executes_on:
        return [(row, row.executes_on, "Say how the eviction ended")]
    found = []
    if on == row.executes_on:
        found.append((row, on, f"Eviction today{f', {row.at}' if row.at else ''}"))
    if row.answer_id is None:
        found.append((row, row.received_on, f"Write our own letter: the eviction is set for {row.when}"))
    return found + [(row, one.todo.on, one.todo.what) for one in todo_rows(row) if one.todo.on <= on and not one.done]


def timeline(subject: Ref, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """One page of the notices of eviction to an agreement, newest first."""
    query: Any = EvictionNotice.select().where(EvictionNotice.tenancy == subject.id)
    if before is not None:
        query = query.where(EvictionNotice.recorded_at < before)
    rows: Any = newest_with_ties(query, EvictionNotice.recorded_at, limit)
    return newest((_entry(row_of(row)) for row in rows), before, limit)


def _entry(row: EvictionRow) -> TimelineEntry:
    told = f"Notice of eviction from {row.court}, {row.claim_number}: {row.when}"
    if row.outcome and row.ended_on:
        told += f"; {row.outcome}, {format_day(row.ended_on)}"
    if row.removed:
        told += f"; recorded by mistake: {row.removed}"
    return TimelineEntry(row.recorded_at, Strand.AGREEMENT, told, Ref("eviction_notice", row.id), row.recorded_by, timed=True,
                         removed=bool(row.removed))


def row_of(found: EvictionNotice) -> EvictionRow:
    """A stored notice of eviction as a row."""
    return EvictionRow(found.id, found.version, found.tenancy_id, found.received_on, found.delivered_on, found.court,
                       found.claim_number, found.executes_on, found.at, found.fixed_again, found.document_id, found.answer_id,
                       found.outcome, found.ended_on, found.recorded_at, found.recorded_by, found.removed)
