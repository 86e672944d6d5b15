"""Users: who works here, what they may do, and what was done lately."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton

from housingdesk.access import actions, queries
from housingdesk.access.queries import AuditRow, UserRow
from housingdesk.access.rules import PERMISSIONS, Permission, Role
from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.cards import Bullets, columns, table_card
from housingdesk.ui.kit.fields import Choice, SecretField, TextField
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.problems import Problem

_ROLES = tuple((role, str(role).capitalize()) for role in Role)
_PASSWORD = "at least 10 characters; three words are easy to remember"
_MISSING = {"name": "Give the person's name", "login": "Give the name to sign in with", "password": "Give a first password"}
_SHOWN = 500
_ABOUT = {"users": "Who works here. Each person signs in with a name of their own, so that what was done has an author",
          "audit": f"The newest {_SHOWN} acts. Nothing here can be changed or taken away"}


class UsersPage(Page):
    """People with their roles; the audit beside them."""

    title = "Users"
    tables = frozenset({"hd_user", "audit_event"})
    keys = (Key("Up", "move"), Key("Enter", "change the role", "change_role"), Key("Ctrl+N", "add a user", "add"),
            Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """Users or audit, and the pane."""
        self._form: PaneForm | None = None
        self._done: Callable[[], object] = self._leave
        self.tabs = Tabs("Lists", [Tab("users", "Users"), Tab("audit", "What was done")])
        self.tabs.chosen.connect(self._choose)
        self.add_button = button("Add a user", self.add, key="Ctrl+N", kind="primary")
        self.body.addWidget(tabs_row(self.tabs, self.add_button))
        self.model = RowsModel(_columns(), name="Users", sentence=lambda r: f"{r.name}, {r.role}, {_seen(r)}")
        self.table = Table(self.model, empty="Nobody yet", remember="users")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.audit_model = RowsModel(_audit_columns(), name="What was done", sentence=lambda r: f"{r.who}: {r.summary}")
        self.audit = Table(self.audit_model, empty="Nothing was done yet", remember="audit")
        self.pane = RefillPane("About this user", width=310)
        self._cards = {"users": table_card(self.table), "audit": table_card(self.audit)}
        self.body.addWidget(columns((self._cards["users"], 1), (self._cards["audit"], 1), (self.pane, 0)), 1)
        self._choose("users")
        self._moved(None)

    def _choose(self, key: str) -> None:
        for name, card in self._cards.items():
            card.setVisible(name == key)
        self.pane.setVisible(key == "users")
        self.add_button.setVisible(key == "users" and self.desk.may(Permission.KEEP_USERS))
        self.header.set_subtitle(_ABOUT[key])
        self.keys_changed.emit()

    def reload(self) -> None:
        """Users and the newest acts."""
        self.ask(queries.users, self._show)
        self.ask(queries.audit, self.audit_model.show, limit=_SHOWN)

    def _show(self, users: list[UserRow]) -> None:
        self.model.show(users)
        self._moved(None)

    def _current(self) -> UserRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, UserRow) else None

    def _moved(self, _id: int | None) -> None:
        if self._form is not None:
            return
        user = self._current()
        self.keys_changed.emit()
        if user is None:
            self.pane.begin("No user chosen")
            self.pane.finish()
            return
        self.pane.begin(user.name, f"{str(user.role).capitalize()}{'' if user.active else ', may not sign in'}")
        self.pane.put(label("May", "section"))
        self.pane.put(Bullets([str(p) for p in Permission if p in PERMISSIONS[user.role]]))
        first = button("Change the role", self.change_role, key="Enter", kind="primary")
        self.pane.finish(*((first, self._others(user)) if self.desk.may(Permission.KEEP_USERS) else ()))

    def _others(self, user: UserRow) -> list[QPushButton]:
        return [button("Keep out" if user.active else "Let in again", partial(self._set_active, user)),
                button("New password", partial(self._password, user))]

    # Keys.
    def is_valid(self, act: str) -> bool:
        """Only who keeps users may change them, and only on their list."""
        if act == "finish":
            return self._form is not None
        may = self.desk.may(Permission.KEEP_USERS) and self._form is None and self.tabs.key() == "users"
        return may and (act == "add" or self._current() is not None)

    def valid_keys(self) -> list[Key]:
        """The keys of the form while it is open."""
        return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")] if self._form is not None else super().valid_keys()

    def _opened(self, _id: int) -> None:
        self.change_role()

    def _set_active(self, user: UserRow) -> None:
        self.desk.do(actions.set_active, None, self._say, user_id=user.id, active=not user.active)

    def _say(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error))

    def _begin(self, form: PaneForm, verb: str, done: Callable[[], object]) -> None:
        self._form, self._done = form, done
        form.foot(verb, self.finish, self._leave)
        self.keys_changed.emit()

    def finish(self) -> None:
        """Do what the form is about."""
        if self._form is not None:
            self._done()

    def add(self) -> None:
        """Add somebody."""
        if self.is_valid("add"):
            form = PaneForm(self.pane, "Add a user", "What each role may do stands beside a user who has it")
            form.add("name", "Name", TextField(longest=120))
            form.add("login", "Name to sign in with", TextField(longest=60))
            form.add("role", "Role", Choice(_ROLES))
            form.add("password", "First password", SecretField(), hint=_PASSWORD)
            self._begin(form, "Add the user", partial(self._add, form))

    def _add(self, form: PaneForm) -> None:
        missing = [Problem(name, _MISSING[name]) for name, value in form.values().items() if value == ""]
        if not form.show_problems(missing):
            self.desk.do(actions.add_user, self._kept, form.refused, **form.values())

    def change_role(self) -> None:
        """Give the current user another role."""
        user = self._current()
        if user is None or not self.is_valid("change_role"):
            return
        form = PaneForm(self.pane, f"Role of {user.name}", "It holds from now on; what was done before stays as it was")
        form.add("role", "Role", Choice(_ROLES))
        form["role"].set_value(user.role)
        self._begin(form, "Change the role", partial(self._change_role, user, form))

    def _change_role(self, user: UserRow, form: PaneForm) -> None:
        self.desk.do(actions.change_role, self._kept, form.refused, user_id=user.id, role=form["role"].value())

    def _password(self, user: UserRow) -> None:
        form = PaneForm(self.pane, f"New password for {user.name}", "Tell it to them yourself; they can change it afterwards")
        form.add("password", "New password", SecretField(), hint=_PASSWORD)
        self._begin(form, "Set the password", partial(self._set_password, user, form))

    def _set_password(self, user: UserRow, form: PaneForm) -> None:
        self.desk.do(actions.reset_password, self._kept, form.refused, user_id=user.id, password=form["password"].value())

    def _kept(self, _outcome: Any) -> None:
        self._leave()

    def _leave(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc leaves the form first."""
        was, self._form = self._form is not None, None
        if was:
            self._moved(None)
            self.table.setFocus()
        return was


def _seen(row: UserRow) -> str:
    if not row.active:
        return "may not sign in"
    return f"last seen {row.last_seen.astimezone():%d %b %Y}" if row.last_seen else "not signed in yet"


def _columns() -> tuple[Column, ...]:
    return (Column("name", "Name", 200, lambda r: r.name, secondary=lambda r: r.login, stretch=1, sort=True),
            Column("role", "Role", 170, lambda r: str(r.role).capitalize(), secondary=_seen,
                   status=lambda r: None if r.active else Status.NEUTRAL))


def _audit_columns() -> tuple[Column, ...]:
    def when(row: AuditRow) -> str:
        return f"{row.at.astimezone():%d %b %H:%M}"
    return (Column("when", "When", 116, when), Column("who", "Who", 150, lambda r: r.who, hide_below=480),
            Column("what", "What", 400, lambda r: r.summary, secondary=_action, stretch=1))


def _action(row: AuditRow) -> str:
    name = row.action.rpartition(".")[2].replace("_", " ").capitalize()
    return f"{name} · {row.changes:,} change{'s' if row.changes != 1 else ''}" if row.changes else name
