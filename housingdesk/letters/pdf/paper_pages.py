"""An agreement or another paper on its pages: letterhead, numbered clauses, schedules as tables, and the places to sign.

Where somebody signs, a named place is written into the PDF (``sign-1``), so that what they draw lands in the right box.
"""

from collections.abc import Sequence
from dataclasses import replace

from housingdesk.letters.pdf.blocks import end_items, headline_items, point_items, text_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing, width
from housingdesk.letters.pdf.letterhead import LETTERHEAD_FOOT, letterhead
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import ACCENT, HAIRLINE, INK, LEFT, LINE, MUTED, PAGE_HEIGHT, RIGHT, Style, style_of
from housingdesk.letters.pdf.table import columns_for
from housingdesk.letters.pdf.text import Line, break_runs, break_text
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.content import Bullets, Paragraph, Run
from housingdesk.letters.rules.paper_content import (
    Boxes,
    Clause,
    CutLine,
    Grid,
    Heading,
    Lettered,
    Paper,
    PaperBlock,
    Place,
    Places,
    Rows,
    Ticks,
    paper_texts,
)

SIGN_MARK = "sign-"
SIGN_BOX = (88 * MM, 20 * MM)
"""Width and height of the box that somebody signs in, in points."""
_NUMBER = 11 * MM
_LETTER = 8 * MM
_PAD = 5.0


def draw_paper(paper: Paper, *, demo: bool = False) -> bytes:
    """The paper as PDF; Refused, with character and place, before anything is drawn that cannot be printed."""
    for place, text in paper_texts(paper):
        refuse_missing(text, place)
    style = style_of(paper.large_print)
    flow = Flow(Document(f"{paper.title}, {paper.reference}", paper.sender.name), style, f"{paper.title} · {paper.reference}",
                (f"{paper.made_from} · {paper.reference}",))
    letterhead(flow.sheet, paper.sender, style)
    flow.y = LETTERHEAD_FOOT + 6 * MM
    flow.add(headline_items(paper.headline, style))
    _add(flow, paper.blocks, style)
    flow.add(end_items(flow.end_notes, style))
    return flow.document(demo=demo)


def _add(flow: Flow, blocks: Sequence[PaperBlock], style: Style) -> None:
    """The parts in order. A heading goes with what follows it, and the places to sign with the words before them."""
    held: list[Item] = []
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        gap = Item(style.gap * (1.5 if isinstance(block, Heading | Places | Rows | Grid | Ticks) else 0.7), keep=bool(held))
        if isinstance(block, Grid):
            _add_grid(flow, block, style, held)
            held = []
            continue
        items = [*held, gap, *_items(block, style)]
        if isinstance(block, Heading) or isinstance(after, Places):
            held = [replace(item, keep=True) for item in items]
        else:
            flow.add(items)
            held = []
    flow.add(held)


def _items(block: PaperBlock, style: Style) -> list[Item]:
    match block:
        case Heading(number, text):
            return _heading(number, text, style)
        case Clause(number, runs):
            return _hanging(number, runs, style, 0.0, _number_room(style))
        case Lettered(items):
            return [item for place, runs in enumerate(items)
                    for item in _hanging(f"({chr(97 + place)})", runs, style, _number_room(style), _LETTER * style.body / 11.5)]
        case Paragraph(runs):
            return text_items(runs, style)
        case Bullets(points):
            return point_items(points, style)
        case Rows():
            return _rows(block, style)
        case Ticks():
            return _ticks(block, style)
        case Boxes():
            return [_boxes(block, style)]
        case Places(places):
            return [item for number, place in enumerate(places, 1) for item in _place(number, place, style)]
        case CutLine():
            return [_cut(style)]
        case _:
            raise TypeError(f"{type(block).__name__} is placed by its own rule")


def _number_room(style: Style) -> float:
    return _NUMBER * style.body / 11.5


def _heading(number: int, text: str, style: Style) -> list[Item]:
    room = _number_room(style) if number else 0.0
    lines = break_text(text, RIGHT - LEFT - room, style.heading, bold=True)

    def drawn(row: int, line: Line) -> Item:
        def draw(sheet: Sheet, y: float) -> None:
            if number and row == 0:
                sheet.text(LEFT, y + style.heading, str(number), style.heading, True, ACCENT)
            line.draw(sheet, LEFT + room, y + style.heading, style.heading)

        return Item(style.heading * 1.35, draw, keep=True)

    return [drawn(row, line) for row, line in enumerate(lines)]


def _hanging(mark: str, runs: Sequence[Run], style: Style, indent: float, room: float) -> list[Item]:
    """Words with their number in the margin before them; no single line is left alone on a page."""
    lines = break_runs(runs, style.measure - indent - room + (8 * MM if not style.stacked else 0), style.body)
    last = len(lines) - 1

    def drawn(row: int, line: Line) -> Item:
        def draw(sheet: Sheet, y: float) -> None:
            if row == 0:
                sheet.text(LEFT + indent, y + style.body, mark, style.body, colour=MUTED)
            line.draw(sheet, LEFT + indent + room, y + style.body, style.body)

        return Item(style.leading, draw, keep=row in (0, last - 1) and row != last)

    return [drawn(row, line) for row, line in enumerate(lines)]


