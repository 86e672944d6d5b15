"""The reconciliation: bank = ledger, and opening arrears + debit − receipts ± adjustments − write-offs = closing."""

from datetime import date, timedelta
from typing import Any

from housingdesk.bank.queries.reconcile import Reconciliation, reconciliation
from housingdesk.rent.queries.rollforward import RollRow
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, week_of
from housingdesk.values.money import decimal_text, format_pence


class ReconciliationPage(Page):
    """One period, proved: per account, per scheme, current and former, and each bank account."""

    title = "Reconciliation"
    tables = frozenset({"entry", "bank_line", "bank_file", "balance"})

    def build(self) -> None:
        """The period, the proofs in words, and the table."""
        self._found: Reconciliation | None = None
        self.form = Form()
        self.form.row(("start", "From", DateEdit(lambda: self.desk.today)), ("end", "To", DateEdit(lambda: self.desk.today)))
        monday = week_of(self.desk.today)
        self.form.fields["start"].editor.set_value(monday)
        self.form.fields["end"].editor.set_value(monday + timedelta(6))
        self.form.edited.connect(self.refresh)
        self.proof = label("", wrap=True)
        card = Card(label("Bank and ledger", "section"), self.proof)
        card.body.addStretch(1)
        self.body.addWidget(columns((Card(self.form), 2), (card, 3)))
        self.tabs = Tabs("Groups", [Tab("groups", "By scheme"), Tab("totals", "Totals"), Tab("rows", "Each account")])
        self.tabs.chosen.connect(self._show_group)
        self.body.addWidget(self.tabs)
        self.model = RowsModel(_columns(), name="Arrears roll-forward", sentence=_sentence, row_id=_row_id)
        self.table = Table(self.model, empty="Nothing was charged or paid in this period", remember="reconciliation")
        self.body.addWidget(table_card(self.table), 1)

    def reload(self) -> None:
        """Work it out for the period."""
        start, end = self.form.fields["start"].editor.value(), self.form.fields["end"].editor.value()
        if isinstance(start, date) and isinstance(end, date) and start <= end:
            self.ask(reconciliation, self._show, start=start, end=end)

    def _show(self, found: Reconciliation) -> None:
        self._found = found
        self.header.set_figures([("Arrears", format_pence(found.gross.arrears)),
                                 ("In credit", format_pence(found.gross.credits)),
                                 ("Unidentified", format_pence(found.suspense_pence))])
        holds = "every account agrees" if all(r.holds for r in found.rows) else "SOME ACCOUNTS DO NOT AGREE"
        self.header.set_subtitle(f"{format_date(found.start)} to {format_date(found.end)} · {holds}")
        agreed = all(b.agreed for b in found.banks)
        self.header.set_chips([("Agreed to bank", Status.GOOD)] if agreed and found.banks else
                              [("Not agreed to bank yet", Status.DUE)])
        lines = [b.sentence + "." for b in found.banks]
        lines += [f"{name}: {format_pence(pence)} waits for its schedule." for _, name, pence in found.control]
        lines.append(f"Ledger head {found.head_hash[:16]}, seal {found.head_sequence:,}.")
        self.proof.setText("\n".join(lines))
        self._show_group()

    def _show_group(self, _key: str = "") -> None:
        if self._found is None:
            return
        rows = {"groups": self._found.groups, "totals": self._found.totals, "rows": self._found.rows}[self.tabs.key()]
        self.model.show(rows)
        self.table.set_totals({"who": "Total", **{key: format_pence(sum(getattr(r, key) for r in rows)) for key in _SUMS}})


_SUMS = ("opening", "debit", "receipts", "adjustments", "write_offs", "closing")
_HEADS = {"opening": "Opening", "debit": "Debit", "receipts": "Receipts", "adjustments": "Adjustments",
          "write_offs": "Written off", "closing": "Closing"}


def _row_id(row: RollRow) -> int:
    return row.account_id if row.account_id is not None else hash((row.kind, row.scheme, row.former))


def _who(row: RollRow) -> str:
    return row.name if row.account_id is not None else (row.scheme or row.kind.capitalize())


def _what(row: RollRow) -> str:
    kind = f"{row.kind}, {'former' if row.former else 'current'}"
    return f"{row.reference} · {row.scheme}" if row.account_id is not None else f"{kind} · {row.name}"


def _columns() -> tuple[Column, ...]:
    def money(key: str) -> Column:
        return Column(key, _HEADS[key], 104, lambda r: format_pence(getattr(r, key)), align=Align.RIGHT,
                      sort=lambda r: getattr(r, key), copy=lambda r: decimal_text(getattr(r, key)))
    return (Column("who", "Account", 190, _who, secondary=_what, stretch=1, sort=True,
                   status=lambda r: None if r.holds else Status.LATE), *(money(key) for key in _SUMS))


def _sentence(row: Any) -> str:
    return (f"{_who(row)}: opening {format_pence(row.opening)}, debit {format_pence(row.debit)}, "
            f"receipts {format_pence(row.receipts)}, closing {format_pence(row.closing)}")


