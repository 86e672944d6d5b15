"""Our own bank accounts: their numbers, where the books stand, and adding one."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.bank.actions import importing
from housingdesk.bank.queries.our_accounts import BankAccountRow, bank_accounts
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

_WORDS = {"name": "Give the account a name", "sort_code": "A sort code has six digits",
          "number": "An account number has eight digits", "opening_pence": "Say what stood on the account that day",
          "opening_on": "Say from which day on its statements are opened here"}


class AccountsPanel(Panel):
    """The accounts whose statements are opened under Money in."""

    tables = frozenset({"bank_account", "bank_line", "bank_file"})
    keys = (Key("Up", "move"), Key("Ctrl+N", "add an account", "add"), Key("Ctrl+Enter", "add it", "finish"))

    def build(self) -> None:
        """The list and the pane."""
        self.form: PaneForm | None = None
        self.model = RowsModel(_columns(), name="Bank accounts", sentence=lambda r: f"{r.name}, {number_of(r)}")
        self.table = Table(self.model, empty="No bank account yet. Ctrl+N adds the one that rent is paid into",
                           remember="bank accounts")
        self.table.moved.connect(self._moved)
        self.pane = RefillPane("About this account", width=320)
        column = QVBoxLayout(self)
        theme.lay(column)
        column.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)
        self._moved(None)

    def reload(self) -> None:
        """The accounts as they stand."""
        self.ask(bank_accounts, self._show)

    def _show(self, rows: list[BankAccountRow]) -> None:
        self.model.show(rows)
        if self.form is None:
            self._moved(self.table.current_id())

    def is_valid(self, act: str) -> bool:
        """Who may change settings may add an account."""
        return self.desk.may(Permission.KEEP_SETTINGS) and (act != "finish" or self.form is not None)

    def _moved(self, _id: int | None) -> None:
        if self.form is not None:
            return
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        add = button("Add an account", self.add, key="Ctrl+N", kind="primary") if self.is_valid("add") else None
        if not isinstance(row, BankAccountRow):
            self.pane.begin("No account chosen")
        else:
            stated = format_pence(row.statement_pence) if row.statement_pence is not None else "not yet"
            self.pane.begin(row.name, number_of(row))
            self.pane.put(Facts([("The bank states", stated), ("In the books", format_pence(row.ledger_pence)),
                                 ("Lines to post", f"{row.waiting:,}"), ("Parked with a question", f"{row.parked:,}"),
                                 ("Columns of its files", "shown once" if row.mapping else "known by themselves")]))
        self.pane.finish(add)

    def add(self) -> None:
        """The form for another account."""
        form = PaneForm(self.pane, "Add a bank account", "Its statements are then opened under Money in")
        form.add("name", "Name", TextField(placeholder="Rent account"))
        form.row(("sort_code", "Sort code", TextField(placeholder="12-34-56")),
                 ("number", "Account number", TextField(placeholder="12345678")), gap=10)
        form.add("opening_pence", "Balance to begin with", MoneyEdit(0), hint="what the bank stated at the start of that day")
        form.add("opening_on", "At the start of", DateEdit(lambda: self.desk.today))
        form["opening_on"].set_value(self.desk.today)
        self.form = form
        form.foot("Add the account", self.finish, self._close)
        self.keys_changed.emit()

    def finish(self) -> None:
        """Add it, once everything is filled in."""
        form = self.form
        if form is None:
            return
        facts = form.values()
        unreadable = form.unreadable()
        read = {problem.field for problem in unreadable}
        missing = [Problem(name, _WORDS[name]) for name, value in facts.items() if value in (None, "") and name not in read]
        if not form.show_problems([*unreadable, *missing]):
            self.desk.do(importing.add_bank_account, self._added, form.refused, **facts)

    def _added(self, _outcome: Any) -> None:
        self._close()

    def _close(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc leaves the form first."""
        was, self.form = self.form is not None, None
        if was:
            self._moved(None)
            self.table.setFocus()
            self.keys_changed.emit()
        return was


def _columns() -> tuple[Column, ...]:
    def last(row: BankAccountRow) -> str:
        return f"statements to {format_date(row.last_on)}" if row.last_on else "no statement yet"
    return (Column("name", "Account", 220, lambda r: r.name, secondary=last, stretch=1),
            Column("number", "Sort code and number", 176, number_of, least=168, hide_below=520),
            Column("ledger", "In the books", 130, lambda r: format_pence(r.ledger_pence), align=Align.RIGHT),
            Column("waiting", "To post", 90, lambda r: f"{r.waiting:,}", align=Align.RIGHT))


def number_of(row: BankAccountRow) -> str:
    """``20-44-17 12344417``."""
    return f"{row.number[:2]}-{row.number[2:4]}-{row.number[4:6]} {row.number[6:]}"
