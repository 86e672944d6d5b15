"""Filling pages from the top: what stays together, what is repeated on the next page, and the foot of every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.fonts import width
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import (
    FOOT_BOTTOM,
    HAIRLINE,
    LEFT,
    MUTED,
    NEXT_PAGE_TOP,
    PAGE_WIDTH,
    RIGHT,
    Style,
)
from housingdesk.letters.pdf.text import break_text
from housingdesk.letters.rules.address import MM

_PAGE_ROOM = 34 * MM
_DEMO = "DEMO · made-up people and money · not a letter to anyone"


@dataclass(frozen=True, slots=True)
class Item:
    """Something of a height in points, drawn with its top at a given y; white space where ``draw`` is None.

    ``keep`` holds it on one page with the next item.
    """

    height: float
    draw: Callable[[Sheet, float], None] | None = None
    keep: bool = False


def _fitting(head: str, size: float) -> str:
    """A running head without its last parts, where it is wider than the text."""
    while width(head, size) > RIGHT - LEFT and " · " in head:
        head = head.rsplit(" · ", 1)[0]
    return head


class Flow:
    """Items onto sheets, one under the other. ``again`` gives what is repeated at the top of a new page."""

    def __init__(self, document: Document, style: Style, running_head: str, foot: Sequence[str]) -> None:
        """``foot`` is on every page under the text; in large print it is ``end_notes``, for the end of the text."""
        self.style = style
        self.end_notes = tuple(foot) if style.stacked else ()
        self.again: Callable[[], Sequence[Item]] | None = None
        self.sheet = document.new_sheet()
        self.y = NEXT_PAGE_TOP
        self._document = document
        self._running_head = running_head
        self._foot = [line for number, text in enumerate(() if style.stacked else foot)
                      for line in break_text(text, RIGHT - LEFT - (0 if number else _PAGE_ROOM), style.foot)]
        self._foot_top = FOOT_BOTTOM - max(len(self._foot), 1) * style.foot * 1.3

    @property
    def pages(self) -> int:
        """How many pages there are by now."""
        return len(self._document.sheets)

    @property
    def on_last_page(self) -> float:
        """How many points of the last page are filled."""
        return self.y - NEXT_PAGE_TOP

    def space(self, points: float) -> None:
        """White space, except at the top of a page after the first."""
        if self.y > NEXT_PAGE_TOP:
            self.y += points

    def add(self, items: Sequence[Item]) -> None:
        """Places items; a run of kept ones starts a new page when it would otherwise be parted and fits there whole."""
        held: list[Item] = []
        for item in items:
            held.append(item)
            if not item.keep:
                self._place(held)
                held = []
        if held:
            self._place(held)

    def next_page(self, running_head: str | None = None) -> None:
        """A new page, with its running head and whatever is to be repeated."""
        self._running_head = running_head or self._running_head
        self.sheet = self._document.new_sheet()
        size = self.style.foot + 0.5
        self.sheet.text(LEFT, 18 * MM, _fitting(self._running_head, size), size, colour=MUTED)
        self.y = NEXT_PAGE_TOP
        if self.again is not None:
            for item in self.again():
                self._draw(item)

    def document(self, *, demo: bool) -> bytes:
        """The finished PDF, with the foot and the page numbers on every page."""
        sheets = self._document.sheets
        for number, sheet in enumerate(sheets, start=1):
            self._draw_foot(sheet, f"Page {number} of {len(sheets)}")
            if demo:
                sheet.box(PAGE_WIDTH / 2 - 60 * MM, 4.5 * MM, 120 * MM, 5.5 * MM, "0.99 0.94 0.86")
                sheet.centred(PAGE_WIDTH / 2, 8.3 * MM, _DEMO, 9, True, "0.64 0.32 0")
        return self._document.write()

    def _draw_foot(self, sheet: Sheet, page: str) -> None:
        size = self.style.foot
        sheet.rule(LEFT, self._foot_top - 3, RIGHT, HAIRLINE)
        for row, line in enumerate(self._foot, start=1):
            line.draw(sheet, LEFT, self._foot_top + row * size * 1.3, size, MUTED)
        sheet.right(RIGHT, self._foot_top + size * 1.3, page, size, colour=MUTED)

    def _place(self, items: list[Item]) -> None:
        room = self._foot_top - 8
        together = sum(item.height for item in items)
        if self.y + together > room and together <= room - NEXT_PAGE_TOP:
            self.next_page()
        for item in items:
            if self.y + item.height > room and item.draw is not None:
                self.next_page()
            self._draw(item)

    def _draw(self, item: Item) -> None:
        if item.draw is None:
            self.space(item.height)
            return
        item.draw(self.sheet, self.y)
        self.y += item.height
