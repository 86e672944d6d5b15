"""Settings: plain groups, each value from a date on with its source, who is affected, and what held before."""

from functools import partial
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.settings import actions, queries
from housingdesk.settings.queries import HistoryRow, SettingRow
from housingdesk.settings.rules.checking import value_problems
from housingdesk.settings.rules.kinds import Declared, Group, Kind
from housingdesk.settings.rules.reading import read, shown
from housingdesk.tenancies.queries.affected import affected_sentence
from housingdesk.ui.kit.cards import Bullets, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem

_MANY_LINES = frozenset({Kind.LINES, Kind.PAIRS, Kind.DATES, Kind.JSON, Kind.CHOICES})


class SettingsPage(Page):
    """Every setting, searched at the top, changed from a day on."""

    title = "Settings"
    tables = frozenset({"setting"})
    keys = (Key("Up", "move"), Key("Enter", "change", "edit"), Key("Ctrl+F", "search", "focus_search"))

    def build(self) -> None:
        """Search, groups, list, pane."""
        self._rows: list[SettingRow] = []
        self._form: Form | None = None
        self.search = TextField(placeholder="Search settings")
        self.search.setAccessibleName("Search settings")
        self.search.textChanged.connect(self._narrow)
        self.tabs = Tabs("Groups", [Tab("", "All"), Tab("check", "To check"), *(Tab(str(g), str(g)) for g in Group)])
        self.tabs.chosen.connect(self._narrow)
        self.body.addWidget(self.search)
        self.body.addWidget(tabs_row(self.tabs, button("Users", partial(self.go_to, "users")),
                                     button("Bank accounts", partial(self.go_to, "bank_accounts"))))
        self.model = RowsModel(_columns(), name="Settings", row_id=lambda r: self._rows.index(r),
                               sentence=lambda r: f"{r.declared.label}: {r.shown}")
        self.table = Table(self.model, empty="No setting is called that", remember="settings")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.edit())
        self.listen(self.table)
        self.pane = RefillPane("About this setting", width=330)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)

    def reload(self) -> None:
        """All settings as they hold today."""
        self.header.set_subtitle("Each value holds from its day on; what held before stays. Nothing here needs a new program")
        self.ask(queries.setting_rows, self._show, on=self.desk.today)

    def _show(self, rows: list[SettingRow]) -> None:
        self._rows = rows
        count = sum(bool(r.to_check) for r in rows)
        self.tabs.show_tabs([Tab("", "All"), Tab("check", "To check", count), *(Tab(str(g), str(g)) for g in Group)])
        self._narrow()

    def _narrow(self, _text: str = "") -> None:
        group, text = self.tabs.key(), self.search.value().lower()
        kept = [r for r in self._rows if (not group or (group == "check" and r.to_check) or str(r.declared.group) == group)
                and text in f"{r.declared.label} {r.declared.help} {r.declared.key}".lower()]
        self.model.show(kept)

    def _current(self) -> SettingRow | None:
        place = self.table.current_id()
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _moved(self, _place: int | None) -> None:
        row = self._current()
        self._form = None
        if row is None:
            self.pane.begin("No setting chosen")
            self.pane.finish()
            return
        self.pane.begin(row.declared.label, str(row.declared.group))
        self.pane.put(label(row.shown, "strong", wrap=True))
        self.pane.put(label(row.declared.help, "muted", wrap=True))
        if row.to_check:
            self.pane.put(label(f"Check: {row.to_check}", "due", wrap=True))
        if row.source:
            self.pane.put(label(f"Source: {row.source}", "muted", wrap=True))
        if row.change_from is not None:
            self.pane.put(label(f"From {format_date(row.change_from)}: {row.change_to}", wrap=True))
        self.pane.put(label("What held and will hold", "section"))
        self._history = Bullets()
        self.pane.put(self._history)
        first = button("Change", self.edit, key="Enter", kind="primary") if self.desk.may(Permission.KEEP_SETTINGS) else None
        self.pane.finish(first)
        self.ask(queries.history, self._show_history, key=row.declared.key, on=self.desk.today)

    def _show_history(self, rows: list[HistoryRow]) -> None:
        self._history.show_sentences([_past(r) for r in rows[:8]])

    def edit(self) -> None:
        """Change the value from a day on, after seeing who is affected."""
        row = self._current()
        if row is None or not self.desk.may(Permission.KEEP_SETTINGS):
            return
        one = row.declared
        self._form = Form(gap=12)
        self._form.add("value", one.label, _editor(one, row), hint=_hint(one))
        if one.dated:
            self._form.add("valid_from", "From", DateEdit(lambda: self.desk.today), hint="the first day it holds")
            self._form.fields["valid_from"].editor.set_value(self.desk.today)
        placeholder = one.source or "board decision, notice, law"
        self._form.add("source", "Where does it come from?", TextField("", placeholder=placeholder))
        self.pane.begin(f"Change: {one.label}", "Esc leaves it as it is")
        self.pane.put(self._form)
        self._affected = label("", "muted", wrap=True)
        self.pane.put(self._affected)
        self.pane.finish(button("Keep this value", partial(self._keep, row), key="Ctrl+Enter", kind="primary"),
                         [button("Leave it", self._leave, key="Esc")])
        self._form.fields["value"].widget.setFocus()
        self._say_affected(one)
        self._form.edited.connect(lambda _name: self._say_affected(one))

    def _say_affected(self, one: Declared) -> None:
        field = self._form.fields.get("valid_from") if self._form is not None else None
        day = field.editor.value() if field is not None else None
        self.ask(affected_sentence, self._affected.setText, key=one.key, valid_from=day, on=self.desk.today)

    def _keep(self, row: SettingRow) -> None:
        form = self._form
        if form is None:
            return
        try:
            value = _value(row.declared, form.fields["value"].editor.value(), self.desk.today)
        except ValueError as error:
            form.show_problems([Problem("value", str(error))])
            return
        found = [Problem("value", p.message) for p in value_problems(row.declared, value)]
        form.show_problems(found)
        if found:
            return
        field = form.fields.get("valid_from")
        seen = (row.setting_id, row.version) if row.setting_id is not None and row.version is not None else None
        self.desk.do(actions.set_value, self._kept, partial(self._not_kept, form), key=row.declared.key, value=value,
                     valid_from=field.editor.value() if field else None, source=form.fields["source"].editor.value(), seen=seen)

    def _kept(self, _outcome: Any) -> None:
        self._leave()

    def _not_kept(self, form: Form, error: HousingDeskError) -> None:
        form.show_problems([Problem("value", str(error))])

    def _leave(self) -> None:
        self._form = None
        self._moved(None if self._current() is None else 0)
        self.table.setFocus()

    def escape(self) -> bool:
        """Esc leaves the form first, then clears the search."""
        if self._form is not None:
            self._leave()
            return True
        if self.search.value():
            self.search.clear()
            return True
        return False

    def focus_search(self) -> None:
        """Into the search box."""
        self.search.setFocus()


