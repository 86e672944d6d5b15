"""Today: what is due, the gravest first, each with its reason and its verb; three numbers; the backup."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Permission
from housingdesk.diary.rules import Weight
from housingdesk.errors import HousingDeskError
from housingdesk.routines import last_backup
from housingdesk.ui.hub import today_reads
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text, set_role
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.sparkline import Sparkline
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_full, format_short

if TYPE_CHECKING:
    from housingdesk.reports.queries.due import Due
    from housingdesk.reports.queries.due_card import DueCard
    from housingdesk.reports.queries.figures import Figure

_STATUS = {Weight.LEGAL: Status.LATE, Weight.PERSON_WAITING: Status.DUE, Weight.MONEY: Status.INFORMATION,
           Weight.ROUTINE: Status.NEUTRAL}
_WORDS = {Weight.LEGAL: "Legal clock", Weight.PERSON_WAITING: "Somebody waits", Weight.MONEY: "Money",
          Weight.ROUTINE: "Routine"}
_WEEK = 7


class TodayPage(Page):
    """First coffee, ten to nine: what must I do, what is late."""

    title = "Today"
    tables = frozenset({"task", "bank_line", "bank_file", "debit_run", "letter", "suspense_item", "balance", "occupancy",
                        "sign_up", "former_step"})
    keys = (Key("Up", "move"), Key("Enter", "start it", "start"), Key("D", "done", "done"),
            Key("Z", "snooze to the next working day", "snooze"), Key("W", "the next 7 days", "week"),
            Key("Ctrl+B", "back up now", "back_up", shown=False))
    backed_up = Signal(str)

    def build(self) -> None:
        """The due list, the figures, the backup."""
        self._days = 0
        self._due: Due | None = None
        self._besides: list[DueCard] = []
        self._in_sight = set[str]()
        self.figures = QWidget()
        across = QHBoxLayout(self.figures)
        theme.lay(across, gap=12)
        self._boxes = [FigureCard() for _ in range(3)]
        for box in self._boxes:
            across.addWidget(box, 1)
        self.body.addWidget(self.figures)
        self.model = RowsModel(self._columns(), name="Due", row_id=lambda r: r[0],
                               sentence=lambda r: f"{r[1].text}. {r[1].why}")
        self.table = Table(self.model, empty="Looking at what is due", remember="today")
        self.table.opened.connect(self._opened)
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.body.addWidget(columns((table_card(self.table), 1), (self._build_side(), 0, 700)), 1)

    def _build_side(self) -> Card:
        self.ahead = button("The next 7 days", self.week, key="W")
        self.backup = label("", wrap=True)
        self.backup_button = button("Back up now", self.back_up, key="Ctrl+B")
        side = Card(label("Looking ahead", "section"), self.ahead, label("Backup", "section"), self.backup, self.backup_button)
        side.body.addStretch(1)
        theme.size(side, width=250)
        return side

    def _columns(self) -> tuple[Column, ...]:
        today_is = self.desk.today
        return (Column("text", "Due", 330, lambda r: r[1].text, secondary=lambda r: r[1].why, stretch=2),
                Column("weight", "Kind", 160, lambda r: _WORDS[r[1].weight], status=lambda r: _STATUS[r[1].weight],
                       hide_below=560),
                Column("when", "When", 80, lambda r: _when(r[1].due_on, today_is)),
                Column("verb", "Enter to", 124, lambda r: r[1].verb, hide_below=640))

    # Reading.
    def reload(self) -> None:
        """Read everything again."""
        self.header.set_subtitle(format_full(self.desk.today))
        self._in_sight.clear()
        self.ask(today_reads.due, self._show_due, **today_reads.facts(self.desk, self._days))
        self.ask(today_reads.figures, self._show_figures, on=self.desk.today)

    def _show_figures(self, found: "tuple[Figure, ...]") -> None:
        first, _, last = self._boxes
        for box, figure in zip(self._boxes, found, strict=True):
            if box in (first, last) or not box.figure.text():  # what is owed comes after; until then the old number stands
                box.show_figure(figure)
        self._read_on("figures")

    def _read_on(self, shown: str) -> None:
        """What takes longer is read once list and figures are in sight: they would only hold each other up."""
        self._in_sight.add(shown)
        if len(self._in_sight) > 1:
            self.ask(today_reads.owed, self._show_owed, on=self.desk.today)

    def _show_owed(self, found: "Figure") -> None:
        """What is owed, and then the rest of the list."""
        self._boxes[1].show_figure(found)
        self.ask(today_reads.due_besides, self._show_cards, on=self.desk.today, owner=self.desk.who.name,
                 bring_in=self.desk.may(Permission.BRING_IN))
        self.ask(today_reads.money_in, self._show_money_in, on=self.desk.today)

    def _show_money_in(self, found: "Figure") -> None:
        """The line over the weeks, and then what is in the least hurry."""
        self._boxes[0].show_figure(found)
        self.ask(last_backup.last, self._show_backup, store=self._own_desk().store)

    def _show_due(self, found: "Due") -> None:
        self._due = found
        self.table.set_empty(_nothing_due(found.tomorrow, self._days))
        self._show_cards(self._besides)
        self._read_on("due")

    def _show_cards(self, besides: "list[DueCard]") -> None:
        """The list with what was read after the rest; a card that somebody went down to stays the current one."""
        self._besides = besides
        if self._due is None:
            return
        from housingdesk.reports.queries.due_card import in_order

        moved = self.table.view.currentIndex().row() > 0
        now = self._current() if moved else None
        cards = in_order((*self._due.cards, *besides))
        self.model.show(list(enumerate(cards)))
        self.table.go_to(cards.index(now) if now in cards else 0)
        set_button_text(self.ahead, "Only today" if self._days else "The next 7 days", "W")
        self.keys_changed.emit()

    def _current(self) -> "DueCard | None":
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return cast("DueCard", row[1]) if row is not None else None

    def _moved(self, _id: int | None) -> None:
        self.keys_changed.emit()

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What somebody wrote is ticked off or put off; what is worked out goes by itself when it is done."""
        if act == "week":
            return True
        if act == "back_up":
            return self.desk.may(Permission.BACK_UP) and self.backup_button.isEnabled()
        card = self._current()
        if card is None or act == "start":
            return card is not None
        return card.task_id is not None and self.desk.may(Permission.WRITE_NOTES)

    def _opened(self, _id: int) -> None:
        self.start()

    def start(self) -> None:
        """Do the thing where it is done."""
        card = self._current()
        if card is not None and card.place:
            self.go_to(card.place, **dict(card.facts))
        elif card is not None:
            self.done()

    def done(self) -> None:
        """Tick off what somebody wrote."""
        card = self._current()
        if card is not None and self.is_valid("done"):
            from housingdesk.ui.hub import today_acts

            today_acts.finish(self.desk, card)

    def snooze(self) -> None:
        """Put a task off to the next working day."""
        card = self._current()
        if card is not None and self.is_valid("snooze"):
            from housingdesk.ui.hub import today_acts

            today_acts.snooze(self.desk, card)

    def week(self) -> None:
        """Show the next seven days as well, or only today again."""
        self._days = 0 if self._days else _WEEK
        self.refresh()
        self.table.setFocus()

    # Backup.
    def _own_desk(self) -> Desk:
        return cast(Desk, self.desk.desk)

    def _show_backup(self, found: last_backup.Last | None) -> None:
        now = self._own_desk().clock()
        words = last_backup.sentence(found, now)
        late = found is None or now - found.made_at > timedelta(days=1)
        set_role(self.backup, "due" if late else "muted")
        self.backup.setText(words if found else f"{words}. It takes seconds and is checked")
        self.backup_button.setEnabled(self.desk.may(Permission.BACK_UP))
        self.backed_up.emit(words)

    def back_up(self) -> None:
        """Make a checked backup now, in a worker."""
        self.backup_button.setEnabled(False)
        self.desk.run(_back_up, self._made, self._not_made, label="Backing up", store=self._own_desk().store,
                      now=self._own_desk().clock())

    def _made(self, manifest: Any) -> None:
        self.notices.toast(f"Backed up and checked, {manifest.size / 1_000_000:.1f} MB")
        self.ask(last_backup.last, self._show_backup, store=self._own_desk().store)

    def _not_made(self, error: HousingDeskError) -> None:
        self.backup_button.setEnabled(True)
        self.notices.message(refusal(error) or "No backup was made", stays=True)


