"""The refunds that are to be paid, on paper for whoever pays them at the bank, and as a table; each with who allowed it."""

from collections.abc import Sequence
from datetime import date

from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.mailings.queries.office import office
from housingdesk.rent.queries.requests import RequestRow, to_pay
from housingdesk.reports.export import Sheet, as_csv
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

HEADS = ("Pay to", "Sort code", "Account", "Reference", "Amount", "Whose account", "Asked for and allowed by")
_PARTS = (30, 15, 16, 18, 16, 34, 34)


def payment_list(on: date, by: str) -> bytes:
    """The refunds to be paid as PDF, with their sum."""
    rows, shared = to_pay(), office(on)
    total = format_pence(sum(row.pence for row in rows))
    many = f"{len(rows)} refund{'' if len(rows) == 1 else 's'}, {total} together"
    notes = (f"{many}. Pay each once, with its reference, and mark it as paid.",
             f"As it stands on {format_date(on)}, drawn by {by}.")
    return draw_list("Refunds to pay", notes, HEADS, [_cells(row) for row in rows], _PARTS, author=shared.sender.name,
                     demo=shared.demo)


def payment_table() -> bytes:
    """The refunds to be paid as CSV."""
    rows = [(row.pay_to, row.sort_code or "cheque", row.account_number, row.payment_reference, row.pence,
             f"{row.name} {row.reference}", _hands(row)) for row in to_pay()]
    return as_csv(Sheet("Refunds to pay", HEADS, rows))


def _cells(row: RequestRow) -> Sequence[str]:
    return (row.pay_to, row.sort_code or "cheque", row.account_number, row.payment_reference, format_pence(row.pence),
            f"{row.name}, {row.reference}", _hands(row))


def _hands(row: RequestRow) -> str:
    return f"{row.asked_by.name}; {row.decided_by}"
