"""The timeline of a file on screen: open tasks and pinned notes first, then everything, newest first; and the writing."""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from housingdesk.access import queries as access_queries
from housingdesk.access.rules import Permission
from housingdesk.diary import actions as diary_actions
from housingdesk.diary import queries as diary_queries
from housingdesk.diary.queries import NoteRow
from housingdesk.diary.rules import TaskState
from housingdesk.ui.diary.forms import NoteForm, SnoozeForm, TaskForm, add_versions, close_task, show_note, show_task
from housingdesk.ui.hub.timeline import TimelinePage, page
from housingdesk.ui.hub.timeline_rows import TimelineRow, numbered, sentence
from housingdesk.ui.hub.timeline_rows import columns as line_columns
from housingdesk.ui.hub.timeline_rows import words as words_of
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.chips import FilterChips
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.text import fold
from housingdesk.values.timeline import Ref, Strand

_STRANDS = ((Strand.MONEY, "Money"), (Strand.CONTACT, "Contact"), (Strand.LETTERS, "Letters"), (Strand.NOTES, "Notes"),
            (Strand.AGREEMENT, "Agreement"), (Strand.TASKS, "Diary"), (Strand.FILES, "Files"))
_OPENS = {"account": ("account", "account_id"), "letter": ("letters", "letter_id"), "person": ("person", "person_id"),
          "space": ("space", "space_id"), "notice_case": ("notice", "case_id"), "change": ("change", "change_id"),
          "review": ("review", "review_id"), "claim": ("claim", "claim_id"), "eviction_notice": ("court", "eviction_id"),
          "paper": ("sign", "paper_id")}
_NOTES = frozenset({"edit_note", "pin_note", "remove_note"})
_TASKS = frozenset({"finish_task", "snooze_task"})


