"""Changes in the diary: notes are written, edited, pinned, removed and restored; tasks are set, moved, done and reopened."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.diary.models import Note, Task
from housingdesk.diary.rules import NoteDraft, TaskDraft, TaskState, due_problems
from housingdesk.errors import Refused
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_NOTE, _TASK = "This note", "This task"


@needs(Permission.WRITE_NOTES)
def add_note(act: Act, *, subject: Ref, draft: NoteDraft) -> int:
    """Writes a note on a record; returns its id."""
    refuse(draft.problems())
    note = act.add(Note(subject=str(subject), kind=draft.kind, text=draft.text.strip(), pinned=draft.pinned,
                        written_at=act.now, written_by=act.who.name))
    act.say(f"{str(draft.kind).capitalize()} added", about=subject)
    act.take_back(remove_note, "remove the note", note_id=note.id, version=note.version)
    return int(note.id)


@needs(Permission.WRITE_NOTES)
def edit_note(act: Act, *, note_id: int, version: int, draft: NoteDraft) -> None:
    """Writes a note anew; what it said before is kept (``queries.note_versions``)."""
    note = _standing(note_id, version)
    refuse(draft.problems())
    was = NoteDraft(note.text, note.kind, note.pinned)
    act.change(note, text=draft.text.strip(), kind=draft.kind, pinned=draft.pinned, edited_at=act.now)
    act.say("Note changed", about=Ref.of(note.subject))
    act.take_back(edit_note, "put the note back", note_id=note.id, version=note.version, draft=was)


@needs(Permission.WRITE_NOTES)
def pin_note(act: Act, *, note_id: int, version: int, pinned: bool) -> None:
    """Keeps a note at the top of its record, or lets it go again."""
    note = _standing(note_id, version)
    act.change(note, pinned=pinned)
    act.say("Note pinned" if pinned else "Note no longer pinned", about=Ref.of(note.subject))
    act.take_back(pin_note, "unpin the note" if pinned else "pin the note again", note_id=note.id, version=note.version,
                  pinned=not pinned)


@needs(Permission.WRITE_NOTES)
def remove_note(act: Act, *, note_id: int, version: int) -> None:
    """Takes a note away; a line saying who removed it and when stays in its place."""
    note = _standing(note_id, version)
    act.change(note, removed_by=act.who.name, removed_at=act.now)
    act.say("Note removed", about=Ref.of(note.subject))
    act.take_back(restore_note, "restore the note", note_id=note.id, version=note.version)


@needs(Permission.WRITE_NOTES)
def restore_note(act: Act, *, note_id: int, version: int) -> None:
    """Puts a removed note back where it stood."""
    note = as_seen(Note, note_id, version, _NOTE)
    if note.removed_by is None:
        raise Refused("This note was not removed")
    act.change(note, removed_by=None, removed_at=None)
    act.say("Note restored", about=Ref.of(note.subject))
    act.take_back(remove_note, "remove the note", note_id=note.id, version=note.version)


@needs(Permission.WRITE_NOTES)
def add_task(act: Act, *, draft: TaskDraft, subject: Ref | None = None) -> int:
    """Sets something to be done by a day, about a record or about nothing in particular; returns its id."""
    refuse(draft.problems(act.today))
    task = act.add(Task(subject=None if subject is None else str(subject), text=one_line(draft.text), due_on=draft.due_on,
                        owner=one_line(draft.owner), written_at=act.now, written_by=act.who.name))
    act.say(f"{task.text}: due {format_day(task.due_on)}", about=subject or Ref("task", task.id))
    act.take_back(drop_task, "drop the task", task_id=task.id, version=task.version)
    return int(task.id)


@needs(Permission.WRITE_NOTES)
def finish_task(act: Act, *, task_id: int, version: int) -> None:
    """Marks a task as done."""
    _close(act, task_id, version, TaskState.DONE)


@needs(Permission.WRITE_NOTES)
def drop_task(act: Act, *, task_id: int, version: int | None) -> None:
    """Marks a task as no longer to be done."""
    _close(act, task_id, version, TaskState.DROPPED)


@needs(Permission.WRITE_NOTES)
def reopen_task(act: Act, *, task_id: int, version: int | None) -> None:
    """Makes a task open again; its day stays as it was."""
    task = as_seen(Task, task_id, version, _TASK)
    if task.state is TaskState.OPEN:
        raise Refused("This task is open already")
    again = finish_task if task.state is TaskState.DONE else drop_task
    act.change(task, state=TaskState.OPEN, closed_at=None, closed_by="")
    act.say(f"{task.text}: open again", about=_about(task))
    act.take_back(again, "close the task again", task_id=task.id, version=task.version)


@needs(Permission.WRITE_NOTES)
def snooze_task(act: Act, *, task_id: int, version: int, due_on: date) -> None:
    """Moves an open task to today or a later day."""
    refuse(due_problems(due_on, act.today))
    task, was = _moved(act, task_id, version, due_on)
    act.say(f"{task.text}: now due {format_day(due_on)}", about=_about(task))
    act.take_back(unsnooze_task, f"back to {format_day(was)}", task_id=task.id, version=task.version, due_on=was)


@needs(Permission.WRITE_NOTES)
def unsnooze_task(act: Act, *, task_id: int, version: int, due_on: date) -> None:
    """Takes a snooze back: the day it had, which may be past."""
    task, was = _moved(act, task_id, version, due_on)
    act.say(f"{task.text}: due {format_day(due_on)} again", about=_about(task))
    act.take_back(unsnooze_task, f"move it to {format_day(was)} again", task_id=task.id, version=task.version, due_on=was)


@needs(Permission.WRITE_NOTES)
def assign_task(act: Act, *, task_id: int, version: int, owner: str) -> None:
    """Gives an open task to somebody, or with an empty name to whoever comes to it first."""
    task = _open(task_id, version)
    owner, was = one_line(owner), task.owner
    said = line_problem(owner, "The name", 120)
    refuse([Problem("owner", said)] if said else [])
    act.change(task, owner=owner)
    act.say(f"{task.text}: {f'for {owner}' if owner else 'for whoever comes to it'}", about=_about(task))
    act.take_back(assign_task, "give it back", task_id=task.id, version=task.version, owner=was)


def _standing(note_id: int, version: int) -> Note:
    note = as_seen(Note, note_id, version, _NOTE)
    if note.removed_by is not None:
        raise Refused("This note was removed. Restore it first")
    return note


def _open(task_id: int, version: int | None) -> Task:
    task = as_seen(Task, task_id, version, _TASK)
    if task.state is not TaskState.OPEN:
        raise Refused(f"This task is {task.state} already. Reopen it first")
    return task


def _moved(act: Act, task_id: int, version: int, due_on: date) -> tuple[Task, date]:
    task = _open(task_id, version)
    was: date = task.due_on
    act.change(task, due_on=due_on)
    return task, was


def _close(act: Act, task_id: int, version: int | None, state: TaskState) -> None:
    task = _open(task_id, version)
    act.change(task, state=state, closed_at=act.now, closed_by=act.who.name)
    act.say(f"{task.text}: {state}", about=_about(task))
    act.take_back(reopen_task, "reopen the task", task_id=task.id, version=task.version)


def _about(task: Task) -> Ref:
    return Ref("task", task.id) if task.subject is None else Ref.of(task.subject)