def _rows(block: Rows, style: Style) -> list[Item]:
    """A titled list of names and values between fine lines; an empty value is a line to write on."""
    names = 0.0 if style.stacked else min(92 * MM, max(width(name, style.body) for name, _ in block.rows) + style.body + 0.1)
    items = [_titled(block.title, style)]
    for name, value in block.rows:
        items.append(_row(break_text(name, names - style.body if names else RIGHT - LEFT, style.body),
                          break_text(value, RIGHT - LEFT - names, style.body) if value.strip() else (), names, style))
    return [replace(item, keep=number < 2) for number, item in enumerate(items[:-1])] + items[-1:]


def _row(name: Sequence[Line], value: Sequence[Line], names: float, style: Style) -> Item:
    empty = 1.45 if not value else 1.0
    lines = (len(name) + max(len(value), 1)) if style.stacked else max(len(name), len(value), 1)
    height = lines * style.leading * empty + _PAD

    def draw(sheet: Sheet, y: float) -> None:
        baseline = y + style.leading * empty - style.leading + style.body + _PAD / 2
        for number, line in enumerate(name):
            line.draw(sheet, LEFT, baseline + number * style.leading, style.body, MUTED)
        if style.stacked:
            baseline += len(name) * style.leading
        for number, line in enumerate(value):
            line.draw(sheet, LEFT + names, baseline + number * style.leading, style.body)
        sheet.rule(LEFT if value else LEFT + names, y + height - 1, RIGHT, HAIRLINE if value else INK)

    return Item(height, draw)


def _titled(text: str, style: Style) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + style.heading, text, style.heading, True)
        sheet.rule(LEFT, y + style.heading * 1.3 + 3, RIGHT, LINE)

    return Item(style.heading * 1.3 + 6, draw, keep=True)


def _add_grid(flow: Flow, grid: Grid, style: Style, held: list[Item]) -> None:
    big = replace(style, table=style.table if style.stacked else 10.5, row=style.row if style.stacked else 18)
    table = columns_for(grid.heads, grid.rows, grid.words, big)
    rows = [table.row(row, bold=grid.total and number == len(grid.rows) - 1, keep=number < len(grid.rows) - 1)
            for number, row in enumerate(grid.rows)]
    flow.add([*held, Item(style.gap * 1.5, keep=True), _titled(grid.title, style), *table.head(), *rows])


def _boxes(block: Boxes, style: Style) -> Item:
    side = 7 * MM
    names = 0.0 if style.stacked else 62 * MM
    height = side + _PAD * 1.6 + (style.leading if style.stacked else 0)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + style.body + _PAD, block.label, style.body, colour=MUTED)
        top = y + _PAD * 0.8 + (style.leading if style.stacked else 0)
        for number in range(block.count):
            _square(sheet, LEFT + names + number * side, top, side)
            figure = block.value[number:number + 1]
            if figure:
                sheet.centred(LEFT + names + (number + 0.5) * side, top + side * 0.68, figure, 12)

    return Item(height, draw)


def _square(sheet: Sheet, x: float, y: float, side: float, high: float | None = None) -> None:
    down = side if high is None else high
    sheet.shape(f"{MUTED} RG 0.7 w {x:.2f} {PAGE_HEIGHT - y - down:.2f} {side:.2f} {down:.2f} re S")


def _ticks(block: Ticks, style: Style) -> list[Item]:
    items = [_titled(block.title, style)]
    for name, value in block.rows:
        items.append(_tick_row(break_text(name, RIGHT - LEFT - 44 * MM, style.body), value, style))
    return items


def _tick_row(name: Sequence[Line], value: str, style: Style) -> Item:
    side = style.body * 1.05
    height = max(len(name) * style.leading, side) + _PAD

    def draw(sheet: Sheet, y: float) -> None:
        for number, line in enumerate(name):
            line.draw(sheet, LEFT, y + style.body + number * style.leading + _PAD / 2, style.body)
        for x, word in ((RIGHT - 40 * MM, "Yes"), (RIGHT - 18 * MM, "No")):
            _square(sheet, x, y + _PAD / 2, side)
            if value == word.lower():
                sheet.centred(x + side / 2, y + _PAD / 2 + side * 0.85, "X", style.body, True)
            sheet.text(x + side + 4, y + style.body + _PAD / 2, word, style.body)
        sheet.rule(LEFT, y + height - 1, RIGHT, HAIRLINE)

    return Item(height, draw)


def _place(number: int, place: Place, style: Style) -> list[Item]:
    across, down = SIGN_BOX
    said = break_text(f"{place.name}, {place.role}", RIGHT - LEFT, style.body)
    height = down + _PAD * 2 + style.leading * len(said)

    def draw(sheet: Sheet, y: float) -> None:
        for row, line in enumerate(said):
            line.draw(sheet, LEFT, y + style.body + row * style.leading, style.body)
        top = y + style.leading * len(said) + _PAD / 2
        _square(sheet, LEFT, top, across, down)
        sheet.mark(f"{SIGN_MARK}{number}", LEFT, top)
        left = LEFT + across + 8 * MM
        sheet.text(LEFT + 3, top + style.foot + 1, "Signature", min(style.foot, 10), colour=MUTED)
        sheet.text(left, top + down - 3, "Date", style.body, colour=MUTED)
        sheet.rule(left + width("Date  ", style.body), top + down - 1, RIGHT, INK)

    return [Item(height, draw, keep=True)]


def _cut(style: Style) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        x = LEFT
        while x < RIGHT:
            sheet.rule(x, y + style.leading / 2, min(x + 3, RIGHT), MUTED)
            x += 6

    return Item(style.leading, draw, keep=True)
