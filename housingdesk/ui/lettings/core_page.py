"""CORE, quarter by quarter: the logs of its lettings, the files made of them, and the codes of our homes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from housingdesk.lettings.queries.core.lists import QuarterOfLogs, quarter_of_logs
from housingdesk.lettings.rules.quarters import Quarter, quarter_before, quarter_of
from housingdesk.lettings.rules.words import CoreState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.list_part import ListPart
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.sections_page import SectionsPage, section_keys
from housingdesk.ui.kit.tabs import Tab
from housingdesk.ui.lettings.core_files_part import FilesPart
from housingdesk.ui.lettings.core_homes_part import HomesPart
from housingdesk.ui.lettings.core_logs_part import LogsPart
from housingdesk.values.dates import format_day

_SECTIONS = (("logs", "Logs"), ("files", "Files"), ("homes", "Homes"))
_PARTS: dict[str, Callable[[QtDesk], ListPart]] = {"logs": LogsPart, "files": FilesPart, "homes": HomesPart}


class CorePage(SectionsPage):
    """One quarter at a time."""

    title = "CORE logs"
    sections = _SECTIONS
    tables = frozenset({"core_log", "core_file", "core_home", "answer", "sign_up", "tenancy", "council", "setting", "space"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Alt+1…3", "sections"), Key("Alt+B", "quarter before", "before"), Key("Alt+A", "quarter after", "after"),
        *section_keys(_SECTIONS))

    def build(self) -> None:
        """Sections, each a list with a pane."""
        self.quarter: Quarter = quarter_of(self.desk.today)
        self._read: QuarterOfLogs | None = None
        super().build()
        self.header.set_actions(button("Quarter before", self.before, key="Alt+B"),
                                button("Quarter after", self.after, key="Alt+A"))
        self.choose("logs")

    def open(self, **facts: Any) -> None:
        """A quarter by any day in it (``first``), and a ``section``; without either where one was."""
        first = facts.get("first")
        if isinstance(first, date):
            self.quarter = quarter_of(first)
        if facts.get("section"):
            self.tabs.choose(facts["section"])
        self.mark_stale()

    def bookmark(self) -> dict[str, Any]:
        """The quarter and the section."""
        return {"first": self.quarter.first, "section": self.tabs.key()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to them."""
        self.open(**bookmark)

    def reload(self) -> None:
        """Read the quarter."""
        self.ask(quarter_of_logs, self._show, quarter=self.quarter, on=self.desk.today)

    def _show(self, read: QuarterOfLogs) -> None:
        if read.quarter != self.quarter:
            return
        self._read = read
        self.set_title(f"CORE logs: {read.quarter.name}")
        by = f" · to be with the service by {format_day(read.by)}" if read.by is not None else ""
        self.header.set_subtitle(f"Collection year {read.quarter.collection}{by}")
        self._chips(read)
        counts = {"logs": len(read.lines), "files": len(read.files)}
        self.tabs.show_tabs([Tab(key, word, counts.get(key)) for key, word in _SECTIONS])
        self._fill()
        self.keys_changed.emit()

    def _chips(self, read: QuarterOfLogs) -> None:
        waiting = sum(line.row is None or line.row.waits for line in read.lines)
        back = sum(line.row is not None and line.row.state is CoreState.RETURNED for line in read.lines)
        chips = [(f"{read.ready} ready to send", Status.GOOD)] if read.ready else []
        if waiting - read.ready:
            chips.append((f"{waiting - read.ready} to put right", Status.DUE))
        if back:
            chips.append((f"{back} came back", Status.LATE))
        if read.by is not None and waiting and read.by < self.desk.today:
            chips.append(("Past its day", Status.LATE))
        self.header.set_chips(chips)

    def choose(self, section: str) -> None:
        """Show a section of the quarter."""
        self.put(section, _PARTS[section])
        self._fill()

    def _fill(self) -> None:
        part = self.parts[self.tabs.key()]
        if self._read is not None and isinstance(part, (LogsPart, FilesPart)):
            part.show_quarter(self._read)

    def before(self) -> None:
        """The quarter before this."""
        self._turn(quarter_before(self.quarter))

    def after(self) -> None:
        """The quarter after this."""
        self._turn(quarter_of(self.quarter.last + timedelta(1)))

    def _turn(self, quarter: Quarter) -> None:
        self.quarter = quarter
        self.go_to("core", first=quarter.first, section=self.tabs.key())
        self.mark_stale()
