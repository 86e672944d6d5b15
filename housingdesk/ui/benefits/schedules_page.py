"""Schedules of councils and the DWP: which wait for their money, which money waits for its schedule, and what was posted."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.bank.queries.lumps import LumpRow, waiting_lumps, waiting_runs
from housingdesk.benefits.queries.offices import offices
from housingdesk.benefits.queries.schedule_rows import ScheduleRow
from housingdesk.benefits.queries.schedules import schedules
from housingdesk.benefits.rules.words import ScheduleState
from housingdesk.ui.benefits.schedule_words import (
    Listed,
    listed,
    listed_columns,
    listed_sentence,
    office_words,
    state_words,
    what_words,
)
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

FILES = ("All files (*)", "Schedules (*.csv *.xlsx *.xls *.txt *.pdf)")
_TO_POST, _POSTED, _LEFT = "to post", "posted", "put aside"
_TABS = {_TO_POST: "To post", _POSTED: "Posted", _LEFT: "Put aside"}
_EMPTY = {_TO_POST: "No schedule waits for its money, and no money for its schedule. I imports one, or drop it here",
          _POSTED: "No schedule was posted yet", _LEFT: "No schedule was put aside"}
_MOST = 200
_MOST_FIGURES = 3


@frozen
class Desk:
    """Everything the screen shows: rows by tab, and what lies in control accounts by the name of their office."""

    rows: dict[str, tuple[Listed, ...]]
    waiting: tuple[tuple[str, int], ...]
    has_offices: bool


def desk_of(on: Any) -> Desk:
    """Runs and sums that wait, those posted last, and those put aside."""
    lumps = waiting_lumps(on)
    runs = [listed(one) for one in waiting_runs(on)]
    matched = {lump.bank_line_id for one in runs for lump in one.lumps}
    alone = [Listed(-one.bank_line_id, None, one) for one in lumps if one.bank_line_id not in matched]
    runs.sort(key=lambda one: (not one.ready, not one.lumps))
    posted = tuple(Listed(row.id, row) for row in schedules(ScheduleState.POSTED, limit=_MOST))
    left = tuple(Listed(row.id, row) for row in schedules(ScheduleState.LEFT, limit=_MOST))
    return Desk({_TO_POST: (*runs, *alone), _POSTED: posted, _LEFT: left}, _sums(lumps), bool(offices()))


def _sums(lumps: tuple[LumpRow, ...]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for one in lumps:
        name = "DWP" if one.office.startswith("DWP") else one.office  # its parts share one control account
        found[name] = found.get(name, 0) + one.left_pence
    return tuple(sorted(found.items(), key=lambda item: -item[1]))


class SchedulesPage(TakesFiles, NumberedSections, Page, ListWithPane):
    """Which lists came, which money is there, and what fits what."""

    title = "Schedules"
    name, pane_name = "Schedules", "Schedule"
    empty = "Reading the schedules"
    tables = frozenset({"schedule", "schedule_line", "bank_line", "entry", "office"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open", "open_run"), Key("I", "import a schedule", "import_file"),
        Key("B", "match run", "open_run", shown=False), Key("Alt+1…3", "lists"),
        *section_keys(list(_TABS.items())), Key("Alt+F", "offices", "offices", shown=False))

    def build(self) -> None:
        """Three lists, what lies in the control accounts above them, the run or sum beside them."""
        self.setAcceptDrops(True)
        self._desk = Desk({}, (), True)
        self.tabs = Tabs("Which schedules", [Tab(key, word, 0) for key, word in _TABS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.body.addWidget(flow_row(self.tabs, button("Import a schedule", self.import_file, key="I", kind="primary"), gap=24))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return tuple(listed_columns(self.desk.today))

    def sentence(self, row: Listed) -> str:
        """A row as a screen reader says it."""
        return listed_sentence(row, self.desk.today)

    def remembered(self) -> str:
        """Under which name the widths of the columns are kept."""
        return "schedules of benefit"

    def reload(self) -> None:
        """All three lists."""
        self.ask(desk_of, self._show, on=self.desk.today)

    def _show(self, found: Desk) -> None:
        self._desk = found
        self.tabs.show_tabs([Tab(key, word, len(found.rows[key])) for key, word in _TABS.items()])
        self.header.set_subtitle("Money that waits in a control account is nobody’s yet: its schedule says whose"
                                 if found.waiting else "No money waits for its schedule")
        self.header.set_figures([(office, format_pence(pence)) for office, pence in found.waiting[:_MOST_FIGURES]])
        self._show_tab()

    def _show_tab(self, _key: str = "") -> None:
        key = self.tabs.key()
        self.table.set_empty(_EMPTY[key] if self._desk.has_offices else
                             "No office that pays has a card yet. Alt+F opens the offices: say there where its money waits")
        self.show_rows(self._desk.rows.get(key, ()))

    # The pane.
    def show_current(self) -> None:
        """What the run or the sum is, and what is next."""
        row: Listed | None = self.current()
        if row is None:
            self.pane.begin("Nothing chosen", "A schedule says whose a lump sum is. It may come before its money or after it")
            self.pane.finish(button("Import a schedule", self.import_file, key="I"))
        elif row.run is not None:
            self._show_run(row, row.run)
        elif row.lump is not None:
            self._show_lump(row.lump)

    def _show_run(self, row: Listed, run: ScheduleRow) -> None:
        self.pane.begin(office_words(row), what_words(row))
        self.pane.put(label(f"{state_words(row)}.", "strong", wrap=True))
        if run.note:
            self.pane.put(label(run.note, "muted", wrap=True))
        for lump in row.lumps[:2]:
            self.pane.put(label(lump.sentence, wrap=True))
        paid = format_date(run.paid_on) if run.paid_on else ""
        days = f"{format_date(run.period_from)} to {format_date(run.period_to)}" if run.period_from and run.period_to else ""
        taken = format_pence(run.recovery_pence) if run.recovery_pence else ""
        self.pane.put(Facts([(word, text) for word, text in (
            ("Lines", f"{run.lines:,}"), ("Paid on", paid), ("For", days), ("Creditor number", run.creditor_number),
            ("Gross", format_pence(run.gross_pence) if taken else ""), ("Taken off", taken),
            ("Taken in by", run.imported_by), ("Net", format_pence(run.net_pence))) if text], strong_last=True))
        self.pane.finish(button("Open the run", self.open_run, key="Enter", kind="primary"))

    def _show_lump(self, lump: LumpRow) -> None:
        self.pane.begin(lump.office, lump.narrative)
        self.pane.put(label(f"{lump.sentence}.", wrap=True))
        where = "in the control account" if lump.posted else "among the lines of the bank"
        self.pane.put(Facts([("Came on", format_date(lump.made_on)), ("Lies", where), ("Waits for", f"{lump.days:,} days"),
                             ("Amount", format_pence(lump.left_pence))], strong_last=True))
        self.pane.finish(button("Import its schedule", self.import_file, key="I", kind="primary"))

    # Going on.
    def enter_pressed(self) -> None:
        """Enter in the list opens it."""
        self.open_run()

    def is_valid(self, act: str) -> bool:
        """A run is opened; a sum waits for its file."""
        row = self.current()
        if act == "import_file":
            return self.desk.may(Permission.POST_MONEY)
        return act != "open_run" or (row is not None and row.run is not None)

    def to_section(self, number: int) -> None:
        """To one of the lists, counted from 1."""
        self.tabs.choose(list(_TABS)[number - 1])
        self.table.setFocus()

    def open_run(self) -> None:
        """The run that is marked, with its lines."""
        row = self.current()
        if row is not None and row.run is not None:
            self.go_to("schedule", schedule_id=row.run.id)

    def offices(self) -> None:
        """The cards of the offices that pay."""
        self.go_to("offices")

    def import_file(self) -> None:
        """Choose the file that an office sent."""
        ask_for_file(self, "Open a schedule", self._chose, FILES)

    def _chose(self, path: str) -> None:
        row = self.current()
        ours: tuple[int, ...] = row.lump.office_ids if row is not None and row.lump is not None else ()
        self.go_to("schedule_import", path=path, office_id=ours[0] if len(ours) == 1 else None)

    def files_dropped(self, paths: list[str]) -> None:
        """A schedule to look at."""
        self._chose(paths[0])
