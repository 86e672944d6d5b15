"""The front sheet of a bundle and its index: every tab, every piece with its pages, and the fingerprint of each kept file."""

from collections.abc import Sequence

from housingdesk.letters.pdf.blocks import details_item, heading_item, headline_items, note_items, text_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing
from housingdesk.letters.pdf.style import INK, MUTED, ORDINARY, Style
from housingdesk.letters.pdf.table import Table, columns_for
from housingdesk.letters.rules.content import Details, Run
from housingdesk.notices.rules.bundle import FrontSheet, IndexRow, Part, Tab
from housingdesk.values.dates import format_date

_TITLES = ("Tab", "What", "Pages")


def draw_front(front: FrontSheet, index: Sequence[IndexRow], parts: Sequence[Part], total: int) -> bytes:
    """The front sheet and the index as PDF, for a bundle of ``total`` pages; Refused when a character cannot be printed."""
    for text in _texts(front, index):
        refuse_missing(text, "the front sheet")
    style = ORDINARY
    flow = Flow(Document(f"{front.title}, {front.reference}", front.claimant), style,
                f"{front.title} · {front.reference} · {format_date(front.on)}", (f"{front.claimant} · {front.reference}",))
    flow.add(headline_items(f"{front.title} {front.purpose}", style))
    flow.add([details_item(Details(f"{total} pages, made on {format_date(front.on)}", front.rows), style)])
    for remark in front.remarks:
        flow.space(style.gap)
        flow.add(text_items((Run(remark),), style))
    flow.next_page()
    flow.add(headline_items("Index", style))
    _add_index(flow, index, style)
    _add_fingerprints(flow, parts, style)
    return flow.document(demo=front.demo)


def _texts(front: FrontSheet, index: Sequence[IndexRow]) -> list[str]:
    return [*(text for row in front.rows for text in row), *front.remarks, *(f"{row.title} {row.note}" for row in index)]


def _add_index(flow: Flow, index: Sequence[IndexRow], style: Style) -> None:
    rows = [("", row.title + (f": {row.note}" if row.note else ""), row.pages) for row in index]
    table = columns_for(_TITLES, rows or [("", "", "")], (9, 130), style)
    flow.add(table.head())
    flow.again = table.head
    for tab in Tab:
        inside = [cells for row, cells in zip(index, rows, strict=True) if row.tab is tab]
        if inside:
            flow.add([_tab_row(table, tab), *(table.row(cells, keep=cells is not inside[-1] and number < 3)
                                              for number, cells in enumerate(inside))])
    flow.again = None


def _tab_row(table: Table, tab: Tab) -> Item:
    return table.row((str(tab.number), str(tab), ""), keep=True)


def _add_fingerprints(flow: Flow, parts: Sequence[Part], style: Style) -> None:
    """Each kept file with what its bytes add up to: whoever has the file can prove that it is the same."""
    kept = [part for part in parts if part.sha256 and part.content is not None]
    if not kept:
        return
    flow.space(style.gap * 1.6)
    flow.add([heading_item("The kept files in this bundle", style),
              *note_items("Each file was checked against its fingerprint (SHA-256) when this bundle was made.", style, MUTED)])
    for part in kept:
        flow.space(style.gap / 2)
        flow.add([*note_items(f"Tab {part.piece.tab.number}: {part.piece.told}", style, INK, keep=True),
                  *note_items(part.sha256, style, MUTED)])
