"""The rent statement for a court on its pages: whose, the rate, the sum in one sentence, and every line with the total."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from housingdesk.letters.pdf.blocks import details_item, headline_items, note_items, text_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing
from housingdesk.letters.pdf.style import INK, MUTED, ORDINARY
from housingdesk.letters.pdf.table import Table, columns_for
from housingdesk.letters.rules.content import Details, Run
from housingdesk.notices.rules.court_statement import HEADS, CourtStatement
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.references import format_payment_reference

TITLE = "Rent statement for the court"


def draw_court_statement(statement: CourtStatement) -> bytes:
    """The statement as PDF, A4 upright; Refused when a character in it cannot be printed."""
    for place, text in _texts(statement):
        refuse_missing(text, place)
    style = ORDINARY
    head = f"{TITLE} · {statement.reference} · {format_date(statement.end)}"
    flow = Flow(Document(f"{TITLE}, {statement.reference}", statement.claimant), style, head,
                (f"{statement.claimant} · {statement.reference}",))
    flow.add(headline_items(TITLE, style))
    flow.add([details_item(Details(f"{format_date(statement.start)} to {format_date(statement.end)}", tuple(_facts(statement))),
                           style)])
    flow.space(style.gap)
    flow.add(text_items((Run(f"{statement.sum}.", True),), style, keep=True))
    flow.add(note_items(f"{statement.began}.", style, MUTED))
    flow.space(style.gap)
    _add_lines(flow, statement)
    if statement.apart:
        flow.space(style.gap)
        flow.add(note_items("Not in this statement, because it is not rent: " + "; ".join(statement.apart) + ".", style, INK))
    return flow.document(demo=statement.demo)


def _facts(statement: CourtStatement) -> list[tuple[str, str]]:
    who = "Tenant" if statement.charge_word == "rent" else "Resident"
    plural = "s" if len(statement.tenants) > 1 else ""
    return [("Landlord", statement.claimant), (f"{who}{plural}", ", ".join(statement.tenants)), ("Home", statement.home),
            ("Our reference", statement.reference), ("Account", format_payment_reference(statement.payment_reference)),
            ("Rate", statement.rate)]


def _texts(statement: CourtStatement) -> list[tuple[str, str]]:
    return [*_facts(statement), *(("a line of the account", line.what) for line in statement.lines)]


def _add_lines(flow: Flow, statement: CourtStatement) -> None:
    opening = (format_date(statement.start), "Owed at the start", "", "", _signed(statement.opening_pence))
    together = (format_date(statement.end), "Together", _signed(statement.due_pence), _signed(statement.paid_pence),
                _signed(statement.closing_pence))
    rows = [opening, *((format_date(x.on), x.what, _money(x.due_pence), _money(x.paid_pence), _signed(x.total_pence))
                       for x in statement.lines), together]
    table = columns_for(HEADS, rows, (38, 80), flow.style)
    flow.add([*table.head(), table.row(opening, muted=True)])
    for before, row in pairwise(rows):
        flow.again = partial(_again, table, before[-1])
        flow.add([table.row(row, bold=row is together)])
    flow.again = None


def _again(table: Table, total: str) -> Sequence[Item]:
    return [*table.head(), table.row(("", "Brought forward", "", "", total), muted=True)]


def _money(pence: int) -> str:
    return _signed(pence) if pence else ""


def _signed(pence: int) -> str:
    return format_pence(pence)
