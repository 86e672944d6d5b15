"""What people left behind as a table: gross arrears and credits in columns of their own, never one against the other."""

from datetime import date

from housingdesk.arrears.queries.former import FormerRow, former_accounts
from housingdesk.reports.export import Sheet, as_csv
from housingdesk.values.dates import format_date

HEADS = ("Account", "Kind", "Agreement", "Names", "Home", "Scheme", "Left", "Owed", "In credit", "Last paid", "Last contact",
         "Stage", "What next", "Why", "From", "Barred on", "Housed by us again")


def former_table(on: date) -> bytes:
    """Every former account as CSV, with the sums of both columns at the end."""
    rows = former_accounts(on)
    total: tuple[str | int, ...] = ("Together", *[""] * 6, sum(max(0, row.pence) for row in rows),
                                    sum(max(0, -row.pence) for row in rows), *[""] * 8)
    return as_csv(Sheet("People who left", HEADS, [*map(_cells, rows), total]))


def _cells(row: FormerRow) -> tuple[str | int, ...]:
    barred = row.limitation.barred_on if row.limitation is not None else None
    return (row.reference, str(row.kind), row.tenancy_reference, row.names, row.address, row.scheme, _day(row.left_on),
            max(0, row.pence), max(0, -row.pence), _day(row.paid_on), _day(row.last_on), str(row.next.stage), row.next.what,
            row.next.why, _day(row.next.due_on), _day(barred), row.housed_again)


def _day(day: date | None) -> str:
    return format_date(day) if day is not None else ""
