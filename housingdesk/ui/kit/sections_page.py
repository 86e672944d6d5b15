"""A screen whose sections are lists with a pane: their names in a row, Alt with a number, each made when it is first wanted.

    class VoidPage(SectionsPage):
        sections = (("plan", "Plan"), ("keys", "Keys"))
        keys = (Key("Alt+1…2", "sections"), *section_keys(sections))
        def choose(self, section): self.put(section, _PARTS[section]).open(self._row.id)
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget

from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.list_part import ListPart
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.tabs import Tab, Tabs


def section_keys(sections: Sequence[tuple[str, str]]) -> tuple[Key, ...]:
    """Alt+1 and so on, one for each section, not shown by themselves."""
    return tuple(Key(f"Alt+{place}", word.lower(), f"section_{place}", shown=False)
                 for place, (_, word) in enumerate(sections, 1))


class NumberedSections:
    """What Alt with a number calls, on any page that has sections: ``to_section``."""

    def to_section(self, number: int) -> None:
        """Go to a section, counted from 1."""
        raise NotImplementedError

    def section_1(self) -> None:
        """The first section."""
        self.to_section(1)

    def section_2(self) -> None:
        """The second section."""
        self.to_section(2)

    def section_3(self) -> None:
        """The third section."""
        self.to_section(3)

    def section_4(self) -> None:
        """The fourth section."""
        self.to_section(4)

    def section_5(self) -> None:
        """The fifth section."""
        self.to_section(5)

    def section_6(self) -> None:
        """The sixth section."""
        self.to_section(6)

    def section_7(self) -> None:
        """The seventh section."""
        self.to_section(7)


class SectionsPage(NumberedSections, Page):
    """Subclasses set ``sections`` (key and word) and, in ``choose``, ``put`` the part of a section and say what it shows."""

    sections: ClassVar[tuple[tuple[str, str], ...]] = ()

    def build(self) -> None:
        """The names of the sections, and room for them."""
        self.parts: dict[str, ListPart] = {}
        self.tabs = Tabs("Sections", [Tab(key, word) for key, word in self.sections])
        self.tabs.chosen.connect(self.choose)
        self.stack = QStackedWidget()
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def choose(self, section: str) -> None:
        """Show a section, as far as it is known of what."""
        raise NotImplementedError

    def put(self, section: str, make: Callable[[QtDesk], ListPart]) -> Any:
        """A section in sight, made when it is first wanted."""
        if section not in self.parts:
            self.parts[section] = made = make(self.desk)
            self.hold(made)
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self.parts[section])
        self.keys_changed.emit()
        return self.parts[section]

    def bookmark(self) -> dict[str, Any]:
        """The section one was in."""
        return {"section": self.tabs.key()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to the section."""
        if bookmark.get("section"):
            self.tabs.choose(bookmark["section"])

    def to_section(self, number: int) -> None:
        """Go to a section and its list."""
        self.tabs.choose(self.sections[number - 1][0])
        self.enter()
