"""One empty home: its plan, days and money, safety records, keys, meters and messages, each read when it is looked at."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget

from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.list_part import ListPart
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.properties.keys_part import KeysPart
from housingdesk.ui.properties.meters_part import MetersPart
from housingdesk.ui.properties.safety_part import SafetyPart
from housingdesk.ui.voids.loss_part import LossPart
from housingdesk.ui.voids.messages_part import MessagesPart
from housingdesk.ui.voids.plan_part import PlanPart
from housingdesk.ui.voids.shown import empty_words, first_up, lane_word, lost_words
from housingdesk.voids.queries.board import VoidRow
from housingdesk.voids.queries.plan import void_row

SECTIONS = (("plan", "Plan"), ("loss", "Days and money"), ("safety", "Safety records"), ("keys", "Keys"),
            ("meters", "Meters"), ("messages", "Messages"))
_OF_THE_VOID: dict[str, Callable[[QtDesk], PlanPart | LossPart | MessagesPart]] = {
    "plan": PlanPart, "loss": LossPart, "messages": MessagesPart}
_OF_THE_HOME: dict[str, Callable[[QtDesk], SafetyPart | KeysPart | MetersPart]] = {
    "safety": SafetyPart, "keys": KeysPart, "meters": MetersPart}


class VoidPage(Page):
    """One empty home in full."""

    title = "Empty home"
    tables = frozenset({"void", "void_step", "void_delay", "certificate", "charge_line", "space"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Alt+1…6", "sections"), Key("F2", "what sort", "change_category"),
        *(Key(f"Alt+{place}", word.lower(), f"section_{place}", shown=False) for place, (_, word) in enumerate(SECTIONS, 1)))

    def build(self) -> None:
        """The names of the sections, and room for them."""
        self._void_id = 0
        self._row: VoidRow | None = None
        self.parts: dict[str, ListPart] = {}
        self.tabs = Tabs("Sections", [Tab(key, word) for key, word in SECTIONS])
        self.tabs.chosen.connect(self._choose)
        self.stack = QStackedWidget()
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def open(self, **facts: Any) -> None:
        """A void (``void_id``), and a ``section``."""
        self._void_id = facts.get("void_id", self._void_id)
        self._row = None
        self.tabs.choose(facts.get("section") or "plan")
        self.mark_stale()

    def bookmark(self) -> dict[str, Any]:
        """The section one was in."""
        return {"section": self.tabs.key()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to the section."""
        if bookmark.get("section"):
            self.tabs.choose(bookmark["section"])

    def reload(self) -> None:
        """Read whose page it is."""
        if self._void_id:
            self.ask(void_row, self._show, void_id=self._void_id, on=self.desk.today)

    def _show(self, row: VoidRow) -> None:
        first, self._row = self._row is None, row
        today = self.desk.today
        self.set_title(row.address)
        left = f" · {row.left_names} left" if row.left_names else ""
        self.header.set_subtitle(f"{first_up(row.category)}{f' · {row.scheme}' if row.scheme else ''}{left}")
        chips = [(lane_word(row.lane), Status.GOOD if row.closed_on else Status.INFORMATION),
                 (empty_words(row, today) + (f", {lost_words(row)} lost" if lost_words(row) else ""), Status.NEUTRAL)]
        chips += [("Past its plan", Status.LATE)] if row.past_plan else []
        chips += [(f"{len(row.gaps)} safety record{'s' if len(row.gaps) > 1 else ''} missing", Status.DUE)] if row.gaps else []
        chips += [("Off the board", Status.NEUTRAL)] if row.closed_on and row.next_id is None else []
        self.header.set_chips(chips)
        self.header.set_actions(*self._actions(row))
        self._choose(self.tabs.key())
        if first and self.isVisible():
            self.enter()

    def _actions(self, row: VoidRow) -> list[Any]:
        made = [button("The home", self.open_home)]
        if row.left_id is not None:
            made.append(button("Who left", self.open_left))
        if row.next_id is not None:
            made.append(button("Who follows", self.open_next))
        if row.closed_on is None:
            made += [button("What sort", self.change_category, key="F2"), button("Take it off", self.drop)]
        return made

    def _choose(self, section: str) -> None:
        if self._row is None:
            return
        if section in _OF_THE_VOID:
            self._put(section, _OF_THE_VOID[section]).open(self._row.id)
        else:
            self._put(section, _OF_THE_HOME[section]).open(self._row.space_id)
        self.keys_changed.emit()

    def _put(self, section: str, make: Callable[[QtDesk], Any]) -> Any:
        """A section in sight, made when it is first wanted."""
        if section not in self.parts:
            self.parts[section] = made = make(self.desk)
            self.hold(made)
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self.parts[section])
        return self.parts[section]

    def is_valid(self, act: str) -> bool:
        """An open plan can be sorted anew."""
        if act == "change_category":
            return self._row is not None and self._row.closed_on is None
        return self._row is not None

    def _section(self, number: int) -> None:
        self.tabs.choose(SECTIONS[number - 1][0])
        self.enter()

    def section_1(self) -> None:
        """The plan."""
        self._section(1)

    def section_2(self) -> None:
        """Days and money."""
        self._section(2)

    def section_3(self) -> None:
        """Safety records."""
        self._section(3)

    def section_4(self) -> None:
        """Keys."""
        self._section(4)

    def section_5(self) -> None:
        """Meters."""
        self._section(5)

    def section_6(self) -> None:
        """Messages."""
        self._section(6)

    def change_category(self) -> None:
        """What sort of empty home it is."""
        self.tabs.choose("plan")
        part = self.parts.get("plan")
        if isinstance(part, PlanPart):
            part.ask_category()

    def drop(self) -> None:
        """It is not to be let."""
        self.tabs.choose("plan")
        part = self.parts.get("plan")
        if isinstance(part, PlanPart):
            part.ask_drop()

    def open_home(self) -> None:
        """To the home."""
        if self._row is not None:
            self.go_to("space", space_id=self._row.space_id)

    def open_left(self) -> None:
        """To the file of who left."""
        if self._row is not None:
            self.go_to("tenancy", tenancy_id=self._row.left_id)

    def open_next(self) -> None:
        """To the file of who follows."""
        if self._row is not None:
            self.go_to("tenancy", tenancy_id=self._row.next_id)
