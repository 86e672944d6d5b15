"""A list on paper: its title, what was asked, its rows and how many there are, with heads on every page."""

from collections.abc import Sequence

from housingdesk.letters.pdf.blocks import headline_items, note_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import HAIRLINE, INK, LEFT, LINE, MUTED, ORDINARY, RIGHT
from housingdesk.letters.pdf.text import break_text
from housingdesk.letters.rules.address import MM

_SIZE, _PITCH, _GAP = 8.5, 10.5, 3 * MM


def draw_list(title: str, notes: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]], parts: Sequence[float], *,
              author: str, demo: bool = False) -> bytes:
    """The list as PDF on A4; ``parts`` share the width among the columns. Refused when a character cannot be printed."""
    for row in rows:
        for cell in row:
            refuse_missing(cell, f"the list “{title}”")
    flow = Flow(Document(title, author), ORDINARY, title, (author,))
    flow.add(headline_items(title, ORDINARY))
    for note in notes:
        flow.add(note_items(note, ORDINARY, INK))
    flow.space(ORDINARY.gap)
    places = _places(parts)
    head = _row(heads, places, MUTED, LINE)
    flow.add([head])
    flow.again = lambda: [head]
    for row in rows:
        flow.add([_row(row, places, INK, HAIRLINE)])
    flow.again = None
    return flow.document(demo=demo)


def _places(parts: Sequence[float]) -> list[tuple[float, float]]:
    room = RIGHT - LEFT - _GAP * (len(parts) - 1)
    found, x = [], LEFT
    for part in parts:
        across = room * part / sum(parts)
        found.append((x, across))
        x += across + _GAP
    return found


def _row(cells: Sequence[str], places: Sequence[tuple[float, float]], colour: str, under: str) -> Item:
    broken = [break_text(cell, across, _SIZE) if cell else () for cell, (_, across) in zip(cells, places, strict=True)]
    height = max([len(lines) for lines in broken] + [1]) * _PITCH + 4

    def draw(sheet: Sheet, y: float) -> None:
        for lines, (x, _) in zip(broken, places, strict=True):
            for number, line in enumerate(lines):
                line.draw(sheet, x, y + _SIZE + number * _PITCH, _SIZE, colour)
        sheet.rule(LEFT, y + height - 1, RIGHT, under)

    return Item(height, draw)
