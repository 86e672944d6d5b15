"""Unidentified money: every receipt whose owner nobody knows yet, its age, and who looks into it."""

from typing import Any

from PySide6.QtCore import QObject

from housingdesk.bank.actions import posting
from housingdesk.bank.queries import targets
from housingdesk.bank.queries.lines import SuspenseRow, suspense
from housingdesk.ui.bank.columns import suspense_columns, suspense_sentence
from housingdesk.ui.bank.panels.find import FindPanel
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_long
from housingdesk.values.money import format_pence


class SuspensePage(Page):
    """Suspense: the oldest first, each moved to its account as soon as it is known."""

    title = "Unidentified money"
    tables = frozenset({"suspense_item", "bank_line", "balance"})
    keys = (Key("Up", "move"), Key("Enter", "find the account", "find_account"))

    def build(self) -> None:
        """The list and the pane."""
        self._rows: list[SuspenseRow] = []
        self._panel: QObject | None = None
        self.model = RowsModel(suspense_columns(self.desk.today), name="Unidentified money", sentence=suspense_sentence,
                               row_id=lambda r: r.line_id)
        self.table = Table(self.model, empty="Nothing is unidentified", remember="suspense")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.find_account())
        self.pane = RefillPane("About this money")
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)
        self._moved(None)

    def reload(self) -> None:
        """Everything in suspense today."""
        self.ask(suspense, self._show, on=self.desk.today)

    def _show(self, rows: list[SuspenseRow]) -> None:
        self._rows = rows
        self.model.show(rows)
        self.header.set_figures([("Receipts", f"{len(rows):,}"), ("Together", format_pence(sum(r.pence for r in rows)))])
        self.table.set_totals({"bank": "Total", "amount": format_pence(sum(r.pence for r in rows))} if rows else {})

    def _current(self) -> SuspenseRow | None:
        chosen = self.table.current_id()
        return next((r for r in self._rows if r.line_id == chosen), None)

    def _moved(self, _id: int | None) -> None:
        row, self._panel = self._current(), None
        if row is None:
            self.pane.begin("No receipt chosen", "Choose one to find whose it is")
            self.pane.finish()
            return
        self.pane.begin(row.narrative, f"{format_long(row.made_on)} · {format_pence(row.pence)}")
        self.pane.put(label(f"Waiting {row.days} days. {row.owner} looks into it.", wrap=True))
        if row.note:
            self.pane.put(label(row.note, "muted", wrap=True))
        self.pane.finish(button("Find the account", self.find_account, key="Enter", kind="primary"))

    def find_account(self) -> None:
        """Find whose it is and move it there."""
        if self._current() is not None:
            self._panel = FindPanel(self.pane, self._search, self._clear, self._close, words="Move it there")

    def _search(self, text: str, give: Any) -> None:
        self.ask(targets.find_targets, give, text=text)

    def _clear(self, account_id: int) -> None:
        row = self._current()
        if row is not None:
            self.desk.do(posting.clear_suspense, None, line_id=row.line_id, account_id=account_id)

    def _close(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc closes the panel first."""
        if self._panel is None:
            return False
        self._moved(None)
        self.table.setFocus()
        return True