class TimelinePanel(Panel):
    """The whole story on one page while the phone is at the ear."""

    tables = frozenset({"note", "task", "letter", "document", "entry", "batch", "tenancy", "holder", "occupancy", "route",
                        "charge_line", "pack_paper", "signature", "claim", "claim_contact", "review", "change",
                        "former_step"})
    keys = (Key("Enter", "open"), Key("F2", "change the note", "edit_note"), Key("P", "keep at top", "pin_note"),
            Key("X", "remove", "remove_note"), Key("D", "done", "finish_task"), Key("Z", "another day", "snooze_task"),
            Key("Ctrl+N", "note", "write_note", shown=False), Key("Ctrl+F", "filter", "focus_filter"),
            Key("Ctrl+Enter", "finish", "finish", shown=False))

    def build(self) -> None:
        """Filters, the list, the pane."""
        self._tenancy_id = 0
        self._pages: list[TimelinePage] = []
        self._rows: list[TimelineRow] = []
        self._form: NoteForm | TaskForm | SnoozeForm | None = None
        self._note: NoteRow | None = None
        self._writing = (0, "")
        self._typed: dict[tuple[int, str], dict[str, Any]] = {}
        self._open = False
        self._users: list[str] = []
        self.filters = FilterChips([(str(key), word) for key, word in _STRANDS], name="Show only", remember="timeline")
        self.filters.changed.connect(self._again)
        self.text = TextField(placeholder="Type to filter")
        self.text.setAccessibleName("Filter the timeline")
        self.text.textChanged.connect(self._narrow)
        theme.size(self.text, most_width=220)
        self.model = RowsModel(line_columns(self.desk.today), name="Timeline", sentence=lambda r: sentence(r, self.desk.today))
        self.table = Table(self.model, empty="Nothing here yet. Ctrl+M writes the first note", remember="timeline")
        self.table.opened.connect(self._opened)
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.more = button("Show what is earlier", self._earlier)
        self.pane = RefillPane("About this line", width=340)
        theme.size(self.pane, least_height=240)
        self.buttons = ()
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=10)
        outer.addWidget(flow_row(self.filters, self.text))
        card = table_card(self.table)
        card.add(self.more)
        outer.addWidget(columns((card, 1), (self.pane, 0)), 1)
        self.pane.hide()
        self.more.hide()

    # Opening and reading.
    def open(self, tenancy_id: int) -> None:
        """Show the timeline of a tenancy."""
        if tenancy_id != self._tenancy_id:
            self.close_pane()
            self._pages = []
            self.model.show([])
        self._tenancy_id = tenancy_id
        self.mark_stale()

    def reload(self) -> None:
        """Read the first page again, and whom a task may be given to."""
        if self._tenancy_id:
            self._ask(None)
            self.ask(access_queries.users, self._know_users)

    def _ask(self, before: datetime | None) -> None:
        receive = self._show_first if before is None else self._show_next
        self.ask(page, receive, tenancy_id=self._tenancy_id, strands=[Strand(key) for key in self.filters.on()],
                 before=before, today=self.desk.today)

    def _again(self, _keys: Any = None) -> None:
        self.reload()

    def _earlier(self) -> None:
        if self._pages and self._pages[-1].before is not None:
            self._ask(self._pages[-1].before)

    def _know_users(self, users: list[Any]) -> None:
        self._users = [user.name for user in users if user.active]

    def _show_first(self, found: TimelinePage) -> None:
        self._pages = [found]
        self._show()

    def _show_next(self, found: TimelinePage) -> None:
        self._pages.append(found)
        self._show()

    def _show(self) -> None:
        first = self._pages[0]
        wanted = set(self.filters.on())
        tasks = first.tasks if not wanted or Strand.TASKS in wanted else ()
        pinned = [e for e in first.pinned if not wanted or wanted & {Strand.NOTES, Strand.CONTACT}]
        entries = [*pinned, *(entry for shown in self._pages for entry in shown.entries)]
        self._rows = [*(TimelineRow(-task.id, None, task) for task in tasks), *numbered(entries)]
        self.more.setVisible(self._pages[-1].before is not None)
        self._narrow()
        if self._open:
            self._opened(self.table.current_id())

    def _narrow(self, _text: Any = None) -> None:
        words = fold(self.text.value()).split()
        self.model.show([row for row in self._rows if all(word in fold(words_of(row)) for word in words)])
        if self._rows and not self.model.count():
            self.table.set_empty("Nothing fits the filter. Esc clears it")
        else:
            self.table.set_empty("Nothing here yet. Ctrl+M writes the first note")

    # The pane.
    def close_pane(self) -> bool:
        """Close what is open beside the list; whether anything was."""
        self._put_by()
        was = self._open or self._form is not None
        self._open, self._form, self._note = False, None, None
        self.pane.hide()
        if was and self.isVisible():
            self.table.setFocus()
        return was

    def _put_by(self) -> None:
        """What is typed and not kept is there again when its form is opened again: no key loses typing."""
        form = self._form
        if isinstance(form, (NoteForm, TaskForm)):
            typed = form.form.values()
            if typed["text"] and not form.kept:
                self._typed[self._writing] = typed
            else:
                self._typed.pop(self._writing, None)

    def _give_back(self, form: NoteForm | TaskForm, what: str) -> None:
        self._form, self._writing = form, (self._tenancy_id, what)
        if self._writing in self._typed:
            form.form.set_values(**self._typed[self._writing])

    def escape(self) -> bool:
        """Close the pane, then clear the filters."""
        if self.close_pane():
            return True
        if self.text.value():
            self.text.clear()
            return True
        return self.filters.clear()

    def finish(self) -> None:
        """Do what the open form asks for."""
        if self._form is not None:
            self._form.submit()

    def is_valid(self, act: str) -> bool:
        """What may be done with the current line."""
        if act == "finish":
            return self._form is not None
        if act in _NOTES | _TASKS | {"write_note"} and not self.desk.may(Permission.WRITE_NOTES):
            return False
        row = self._row()
        if act in _NOTES:
            return row is not None and row.record.table == "note" and not (row.entry is not None and row.entry.removed)
        return act not in _TASKS or (row is not None and row.task is not None)

    def _row(self, row_id: int | None = None) -> TimelineRow | None:
        chosen = self.table.current_id() if row_id is None else row_id
        place = self.model.place_of(chosen) if chosen is not None else None
        found = self.model.row(place) if place is not None else None
        return found if isinstance(found, TimelineRow) else None

    def _moved(self, row_id: int | None) -> None:
        self.keys_changed.emit()
        if self._open:
            self._opened(row_id)

    def _opened(self, row_id: int | None) -> None:
        row = self._row(row_id) if row_id is not None else None
        if row is None:
            self.close_pane()
        elif row.task is not None:
            self._begin()
            show_task(self.pane, row.task, self.desk, snooze=self.snooze_task, close=self.close_pane)
        elif row.record.table == "note":
            self._begin()
            self.ask(diary_queries.note, self._show_note, note_id=row.record.id, today=self.desk.today)
        elif not self._open:
            self._go(row.record)

    def _go(self, record: Ref) -> None:
        place, fact = _OPENS.get(record.table, ("", ""))
        if place:
            self.go_to(place, **{fact: record.id})

    def _begin(self) -> None:
        self._put_by()
        self._open, self._form = True, None
        self.pane.show()

    def _show_note(self, note: NoteRow | None) -> None:
        if note is None or not self._open:
            return
        self._note = note
        show_note(self.pane, note, self.desk, edit=self.edit_note, close=self.close_pane)
        if note.edited:
            self.ask(diary_queries.note_versions, self._show_versions, note_id=note.id)

    def _show_versions(self, versions: list[Any]) -> None:
        if self._open and self._note is not None:
            add_versions(self.pane, versions)

    # Writing.
    def write_note(self) -> None:
        """A new note: the cursor is in the box."""
        self._put_by()
        self._open = False
        self._give_back(NoteForm(self.pane, self.desk, Ref("tenancy", self._tenancy_id), self._written), "note")

    def write_task(self) -> None:
        """Something to be done about this file."""
        self._put_by()
        self._open = False
        self._give_back(TaskForm(self.pane, self.desk, Ref("tenancy", self._tenancy_id), self._users, self._written), "task")

    def _written(self) -> None:
        self.close_pane()

    def edit_note(self) -> None:
        """Write the current note anew; what it said before is kept."""
        row = self._row()
        if row is not None and self.is_valid("edit_note"):
            self.ask(diary_queries.note, self._edit, note_id=row.record.id, today=self.desk.today)

    def _edit(self, note: NoteRow | None) -> None:
        if note is not None:
            self._put_by()
            self._open = False
            self._give_back(NoteForm(self.pane, self.desk, Ref("tenancy", self._tenancy_id), self._written, note=note),
                            f"note {note.id}.{note.version}")

    def pin_note(self) -> None:
        """Keep the current note at the top of the file, or let it go."""
        self._with_note(lambda note: self.desk.do(diary_actions.pin_note, None, None, note_id=note.id, version=note.version,
                                                  pinned=not note.pinned))

    def remove_note(self) -> None:
        """Take the current note away; its line stays."""
        self._with_note(lambda note: self.desk.do(diary_actions.remove_note, None, None, note_id=note.id,
                                                  version=note.version))

    def _with_note(self, act: Any) -> None:
        row = self._row()
        if row is not None:
            self.ask(diary_queries.note, act, note_id=row.record.id, today=self.desk.today)

    def finish_task(self) -> None:
        """The current task is done."""
        row = self._row()
        if row is not None and row.task is not None and row.task.state is TaskState.OPEN:
            close_task(self.desk, row.task, diary_actions.finish_task)

    def snooze_task(self) -> None:
        """Move the current task to another day."""
        row = self._row()
        if row is not None and row.task is not None:
            self._put_by()
            self._open = False
            self._form = SnoozeForm(self.pane, self.desk, row.task, self._written)

    def focus_filter(self) -> None:
        """Into the filter box."""
        self.text.setFocus()
