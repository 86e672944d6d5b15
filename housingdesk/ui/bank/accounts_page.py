"""Our own bank accounts: their numbers, where the books stand, and adding one."""

from functools import partial
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.bank.actions import importing
from housingdesk.bank.queries.lines import BankAccountRow, bank_accounts
from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem


class BankAccountsPage(Page):
    """The accounts whose statements are opened under Money in."""

    title = "Bank accounts"
    tables = frozenset({"bank_account", "bank_line", "bank_file"})
    keys = (Key("Up", "move"), Key("Ctrl+N", "add an account", "add"))

    def build(self) -> None:
        """The list and the pane."""
        self.model = RowsModel(_columns(), name="Bank accounts", sentence=lambda r: f"{r.name}, {r.number}")
        self.table = Table(self.model, empty="No bank account yet. Add the one that rent is paid into",
                           remember="bank accounts")
        self.pane = RefillPane("Add a bank account", width=320)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)
        self.add()

    def reload(self) -> None:
        """The accounts as they stand."""
        self.ask(bank_accounts, self.model.show)

    def add(self) -> None:
        """The form for another account."""
        self.form = Form(gap=12)
        self.form.add("name", "Name", TextField(placeholder="Rent account"))
        self.form.add("sort_code", "Sort code", TextField(placeholder="12-34-56"))
        self.form.add("number", "Account number", TextField(placeholder="12345678"))
        self.form.add("opening_pence", "Balance to begin with", MoneyEdit(0))
        self.form.add("opening_on", "At the start of", DateEdit(lambda: self.desk.today))
        self.form.fields["opening_on"].editor.set_value(self.desk.today)
        self.pane.begin("Add a bank account", "Its statements are then opened under Money in")
        self.pane.put(self.form)
        made = button("Add the account", self._add, key="Ctrl+Enter", kind="primary")
        made.setEnabled(self.desk.may(Permission.KEEP_SETTINGS))
        self.pane.finish(made)

    def _add(self) -> None:
        facts = {name: field.editor.value() for name, field in self.form.fields.items()}
        missing = [Problem(name, "Fill this in") for name, value in facts.items() if value is None]
        self.form.show_problems(missing)
        if not missing:
            self.desk.do(importing.add_bank_account, self._added, partial(self._refused), **facts)

    def _added(self, _outcome: Any) -> None:
        self.add()

    def _refused(self, error: HousingDeskError) -> None:
        self.form.show_problems([Problem("number", str(error))])


def _columns() -> tuple[Column, ...]:
    def last(row: BankAccountRow) -> str:
        return f"statements to {format_date(row.last_on)}" if row.last_on else "no statement yet"
    return (Column("name", "Account", 220, lambda r: r.name, secondary=last, stretch=1),
            Column("number", "Sort code and number", 170, _number),
            Column("ledger", "In the books", 130, lambda r: format_pence(r.ledger_pence), align=Align.RIGHT),
            Column("waiting", "To post", 90, lambda r: f"{r.waiting:,}", align=Align.RIGHT))


def _number(row: BankAccountRow) -> str:
    return f"{row.number[:2]}-{row.number[2:4]}-{row.number[4:6]} {row.number[6:]}"