def _columns() -> tuple[Column, ...]:
    def since(row: SettingRow) -> str:
        return f"since {format_date(row.valid_from)}" if row.valid_from and row.declared.dated else ""
    return (Column("label", "Setting", 250, lambda r: r.declared.label, secondary=lambda r: str(r.declared.group), stretch=1,
                   status=lambda r: Status.DUE if r.to_check else None),
            Column("value", "Value", 230, lambda r: r.shown.replace("\n", " · "), secondary=since, stretch=1))


def _past(row: HistoryRow) -> str:
    when = f"from {format_date(row.valid_from)}" if row.valid_from else "as the program comes"
    who = f", {row.entered_by}" if row.entered_by else ""
    return f"{row.shown.replace(chr(10), ' · ')} {when}{who}{' (holds now)' if row.in_force else ''}"


def _editor(one: Declared, row: SettingRow) -> Any:
    if one.kind is Kind.CHOICE:
        made = Choice(list(one.choices))
        made.set_value(row.value)
        return made
    if one.kind is Kind.YES_NO:
        made = Choice([(True, "Yes"), (False, "No")])
        made.set_value(bool(row.value))
        return made
    text = "" if row.value is None or row.shown == "not set" else shown(one, row.value)
    return LongText(text, lines=5) if one.kind in _MANY_LINES else TextField(text, longest=one.longest)


def _hint(one: Declared) -> str:
    if one.kind is Kind.PAIRS:
        return "One on each line, like Citizens Advice: 0800 144 8848"
    return "One on each line" if one.kind in _MANY_LINES else one.help


def _value(one: Declared, typed: Any, today: Any) -> Any:
    return typed if one.kind in (Kind.CHOICE, Kind.YES_NO) else read(one, typed, today)
