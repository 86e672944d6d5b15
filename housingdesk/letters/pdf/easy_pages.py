"""The parts of a letter for easy read as items of a page: a picture on the left, a question, a line for each idea."""

from collections.abc import Sequence

from housingdesk.letters.pdf.flow import Item
from housingdesk.letters.pdf.pictures import draw_picture
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import LEFT, Style
from housingdesk.letters.pdf.text import Line, break_runs, break_text
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.content import EasyPart, Run

_SIDE = 24 * MM
_TEXT_LEFT = LEFT + 33 * MM
_LARGE = 1.35  # a sum or a day that is a line by itself
_BETWEEN = 6.0


def easy_items(part: EasyPart, style: Style, *, keep: bool) -> list[Item]:
    """A part that stays on one page; ``keep`` holds it to what follows."""
    question = break_text(part.question, style.measure, style.heading, bold=True) if part.question else ()
    rows = [(line, style.heading, style.heading * 1.45) for line in question]
    rows += [row for sentence in part.sentences for row in _sentence(sentence, style)]
    height = sum(pitch for _, _, pitch in rows)
    picture = Item(0.0, lambda sheet, y: draw_picture(sheet, part.picture, LEFT, y, _SIDE), keep=True)
    below = max(0.0, _SIDE - height)
    return [picture, *(_row(line, size, pitch, keep=n < len(rows) or keep or below > 0)
                       for n, (line, size, pitch) in enumerate(rows, start=1)),
            *([Item(below, keep=keep)] if below else [])]


def _sentence(runs: Sequence[Run], style: Style) -> list[tuple[Line, float, float]]:
    size = style.body * (_LARGE if all(run.bold for run in runs if run.text.strip(" .?!")) else 1)
    lines = break_runs(runs, style.measure, size)
    pitch = style.leading * size / style.body
    return [(line, size, pitch + (_BETWEEN if n == len(lines) else -_BETWEEN / 2))
            for n, line in enumerate(lines, start=1)]


def _row(line: Line, size: float, pitch: float, *, keep: bool) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        line.draw(sheet, _TEXT_LEFT, y + size, size)

    return Item(pitch, draw, keep)
