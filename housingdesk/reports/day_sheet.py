"""The day sheet: the reconciliation of a period on paper, with the head of the ledger's chain on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from housingdesk.bank.queries.reconcile import BankProof, Reconciliation, reconciliation
from housingdesk.rent.queries.rollforward import RollRow
from housingdesk.reports.export import Sheet
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

if TYPE_CHECKING:
    from housingdesk.letters.pdf.flow import Flow
    from housingdesk.reports.queries.snapshots import SnapshotRow

FIGURES = ("opening", "debit", "receipts", "adjustments", "write_offs", "closing")
HEADS = ("Opening", "Debit", "Receipts", "Adjusted", "Written off", "Closing")


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What is printed: the report, whose it is, who printed it and when."""

    found: Reconciliation
    association: str
    printed_by: str
    on: date
    demo: bool
    published: "SnapshotRow | None" = None


def day_sheet(start: date, end: date, on: date, printed_by: str) -> bytes:
    """The reconciliation of ``start <= day <= end`` as PDF, ready to print and file."""
    from housingdesk.reports.queries.snapshots import snapshot

    known = settings_queries.values(on)
    return draw(DaySheet(reconciliation(start, end), known["org.name"] or "HousingDesk", printed_by, on,
                         bool(known["demo.mark"]), snapshot(end)))


def draw(sheet: DaySheet) -> bytes:
    """The day sheet as PDF: bank and ledger, the roll-forward by scheme, what stands apart, and the ledger's head."""
    from housingdesk.letters.pdf.document import Document
    from housingdesk.letters.pdf.flow import Flow
    from housingdesk.letters.pdf.style import style_of

    found = sheet.found
    title = f"Day sheet, {_period(found)}"
    foot = (f"Ledger head {found.head_hash}, seal {found.head_sequence:,}",
            f"Printed {format_date(sheet.on)} by {sheet.printed_by}")
    style = replace(style_of(large_print=False), table=8.2, row=13)
    flow = Flow(Document(title, sheet.association), style, f"{sheet.association} · {title}", foot)
    _headline(flow, sheet)
    for bank in found.banks:
        _bank(flow, bank)
    _roll(flow, "Arrears by scheme", found.groups)
    _roll(flow, "Together", found.totals)
    _apart(flow, sheet)
    return flow.document(demo=sheet.demo)


def _period(found: Reconciliation) -> str:
    return format_date(found.start) if found.start == found.end else f"{format_date(found.start)} to {format_date(found.end)}"


def _headline(flow: "Flow", sheet: DaySheet) -> None:
    from housingdesk.letters.pdf.blocks import headline_items, note_items
    from housingdesk.letters.pdf.style import MUTED

    found = sheet.found
    agreed = bool(found.banks) and all(bank.agreed for bank in found.banks)
    said = "Bank and ledger agree" if agreed else "Bank and ledger do not agree yet"
    rolled = "every account rolls forward to the penny" if found.holds else "some accounts do not roll forward"
    flow.add(headline_items(f"{said}; {rolled}", flow.style))
    flow.add(note_items(f"{sheet.association} · {_period(found)}", flow.style, MUTED))


def _bank(flow: "Flow", bank: BankProof) -> None:
    stated = format_pence(bank.stated_pence) if bank.stated_pence is not None else "not stated"
    state = "Posted and agreed to bank" if bank.agreed else "Posted" if bank.posted else f"{bank.open_lines:,} lines not posted"
    row = (bank.name, state, stated, format_pence(bank.ledger_pence), format_pence(bank.open_pence))
    _table(flow, f"{bank.name}: bank and ledger", ("Account", "State", "Bank states", "In the books", "Not posted"), [row], 2)


def _roll(flow: "Flow", heading: str, rows: Sequence[RollRow]) -> None:
    cells = [(_who(row), *(format_pence(getattr(row, key)) for key in FIGURES)) for row in rows]
    totals = [sum(getattr(row, key) for row in rows) for key in FIGURES]
    if len(rows) > 1:
        cells.append(("Total", *(format_pence(total) for total in totals)))
    _table(flow, heading, ("Accounts", *HEADS), cells, 1, bold_last=len(rows) > 1)


def _who(row: RollRow) -> str:
    kind = f"{row.kind}, {'former' if row.former else 'current'}"
    return f"{row.scheme}: {kind}" if row.scheme else kind.capitalize()


def _apart(flow: "Flow", sheet: DaySheet) -> None:
    found = sheet.found
    rows = [("Gross arrears, rent accounts", format_pence(found.gross.arrears)),
            ("Accounts in credit", format_pence(found.gross.credits)),
            ("Unidentified money", format_pence(found.suspense_pence)),
            *((f"{name}: waits for its schedule", format_pence(pence)) for _, name, pence in found.control)]
    if sheet.published is not None:
        sums, when = sheet.published.totals, format_date(sheet.published.made_at.date())
        rows += [(f"Published on {when} for that day: gross arrears", format_pence(sums.arrears)),
                 (f"Published on {when} for that day: in credit", format_pence(sums.credits))]
    _table(flow, "Kept apart, never netted", ("What", "Amount"), rows, 1)


def _table(flow: "Flow", heading: str, titles: tuple[str, ...], rows: Sequence[tuple[str, ...]], words: int, *,
           bold_last: bool = False) -> None:
    from housingdesk.letters.pdf.blocks import heading_item
    from housingdesk.letters.pdf.table import columns_for

    if not rows:
        return
    table = columns_for(titles, rows, (1,) * words, flow.style)
    flow.space(flow.style.gap * 1.6)
    flow.add([heading_item(heading, flow.style), *table.head()])
    flow.again = table.head
    for number, row in enumerate(rows):
        flow.add([table.row(row, bold=bold_last and number == len(rows) - 1)])
    flow.again = None


def sheets(found: Reconciliation) -> list[Sheet]:
    """The reconciliation as tables for a spreadsheet: bank accounts, schemes, and each account."""
    banks = [(b.name, "agreed" if b.agreed else "posted" if b.posted else "open",
              "not stated" if b.stated_pence is None else b.stated_pence, b.ledger_pence, b.open_pence) for b in found.banks]
    return [Sheet("Bank and ledger", ("Account", "State", "Bank states", "In the books", "Not posted"), banks),
            Sheet("By scheme", ("Accounts", *HEADS), [(_who(row), *_pence(row)) for row in found.groups]),
            Sheet("Each account", ("Reference", "Name", "Kind", "Scheme", *HEADS),
                  [(r.reference, r.name, f"{r.kind}, {'former' if r.former else 'current'}", r.scheme, *_pence(r))
                   for r in found.rows])]


def _pence(row: RollRow) -> tuple[int, ...]:
    return tuple(getattr(row, key) for key in FIGURES)
