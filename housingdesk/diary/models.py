"""Stored shapes of the diary. ``subject`` names any record, as ``"tenancy:12"``."""

from typing import Any

from housingdesk.db.fields import Day, Moment, Text, Word, YesNo
from housingdesk.db.record import Record
from housingdesk.diary.rules import NoteKind, TaskState


class Note(Record):
    """What somebody wrote. A removed note leaves its line: who removed it and when; its text is shown to nobody."""

    subject: Any = Text(longest=60, index=True)
    kind: Any = Word(NoteKind, default=NoteKind.NOTE)
    text: Any = Text(longest=20_000)
    pinned: Any = YesNo(default=False)
    written_at: Any = Moment()
    written_by: Any = Text(longest=120)
    edited_at: Any = Moment(null=True)
    removed_by: Any = Text(null=True, longest=120)
    removed_at: Any = Moment(null=True)


class Task(Record):
    """Something to do by a day. ``closed_at``/``closed_by`` say when and by whom it was done or dropped."""

    subject: Any = Text(null=True, longest=60, index=True)
    text: Any = Text(longest=500)
    due_on: Any = Day(index=True)
    owner: Any = Text(default="", longest=120)
    state: Any = Word(TaskState, default=TaskState.OPEN)
    written_at: Any = Moment()
    written_by: Any = Text(longest=120)
    closed_at: Any = Moment(null=True)
    closed_by: Any = Text(default="", longest=120)
