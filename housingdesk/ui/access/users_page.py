"""Users: who works here, what they may do, and what was done lately."""

from functools import partial
from typing import Any

from housingdesk.access import actions, queries
from housingdesk.access.queries import AuditRow, UserRow
from housingdesk.access.rules import PERMISSIONS, Permission, Role
from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.cards import Bullets, columns, table_card
from housingdesk.ui.kit.fields import Choice, SecretField, TextField
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
from housingdesk.values.problems import Problem

_ROLES = tuple((role, str(role).capitalize()) for role in Role)


class UsersPage(Page):
    """People with their roles; the audit beside them."""

    title = "Users"
    tables = frozenset({"hd_user", "audit_event"})
    keys = (Key("Up", "move"), Key("Ctrl+N", "add a user", "add"), Key("Enter", "change the role", "change_role"))

    def build(self) -> None:
        """Users or audit, and the pane."""
        self._users: list[UserRow] = []
        self.tabs = Tabs("Lists", [Tab("users", "Users"), Tab("audit", "What was done")])
        self.tabs.chosen.connect(self._choose)
        self.add_button = button("Add a user", self.add, key="Ctrl+N", kind="primary")
        self.body.addWidget(tabs_row(self.tabs, self.add_button))
        self.model = RowsModel(_columns(), name="Users", sentence=lambda r: f"{r.name}, {r.role}")
        self.table = Table(self.model, empty="Nobody yet", remember="users")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.change_role())
        self.audit_model = RowsModel(_audit_columns(), name="What was done", sentence=lambda r: f"{r.who}: {r.summary}")
        self.audit = Table(self.audit_model, empty="Nothing was done yet", remember="audit")
        self.pane = RefillPane("About this user", width=310)
        self._cards = (table_card(self.table), table_card(self.audit))
        self.body.addWidget(columns((self._cards[0], 1), (self._cards[1], 1), (self.pane, 0)), 1)
        self._choose("users")

    def _choose(self, key: str) -> None:
        self._cards[0].setVisible(key == "users")
        self._cards[1].setVisible(key == "audit")
        self.pane.setVisible(key == "users")

    def reload(self) -> None:
        """Users and the newest acts."""
        self.add_button.setEnabled(self.desk.may(Permission.KEEP_USERS))
        self.ask(queries.users, self._show)
        self.ask(queries.audit, self.audit_model.show, limit=500)

    def _show(self, users: list[UserRow]) -> None:
        self._users = users
        self.model.show(users)

    def _current(self) -> UserRow | None:
        chosen = self.table.current_id()
        return next((u for u in self._users if u.id == chosen), None)

    def _moved(self, _id: int | None) -> None:
        user = self._current()
        if user is None:
            self.pane.begin("No user chosen")
            self.pane.finish()
            return
        self.pane.begin(user.name, f"{str(user.role).capitalize()}{'' if user.active else ', may not sign in'}")
        self.pane.put(label("May", "section"))
        self.pane.put(Bullets([str(p) for p in Permission if p in PERMISSIONS[user.role]]))
        if not self.desk.may(Permission.KEEP_USERS):
            self.pane.finish()
            return
        word = "Keep out" if user.active else "Let in again"
        self.pane.finish(button("Change the role", self.change_role, key="Enter", kind="primary"),
                         [button(word, partial(self._set_active, user)), button("New password", partial(self._password, user))])

    def _set_active(self, user: UserRow) -> None:
        self.desk.do(actions.set_active, None, user_id=user.id, active=not user.active)

    def _panel(self, title: str, form: Form, words: str, done: Any) -> None:
        self.pane.begin(title, "Esc leaves it as it is")
        self.pane.put(form)
        self.pane.finish(button(words, done, key="Ctrl+Enter", kind="primary"),
                         [button("Leave it", partial(self._moved, None))])
        next(iter(form.fields.values())).widget.setFocus()

    def add(self) -> None:
        """Add somebody."""
        form = Form()
        form.add("name", "Name", TextField())
        form.add("login", "Name to sign in with", TextField())
        form.add("role", "Role", Choice(_ROLES))
        form.add("password", "First password", SecretField(), hint="at least 10 characters; three words are easy to remember")
        self._panel("Add a user", form, "Add", partial(self._add, form))

    def _add(self, form: Form) -> None:
        facts = {name: field.editor.value() for name, field in form.fields.items()}
        self.desk.do(actions.add_user, partial(self._moved_on), partial(self._refused, form), **facts)

    def change_role(self) -> None:
        """Give the current user another role."""
        user = self._current()
        if user is None or not self.desk.may(Permission.KEEP_USERS):
            return
        form = Form()
        form.add("role", "Role", Choice(_ROLES))
        form.fields["role"].editor.set_value(user.role)
        self._panel(f"Role of {user.name}", form, "Change", partial(self._change_role, user, form))

    def _change_role(self, user: UserRow, form: Form) -> None:
        self.desk.do(actions.change_role, partial(self._moved_on), partial(self._refused, form), user_id=user.id,
                     role=form.fields["role"].editor.value())

    def _password(self, user: UserRow) -> None:
        form = Form()
        form.add("password", "New password", SecretField(), hint="at least 10 characters")
        self._panel(f"New password for {user.name}", form, "Set it", partial(self._set_password, user, form))

    def _set_password(self, user: UserRow, form: Form) -> None:
        self.desk.do(actions.reset_password, partial(self._moved_on), partial(self._refused, form), user_id=user.id,
                     password=form.fields["password"].editor.value())

    def _moved_on(self, _outcome: Any) -> None:
        self._moved(None)
        self.table.setFocus()

    def _refused(self, form: Form, error: HousingDeskError) -> None:
        form.show_problems([Problem(next(iter(form.fields)), str(error))])


def _columns() -> tuple[Column, ...]:
    def seen(row: UserRow) -> str:
        return f"last seen {row.last_seen:%d %b %Y}" if row.last_seen else "not signed in yet"
    return (Column("name", "Name", 200, lambda r: r.name, secondary=lambda r: r.login, stretch=1),
            Column("role", "Role", 160, lambda r: str(r.role).capitalize(), secondary=seen,
                   status=lambda r: Status.GOOD if r.active else Status.NEUTRAL))


def _audit_columns() -> tuple[Column, ...]:
    def when(row: AuditRow) -> str:
        return f"{row.at.astimezone():%d %b %H:%M}"
    return (Column("when", "When", 110, when), Column("who", "Who", 140, lambda r: r.who),
            Column("what", "What", 400, lambda r: r.summary, secondary=lambda r: r.action, stretch=1))
