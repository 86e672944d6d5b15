"""What the diary answers: the notes of a record as a timeline, a note's versions, and what is due."""

import json
from datetime import date, datetime
from typing import Any

from housingdesk.access.models import AuditChange, AuditEvent
from housingdesk.access.rules import initials
from housingdesk.db.paging import newest_with_ties
from housingdesk.diary.models import Note, Task
from housingdesk.diary.rules import DueItem, NoteKind, TaskState, Weight, late_words, strand_of
from housingdesk.values.dates import format_short
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest


@frozen
class NoteRow:
    """One note. ``removed`` is the line that a removed note leaves ("Note removed by AB, 19 Nov"); its text is then empty.

    ``edited`` says that the note reads otherwise than it was first written (``note_versions``).
    """

    id: int
    version: int
    subject: str
    kind: NoteKind
    text: str
    pinned: bool
    written_at: datetime
    written_by: str
    removed: str
    edited: bool


@frozen
class NoteVersion:
    """What a note read from a moment on, and who wrote it so; oldest first."""

    at: datetime
    who: str
    text: str


@frozen
class TaskRow:
    """One task."""

    id: int
    version: int
    subject: Ref | None
    text: str
    due_on: date
    owner: str
    state: TaskState
    written_by: str
    closed_by: str
    closed_at: datetime | None


def notes(subject: Ref, today: date, *, pinned: bool | None = None) -> list[NoteRow]:
    """The notes of a record, newest first; ``pinned`` True gives only the pinned ones that are not removed."""
    query = Note.select().where(Note.subject == str(subject))
    if pinned is not None:
        query = query.where((Note.pinned == pinned) & Note.removed_by.is_null())
    return [_note_row(row, today) for row in query.order_by(Note.written_at.desc(), Note.id.desc())]


def note(note_id: int, today: date) -> NoteRow | None:
    """One note, or None."""
    row = Note.get_or_none(Note.id == note_id)
    return None if row is None else _note_row(row, today)


def note_versions(note_id: int) -> list[NoteVersion]:
    """Every text a note has had, from the audit, oldest first."""
    rows: Any = (AuditChange.select(AuditEvent.at, AuditEvent.who, AuditChange.after).join(AuditEvent)
                 .where((AuditChange.table == "note") & (AuditChange.row == note_id)).order_by(AuditChange.id).tuples())
    out = []
    for at, who, after in rows:
        said = json.loads(after).get("text") if after else None
        if said is not None:
            out.append(NoteVersion(at, who, said))
    return out


def tasks(subject: Ref, state: TaskState | None = TaskState.OPEN) -> list[TaskRow]:
    """The tasks of a record, the earliest due first; ``state`` None gives all."""
    query = Task.select().where(Task.subject == str(subject))
    if state is not None:
        query = query.where(Task.state == state)
    return [_task_row(row) for row in query.order_by(Task.due_on, Task.id)]


def due_tasks(on: date, until: date | None = None, owner: str | None = None) -> list[TaskRow]:
    """Open tasks due up to ``until`` (``on`` when None), late ones first; ``owner`` also gets the tasks of nobody."""
    query = Task.select().where((Task.state == TaskState.OPEN) & (Task.due_on <= (until or on)))
    if owner is not None:
        query = query.where(Task.owner.in_(["", owner]))
    return [_task_row(row) for row in query.order_by(Task.due_on, Task.id)]


def due(on: date, until: date | None = None, owner: str | None = None) -> list[DueItem]:
    """The same as lines of the Due list, to be merged with what the other rooms say is due."""
    return [DueItem(row.due_on, Weight.ROUTINE, row.text, late_words(row.due_on, on), row.subject, Ref("task", row.id),
                    row.owner) for row in due_tasks(on, until, owner)]


def timeline(subject: Ref, before: datetime | None, limit: int, today: date) -> list[TimelineEntry]:
    """One page of a record's notes and of the tasks closed about it, newest first, by two statements."""
    written = Note.select().where(Note.subject == str(subject))
    closed = Task.select().where((Task.subject == str(subject)) & Task.closed_at.is_null(False))
    if before is not None:
        written, closed = written.where(Note.written_at < before), closed.where(Task.closed_at < before)
    entries = [_note_entry(_note_row(row, today)) for row in newest_with_ties(written, Note.written_at, limit)]
    entries += [_task_entry(_task_row(row)) for row in newest_with_ties(closed, Task.closed_at, limit)]
    return newest(entries, before, limit)


def _note_row(row: Note, today: date) -> NoteRow:
    removed = ""
    if row.removed_by is not None:
        removed = f"Note removed by {initials(row.removed_by)}, {format_short(row.removed_at.date(), today)}"
    return NoteRow(row.id, row.version, row.subject, row.kind, "" if removed else row.text, row.pinned, row.written_at,
                   row.written_by, removed, row.edited_at is not None)


def _task_row(row: Task) -> TaskRow:
    subject = None if row.subject is None else Ref.of(row.subject)
    return TaskRow(row.id, row.version, subject, row.text, row.due_on, row.owner, row.state, row.written_by, row.closed_by,
                   row.closed_at)


def _note_entry(row: NoteRow) -> TimelineEntry:
    return TimelineEntry(row.written_at, strand_of(row.kind), row.removed or row.text, Ref("note", row.id), row.written_by,
                         timed=True, pinned=row.pinned and not row.removed, removed=bool(row.removed))


def _task_entry(row: TaskRow) -> TimelineEntry:
    assert row.closed_at is not None
    return TimelineEntry(row.closed_at, Strand.TASKS, f"{row.text}: {row.state}", Ref("task", row.id), row.closed_by,
                         timed=True)
