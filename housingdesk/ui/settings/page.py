"""Settings: plain groups, each value from a date on with its source, who is affected, and what held before."""

from collections.abc import Sequence
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.settings import actions, queries
from housingdesk.settings.queries import HistoryRow, SettingRow
from housingdesk.settings.rules.checking import value_problems
from housingdesk.settings.rules.kinds import Declared, Group
from housingdesk.tenancies.queries.affected import affected_sentence
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Bullets, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.settings.value_form import editor_of, hint_of, one_line, past_sentence, value_of
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.text import fold

_SHOWN = 8


class SettingsPage(Page):
    """Every setting, searched at the top, changed from a day on."""

    title = "Settings"
    tables = frozenset({"setting"})
    keys = (Key("Up", "move"), Key("Enter", "change", "edit"), Key("R", "put an earlier value back", "restore_value"),
            Key("Ctrl+F", "search", "focus_search"), Key("U", "users", "open_users"),
            Key("B", "bank accounts", "open_accounts"), Key("O", "councils", "open_offices"),
            Key("D", "bring in data", "open_intakes"),
            Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """Search, groups, list, pane."""
        self._rows: tuple[SettingRow, ...] = ()
        self._past: Sequence[HistoryRow] = ()
        self._form: PaneForm | None = None
        self._restoring = False
        self._places: dict[str, int] = {}
        self._editing: SettingRow | None = None
        self.search = TextField(placeholder="Search settings")
        self.search.setAccessibleName("Search settings")
        theme.size(self.search, least_width=260)
        self.search.textChanged.connect(self._narrow)
        self.group = Choice(_groups(0))
        self.group.setAccessibleName("Group of settings")
        self.group.edited.connect(self._narrow)
        intakes = [button("Bring in data", self.open_intakes, key="D")] if self.desk.may(Permission.BRING_IN) else []
        self.body.addWidget(tabs_row(flow_row(self.search, self.group), button("Users", self.open_users, key="U"),
                                     button("Bank accounts", self.open_accounts, key="B"),
                                     button("Councils", self.open_offices, key="O"), *intakes))
        self.model = RowsModel(_columns(), name="Settings", row_id=self._id, sentence=_sentence)
        self.table = Table(self.model, empty="Reading the settings", remember="settings")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        self.pane = RefillPane("About this setting", width=330)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)
        self.header.set_subtitle("Each value holds from its day on; what held before stays. Nothing here needs a new program")
        self._moved(None)

    def _id(self, row: SettingRow) -> int:
        return self._places[row.declared.key]

    def open(self, **facts: Any) -> None:
        """``search``: the words to look for, so that another screen can lead to its own settings."""
        if facts.get("search"):
            self.search.setText(facts["search"])

    # Reading.
    def reload(self) -> None:
        """All settings as they hold today."""
        self.ask(queries.setting_rows, self._show, on=self.desk.today)

    def _show(self, rows: list[SettingRow]) -> None:
        self._rows = tuple(rows)
        self._places = {row.declared.key: place for place, row in enumerate(rows)}
        self.group.set_options(_groups(sum(bool(row.to_check) for row in rows)))
        self._narrow()

    def _narrow(self, _text: str = "") -> None:
        group, text = self.group.value(), fold(self.search.value())
        kept = [row for row in self._rows
                if (not group or (group == "check" and row.to_check) or str(row.declared.group) == group)
                and text in fold(f"{row.declared.label} {row.declared.help} {row.declared.key} {row.shown}")]
        self.table.set_empty(f"No setting fits {self.search.value()}" if text else "Nothing to check here")
        self.model.show(kept)
        if self._form is None:
            self._moved(self.table.current_id())

    def _current(self) -> SettingRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, SettingRow) else None

    # The pane.
    def _moved(self, _place: int | None) -> None:
        if self._form is not None:
            return
        row = self._current()
        self._past = ()
        self.keys_changed.emit()
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
            self.pane.put(label(f"From {format_date(row.change_from)}: {one_line(row.change_to)}", wrap=True))
        self.pane.put(label("What held and will hold", "section"))
        self._history = Bullets()
        self.pane.put(self._history)
        may = self.desk.may(Permission.KEEP_SETTINGS)
        self.pane.finish(button("Change", self.edit, key="Enter", kind="primary") if may else None,
                         [button("Put an earlier value back", self.restore_value, key="R")] if may else [])
        self.ask(queries.history, self._show_history, key=row.declared.key, on=self.desk.today)

    def _show_history(self, rows: list[HistoryRow]) -> None:
        self._past = rows
        self._history.show_sentences([past_sentence(row) for row in rows[:_SHOWN]])
        self.keys_changed.emit()

    # Keys.
    def is_valid(self, act: str) -> bool:
        """Who may keep settings may change the one chosen."""
        if act == "finish":
            return self._form is not None
        if act in ("focus_search", "open_users", "open_accounts", "open_offices"):
            return True
        if act == "open_intakes":
            return self.desk.may(Permission.BRING_IN)
        may = self._form is None and self._current() is not None and self.desk.may(Permission.KEEP_SETTINGS)
        return may and (act != "restore_value" or len(self._past) > 1)

    def valid_keys(self) -> list[Key]:
        """The keys of the form while it is open."""
        return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")] if self._form is not None else super().valid_keys()

    def _opened(self, _place: int) -> None:
        self.edit()

    def edit(self) -> None:
        """Change the value from a day on, after seeing who is affected."""
        row = self._current()
        if row is None or not self.is_valid("edit"):
            return
        self._restoring = False
        self._begin(row, f"Change: {row.declared.label}", editor_of(row.declared, row), hint_of(row.declared))

    def restore_value(self) -> None:
        """Put a value back that held before, from a day on."""
        row = self._current()
        if row is None or not self.is_valid("restore_value"):
            return
        self._restoring = True
        earlier = [(place, one_line(past.shown)[:60]) for place, past in enumerate(self._past) if not past.in_force]
        self._begin(row, f"Put back: {row.declared.label}", Choice(earlier), "what it is to be again")

    def _begin(self, row: SettingRow, title: str, editor: Any, hint: str) -> None:
        one = row.declared
        form = PaneForm(self.pane, title, "Esc leaves it as it is")
        form.add("value", one.label, editor, hint=hint)
        if one.dated:
            form.add("valid_from", "From", DateEdit(lambda: self.desk.today), hint="the first day it holds")
            form["valid_from"].set_value(self.desk.today)
        form.add("source", "Where does it come from?", TextField("", placeholder=one.source or "board decision, notice, law"))
        self._affected = label("", "muted", wrap=True)
        form.add_widget(self._affected)
        self._form, self._editing = form, row
        form.foot("Keep this value", self.finish, self._leave)
        form.edited.connect(self._say_affected)
        self._say_affected()
        self.keys_changed.emit()

    def _say_affected(self, _name: str = "") -> None:
        if self._form is None or self._editing is None:
            return
        field = self._form.fields.get("valid_from")
        self.ask(affected_sentence, self._affected.setText, key=self._editing.declared.key,
                 valid_from=field.editor.value() if field is not None else None, on=self.desk.today)

    def finish(self) -> None:
        """Keep the value, or say beside its field what is wrong with it."""
        form, row = self._form, self._editing
        if form is None or row is None or form.show_problems(form.unreadable()):
            return
        try:
            value = self._typed(row.declared, form["value"].value())
        except ValueError as error:
            form.show_problems([Problem("value", str(error))])
            return
        if form.show_problems([Problem("value", found.message) for found in value_problems(row.declared, value)]):
            return
        field = form.fields.get("valid_from")
        seen = (row.setting_id, row.version) if row.setting_id is not None and row.version is not None else None
        self.desk.do(actions.set_value, self._kept, form.refused, key=row.declared.key, value=value, seen=seen,
                     valid_from=field.editor.value() if field is not None else None, source=form["source"].value())

    def _typed(self, one: Declared, typed: Any) -> Any:
        return self._past[typed].value if self._restoring else value_of(one, typed, self.desk.today)

    def _kept(self, _outcome: Any) -> None:
        self._leave()

    def _leave(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc leaves the form first, then clears the search."""
        if self._form is not None:
            self._form = self._editing = None
            self._moved(None)
            self.table.setFocus()
            return True
        if self.search.value() or self.group.value():
            self.search.clear()
            self.group.set_value("")
            self._narrow()
            return True
        return False

    def focus_search(self) -> None:
        """Into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def open_users(self) -> None:
        """Who works here."""
        self.go_to("users")

    def open_offices(self) -> None:
        """The councils, and the cards of those who pay benefit."""
        self.go_to("offices")

    def open_intakes(self) -> None:
        """Homes, people, rents and balances of another system."""
        self.go_to("intakes")

    def open_accounts(self) -> None:
        """Our bank accounts."""
        self.go_to("bank_accounts", tab="accounts")


def _groups(to_check: int) -> list[tuple[str, str]]:
    return [("", "Every group"), ("check", f"To check ({to_check})"), *((str(group), str(group)) for group in Group)]


def _columns() -> tuple[Column, ...]:
    def since(row: SettingRow) -> str:
        return f"since {format_date(row.valid_from)}" if row.valid_from and row.declared.dated else ""
    return (Column("label", "Setting", 250, lambda r: r.declared.label, secondary=lambda r: str(r.declared.group), stretch=1,
                   status=lambda r: Status.DUE if r.to_check else None, sort=True),
            Column("value", "Value", 230, lambda r: one_line(r.shown), secondary=since, stretch=1))


def _sentence(row: SettingRow) -> str:
    check = f". Check: {row.to_check}" if row.to_check else ""
    return f"{row.declared.label}: {one_line(row.shown)}{check}"

