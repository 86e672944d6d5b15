"""The key register: every set of keys of every home, found by tag, home or name, and what has not come back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.properties.queries.keys import MOST, KeyRow, register
from housingdesk.ui.kit.chips import FilterChips
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.page import Page
from housingdesk.ui.properties.keys_part import KeysPart

_SHOW = (("out", "Out"), ("overdue", "Overdue back"), ("lost", "Lost"), ("office", "In the office"))


class RegisterPart(KeysPart):
    """All sets; a new one is added with its home."""

    name = "Key register"
    empty = "No keys are on the register here. Keys are added with their home"

    def above(self) -> Sequence[QWidget]:
        """Filters and a word to find."""
        self.filters = FilterChips(_SHOW, name="Show", remember="key register", one=True)
        self.filters.changed.connect(lambda _keys: self.mark_stale())
        self.word = TextField(placeholder="Tag, home or name")
        self.word.setAccessibleName("Find keys")
        self.word.edited.connect(self.mark_stale)
        return (flow_row(self.word, self.filters),)

    def reload(self) -> None:
        """Read what fits."""
        self.ask(register, self._show, text=self.word.value(), show=tuple(self.filters.on()), on=self.desk.today)

    def _show(self, rows: list[KeyRow]) -> None:
        self.say(f"The first {MOST} sets. Type a tag, a home or a name to find others" if len(rows) >= MOST else "")
        self.show_rows(rows)

    def _home_of(self, row: KeyRow) -> str:
        return row.address

    def escape(self) -> bool:
        """The form first, then the filter."""
        if super().escape():
            return True
        if self.word.text():
            self.word.set_value("")
            self.mark_stale()
            return True
        return self.filters.clear()


class KeysPage(Page):
    """The register as a screen."""

    title = "Keys"
    keys = (Key("Up", "move"), Key("Ctrl+F", "find keys", "find_keys"))

    def build(self) -> None:
        """The list with its filters."""
        self.header.set_subtitle("Every set by the number on its tag, with whom it is, and what is overdue")
        self.part = RegisterPart(self.desk)
        self.hold(self.part)
        self.header.set_actions(button("Open the home", self.open_home))
        self.body.addWidget(self.part, 1)

    def open(self, **facts: Any) -> None:
        """The register; ``show`` of "overdue" narrows it."""
        if facts.get("show"):
            self.part.filters.set_on([facts["show"]])

    def reload(self) -> None:
        """The part reads by itself."""

    def find_keys(self) -> None:
        """To the word to find."""
        self.part.word.setFocus()
        self.part.word.selectAll()

    def open_home(self) -> None:
        """To the home of the set that is marked."""
        row = self.part.current()
        if row is not None:
            self.go_to("space", space_id=row.space_id, section="keys")
