"""Today: what is due, the gravest first, each with its reason and its verb; three numbers; the backup."""

from datetime import date, datetime
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Permission
from housingdesk.diary import actions as diary_actions
from housingdesk.diary.rules import Weight
from housingdesk.reports.queries import DueCard, Figure, Today, today
from housingdesk.routines import backups
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.chart import Sparkline
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import add_working_days, format_long, format_short

_STATUS = {Weight.LEGAL: Status.LATE, Weight.PERSON_WAITING: Status.DUE, Weight.MONEY: Status.INFORMATION,
           Weight.ROUTINE: Status.NEUTRAL}
_WORDS = {Weight.LEGAL: "Legal clock", Weight.PERSON_WAITING: "Somebody waits", Weight.MONEY: "Money",
          Weight.ROUTINE: "Routine"}


class TodayPage(Page):
    """First coffee, ten to nine: what must I do, what is late."""

    title = "Today"
    tables = frozenset({"task", "bank_line", "bank_file", "debit_run", "letter", "suspense_item", "balance", "occupancy"})
    keys = (Key("Up", "move"), Key("Enter", "start it", "start"), Key("D", "done", "done"),
            Key("Z", "snooze to tomorrow", "snooze"))
    backed_up = Signal(str)

    def build(self) -> None:
        """The due list, the figures, the backup."""
        self._cards: list[DueCard] = []
        self.model = RowsModel(self._columns(), name="Due", row_id=lambda r: r[0],
                               sentence=lambda r: f"{r[1].text}. {r[1].why}")
        self.table = Table(self.model, empty="Nothing due", remember="today")
        self.table.opened.connect(lambda _id: self.start())
        self.listen(self.table)
        self.figures = QWidget()
        self._across = QHBoxLayout(self.figures)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._boxes = [FigureCard() for _ in range(3)]
        for box in self._boxes:
            self._across.addWidget(box, 1)
        self.body.addWidget(self.figures)
        self.backup = label("", wrap=True)
        self.backup_button = button("Back up now", self.back_up)
        side = Card(label("Backup", "section"), self.backup, self.backup_button)
        side.body.addStretch(1)
        side.setFixedWidth(250)
        self.body.addWidget(columns((table_card(self.table), 1), (side, 0, 700)), 1)

    def _columns(self) -> tuple[Column, ...]:
        today_is = self.desk.today
        return (Column("text", "Due", 330, lambda r: r[1].text, secondary=lambda r: r[1].why, stretch=2),
                Column("weight", "Kind", 120, lambda r: _WORDS[r[1].weight], status=lambda r: _STATUS[r[1].weight],
                       hide_below=560),
                Column("when", "When", 90, lambda r: _when(r[1].due_on, today_is)),
                Column("verb", "", 120, lambda r: r[1].verb, hide_below=480))

    def reload(self) -> None:
        """Read everything again."""
        self.header.set_subtitle(f"{format_long(self.desk.today)} {self.desk.today.year}")
        self.ask(today, self._show, on=self.desk.today, owner=self.desk.who.name)
        self._read_backup()

    def _show(self, found: Today) -> None:
        self._cards = list(found.due)
        tomorrow = f" {found.tomorrow} thing{'s' if found.tomorrow != 1 else ''} tomorrow." if found.tomorrow else ""
        self.table.set_empty(f"Nothing due.{tomorrow}")
        self.model.show(list(enumerate(found.due)))
        for box, figure in zip(self._boxes, found.figures, strict=True):
            box.show_figure(figure)

    def _current(self) -> DueCard | None:
        place = self.table.current_id()
        return self._cards[place] if place is not None and 0 <= place < len(self._cards) else None

    def start(self) -> None:
        """Do the thing where it is done."""
        card = self._current()
        if card is None:
            return
        if card.place:
            self.go_to(card.place, **dict(card.facts))
        else:
            self.done()

    def done(self) -> None:
        """Tick off what somebody wrote; what is worked out goes by itself when it is done."""
        card = self._current()
        if card is not None and card.task_id is not None:
            self.desk.do(diary_actions.finish_task, None, task_id=card.task_id, version=card.task_version)
        elif card is not None:
            self.notices.toast("This goes from the list by itself when it is done")

    def snooze(self) -> None:
        """Put a task off to the next working day."""
        card = self._current()
        if card is not None and card.task_id is not None:
            self.desk.do(diary_actions.snooze_task, None, task_id=card.task_id, version=card.task_version,
                         due_on=add_working_days(self.desk.today, 1))

    # Backup.
    def _own_desk(self) -> Desk:
        return cast(Desk, self.desk.desk)

    def _read_backup(self) -> None:
        self.desk.run(_last_backup, self._show_backup, label="Looking for the last backup", store=self._own_desk().store)

    def _show_backup(self, found: "backups.Last | None") -> None:
        now = self._own_desk().clock()
        words = backups.sentence(found, now)
        self.backup.setText(words + (f", {found.path.name}" if found else ". A backup takes seconds and is checked"))
        self.backup_button.setEnabled(self.desk.may(Permission.BACK_UP))
        self.backed_up.emit(words)

    def back_up(self) -> None:
        """Make a checked backup now, in a worker."""
        self.backup_button.setEnabled(False)
        self.desk.run(_back_up, self._made, self._not_made, label="Backing up", store=self._own_desk().store,
                      now=self._own_desk().clock())

    def _made(self, manifest: Any) -> None:
        self.notices.toast(f"Backed up and checked, {manifest.size / 1_000_000:.1f} MB")
        self._read_backup()

    def _not_made(self, error: Exception) -> None:
        self.backup_button.setEnabled(True)
        self.notices.message(str(error) or "No backup was made")


def _when(due_on: date, today_is: date) -> str:
    return "Today" if due_on == today_is else format_short(due_on, today_is)


class FigureCard(Card):
    """One number, its line over the weeks, and what it means."""

    def __init__(self) -> None:
        super().__init__(margin=14, gap=4)
        self.name, self.figure, self.sentence = label("", "muted"), label("", "title"), label("", "muted", wrap=True)
        self.line = Sparkline()
        row = QHBoxLayout()
        row.addWidget(self.figure)
        row.addWidget(self.line, 1)
        self.add(self.name)
        assert isinstance(self.body, QVBoxLayout)
        self.body.addLayout(row)
        self.add(self.sentence)

    def show_figure(self, figure: Figure) -> None:
        """Show a number."""
        self.name.setText(figure.name)
        self.figure.setText(figure.text)
        self.sentence.setText(figure.sentence)
        self.line.setVisible(len(figure.weeks) > 1)
        self.line.show_values(figure.weeks, figure.sentence)


def _last_backup(progress: Any, *, store: Any) -> "backups.Last | None":
    progress(0, 1, "Looking for the last backup")
    return backups.last(store)


def _back_up(progress: Any, *, store: Any, now: datetime) -> Any:
    progress(0, 1, "Copying and checking")
    return backups.back_up_now(store, now)


