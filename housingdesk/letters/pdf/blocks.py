"""The parts of a letter as items of a page."""

from collections.abc import Sequence

from housingdesk.letters.pdf.flow import Item
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import ACCENT, HAIRLINE, INK, LEFT, MUTED, PAPER, RIGHT, TINT, Style
from housingdesk.letters.pdf.text import Line, break_runs, break_text
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.content import ActionBox, Details, Run, SignOff

_BOX_INDENT = 7 * MM
_BOX_PADDING = 8.0
_SIGNATURE_ROOM = 22.0


def headline_items(headline: str, style: Style) -> list[Item]:
    """The headline, kept to what follows."""
    lines = break_text(headline, RIGHT - LEFT, style.headline, bold=True)
    return [*(_line(line, style.headline, style.headline_leading, keep=True) for line in lines), Item(style.gap, keep=True)]


def heading_item(text: str, style: Style) -> Item:
    """A heading, kept to what follows."""
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + style.heading, text, style.heading, True)

    return Item(style.heading * 1.3 + 4, draw, keep=True)


def text_items(runs: Sequence[Run], style: Style, *, keep: bool = False) -> list[Item]:
    """Running text: no single line is left alone on a page; ``keep`` holds its end to what follows."""
    lines = break_runs(runs, style.measure, style.body)
    last = len(lines) - 1
    return [_line(line, style.body, style.leading, keep=keep if n == last else n in (0, last - 1))
            for n, line in enumerate(lines)]


def note_items(text: str, style: Style, colour: str, *, keep: bool = False) -> list[Item]:
    """A smaller line or two, held together."""
    lines = break_text(text, RIGHT - LEFT, style.small)
    pitch = style.small * 1.4
    return [_line(line, style.small, pitch, colour, keep=keep or line is not lines[-1]) for line in lines]


def end_items(notes: Sequence[str], style: Style) -> list[Item]:
    """What large print says at the end of the text, where other letters have a foot on every page."""
    return [Item(style.gap), *note_items(" ".join(notes), style, MUTED)] if notes else []


def action_item(box: ActionBox, style: Style) -> Item:
    """The tinted box that says what to do; never parted."""
    lines = break_runs(box.runs, RIGHT - LEFT - 2 * _BOX_INDENT, style.body)
    height = 2 * _BOX_PADDING + style.leading * (len(lines) + 1)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.box(LEFT, y, RIGHT - LEFT, height, TINT)
        sheet.box(LEFT, y, 1.2 * MM, height, ACCENT)
        baseline = y + _BOX_PADDING + style.body * 0.98
        sheet.text(LEFT + _BOX_INDENT, baseline, box.title, style.body, True)
        for number, line in enumerate(lines, start=1):
            line.draw(sheet, LEFT + _BOX_INDENT, baseline + number * style.leading, style.body)

    return Item(height, draw)


def point_items(points: Sequence[Sequence[Run]], style: Style, *, keep: bool = False) -> list[Item]:
    """Short points with a dot before each; none is parted from its first line."""
    items: list[Item] = []
    for number, point in enumerate(points):
        lines = break_runs(point, style.measure - style.body * 1.4, style.body)
        for row, line in enumerate(lines):
            last = row == len(lines) - 1
            items.append(_point(line, style, dotted=row == 0, keep=not last or (keep and number == len(points) - 1)))
        items.append(Item(style.gap / 3, keep=keep))
    return items


def _point(line: Line, style: Style, *, dotted: bool, keep: bool) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        if dotted:
            sheet.text(LEFT + style.body * 0.4, y + style.body, "•", style.body, colour=ACCENT)
        line.draw(sheet, LEFT + style.body * 1.4, y + style.body, style.body)

    return Item(style.leading, draw, keep)


def details_item(details: Details, style: Style) -> Item:
    """A framed box of things to look up, each with its name before it; never parted."""
    inside = RIGHT - LEFT - 2 * _BOX_INDENT
    names = 0.0 if style.stacked else max(break_text(name, inside, style.body)[0].across(style.body)
                                          for name, _ in details.rows) + style.body
    rows = [(name, break_text(value, inside - names, style.body)) for name, value in details.rows]
    lines = 1 + sum(len(value) + (1 if style.stacked else 0) for _, value in rows)
    height = 2 * _BOX_PADDING + style.leading * lines

    def draw(sheet: Sheet, y: float) -> None:
        sheet.box(LEFT, y, RIGHT - LEFT, height, HAIRLINE)
        sheet.box(LEFT + 0.75, y + 0.75, RIGHT - LEFT - 1.5, height - 1.5, PAPER)
        baseline = y + _BOX_PADDING + style.body * 0.98
        sheet.text(LEFT + _BOX_INDENT, baseline, details.title, style.body, True)
        for name, value in rows:
            baseline += style.leading
            sheet.text(LEFT + _BOX_INDENT, baseline, name, style.body, colour=MUTED)
            baseline += style.leading if style.stacked else 0
            for number, line in enumerate(value):
                baseline += style.leading if number else 0
                line.draw(sheet, LEFT + _BOX_INDENT + names, baseline, style.body)

    return Item(height, draw)


def sign_off_items(sign_off: SignOff, style: Style) -> list[Item]:
    """The closing, room for a signature, and a person's name; held together."""
    name = ", ".join(part for part in (sign_off.name, sign_off.role) if part)
    lines = break_text(name, style.measure, style.body)
    closing = break_text(sign_off.closing, style.measure, style.body)
    return [*(_line(line, style.body, style.leading, keep=True) for line in closing), Item(_SIGNATURE_ROOM, keep=True),
            *(_line(line, style.body, style.leading, keep=line is not lines[-1]) for line in lines)]


def _line(line: Line, size: float, pitch: float, colour: str = INK, *, keep: bool) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        line.draw(sheet, LEFT, y + size, size, colour)

    return Item(pitch, draw, keep)
