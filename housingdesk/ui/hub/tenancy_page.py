"""The file of a tenancy or licence: the head that never scrolls, and the rooms' panels as its sections."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget

from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.tenancies.queries.file import TenancyHeader
from housingdesk.tenancies.rules import LICENCES, BenefitRoute
from housingdesk.ui.benefits.panel import BenefitPanel
from housingdesk.ui.documents.panel import FilesPanel
from housingdesk.ui.holds.forms import chip as hold_chip
from housingdesk.ui.hub import file_head
from housingdesk.ui.hub.agreement_menu import agreement_menu
from housingdesk.ui.hub.file_facts import FileFacts, file_facts, household_of, people_of
from housingdesk.ui.hub.file_head import SECTIONS, section_tabs
from housingdesk.ui.hub.side import SidePanel
from housingdesk.ui.hub.timeline_panel import TimelinePanel
from housingdesk.ui.kit.cards import columns
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.letters.panel import LettersPanel
from housingdesk.ui.notices.shown import chip as notice_chip
from housingdesk.ui.people.panel import PeoplePanel
from housingdesk.ui.properties.panel import HomePanel
from housingdesk.ui.rent.account_panel import AccountPanel
from housingdesk.ui.tenancies.forms import EndForm
from housingdesk.values.timeline import Ref

_PANELS: dict[str, Callable[[QtDesk], Panel]] = {
    "timeline": TimelinePanel, "rent": AccountPanel, "people": PeoplePanel, "home": HomePanel, "letters": LettersPanel,
    "files": FilesPanel, "benefit": BenefitPanel}
_OWN = ("rent", "people")  # the sections that hold the household's own data alone; a new one is private to staff


class TenancyPage(NumberedSections, Page):
    """One agreement, everything about it."""

    title = "File"
    tables = frozenset({"tenancy", "holder", "occupancy", "route", "person", "need", "contact", "party", "balance", "account",
                        "charge_line", "charge_share", "hold", "notice_case", "notice_review", "change"})
    keys = (Key("Ctrl+M", "note", "write_note"), Key("Ctrl+L", "letter", "write_letter"),
            Key("Ctrl+J", "diary", "write_diary"), Key("Alt+R", "another room", "move_room"), Key("Alt+1…7", "sections"),
            Key("Ctrl+Down", "next file", "next_file"), Key("Ctrl+Up", "file before", "file_before", shown=False),
            *section_keys(SECTIONS))

    def build(self) -> None:
        """The head, the names of the sections, and room for them."""
        self._tenancy_id = 0
        self._among: Sequence[int] = ()
        self._facts: FileFacts | None = None
        self._write = ""
        self._evicted_on: date | None = None
        self._arriving = False
        self.panels: dict[str, Panel] = {}
        self.tabs = section_tabs()
        self.tabs.chosen.connect(self._choose)
        self.more = button("&More", self._show_menu)
        self.missing = flow_row()
        self.missing.hide()
        self.stack = QStackedWidget()
        self.kept_back = label("This section is not shown in privacy mode", "muted", wrap=True)
        self.kept_back.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack.addWidget(self.kept_back)
        self.side = SidePanel(self.desk)
        self.hold(self.side)
        self._row = tabs_row(self.tabs, self.more)
        self.body.addWidget(self.missing)
        self.body.addWidget(self._row)
        self.content = columns((self.stack, 1), (self.side, 0))
        self.body.addWidget(self.content, 1)

    # Opening and reading.
    def open(self, **facts: Any) -> None:
        """One file: ``tenancy_id``; ``section``; ``write`` is "note" or "task"; ``among`` the ids of the list one came from.

        ``evicted_on``: the form that ends the agreement is opened with that day.
        """
        if facts["tenancy_id"] != self._tenancy_id:
            self.side.close_pane()
            self._facts = None
            self.tabs.choose(facts.get("section") or SECTIONS[0][0])
        elif facts.get("section"):
            self.tabs.choose(facts["section"])
        self._tenancy_id = facts["tenancy_id"]
        self._among = facts.get("among", ())
        self._write = facts.get("write", "")
        self._evicted_on = facts.get("evicted_on")
        self._arriving = True
        self.mark_stale()

    def bookmark(self) -> dict[str, Any]:
        """The section, and the row of its list."""
        table = self._list()
        return {"section": self.tabs.key(), "row": table.current_id() if table is not None else None}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to the section and the row."""
        if bookmark.get("section"):
            self.tabs.choose(bookmark["section"])
        table = self._list()
        if table is not None:
            table.view.come_back_to(bookmark.get("row"))

    def _list(self) -> Table | None:
        panel = self.panels.get(self.tabs.key())
        return panel.findChild(Table) if panel is not None else None

    def reload(self) -> None:
        """Read the head; the section reads itself."""
        if self._tenancy_id:
            self.ask(_facts_if_there, self._show, tenancy_id=self._tenancy_id, on=self.desk.today)

    def _show(self, facts: FileFacts | None) -> None:
        self._facts = facts
        private = self.desk.privacy.on
        for part in (self._row, self.content, self.header.chips):
            part.setVisible(facts is not None)
        if facts is None:
            self._show_gone()
            return
        head, row, today = facts.head, facts.head.tenancy, self.desk.today
        owing = file_head.owing(facts.standing) if facts.standing else None
        say = ", ".join(words.partition(": ")[2] if len(facts.head.holders) == 1 else words for words in head.say)
        self.set_title(file_head.short_names(row), f"say {say}" if say else "")
        self.header.set_subtitle(file_head.where_words(row, owing.charge if owing else "", today))
        self.header.set_chips(file_head.chips(
            replace(row, note_to_read="") if private else row, needs=head.needs, today=today,
            money=[owing.chip] if owing else [("No account yet", Status.DUE)],
            route=head.route.route if head.route else BenefitRoute.NONE) + ([] if private else self._staff_chips(facts)))
        file_head.show_actions(self.header, self.desk, letter=self.write_letter, diary=self.write_diary, note=self.write_note)
        self._show_missing(head)
        self.more.setVisible(not private)
        self._choose(self.tabs.key())
        self.keys_changed.emit()
        if self._arriving and self.isVisible() and self._focus_is_mine():
            self.enter()  # the list was not there yet when the window came here
        self._arriving = False
        self._begin_writing()
        if self.desk.may(Permission.KEEP_TENANCIES):
            self._begin_ending()

    def _staff_chips(self, facts: FileFacts) -> list[tuple[str, Status]]:
        today = self.desk.today
        return [hold_chip(hold) for hold in facts.standing_holds(today)] + [
            notice_chip(row, today) for row in facts.running_notices(today)]

    # Privacy mode.
    def household(self) -> Household | None:
        """Those who hold the agreement."""
        return household_of(self._facts, self.desk.today) if self._facts is not None else None

    def show_private(self) -> None:
        """What staff wrote and what belongs to others goes out of sight; the rent is shown first."""
        self.side.close_pane()
        if self.desk.privacy.on and self.tabs.key() not in _OWN:
            self.tabs.choose("rent")
        if self._facts is not None:
            self._show(self._facts)
        super().show_private()

    def _begin_ending(self) -> None:
        """After an eviction the agreement ends on its day; a person still says so."""
        day, self._evicted_on = self._evicted_on, None
        facts = self._facts
        if day is None or facts is None or facts.head.tenancy.ends_on is not None:
            return
        self.side.ask_form(lambda pane: EndForm(pane, self.desk, facts.head.tenancy, self.side.close_pane, evicted_on=day,
                                                   by_night=facts.by_night))

    def _focus_is_mine(self) -> bool:
        focused = self.window().focusWidget()
        return focused is None or self.isAncestorOf(focused)

    def _show_gone(self) -> None:
        """A file whose start was taken back shows nothing that could still be pressed."""
        self.missing.hide()
        self.set_title("This agreement is no longer there")
        self.header.set_subtitle("Its start was taken back. Esc goes back")
        self.header.set_actions()
        self.keys_changed.emit()

    def _show_missing(self, head: TenancyHeader) -> None:
        links = [button(f"{words}. Add", partial(self.tabs.choose, "people" if "phone" in words else "rent"), kind="link")
                 for words in head.missing]
        if head.tenancy.note_to_read or head.staff_warning:
            links.insert(0, button("Read the note first", self.read_note))
        old, self.missing = self.missing, flow_row(*links)
        self.body.replaceWidget(old, self.missing)
        old.hide()
        old.deleteLater()
        self.missing.setVisible(bool(links) and not self.desk.privacy.on)

    # Sections.
    def _panel(self, section: str) -> Panel:
        if section not in self.panels:
            made = _PANELS[section](self.desk)
            self.panels[section] = made
            self.hold(made)
            self.stack.addWidget(made)
            layout = self._row.layout()
            assert layout is not None
            for one in _buttons(made):
                layout.removeWidget(self.more)
                layout.addWidget(one)
                layout.addWidget(self.more)
        return self.panels[section]

    def _choose(self, section: str) -> None:
        if self._facts is None:
            return
        if self.desk.privacy.on and section not in _OWN:
            for one in (one for other in self.panels.values() for one in _buttons(other)):
                one.hide()
            self.stack.setCurrentWidget(self.kept_back)
            self.keys_changed.emit()
            return
        panel = self._panel(section)
        self._fill(section, panel, self._facts)
        for other in self.panels.values():
            for one in _buttons(other):
                one.setVisible(other is panel)
        self.stack.setCurrentWidget(panel)
        self.keys_changed.emit()

    def _fill(self, section: str, panel: Panel, facts: FileFacts) -> None:
        """Tell a section what it is about; it reads only if that is new."""
        match panel:
            case TimelinePanel():
                panel.open(self._tenancy_id)
            case AccountPanel() if facts.standing is not None:
                panel.open(facts.standing.account.id)
            case PeoplePanel():
                people, standings = people_of(facts, self.desk.today, now=self.desk.privacy.on)
                panel.open(people, standings)
            case BenefitPanel():
                panel.open(self._tenancy_id)
            case HomePanel() if facts.head.home is not None:
                panel.open(facts.head.home.space_id)
            case LettersPanel() | FilesPanel():
                panel.open(Ref("tenancy", self._tenancy_id))

    def section(self, key: str) -> None:
        """Go to a section and its list."""
        self.tabs.choose(key)
        self.enter()

    def to_section(self, number: int) -> None:
        """Go to a section by its number."""
        self.section(SECTIONS[number - 1][0])

    # What is done most.
    def write_note(self) -> None:
        """A note: the cursor is in the box."""
        self._write = "note"
        self._begin_writing()

    def write_diary(self) -> None:
        """Something to be done by a day."""
        self._write = "task"
        self._begin_writing()

    def _begin_writing(self) -> None:
        if not self._write or self._facts is None or not file_head.may_do(self.desk, "write_note"):
            return
        self.tabs.choose("timeline")
        self._choose("timeline")
        panel = self.panels["timeline"]
        assert isinstance(panel, TimelinePanel)
        panel.write_note() if self._write == "note" else panel.write_task()
        self._write = ""

    def write_letter(self) -> None:
        """A letter to those who hold the agreement."""
        if self._facts is not None:
            self.go_to("write_letter", tenancy_id=self._tenancy_id)

    def move_room(self) -> None:
        """Another room of the scheme, under the same licence."""
        if self.is_valid("move_room"):
            self.go_to("room_move", tenancy_id=self._tenancy_id)

    def read_note(self) -> None:
        """What colleagues must read before they call or visit."""
        if self._facts is not None and not self.desk.privacy.on:
            note = self._facts.head.tenancy.note_to_read
            warned = "There is a note on a visit under People, with the name" if self._facts.head.staff_warning else ""
            self.side.tell("Read this first", *(text for text in (note, warned) if text))

    def next_file(self) -> None:
        """The next file of the list one came from."""
        self._step(1)

    def file_before(self) -> None:
        """The file before it in that list."""
        self._step(-1)

    def is_valid(self, act: str) -> bool:
        """Steps only along a list; letters and notes only for who may write them; nothing of a file that is no longer there."""
        if self.content.isHidden():
            return False
        if act in ("next_file", "file_before"):
            return len(self._among) > 1
        if act == "move_room":
            row = self._facts.head.tenancy if self._facts is not None else None
            return (row is not None and row.kind in LICENCES and row.ends_on is None and not self.desk.privacy.on
                    and self.desk.may(Permission.KEEP_TENANCIES))
        return file_head.may_do(self.desk, act)

    def _step(self, by: int) -> None:
        ids = list(self._among)
        if self._tenancy_id in ids and 0 <= (place := ids.index(self._tenancy_id) + by) < len(ids):
            self.go_to("tenancy", tenancy_id=ids[place], among=self._among, section=self.tabs.key())
        else:
            self.notices.message("That was the last file of the list" if by > 0 else "That was the first file of the list",
                                 Status.INFORMATION)

    # What is done seldom.
    def _show_menu(self) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def menu(self) -> QMenu | None:
        """Everything else that may be done with the agreement, by staff among themselves."""
        return agreement_menu(self, self.side, self._facts) if self._facts is not None and not self.desk.privacy.on else None


def _facts_if_there(tenancy_id: int, on: date) -> FileFacts | None:
    try:
        return file_facts(tenancy_id, on)
    except Refused:
        return None


def _buttons(panel: Panel) -> tuple[QPushButton, ...]:
    return getattr(panel, "buttons", ())
