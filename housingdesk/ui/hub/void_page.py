"""One empty home: its plan, days and money, safety records, keys, meters and messages, each read when it is looked at."""

from collections.abc import Callable
from typing import Any, ClassVar

from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.sections_page import SectionsPage, section_keys
from housingdesk.ui.properties.keys_part import KeysPart
from housingdesk.ui.properties.meters_part import MetersPart
from housingdesk.ui.properties.safety_part import SafetyPart
from housingdesk.ui.voids.loss_part import LossPart
from housingdesk.ui.voids.messages_part import MessagesPart
from housingdesk.ui.voids.plan_part import PlanPart
from housingdesk.ui.voids.shown import empty_words, lane_word, lost_words
from housingdesk.values.text import sentence_case
from housingdesk.voids.queries.board import VoidRow
from housingdesk.voids.queries.plan import void_row

SECTIONS = (("plan", "Plan"), ("loss", "Days and money"), ("safety", "Safety records"), ("keys", "Keys"),
            ("meters", "Meters"), ("messages", "Messages"))
_OF_THE_VOID: dict[str, Callable[[QtDesk], PlanPart | LossPart | MessagesPart]] = {
    "plan": PlanPart, "loss": LossPart, "messages": MessagesPart}
_OF_THE_HOME: dict[str, Callable[[QtDesk], SafetyPart | KeysPart | MetersPart]] = {
    "safety": SafetyPart, "keys": KeysPart, "meters": MetersPart}


class VoidPage(SectionsPage):
    """One empty home in full."""

    title = "Empty home"
    sections = SECTIONS
    tables = frozenset({"void", "void_step", "void_delay", "certificate", "charge_line", "space"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Alt+1…6", "sections"), Key("F2", "what sort", "change_category"), *section_keys(SECTIONS))

    def build(self) -> None:
        """No home is known yet."""
        self._void_id = 0
        self._row: VoidRow | None = None
        super().build()

    def open(self, **facts: Any) -> None:
        """A void (``void_id``), and a ``section``."""
        self._void_id = facts.get("void_id", self._void_id)
        self._row = None
        self.tabs.choose(facts.get("section") or "plan")
        self.mark_stale()

    def reload(self) -> None:
        """Read whose page it is."""
        if self._void_id:
            self.ask(void_row, self._show, void_id=self._void_id, on=self.desk.today)

    def _show(self, row: VoidRow) -> None:
        first, self._row = self._row is None, row
        today = self.desk.today
        self.set_title(row.address)
        left = f" · {row.left_names} left" if row.left_names else ""
        self.header.set_subtitle(f"{sentence_case(row.category)}{f' · {row.scheme}' if row.scheme else ''}{left}")
        chips = [(lane_word(row.lane), Status.GOOD if row.closed_on else Status.INFORMATION),
                 (empty_words(row, today) + (f", {lost_words(row)} lost" if lost_words(row) else ""), Status.NEUTRAL)]
        chips += [("Past its plan", Status.LATE)] if row.past_plan else []
        chips += [(f"{len(row.gaps)} safety record{'s' if len(row.gaps) > 1 else ''} missing", Status.DUE)] if row.gaps else []
        chips += [("Off the board", Status.NEUTRAL)] if row.closed_on and row.next_id is None else []
        self.header.set_chips(chips)
        self.header.set_actions(*self._actions(row))
        self.choose(self.tabs.key())
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

    def choose(self, section: str) -> None:
        """Show a section of the plan or of the home."""
        if self._row is None:
            return
        if section in _OF_THE_VOID:
            self.put(section, _OF_THE_VOID[section]).open(self._row.id)
        else:
            self.put(section, _OF_THE_HOME[section]).open(self._row.space_id)

    def is_valid(self, act: str) -> bool:
        """An open plan can be sorted anew."""
        if act == "change_category":
            return self._row is not None and self._row.closed_on is None
        return self._row is not None

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
