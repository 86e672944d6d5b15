"""The board of empty homes on paper, for the meeting round one table: a line for each home, lane after lane."""

from collections.abc import Sequence
from datetime import date

from housingdesk.letters.pdf.blocks import headline_items, note_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow
from housingdesk.letters.pdf.fonts import refuse_missing
from housingdesk.letters.pdf.style import INK, ORDINARY
from housingdesk.letters.pdf.table import columns_for
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case
from housingdesk.voids.queries.board import VoidRow
from housingdesk.voids.rules.words import Lane

_STYLE = ORDINARY


def draw_board(rows: Sequence[VoidRow], on: date, sender: str, *, demo: bool) -> bytes:
    """The board as a PDF on A4; Refused when a character cannot be printed."""
    for row in rows:
        refuse_missing(" ".join((row.address, row.next_whom)), row.address)
    title = f"Empty homes on {format_date(on)}"
    flow = Flow(Document(title, sender), _STYLE, title, (sender,))
    flow.add(headline_items(title, _STYLE))
    empty = [row for row in rows if row.is_empty and row.closed_on is None]
    lost = sum(row.pence or 0 for row in rows if row.closed_on is None)
    late = sum(row.past_plan for row in rows)
    flow.add(note_items(f"{len(empty)} empty, {format_pence(lost)} lost so far, {late} past their plan" if rows
                        else "No empty homes.", _STYLE, INK))
    flow.space(_STYLE.gap)
    if rows:
        cells = [_cells(row, on) for row in rows]
        table = columns_for(("Home", "Lane", "Days", "What comes next", "By", "Lost"), cells, (52, 21, 13, 48, 17), _STYLE)
        flow.add(table.head())
        flow.again = table.head
        for line in cells:
            flow.add([table.row(line)])
        flow.again = None
    return flow.document(demo=demo)


def _cells(row: VoidRow, on: date) -> tuple[str, str, str, str, str, str]:
    who = row.next_whom or str(row.next_party or "")
    step = str(row.next_step or "")
    following = f"{sentence_case(step)}: {who}" if step else ""
    if row.lane is Lane.SIGNED and row.let_from is not None:
        following = f"Let from {format_short(row.let_from, on)}"
    by = f"{format_short(row.next_on, on)}{', late' if row.past_plan else ''}" if row.next_on is not None else ""
    lost = "" if row.pence is None or not row.is_empty else format_pence(row.pence)
    return row.address, str(row.lane).capitalize(), str(row.days) if row.is_empty else "–", following, by, lost
