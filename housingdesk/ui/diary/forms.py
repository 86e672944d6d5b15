"""Writing notes and tasks in the pane of a file, and reading one of them there."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from housingdesk.diary import actions
from housingdesk.diary.queries import NoteRow, NoteVersion, TaskRow
from housingdesk.diary.rules import NoteDraft, NoteKind, TaskDraft, TaskState, due_problems, late_words
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref

KINDS = tuple((kind, sentence_case(kind)) for kind in NoteKind)
Done = Callable[[], object]


class NoteForm:
    """A note being written, or written anew."""

    def __init__(self, pane: RefillPane, desk: QtDesk, subject: Ref, done: Done, *, note: NoteRow | None = None) -> None:
        self._desk, self._subject, self._done, self._note = desk, subject, done, note
        self.kept = False
        self.form = PaneForm(pane, "Change this note" if note else "Note")
        self.form.add("text", "What was said or seen", LongText(note.text if note else "", lines=7))
        self.form.add("kind", "How it came about", Choice(KINDS))
        self.form.add("pinned", "Where it stands", Tick("Keep it at the top of the file", note.pinned if note else False))
        if note:
            self.form["kind"].set_value(note.kind)
        self.form.foot("Keep the note", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        draft = self.form.draft(NoteDraft)
        if draft is None or self.form.show_problems(draft.problems()):
            return
        if self._note is None:
            self._desk.do(actions.add_note, self._kept, self.form.refused, subject=self._subject, draft=draft)
        else:
            self._desk.do(actions.edit_note, self._kept, self.form.refused, note_id=self._note.id,
                          version=self._note.version, draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self.kept = True
        self._done()


class TaskForm:
    """Something to be done by a day, about this file."""

    def __init__(self, pane: RefillPane, desk: QtDesk, subject: Ref, users: Sequence[str], done: Done) -> None:
        self._desk, self._subject, self._done = desk, subject, done
        self.kept = False
        self.form = PaneForm(pane, "Diary entry", "It stands on Today from that day on")
        self.form.add("text", "What is to be done", TextField(longest=500))
        self.form.add("due_on", "By", DateEdit(lambda: desk.today, desk.today + DAY, needed=True))
        self.form.add("owner", "Whose it is", Choice([("", "Whoever comes to it first"), *((name, name) for name in users)]))
        self.form["owner"].set_value(desk.who.name)
        self.form.foot("Keep the entry", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        draft = self.form.draft(TaskDraft)
        if draft is not None and not self.form.show_problems(draft.problems(self._desk.today)):
            self._desk.do(actions.add_task, self._kept, self.form.refused, draft=draft, subject=self._subject)

    def _kept(self, _outcome: Any) -> None:
        self.kept = True
        self._done()


class SnoozeForm:
    """The new day of a task."""

    def __init__(self, pane: RefillPane, desk: QtDesk, task: TaskRow, done: Done) -> None:
        self._desk, self._task, self._done = desk, task, done
        self.form = PaneForm(pane, "Another day", task.text)
        self.form.add("due_on", "By", DateEdit(lambda: desk.today, max(task.due_on, desk.today) + DAY, needed=True))
        self.form.foot("Move it", self.submit, done)

    def submit(self) -> None:
        """Move it, or say what stands against it."""
        unreadable = self.form.unreadable()
        day: date | None = self.form["due_on"].value()
        if self.form.show_problems(unreadable or (due_problems(day, self._desk.today) if day else [])):
            return
        self._desk.do(actions.snooze_task, self._kept, self.form.refused, task_id=self._task.id, version=self._task.version,
                      due_on=day)

    def _kept(self, _outcome: Any) -> None:
        self._done()


def show_note(pane: RefillPane, note: NoteRow, desk: QtDesk, *, edit: Callable[[], object], close: Done) -> None:
    """A note in full, with what may be done with it; a removed one says only who removed it, and can be restored."""
    pane.begin(str(note.kind).capitalize(), f"{note.written_by}, {format_day(note.written_at.astimezone().date())} at "
                                            f"{note.written_at.astimezone():%H:%M}")
    facts = {"note_id": note.id, "version": note.version}
    last = button("Close", close, key="Esc")
    if note.removed:
        pane.put(label(note.removed, "muted", wrap=True))
        pane.finish(button("Restore the note", partial(desk.do, actions.restore_note, None, None, **facts)), [last])
        return
    pane.put(label(note.text, "read", wrap=True))
    if note.edited:
        pane.put(label("It was changed since it was written", "muted", wrap=True))
    pin = "Let it go" if note.pinned else "Keep at top"
    pane.finish(button("Change the note", edit, key="F2"),
                [button(pin, partial(desk.do, actions.pin_note, None, None, pinned=not note.pinned, **facts), key="P"),
                 button("Remove", partial(desk.do, actions.remove_note, None, None, **facts), key="X"), last])


def add_versions(pane: RefillPane, versions: Sequence[NoteVersion]) -> None:
    """What a note read before, under what it reads now."""
    for version in versions[-2::-1]:
        pane.put(label(f"Before, by {version.who}, {format_day(version.at.astimezone().date())}", "small", wrap=True))
        pane.put(label(version.text, "muted", wrap=True))


def show_task(pane: RefillPane, task: TaskRow, desk: QtDesk, *, snooze: Callable[[], object], close: Done) -> None:
    """A task with what may be done with it."""
    owner = f"for {task.owner}" if task.owner else "for whoever comes to it first"
    pane.begin(task.text, f"{format_day(task.due_on)}, {late_words(task.due_on, desk.today)}, {owner}")
    pane.put(label(f"Written by {task.written_by}", "muted", wrap=True))
    last = button("Close", close, key="Esc")
    if task.state is not TaskState.OPEN:
        pane.put(label(f"{str(task.state).capitalize()} by {task.closed_by}", wrap=True))
        pane.finish(button("Open it again", partial(close_task, desk, task, actions.reopen_task)), [last])
        return
    pane.finish(button("Done", partial(close_task, desk, task, actions.finish_task), key="D"),
                [button("Another day", snooze, key="Z"), button("Drop", partial(close_task, desk, task, actions.drop_task)),
                 last])


def close_task(desk: QtDesk, task: TaskRow, action: Callable[..., Any]) -> None:
    """Finish, drop or reopen a task."""
    desk.do(action, None, None, task_id=task.id, version=task.version)