def _when(due_on: date, today_is: date) -> str:
    return "Today" if due_on == today_is else format_short(due_on, today_is)


def _nothing_due(tomorrow: int, days: int) -> str:
    if days:
        return "Nothing due in the next 7 days."
    things = f" {tomorrow} thing{'s' if tomorrow != 1 else ''} tomorrow." if tomorrow else ""
    return f"Nothing due.{things} W shows the next 7 days."


class FigureCard(Card):
    """One number, its line over the weeks, and what it means."""

    def __init__(self) -> None:
        super().__init__(margin=14, gap=4)
        self.name, self.figure, self.sentence = label("", "muted"), label("", "title"), label("", "muted", wrap=True)
        self.line = Sparkline()
        row = QHBoxLayout()
        theme.lay(row, gap=10)
        row.addWidget(self.figure)
        row.addWidget(self.line, 1)
        self.add(self.name)
        self.body.addLayout(row)
        self.add(self.sentence)
        self.body.addStretch(1)
        self.line.hide()

    def show_figure(self, figure: "Figure") -> None:
        """Show a number."""
        self.name.setText(figure.name)
        self.figure.setText(figure.text)
        self.sentence.setText(figure.sentence)
        self.line.setVisible(len(figure.weeks) > 1)
        self.line.show_values(figure.weeks, figure.sentence)


def _back_up(progress: Any, *, store: Any, now: datetime) -> Any:
    from housingdesk.routines.backups import back_up_now

    progress(0, 1, "Copying and checking")
    return back_up_now(store, now)
