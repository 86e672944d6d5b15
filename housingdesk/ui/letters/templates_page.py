"""Every letter there is: where its wording comes from, what waits, the versions that it had; new ones, and our own words."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from housingdesk.access.rules import Permission
from housingdesk.letters.queries import templates as queries
from housingdesk.letters.queries.templates import TemplateRow, VersionRow
from housingdesk.letters.rules.merge import Family
from housingdesk.letters.rules.wordings import is_own_letter
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.header import actions_row, tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.letters.letter_forms import LetterForms
from housingdesk.ui.letters.version_words import origin, since, standing, version_status, waits
from housingdesk.ui.letters.word_list import WordList
from housingdesk.values.dates import format_short
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold, sentence_case

_SHIPPED = 0
_WORDS = "words"


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
    tables = frozenset({"letter_template", "spelling_word"})
    keys = (Key("Up", "move"), Key("Enter", "open"), Key("Ctrl+F", "filter", "filter"), Key("Ctrl+N", "new letter", "begin"),
            Key("Alt+D", "no longer write it", "retire"), Key("Delete", "take the word out", "take_word_out"),
            Key("Ctrl+Enter", "finish", "finish", shown=False), Key("Esc", "clear the filter"))

    def build(self) -> None:
        """The letters, the versions of the one chosen, and our own words."""
        self._rows: list[TemplateRow] = []
        self.tabs = Tabs("Which letters", [Tab("all", "All"), Tab("waiting", "On their way"), Tab("own", "Changed by us"),
                                           Tab("behind", "Shipped letter changed"), Tab(_WORDS, "Our words")])
        self.tabs.chosen.connect(self._narrow)
        self.narrow = TextField(placeholder="Filter by name or subject", longest=60)
        self.narrow.setAccessibleName("Filter the letters")
        self.narrow.edited.connect(self._narrow)
        self.narrow.returnPressed.connect(self.open_letter)
        self.family = Choice([(None, "About anything"), *((family, sentence_case(family)) for family in Family)])
        self.family.setAccessibleName("What the letters are about")
        self.family.edited.connect(self._narrow)
        self.new_button = button("New letter", self.begin, key="Ctrl+N")
        self.open_button = button("Open", self.open_letter, key="Enter", kind="primary")
        self.take_button = button("Take it out", self.take_word_out, key="Delete")
        self.take_button.hide()
        theme.size(self.narrow, least_width=160)
        self.body.addWidget(tabs_row(self.tabs, actions_row(self.family, self.narrow, self.take_button, self.new_button,
                                                            self.open_button)))
        self.words = WordList(self.desk)
        self.words.counted.connect(self._count_words)
        self.lists = QStackedWidget()
        self.lists.addWidget(self._letters())
        self.lists.addWidget(self.words)
        self._word_count = 0
        self.pane = RefillPane("Asked")
        self.pane.hide()
        self.forms = LetterForms(self.desk, self.pane)
        self.forms.begun.connect(self._begun)
        self.forms.closed.connect(self._form_left)
        self.body.addWidget(columns((self.lists, 1), (self.pane, 0)), 1)

    def _letters(self) -> Any:
        today = self.desk.today
        self.model = RowsModel((
            Column("title", "Letter", 220, lambda r: r.title, secondary=lambda r: sentence_case(r.family), sort=True,
                   stretch=2),
            Column("origin", "Wording in use", 170, origin, secondary=lambda r: since(r, today), sort=lambda r: r.number or 0,
                   status=lambda r: Status.DUE if r.behind else None),
            Column("waits", "On its way", 180, lambda r: waits(r, today), stretch=1, hide_below=520,
                   status=lambda r: Status.DUE if r.to_check else None)),
            name="Letters", sentence=lambda r: f"{r.title}, {origin(r)}. {since(r, today)}. {waits(r, today)}")
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
        self.retire_button = button("No longer write it", self.retire, key="Alt+D")
        side = Card(self.name, self.about, margin=14)
        side.add(self.history, 1)
        side.add(label("Enter on a version shows it, what changed since, and brings it back", "small", wrap=True))
        side.add(self.retire_button)
        return columns((table_card(self.table), 6), (side, 4, 760))

    def reload(self) -> None:
        """Read them."""
        self.ask(queries.templates, self._show, on=self.desk.today)
        self.words.read()

    def _show(self, rows: list[TemplateRow]) -> None:
        self._rows = rows
        self._tell_tabs()
        self.header.set_subtitle("What each letter says. A new wording is checked by a second person before it is used, and "
                                 "old ones stay")
        self._narrow()

    def _count_words(self, count: int) -> None:
        self._word_count = count
        self.take_button.setEnabled(self.words.current() is not None)
        self._tell_tabs()
        self.keys_changed.emit()

    def _tell_tabs(self) -> None:
        tabs = [Tab("all", "All", len(self._rows)), Tab("waiting", "On their way", self._count("waiting")),
                Tab("own", "Changed by us", self._count("own"))]
        behind = self._count("behind")
        if behind:
            tabs.append(Tab("behind", "Shipped letter changed", behind))
        self.tabs.show_tabs([*tabs, Tab(_WORDS, "Our words", self._word_count)])

    def _count(self, tab: str) -> int:
        return sum(_fits(row, tab) for row in self._rows)

    def _narrow(self, _tab: str = "") -> None:
        wanted, tab, family = fold(self.narrow.value()), self.tabs.key(), self.family.value()
        self.lists.setCurrentIndex(1 if tab == _WORDS else 0)
        for widget in (self.family, self.new_button, self.open_button):
            widget.setVisible(tab != _WORDS)
        self.take_button.setVisible(tab == _WORDS)
        self.words.narrow(self.narrow.value())
        self.model.show([row for row in self._rows if wanted in fold(f"{row.title} {row.family} {row.words_for}")
                         and _fits(row, tab) and family in (None, row.family)])
        if self.model.count() and self.table.current_id() is None:
            self.table.view.select_place(0)
        self._moved(self.table.current_id())

    def _current(self) -> TemplateRow | None:
        return next((row for row in self._rows if row.id == self.table.current_id()), None) if self.model.count() else None

    def _moved(self, _id: int | None) -> None:
        row = self._current()
        self.open_button.setEnabled(row is not None and self.tabs.key() != _WORDS)
        self.retire_button.setVisible(self.is_valid("retire"))
        self.name.setText(row.title if row is not None else "No letter chosen")
        self.about.setText(row.words_for if row is not None else "")
        if row is None:
            self.versions.show(())
        else:
            self.ask(queries.versions, self._show_versions, key=row.key)
        self.keys_changed.emit()

    def _show_versions(self, rows: list[VersionRow]) -> None:
        chosen, today = self._current(), self.desk.today
        if chosen is None or any(row.key != chosen.key for row in rows):
            return
        now = next((row for row in rows if row.number == chosen.number), None)
        lines = [_Line(row.id, f"Version {row.number}", sentence_case(standing(row, now, today)),
                       version_status(row, now, today), _by(row, today)) for row in rows]
        shipped = _Line(_SHIPPED, "Shipped wording", "In use" if now is None else "Not in use",
                        Status.GOOD if now is None else Status.NEUTRAL, "Came with the program")
        self.versions.show(lines if is_own_letter(chosen.key) else [*lines, shipped])

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What can be done with the letter or the word chosen."""
        asking, row = self.forms.form is not None, self._current()
        words = self.tabs.key() == _WORDS
        if act == "finish":
            return asking
        if act == "take_word_out":
            return words and not asking and self.words.current() is not None
        if act in ("begin", "retire") and (asking or words or not self.desk.may(Permission.KEEP_LETTERS)):
            return False
        if act == "retire":
            return row is not None and is_own_letter(row.key) and row.retired is None and row.in_use
        return True

    def filter(self) -> None:
        """To the filter."""
        self.narrow.setFocus()

    def escape(self) -> bool:
        """Esc leaves the form, then clears the filter."""
        if self.forms.form is not None:
            self.forms.close()
            return True
        was = bool(self.narrow.value()) or self.family.value() is not None
        self.narrow.set_value("")
        self.family.set_value(None)
        self._narrow()
        return was

    def begin(self) -> None:
        """A new letter of our own."""
        if self.is_valid("begin"):
            self.forms.ask_new(self._current())
            self.keys_changed.emit()

    def retire(self) -> None:
        """The chosen letter is no longer written from a day on."""
        row = self._current()
        if row is not None and self.is_valid("retire"):
            self.forms.ask_retire(row)
            self.keys_changed.emit()

    def finish(self) -> None:
        """What the form asks about."""
        self.forms.finish()

    def take_word_out(self) -> None:
        """The chosen word out of our words."""
        self.words.take_out()

    def _form_left(self) -> None:
        self.table.setFocus()
        self.keys_changed.emit()

    def _begun(self, key: str) -> None:
        self.go_to("template", key=key)

    def open_letter(self) -> None:
        """Open the letter chosen: its draft, else the wording in use."""
        row = self._current()
        if row is not None and self.tabs.key() != _WORDS:
            self.go_to("template", key=row.key)

    def _opened(self, _id: int) -> None:
        self.open_letter()

    def _open_version(self, version_id: int) -> None:
        row = self._current()
        if row is not None:
            facts: dict[str, Any] = {"shipped": True} if version_id == _SHIPPED else {"version_id": version_id}
            self.go_to("template", key=row.key, **facts)


def _fits(row: TemplateRow, tab: str) -> bool:
    return {"waiting": row.waiting is not None or row.coming is not None, "own": row.own, "behind": row.behind}.get(tab, True)


def _by(row: VersionRow, today: date) -> str:
    said = f"{row.written_by}, {format_short(row.written_at.astimezone().date(), today)}"
    alone = row.note.partition("Checked by its writer alone: ")[2]
    return f"{said}. Checked alone: {alone}" if alone else said
