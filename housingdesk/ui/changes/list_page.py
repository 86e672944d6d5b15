"""Changes of agreements: those under way with what comes next and by when, and those that are over."""

from typing import Any, ClassVar

from housingdesk.changes.queries.judging import ChangeLine, lines
from housingdesk.changes.rules.words import ChangeState
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_day

_EMPTY = "No change is under way. Open a file and choose More, A change or an ending"


class ChangesPage(Page):
    """The list, and what is marked in it."""

    title = "Changes and endings"
    tables = frozenset({"change", "change_step", "tenancy", "notice_case"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "open it", "open_change"),
                                       Key("F", "the file", "open_file"))

    def build(self) -> None:
        """Two groups, the list, the pane."""
        self.tabs = Tabs("Groups", [Tab("running", "Under way"), Tab("over", "Over")])
        self.tabs.chosen.connect(lambda _key: self.reload())
        self.model = RowsModel(self._columns(), name="Changes", sentence=_sentence)
        self.table = Table(self.model, empty=_EMPTY, remember="changes")
        self.table.opened.connect(lambda _id: self.open_change())
        self.table.moved.connect(lambda _id: self._moved())
        self.listen(self.table)
        self.pane = RefillPane("The change", width=320)
        self.body.addWidget(self.tabs)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=760), 1)

    def reload(self) -> None:
        """Read the group in sight."""
        self.ask(lines, self._show, on=self.desk.today, done=self.tabs.key() == "over")

    def _show(self, rows: list[ChangeLine]) -> None:
        over = self.tabs.key() == "over"
        self.table.set_empty("No change is over yet" if over else _EMPTY)
        self.model.show(rows)
        if not over:
            late = sum(1 for row in rows if row.next_on is not None and row.next_on < self.desk.today)
            self.header.set_subtitle(f"{len(rows)} under way" + (f", {late} past their day" if late else ""))
        self._moved()

    def _line(self) -> ChangeLine | None:
        place = self.model.place_of(self.table.current_id() or 0)
        found: Any = self.model.row(place) if place is not None else None
        return found if isinstance(found, ChangeLine) else None

    def _moved(self) -> None:
        line = self._line()
        if line is None:
            self.pane.begin("No change is marked")
            self.pane.finish()
        else:
            self.pane.begin(f"{line.title}: {line.names}", line.about)
            self.pane.put(label(line.next_step, wrap=True))
            self.pane.put(Facts([("By", format_day(line.next_on) if line.next_on else "no day"), ("State", str(line.state)),
                                 ("Begun by", line.by)]))
            self.pane.finish(button("Open it", self.open_change, key="Enter", kind="primary"),
                             [button("The file", self.open_file, key="F")])
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """Only what is marked is opened."""
        return self._line() is not None

    def open_change(self) -> None:
        """To its page."""
        line = self._line()
        if line is not None:
            self.go_to("change", change_id=line.id)

    def open_file(self) -> None:
        """To the file of the agreement."""
        line = self._line()
        if line is not None:
            self.go_to("tenancy", tenancy_id=line.tenancy_id)

    def _columns(self) -> tuple[Column, ...]:
        def stands(line: ChangeLine) -> Status | None:
            if line.state in (ChangeState.OPEN, ChangeState.DECIDED):
                late = line.next_on is not None and line.next_on < self.desk.today
                return Status.LATE if late else Status.DUE if line.next_on else Status.INFORMATION
            return {ChangeState.DONE: Status.GOOD, ChangeState.REFUSED: Status.LATE}.get(line.state, Status.NEUTRAL)

        return (Column("who", "Who", 220, lambda line: line.names, secondary=lambda line: line.about, stretch=1, sort=True),
                Column("kind", "What", 170, lambda line: line.title, sort=True,
                       secondary=lambda line: str(line.state)),
                Column("next", "What comes next", 240, lambda line: line.next_step, stretch=2),
                Column("on", "By", 156, lambda line: format_day(line.next_on) if line.next_on else "", status=stands,
                       sort=lambda line: str(line.next_on or "9999"), least=156))


def _sentence(line: ChangeLine) -> str:
    by = f", by {format_day(line.next_on)}" if line.next_on else ""
    return f"{line.names}, {line.title}: {line.next_step}{by}"
