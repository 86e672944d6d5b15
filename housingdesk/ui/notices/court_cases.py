"""Which agreements are on their way to a court: those with a served notice, a hearing or an eviction, what comes next first."""

from typing import Any, ClassVar

from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.notices.court_part import CourtPart
from housingdesk.ui.notices.court_reads import CourtCase, Line, court_cases
from housingdesk.values.dates import format_day


class CasesPart(CourtPart):
    """The list that the court page shows when nobody said which."""

    name = "Court cases"
    empty = "Nobody was served with a notice that leads to a court"
    tables = frozenset({"notice_case", "protocol_step", "eviction_notice"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Enter", "open it", "open_case"))

    def reload(self) -> None:
        """Read them."""
        self.ask(court_cases, self.show_lines, on=self.desk.today)

    def columns(self) -> tuple[Column, ...]:
        """Who, the notice, what comes next."""
        def one(line: Line) -> CourtCase:
            assert isinstance(line.row, CourtCase)
            return line.row

        return (Column("names", "Who", 200, lambda line: one(line).names, secondary=lambda line: one(line).about, stretch=1),
                Column("next", "What comes next", 260, lambda line: one(line).following, stretch=1),
                Column("on", "When", 134, lambda line: format_day(one(line).on), least=134))

    def sentence(self, line: Line) -> str:
        """A case as a screen reader says it."""
        row = line.row
        return f"{row.names}: {row.following}, {format_day(row.on)}" if isinstance(row, CourtCase) else ""

    def show_current(self) -> None:
        """What it is about."""
        row: Any = self.current()
        if not isinstance(row, CourtCase):
            self.pane.begin("No case is marked")
            self.pane.finish()
            return
        self.pane.begin(row.names, row.about)
        self.pane.put(label(f"{row.following}, {format_day(row.on)}", wrap=True))
        self.pane.finish(button("Open it", self.open_case, key="Enter", kind="primary"))

    def is_valid(self, act: str) -> bool:
        """Open what is marked."""
        return isinstance(self.current(), CourtCase)

    def enter_pressed(self) -> None:
        """Enter opens."""
        self.open_case()

    def open_case(self) -> None:
        """To its court page."""
        row = self.current()
        if isinstance(row, CourtCase):
            self.go_to("court", **dict(row.facts))
