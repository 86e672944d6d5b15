"""Every letter there is: where its wording comes from, what waits, and the versions that it had."""

from datetime import date
from typing import Any

from housingdesk.letters.queries import templates as queries
from housingdesk.letters.queries.templates import TemplateRow, VersionRow
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.header import actions_row, tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.letters.version_words import origin, since, standing, version_status, waits
from housingdesk.values.dates import format_short
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold, sentence_case

_SHIPPED = 0


@frozen
class _Line:
    """A version in the list beside; the shipped wording has the id 0."""

    id: int
    words: str
    state: str
    status: Status
    who: str


class TemplatesPage(Page):
    """The wordings of all letters."""

    title = "Wording of letters"
    tables = frozenset({"letter_template"})
    keys = (Key("Up", "move"), Key("Enter", "open"), Key("Ctrl+F", "filter", "filter"), Key("Esc", "clear the filter"))

    def build(self) -> None:
        """The letters, and the versions of the one chosen."""
        self._rows: list[TemplateRow] = []
        self._lines_of = ""
        self.tabs = Tabs("Which letters", [Tab("all", "All"), Tab("waiting", "On their way"), Tab("own", "Own wording")])
        self.tabs.chosen.connect(self._narrow)
        self.narrow = TextField(placeholder="Filter by name or subject", longest=60)
        self.narrow.setAccessibleName("Filter the letters")
        self.narrow.edited.connect(self._narrow)
        self.open_button = button("Open", self.open_letter, key="Enter", kind="primary")
        theme.size(self.narrow, least_width=220)
        self.body.addWidget(tabs_row(self.tabs, actions_row(self.narrow, self.open_button)))
        today = self.desk.today
        self.model = RowsModel((
            Column("title", "Letter", 220, lambda r: r.title, secondary=lambda r: sentence_case(r.family), sort=True,
                   stretch=2),
            Column("origin", "Wording in use", 150, origin, secondary=lambda r: since(r, today),
                   sort=lambda r: r.number or 0),
            Column("waits", "On its way", 180, lambda r: waits(r, today), stretch=1, hide_below=520)),
            name="Letters", sentence=lambda r: f"{r.title}, {origin(r)}. {waits(r, today)}")
        self.table = Table(self.model, empty="No letter fits", remember="letter templates")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        self.name = label("", "section", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.versions = RowsModel((Column("words", "Version", 120, lambda r: r.words, secondary=lambda r: r.who, stretch=1),
                                   Column("state", "State", 150, lambda r: r.state, status=lambda r: r.status)),
                                  name="Versions", sentence=lambda r: f"{r.words}, {r.state}, {r.who}")
        self.history = Table(self.versions, empty="", remember="letter versions")
        self.history.opened.connect(self._open_version)
        side = Card(self.name, self.about, margin=14)
        side.add(self.history, 1)
        side.add(label("Enter on a version shows it, and brings it back", "small", wrap=True))
        self.body.addWidget(columns((table_card(self.table), 6), (side, 4, 760)), 1)

    def reload(self) -> None:
        """Read them."""
        self.ask(queries.templates, self._show, on=self.desk.today)

    def _show(self, rows: list[TemplateRow]) -> None:
        self._rows = rows
        waiting = sum(row.waiting is not None for row in rows)
        own = sum(row.number is not None for row in rows)
        self.tabs.show_tabs([Tab("all", "All", len(rows)), Tab("waiting", "On their way", waiting),
                             Tab("own", "Own wording", own)])
        self.header.set_subtitle("What each letter says. A new wording is checked by a second person before it is used, and "
                                 "old ones stay")
        self._narrow()

    def _narrow(self, _tab: str = "") -> None:
        wanted, tab = fold(self.narrow.value()), self.tabs.key()
        self.model.show([row for row in self._rows if wanted in fold(f"{row.title} {row.family} {row.words_for}")
                         and (tab == "all" or (row.waiting is not None or row.coming is not None if tab == "waiting"
                                               else row.number is not None))])
        if self.model.count() and self.table.current_id() is None:
            self.table.view.select_place(0)
        self._moved(self.table.current_id())

    def _current(self) -> TemplateRow | None:
        return next((row for row in self._rows if row.id == self.table.current_id()), None) if self.model.count() else None

    def _moved(self, _id: int | None) -> None:
        row = self._current()
        self.open_button.setEnabled(row is not None)
        self.name.setText(row.title if row is not None else "No letter chosen")
        self.about.setText(row.words_for if row is not None else "")
        if row is None:
            self.versions.show(())
        else:
            self._lines_of = row.key
            self.ask(queries.versions, self._show_versions, key=row.key)

    def _show_versions(self, rows: list[VersionRow]) -> None:
        chosen, today = self._current(), self.desk.today
        if chosen is None or any(row.key != chosen.key for row in rows):
            return
        now = next((row for row in rows if row.number == chosen.number), None)
        lines = [_Line(row.id, f"Version {row.number}", sentence_case(standing(row, now, today)),
                       version_status(row, now, today), _by(row, today)) for row in rows]
        shipped = _Line(_SHIPPED, "Shipped wording", "In use" if now is None else "Not in use",
                        Status.GOOD if now is None else Status.NEUTRAL, "Came with the program")
        self.versions.show([*lines, shipped])

    def filter(self) -> None:
        """To the filter."""
        self.narrow.setFocus()

    def escape(self) -> bool:
        """Esc clears the filter first."""
        was = bool(self.narrow.value())
        self.narrow.set_value("")
        self._narrow()
        return was

    def open_letter(self) -> None:
        """Open the letter chosen: its draft, else the wording in use."""
        row = self._current()
        if row is not None:
            self.go_to("template", key=row.key)

    def _opened(self, _id: int) -> None:
        self.open_letter()

    def _open_version(self, version_id: int) -> None:
        row = self._current()
        if row is not None:
            facts: dict[str, Any] = {"shipped": True} if version_id == _SHIPPED else {"version_id": version_id}
            self.go_to("template", key=row.key, **facts)


def _by(row: VersionRow, today: date) -> str:
    return f"{row.written_by}, {format_short(row.written_at.astimezone().date(), today)}"
