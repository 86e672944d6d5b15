"""The reconciliation: bank = ledger, and opening arrears + debit − receipts ± adjustments − write-offs = closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from housingdesk.bank.queries.reconcile import Reconciliation, reconciliation
from housingdesk.errors import HousingDeskError
from housingdesk.rent.queries.rollforward import RollRow
from housingdesk.reports.day_sheet import FIGURES, day_sheet, sheets
from housingdesk.reports.export import as_csv, as_workbook
from housingdesk.ui.bank.roll import proofs, roll_columns, roll_id, roll_sentence, states_of
from housingdesk.ui.bank.statement_head import span
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import week_of
from housingdesk.values.money import format_pence

_KINDS = {"Excel workbook (*.xlsx)": ".xlsx", "CSV of each account (*.csv)": ".csv", "Day sheet as PDF (*.pdf)": ".pdf"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """The report with what is summed of it, worked out beside the window."""

    found: Reconciliation
    rows: dict[str, Sequence[RollRow]]
    totals: dict[str, dict[str, str]]
    holds: bool


class ReconciliationPage(Page):
    """One period, proved: per account, per scheme, current and former, and each bank account."""

    title = "Reconciliation"
    tables = frozenset({"entry", "bank_line", "bank_file", "balance"})
    keys = (Key("Up", "move"), Key("Enter", "open the account", "open_account"),
            Key("Ctrl+P", "print the day sheet", "print_sheet"), Key("Ctrl+E", "export", "export"))

    def build(self) -> None:
        """The period, the proofs in words, and the table."""
        self._shown: _Shown | None = None
        self.form = Form(gap=8)
        self.form.row(("start", "From", DateEdit(lambda: self.desk.today)), ("end", "To", DateEdit(lambda: self.desk.today)),
                      gap=12)
        monday = week_of(self.desk.today)
        self.form["start"].set_value(monday)
        self.form["end"].set_value(monday + timedelta(6))
        self.form.edited.connect(self._period_changed)
        self.checks = Checks()
        proof = Card(label("Bank and ledger", "section"), self.checks)
        proof.body.addStretch(1)
        period = Card(self.form)
        period.body.addStretch(1)
        self.body.addWidget(columns((period, 2), (proof, 3)))
        self.tabs = Tabs("Groups", [Tab("groups", "By scheme"), Tab("totals", "Together"), Tab("rows", "Each account")])
        self.tabs.chosen.connect(self._show_group)
        self.body.addWidget(tabs_row(self.tabs, button("Export", self.export, key="Ctrl+E"),
                                     button("Print the day sheet", self.print_sheet, key="Ctrl+P", kind="primary")))
        self.model = RowsModel(roll_columns(), name="Arrears roll-forward", sentence=roll_sentence, row_id=roll_id)
        self.table = Table(self.model, empty="Working it out", remember="reconciliation")
        self.table.opened.connect(self._opened)
        self.table.moved.connect(self._moved)
        self.body.addWidget(table_card(self.table), 1)

    # Reading.
    def _period(self) -> tuple[date, date] | None:
        start, end = self.form["start"].value(), self.form["end"].value()
        return (start, end) if isinstance(start, date) and isinstance(end, date) and start <= end else None

    def _period_changed(self, _name: str) -> None:
        start, end = self.form["start"].value(), self.form["end"].value()
        wrong = isinstance(start, date) and isinstance(end, date) and end < start
        for name, field in self.form.fields.items():
            field.show_error("The last day is before the first" if wrong and name == "end" else "")
        self.refresh()

    def reload(self) -> None:
        """Work it out for the period."""
        period = self._period()
        if period is not None:
            self.ask(_read, self._show, start=period[0], end=period[1])

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        found = shown.found
        self.header.set_figures([("Arrears", format_pence(found.gross.arrears)),
                                 ("In credit", format_pence(found.gross.credits)),
                                 ("Unidentified", format_pence(found.suspense_pence))])
        self.header.set_subtitle(f"{span(found.start, found.end)} · ledger head {found.head_hash[:12]}, seal "
                                 f"{found.head_sequence:,}")
        self.header.set_chips(states_of(found))
        self.checks.show_checks(proofs(found, shown.holds))
        self.table.set_empty("Nothing was charged or paid in this period")
        self._show_group()

    def _show_group(self, _key: str = "") -> None:
        if self._shown is not None:
            self.model.show(self._shown.rows[self.tabs.key()])
            self.table.set_totals(self._shown.totals[self.tabs.key()])

    # Keys.
    def is_valid(self, act: str) -> bool:
        """An account opens from its own row; the rest needs a report."""
        if act == "open_account":
            row = self._current()
            return row is not None and row.account_id is not None and self.table.view.hasFocus()
        return self._shown is not None

    def _current(self) -> RollRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, RollRow) else None

    def _moved(self, _id: int | None) -> None:
        self.keys_changed.emit()

    def _opened(self, _id: int) -> None:
        self.open_account()

    def open_account(self) -> None:
        """The rent account of the current row."""
        row = self._current()
        if row is not None and row.account_id is not None:
            self.go_to("account", account_id=row.account_id)

    # Paper and files.
    def _sheet_facts(self) -> dict[str, Any]:
        period = self._period()
        assert period is not None
        return {"start": period[0], "end": period[1], "on": self.desk.today, "printed_by": self.desk.who.name}

    def print_sheet(self) -> None:
        """Draw the day sheet in a worker, then ask for the printer."""
        if self._shown is not None and self._period() is not None:
            self.desk.run(_draw, self._print, label="Drawing the day sheet", **self._sheet_facts())

    def _print(self, drawn: tuple[bytes, int]) -> None:
        from housingdesk.ui.kit.print_panel import PrintPanel

        data, pages = drawn
        PrintPanel(self.window(), self.desk, f"Print the day sheet, {pages} page{'s' if pages > 1 else ''}", data, pages,
                   self._printed)

    def _printed(self, pages: int) -> None:
        self.notices.toast(f"The day sheet went to the printer, {pages} page{'s' if pages > 1 else ''}")

    def export(self) -> None:
        """Ask where to, and as what."""
        period = self._period()
        if self._shown is None or period is None:
            return
        name = f"reconciliation-{period[0].isoformat()}-to-{period[1].isoformat()}.xlsx"
        ask_where(self, "Export the reconciliation", name, self.export_to, _KINDS)

    def export_to(self, path: str) -> None:
        """Write the file; how it ends says what it is."""
        assert self._shown is not None
        self.desk.run(_export, self.notices.toast, self._not_exported, label=f"Writing {Path(path).name}",
                      found=self._shown.found, path=path, facts=self._sheet_facts())

    def _not_exported(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), stays=True)


def _read(start: date, end: date) -> _Shown:
    found = reconciliation(start, end)
    rows: dict[str, Sequence[RollRow]] = {"groups": found.groups, "totals": found.totals, "rows": found.rows}
    return _Shown(found, rows, {name: _summed(some) for name, some in rows.items()}, all(row.holds for row in found.rows))


def _summed(rows: Sequence[RollRow]) -> dict[str, str]:
    return {"who": "Total", **{key: format_pence(sum(getattr(r, key) for r in rows)) for key in FIGURES}} if rows else {}


def _draw(progress: Any, **facts: Any) -> tuple[bytes, int]:
    from housingdesk.ui.kit.pdf_document import Pdf

    progress(0, 1, "Drawing the day sheet")
    data = day_sheet(**facts)
    pdf = Pdf(data)
    try:
        return data, pdf.pages
    finally:
        pdf.close()


def _export(progress: Any, *, found: Reconciliation, path: str, facts: dict[str, Any]) -> str:
    kind = Path(path).suffix.lower()
    return write_file(progress, path, lambda: day_sheet(**facts) if kind == ".pdf" else as_csv(sheets(found)[-1])
                      if kind == ".csv" else as_workbook(sheets(found)))
