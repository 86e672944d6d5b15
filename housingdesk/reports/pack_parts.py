"""The parts of a printed proof: what was looked at, the bank day by day, control accounts, the ledger and the nominal."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from housingdesk.reports.rules.closing import Check, Weight
from housingdesk.reports.rules.three_way import BankWay, ThreeWay
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

if TYPE_CHECKING:
    from housingdesk.letters.pdf.flow import Flow

_MOST_ITEMS = 14
_MARKS = {Weight.GOOD: "Good", Weight.WARNS: "Look at it", Weight.STOPS: "Stops the close"}


def begin(title: str, association: str, foot: Sequence[str]) -> "Flow":
    """Empty pages in the style of all proofs."""
    from dataclasses import replace

    from housingdesk.letters.pdf.document import Document
    from housingdesk.letters.pdf.flow import Flow
    from housingdesk.letters.pdf.style import style_of

    style = replace(style_of(large_print=False), table=8.2, row=13)
    return Flow(Document(title, association), style, f"{association} · {title}", tuple(foot))


def headline(flow: "Flow", words: str, notes: Sequence[str]) -> None:
    """What the paper says, in one sentence, and grey lines under it."""
    from housingdesk.letters.pdf.blocks import headline_items, note_items
    from housingdesk.letters.pdf.style import MUTED

    flow.add(headline_items(words, flow.style))
    for note in notes:
        flow.add(note_items(note, flow.style, MUTED))


def short(day: date) -> str:
    """A day as tables have it: ``5 Oct 2026``."""
    return f"{day.day} {day:%b %Y}"


def part(flow: "Flow", heading: str, titles: Sequence[str], rows: Sequence[Sequence[str]], parts: Sequence[float], *,
         note: str = "", empty: str = "", bold_last: bool = False) -> None:
    """A table under its heading and a note; columns of words come first and share room in these parts.

    ``empty`` is said where there are no rows; without it nothing is.
    """
    from housingdesk.letters.pdf.blocks import heading_item, note_items
    from housingdesk.letters.pdf.style import MUTED
    from housingdesk.letters.pdf.table import columns_for

    if not rows and not empty:
        return
    flow.space(flow.style.gap * 1.6)
    if not rows:
        flow.add([heading_item(heading, flow.style), *note_items(empty, flow.style, MUTED)])
        return
    table = columns_for(tuple(titles), [tuple(row) for row in rows], tuple(parts), flow.style)
    said = note_items(note, flow.style, MUTED, keep=True) if note else []
    drawn = [table.row(tuple(row), bold=bold_last and number == len(rows) - 1) for number, row in enumerate(rows)]
    flow.add([heading_item(heading, flow.style), *said, *table.head(), drawn[0]])  # never titles alone at the foot of a page
    flow.again = table.head
    for row_item in drawn[1:]:
        flow.add([row_item])
    flow.again = None


def checks(flow: "Flow", found: Sequence[Check]) -> None:
    """What was looked at before the close."""
    part(flow, "What was looked at", ("What", "", "Found"),
         [(check.name, _MARKS[check.weight], check.sentence) for check in found], (3, 2, 11))


def proof(flow: "Flow", found: ThreeWay) -> None:
    """The three-way proof: each bank account by day, what stands between, control accounts, ledger and nominal."""
    for bank in found.banks:
        _bank(flow, bank)
    rows = [(row.name, format_pence(row.opening), format_pence(row.closing)) for row in found.controls]
    part(flow, "Control accounts", ("Money that waits in it", "Before", "At the end"), rows, (1,),
         empty="No money went through a control account.")
    items = [(row.name, short(item.on), item.text, format_pence(-item.pence)) for row in found.controls
             for item in row.items[:_MOST_ITEMS]]
    items += [(row.name, "", f"and {len(row.items) - _MOST_ITEMS:,} more",
               format_pence(-sum(item.pence for item in row.items[_MOST_ITEMS:]))) for row in found.controls
              if len(row.items) > _MOST_ITEMS]
    part(flow, "What they consist of at the end", ("Account", "Day", "What", "Amount"), items, (5, 3, 7))
    part(flow, "Ledger and nominal", ("What people owe", "Agrees", "Before", "Ledger", "Nominal"),
         [(sentence_case(row.sort), "yes" if row.agrees else "NO", format_pence(row.opening), format_pence(row.closing),
           format_pence(row.nominal)) for row in found.debtors], (5, 2))


def _bank(flow: "Flow", bank: BankWay) -> None:
    def stated(pence: int | None) -> str:
        return "not stated" if pence is None else format_pence(pence)

    rows = [(short(day.on), "yes" if day.agreed else "NO", stated(day.stated), format_pence(day.lines),
             format_pence(day.ledger), format_pence(day.open_pence)) for day in bank.days]
    part(flow, f"{bank.name}: bank and ledger", ("Day", "Agrees", "Bank states", "Its lines", "In the books", "Not posted"),
         rows, (3, 2), note=f"{bank.sentence}.")
    part(flow, f"{bank.name}: between bank and books", ("Day", "What", "Amount"),
         [(short(one.on), one.words, format_pence(one.pence)) for one in bank.differences], (2, 9))
