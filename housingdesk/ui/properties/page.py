"""The file of a home: the scheme it stands in as a tree, and everything about the one chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from housingdesk.access.rules import Permission
from housingdesk.properties.queries import SchemeRow, SpaceRow, chain, schemes, tree
from housingdesk.tenancies.queries.homes import EmptyRow, empty_on
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.properties.keys_part import KeysPart
from housingdesk.ui.properties.meters_part import MetersPart
from housingdesk.ui.properties.panel import HomePanel, chain_words
from housingdesk.ui.properties.safety_part import SafetyPart
from housingdesk.voids.queries.plan import open_since

SECTIONS = (("home", "The home"), ("safety", "Safety records"), ("keys", "Keys"), ("meters", "Meters"))
_PARTS: dict[str, type[SafetyPart] | type[KeysPart] | type[MetersPart]] = {
    "safety": SafetyPart, "keys": KeysPart, "meters": MetersPart}


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One space in the tree; ``depth`` from 0, and whether nobody has it now."""

    id: int
    row: SpaceRow
    depth: int
    empty: bool


class SpacePage(Page):
    """One home among its neighbours."""

    title = "Homes"
    tables = frozenset({"space", "occupancy", "let_period", "void"})
    keys = (Key("Up", "move"), Key("Ctrl+N", "let it", "start"), Key("Ctrl+F", "choose a scheme", "focus_scheme"),
            Key("V", "its plan", "open_plan"), Key("Alt+1…4", "sections"), Key("Alt+1", "the home", "show_home", shown=False),
            Key("Alt+2", "safety records", "show_safety", shown=False), Key("Alt+3", "keys", "show_keys", shown=False),
            Key("Alt+4", "meters", "show_meters", shown=False))

    def build(self) -> None:
        """The tree at the left, the home at the right."""
        self._space_id = 0
        self._scheme_id: int | None = None
        self._lines: list[TreeLine] = []
        self.scheme = Choice([(None, "Choose a scheme")])
        self.scheme.setAccessibleName("Scheme")
        self.scheme.edited.connect(self._choose_scheme)
        self.panel = HomePanel(self.desk)
        self.hold(self.panel)
        self.let = button("Start a letting here", self.start, key="Ctrl+N", kind="primary")
        self._void: int | None = None
        self.plan = button("The plan of the empty home", self.open_plan, key="V")
        self.plan.hide()
        self.body.addWidget(tabs_row(self.scheme, *self.panel.buttons, self.plan, self.let))
        self.model = RowsModel(_columns(), name="Homes of the scheme", sentence=_sentence)
        self.table = Table(self.model, empty="Choose a scheme above", remember="homes")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._moved)
        self.listen(self.table)
        homes = table_card(self.table)
        theme.size(homes, least_width=250)
        self.body.addWidget(columns((homes, 2), (self._sections(), 5)), 1)

    def _sections(self) -> QWidget:
        """The home itself, and what goes with it: each read when it is looked at."""
        self.parts: dict[str, SafetyPart | KeysPart | MetersPart] = {}
        self.tabs = Tabs("Sections", [Tab(key, word) for key, word in SECTIONS])
        self.tabs.chosen.connect(self._choose)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panel)
        holder = QWidget()
        column = QVBoxLayout(holder)
        theme.lay(column, gap=8)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        return holder

    def _choose(self, section: str) -> None:
        if section == "home" or not self._space_id:
            self.stack.setCurrentWidget(self.panel)
        else:
            if section not in self.parts:
                self.parts[section] = made = _PARTS[section](self.desk)
                self.hold(made)
                self.stack.addWidget(made)
            self.parts[section].open(self._space_id)
            self.stack.setCurrentWidget(self.parts[section])
        self.keys_changed.emit()

    def _show_void(self, found: tuple[int, date] | None) -> None:
        self._void = found[0] if found is not None else None
        self.plan.setVisible(self._void is not None)
        self.keys_changed.emit()

    def open_plan(self) -> None:
        """The plan of the empty home, if it is on the board."""
        if self._void is not None:
            self.go_to("void", void_id=self._void)

    def _show_sections(self) -> None:
        """Another home is looked at: what is in sight, and what was, shows that one."""
        self.ask(open_since, self._show_void, space_id=self._space_id)
        self.panel.open(self._space_id)
        for part in self.parts.values():
            part.open(self._space_id)
        self._choose(self.tabs.key())

    def open(self, **facts: Any) -> None:
        """One home: ``space_id``, and a ``section`` of it; without it, the schemes."""
        self._space_id = facts.get("space_id", self._space_id)
        if facts.get("section"):
            self.tabs.choose(facts["section"])
        if self._space_id:
            self._show_sections()
        self.mark_stale()

    def reload(self) -> None:
        """Read the schemes, and where the home stands."""
        self.ask(schemes, self._show_schemes, on=self.desk.today)
        if self._space_id:
            self.ask(chain, self._show_chain, space_id=self._space_id)
            self.ask(open_since, self._show_void, space_id=self._space_id)

    def _show_schemes(self, rows: list[SchemeRow]) -> None:
        self.scheme.set_options([(None, "Choose a scheme"), *((row.id, f"{row.label}, {row.let_spaces}") for row in rows)])
        self.scheme.set_value(self._scheme_id)

    def _show_chain(self, rows: list[SpaceRow]) -> None:
        row = rows[0]
        self.set_title(row.said)
        self.header.set_subtitle(chain_words(row, rows[1:]) if rows[1:] else str(row.kind).capitalize())
        self._scheme_id = row.scheme_id or (rows[-1].id if rows[1:] else row.id)
        self.scheme.set_value(self._scheme_id)
        self._read_tree()

    def _choose_scheme(self) -> None:
        self._scheme_id = self.scheme.value()
        self._read_tree()

    def _read_tree(self) -> None:
        if self._scheme_id is not None:
            self.ask(_tree, self._show_tree, scheme_id=self._scheme_id, on=self.desk.today)

    def _show_tree(self, lines: list[TreeLine]) -> None:
        self._lines = lines
        self.model.show(lines)
        if self._space_id:
            self.table.go_to(self._space_id)
        self._say_empty()

    def _moved(self, space_id: int | None) -> None:
        if space_id is None or space_id == self._space_id:
            return
        self._space_id = space_id
        self._show_sections()
        line = self._line()
        if line is not None:
            self.set_title(line.row.said)
            self.header.set_subtitle(str(line.row.kind).capitalize())
        self._say_empty()

    def _line(self) -> TreeLine | None:
        return next((line for line in self._lines if line.id == self._space_id), None)

    def _say_empty(self) -> None:
        line = self._line()
        empty = line is not None and line.empty
        self.header.set_chips([("Nobody has it", Status.DUE)] if empty else [])
        self.let.setVisible(empty and self.desk.may(Permission.KEEP_TENANCIES))
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """Only an empty home is let."""
        line = self._line()
        if act == "open_plan":
            return self._void is not None
        return act != "start" or (line is not None and line.empty and self.desk.may(Permission.KEEP_TENANCIES))

    def start(self) -> None:
        """Start a tenancy or licence of this home."""
        self.go_to("letting", space_id=self._space_id)

    def show_home(self) -> None:
        """The home itself."""
        self.tabs.choose("home")

    def show_safety(self) -> None:
        """Its safety records."""
        self.tabs.choose("safety")

    def show_keys(self) -> None:
        """Its keys."""
        self.tabs.choose("keys")

    def show_meters(self) -> None:
        """Its meters."""
        self.tabs.choose("meters")

    def focus_scheme(self) -> None:
        """To the choice of schemes."""
        self.scheme.setFocus()


def _tree(scheme_id: int, on: date) -> list[TreeLine]:
    rows = tree(scheme_id)
    empty: set[int] = {row.space_id for row in _empties(scheme_id, on)}
    least = min((row.depth for row in rows), default=0)
    return [TreeLine(row.id, row, row.depth - least, row.id in empty) for row in rows]


def _empties(scheme_id: int, on: date) -> list[EmptyRow]:
    return empty_on(on, scheme_id=scheme_id)


def _columns() -> tuple[Column, ...]:
    def what(line: TreeLine) -> str:
        row = line.row
        words = row.street if row.street.startswith(f"{row.label} ") else row.label  # "23 Tanyard Close", not only "23"
        return "\u2003" * line.depth + words

    def status(line: TreeLine) -> Status | None:
        return Status.DUE if line.empty else None
    return (Column("what", "Homes", 210, what, stretch=1), Column("now", "Now", 88, lambda r: "Empty" if r.empty else "",
                                                                  status=status))


def _sentence(line: TreeLine) -> str:
    return f"{line.row.label}, {line.row.kind}{', nobody has it' if line.empty else ''}"
