"""From a served notice to the end: the checklist before the claim, the hearing, the bundle, and the court's eviction notice."""

from collections.abc import Callable
from typing import Any, ClassVar

from housingdesk.notices.rules.states import State
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.sections_page import SectionsPage, section_keys
from housingdesk.ui.notices.court_bundle import BundlePart
from housingdesk.ui.notices.court_cases import CasesPart
from housingdesk.ui.notices.court_checklist import ChecklistPart
from housingdesk.ui.notices.court_eviction import EvictionPart
from housingdesk.ui.notices.court_hearing import HearingPart
from housingdesk.ui.notices.court_part import CourtPart
from housingdesk.ui.notices.court_reads import CourtHead, court_head
from housingdesk.ui.notices.shown import shown_as

SECTIONS = (("checklist", "Before the claim"), ("hearing", "Hearing"), ("bundle", "Bundle"), ("eviction", "Eviction"))
_PARTS: dict[str, Callable[[QtDesk], CourtPart]] = {
    "checklist": ChecklistPart, "hearing": HearingPart, "bundle": BundlePart, "eviction": EvictionPart}


class CourtPage(SectionsPage):
    """One agreement on its way through the court."""

    title = "Court"
    sections = SECTIONS
    tables = frozenset({"notice_case", "hold", "eviction_notice", "tenancy"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Alt+1…4", "sections"), *section_keys(SECTIONS))

    def build(self) -> None:
        """Nobody asked for any yet."""
        self._wanted: dict[str, Any] = {}
        self._head: CourtHead | None = None
        super().build()

    def open(self, **facts: Any) -> None:
        """A notice (``case_id``), an agreement (``tenancy_id``) or a notice of eviction (``eviction_id``); a ``section``."""
        self._wanted = {key: facts.get(key) for key in ("case_id", "tenancy_id", "eviction_id")}
        section = facts.get("section") or ("eviction" if facts.get("eviction_id") else "checklist")
        self.tabs.choose(section)
        self._head = None
        self.mark_stale()

    def reload(self) -> None:
        """Read whose page it is; the list of all where nobody said."""
        if any(self._wanted.values()):
            self.ask(court_head, self._show, on=self.desk.today, **self._wanted)
        else:
            self._show_all()

    def _show_all(self) -> None:
        """Every agreement that is on its way to a court."""
        self._head = None
        self.tabs.hide()
        self.set_title("Court")
        self.header.set_subtitle("Notices that were served, hearings and evictions")
        self.header.set_chips([])
        self.header.set_actions(button("The notices", lambda: self.go_to("notices")))
        self.put("cases", CasesPart).open(None, -1)

    def _show(self, head: CourtHead) -> None:
        first, self._head = self._head is None, head
        self.tabs.show()
        case, row = head.case, head.tenancy
        self.set_title(f"Court: {row.names}")
        self.header.set_subtitle(f"{row.address} · {row.reference}" + (f" · {case.words}" if case else ""))
        chips = []
        if case is not None:
            state = case.standing(self.desk.today)
            chips.append((case.countdown(self.desk.today) or str(state).capitalize(),
                          Status.INFORMATION if state is State.SERVED else shown_as(state)))
        chips += [(f"{why}: no claim for arrears", Status.LATE) for why in head.stopped]
        chips += [(f"Eviction {head.eviction.when}", Status.LATE)] if head.eviction else []
        self.header.set_chips(chips)
        self.header.set_actions(*([button("Open the notice", self.open_notice)] if case else []),
                                button("Open the file", self.open_file))
        self.choose(self.tabs.key())
        if first and self.isVisible():
            self.enter()

    def choose(self, section: str) -> None:
        """Show a section of the agreement, and of its notice where there is one."""
        if self._head is None:
            return
        case = self._head.case
        self.put(section, _PARTS[section]).open(case.id if case else None, self._head.tenancy.id)

    def valid_keys(self) -> list[Key]:
        """The list of all cases has no sections."""
        return [key for key in super().valid_keys() if self._head is not None or not key.keys.startswith("Alt+")]

    def is_valid(self, act: str) -> bool:
        """Sections only of a case."""
        return self._head is not None

    def open_notice(self) -> None:
        """To the notice."""
        if self._head is not None and self._head.case is not None:
            self.go_to("notice", case_id=self._head.case.id)

    def open_file(self) -> None:
        """To the file."""
        if self._head is not None:
            self.go_to("tenancy", tenancy_id=self._head.tenancy.id)
