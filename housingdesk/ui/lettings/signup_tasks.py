"""The tasks of a sign-up as a list: each with how far it is; what is done is plain, so that the eye goes to what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from housingdesk.lettings.rules.signup.status import Status, TaskState
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.text import lower_first

_TONES = {Status.COME_BACK: "due", Status.IN_PROGRESS: "accent"}
_COLUMNS = (Column("task", "Task", 190, lambda row: row.title, secondary=lambda row: row.words, stretch=1,
                   tone=lambda row: row.tone),)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as the list shows it."""

    id: int
    key: str
    title: str
    words: str
    tone: str


def task_row(state: TaskState) -> TaskRow:
    """What the list says of a task."""
    words = str(state.status)
    if state.status is Status.COME_BACK and state.come_back:
        ask = state.come_back[0].question.ask.rstrip("?")
        many = len(state.come_back)
        words = f"Come back to: {lower_first(ask)}" if many == 1 else f"Come back to {many} answers"
    elif state.status is Status.IN_PROGRESS and state.missing:
        words = f"In progress, {len(state.missing)} to answer"
    return TaskRow(state.task.number, state.task.key, state.task.title, words, _TONES.get(state.status, "muted"))


class TaskCard(Card):
    """The card at the left. ``chosen`` gives a task's key."""

    chosen = Signal(str)

    def __init__(self) -> None:
        self._count = label("", "section", wrap=True)
        super().__init__(self._count, margin=12)
        theme.size(self, width=236)
        self.model = RowsModel(_COLUMNS, name="Tasks", sentence=lambda row: f"{row.title}: {row.words}")
        self.table = Table(self.model, empty="", plain=True)
        self.table.opened.connect(self._open)
        self.add(self.table, 1)

    def show_states(self, states: Sequence[TaskState], current: str) -> None:
        """Show the tasks, the mark on the current one."""
        rows = [task_row(state) for state in states]
        done = sum(state.status is Status.DONE for state in states)
        self._count.setText(f"{done} of {len(rows)} tasks done")
        self.model.show(rows)
        now = next((row.id for row in rows if row.key == current), None)
        if now is not None:
            self.table.go_to(now)

    def open_menu(self, under: QWidget) -> None:
        """The same list as a menu, where there is no room for it beside the questions."""
        menu = QMenu(under)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in range(self.model.count()):
            row = self.model.row(place)
            if row is not None:
                menu.addAction(f"&{row.id} {row.title}: {lower_first(row.words)}", partial(self.chosen.emit, row.key))
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _open(self, number: int) -> None:
        place = self.model.place_of(number)
        row = self.model.row(place) if place is not None else None
        if row is not None:
            self.chosen.emit(row.key)
