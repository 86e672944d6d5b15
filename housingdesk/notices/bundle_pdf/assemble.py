"""One PDF of all parts: front sheet, index, every page numbered through at its foot, a bookmark for each tab and piece.

The pages of what was issued here are taken over byte for byte; the number at the foot lies over them. The same parts give
the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from housingdesk.errors import BadFile, Refused
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.style import MUTED, PAGE_WIDTH
from housingdesk.letters.rules.address import MM
from housingdesk.notices.bundle_pdf.foreign import fitted_pages
from housingdesk.notices.bundle_pdf.front import draw_front
from housingdesk.notices.bundle_pdf.overlay import lay_over
from housingdesk.notices.rules.bundle import PRINTABLE, FrontSheet, IndexRow, Part, Tab

Progress = Callable[[int, int, str], None]
_STAMP_Y = 292 * MM
_MOST_PAGES = 2_000


class Bundled:
    """A finished bundle: its bytes, the number of its pages, and the index as it is printed."""

    def __init__(self, pdf: bytes, pages: int, index: Sequence[IndexRow]) -> None:
        self.pdf, self.pages, self.index = pdf, pages, tuple(index)


def assembled(front: FrontSheet, parts: Sequence[Part], progress: Progress) -> Bundled:
    """The bundle; Refused when it is too long to be of use, and Cancelled where the person says so."""
    opened: list[tuple[Part, Any]] = []
    beside: list[Any] = []  # what the pages are read from must be open until they are written
    for done, part in enumerate(parts):
        progress(done, len(parts) + 2, f"Reading {part.piece.title}")
        found, pages, source = _opened(part)
        opened.append((found, pages))
        beside.append(source)
    progress(len(parts), len(parts) + 2, "Numbering the pages")
    lengths = [len(pages.pages) if pages is not None else 0 for _, pages in opened]
    if sum(lengths) > _MOST_PAGES:
        raise Refused(f"The bundle would have {sum(lengths):,} pages. Leave some out: {_MOST_PAGES:,} is the most")
    first, index, total = _front(front, [part for part, _ in opened], lengths)
    whole = _joined(first, [pages for _, pages in opened if pages is not None], front)
    _stamp(whole, index, total)
    progress(len(parts) + 1, len(parts) + 2, "Writing the file")
    _bookmarks(whole, index)
    out = BytesIO()
    whole.save(out, deterministic_id=True)
    beside.clear()
    progress(len(parts) + 2, len(parts) + 2, "Done")
    return Bundled(out.getvalue(), total, index)


def _opened(part: Part) -> tuple[Part, Any, Any]:
    """A part with its pages; without them, and with the reason, where it cannot be printed."""
    import pikepdf

    if part.content is None:
        return part, None, None
    if part.media_type not in PRINTABLE:
        ending = part.piece.title.rpartition(".")[2]
        note = f"not in these pages: a .{ending} file. Print it and put it behind this tab"
        return replace(part, content=None, note=note), None, None
    if part.own:
        return part, pikepdf.open(BytesIO(part.content)), None
    try:
        return part, *fitted_pages(part.content, part.media_type, part.piece.title)
    except BadFile as error:
        return replace(part, content=None, note=f"not in these pages: {error}. Put a copy behind this tab"), None, None


def _front(front: FrontSheet, parts: Sequence[Part], lengths: Sequence[int]) -> tuple[Any, list[IndexRow], int]:
    """The front sheet and the index, drawn until the index has room for itself."""
    import pikepdf

    pages = 2
    while True:
        index = _index(parts, lengths, pages + 1)
        total = pages + sum(lengths)
        drawn = pikepdf.open(BytesIO(draw_front(front, index, parts, total)))
        if len(drawn.pages) == pages:
            return drawn, index, total
        pages = len(drawn.pages)


def _index(parts: Sequence[Part], lengths: Sequence[int], first: int) -> list[IndexRow]:
    rows = []
    for part, length in zip(parts, lengths, strict=True):
        at = first if length else None
        rows.append(IndexRow(part.piece.tab, part.piece.told, at, first + length - 1 if length else None, part.note))
        first += length
    return rows


def _joined(first: Any, others: Sequence[Any], front: FrontSheet) -> Any:
    import pikepdf

    whole = pikepdf.new()
    for one in (first, *others):
        whole.pages.extend(one.pages)
    whole.docinfo["/Title"] = f"{front.title}, {front.reference}"
    whole.docinfo["/Author"] = front.claimant
    whole.docinfo["/Creator"] = whole.docinfo["/Producer"] = "HousingDesk"
    whole.Root.PageMode = pikepdf.Name.UseOutlines
    whole.Root.Lang = "en-GB"
    return whole


def _stamp(whole: Any, index: Sequence[IndexRow], total: int) -> None:
    """The number of each page at its foot, over what is printed there."""
    import pikepdf

    tabs = {page: row.tab for row in index if row.first and row.last for page in range(row.first, row.last + 1)}
    document = Document("", "")
    for page in range(1, total + 1):
        behind = f"   Tab {tabs[page].number}" if page in tabs else ""
        document.new_sheet().centred(PAGE_WIDTH / 2, _STAMP_Y, f"{page} of {total}{behind}", 9, True, MUTED)
    stamps = pikepdf.open(BytesIO(document.write()))
    for number, (page, stamp) in enumerate(zip(whole.pages, stamps.pages, strict=True), 1):
        lay_over(page, stamp, number)


def _bookmarks(whole: Any, index: Sequence[IndexRow]) -> None:
    from pikepdf import OutlineItem

    with whole.open_outline() as outline:
        outline.root.append(OutlineItem("Front sheet and index", 0))
        for tab in Tab:
            rows = [row for row in index if row.tab is tab and row.first is not None]
            if not rows:
                continue
            item = OutlineItem(f"{tab.number}  {tab}", (rows[0].first or 1) - 1)
            item.children.extend(OutlineItem(row.title, (row.first or 1) - 1) for row in rows)
            outline.root.append(item)
