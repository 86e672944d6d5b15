"""Tables of an account: words on the left, figures right-aligned on the right; in large print figures go beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from housingdesk.letters.pdf.flow import Item
from housingdesk.letters.pdf.fonts import width
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import HAIRLINE, INK, LEFT, LINE, MUTED, RIGHT, Style
from housingdesk.letters.pdf.text import Line, break_cell
from housingdesk.letters.rules.address import MM

_GAP = 4 * MM


@dataclass(frozen=True, slots=True)
class Column:
    """A column between ``left`` and ``right`` (points); figures end at its right edge."""

    title: str
    left: float
    right: float
    figures: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Columns that fill the width of the page, and the style they are set in."""

    columns: tuple[Column, ...]
    style: Style

    def head(self) -> list[Item]:
        """The titles above their columns; in large print each figure carries its own instead."""
        return [] if self.style.stacked else [Item(self._head_height(), self._draw_head, keep=True)]

    def row(self, cells: Sequence[str], *, bold: bool = False, muted: bool = False, keep: bool = False) -> Item:
        """One row; an empty cell stays empty. ``bold`` is for the last figure or, with ``muted``, for none."""
        return self._stacked_row(cells, bold, keep) if self.style.stacked else self._plain_row(cells, bold, muted, keep)

    def _head_height(self) -> float:
        return self.style.row + (self._head_lines() - 1) * self.style.table * 1.2

    def _head_lines(self) -> int:
        return max(len(break_cell(c.title, c.right - c.left, self.style.table)) for c in self.columns)

    def _draw_head(self, sheet: Sheet, y: float) -> None:
        size, lines = self.style.table, self._head_lines()
        for column in self.columns:
            titles = break_cell(column.title, column.right - column.left, size)
            for number, line in enumerate(titles, start=lines - len(titles)):
                self._cell(sheet, column, line, y + size * 1.1 + number * size * 1.2, MUTED)
        sheet.rule(LEFT, y + self._head_height() - 1, RIGHT, LINE)

    def _plain_row(self, cells: Sequence[str], bold: bool, muted: bool, keep: bool) -> Item:
        size, last = self.style.table, len(self.columns) - 1
        shown = [(column, break_cell(cell, column.right - column.left, size, bold and number == last))
                 for number, (column, cell) in enumerate(zip(self.columns, cells, strict=True)) if cell]
        height = self.style.row + (max(len(lines) for _, lines in shown) - 1) * size * 1.25
        colour = MUTED if muted else INK

        def draw(sheet: Sheet, y: float) -> None:
            for column, lines in shown:
                for number, line in enumerate(lines):
                    self._cell(sheet, column, line, y + size * 1.15 + number * size * 1.25, colour)
            sheet.rule(LEFT, y + height - 1, RIGHT, HAIRLINE)

        return Item(height, draw, keep)

    def _cell(self, sheet: Sheet, column: Column, line: Line, baseline: float, colour: str) -> None:
        x = column.right - line.across(self.style.table) if column.figures else column.left
        line.draw(sheet, x, baseline, self.style.table, colour)

    def _stacked_row(self, cells: Sequence[str], bold: bool, keep: bool) -> Item:
        size, pitch = self.style.table, self.style.row
        pairs = list(zip(self.columns, cells, strict=True))
        words = break_cell("  ".join(cell for column, cell in pairs if cell and not column.figures), RIGHT - LEFT, size)
        figures = _side_by_side([(column.title, cell) for column, cell in pairs if cell and column.figures], size)
        height = pitch * (len(words) + len(figures)) + 6

        def draw(sheet: Sheet, y: float) -> None:
            for number, line in enumerate(words, start=1):
                line.draw(sheet, LEFT, y + number * pitch - 6, size)
            for number, (left, right) in enumerate(figures, start=len(words) + 1):
                sheet.text(LEFT, y + number * pitch - 6, left, size)
                sheet.right(RIGHT, y + number * pitch - 6, right, size, bold and number == len(words) + len(figures))
            sheet.rule(LEFT, y + height - 1, RIGHT, LINE)

        return Item(height, draw, keep)


def _side_by_side(figures: Sequence[tuple[str, str]], size: float) -> list[tuple[str, str]]:
    """Titled figures for large print: on one line with the last at the right, or each on its own where they are wide."""
    left = "   ".join(f"{title} {value}" for title, value in figures[:-1])
    right = [" ".join(figure) for figure in figures[-1:]]
    if figures and width(left, size) + width(right[0], size, True) + _GAP <= RIGHT - LEFT:
        return [(left, right[0])]
    return list(figures)


def columns_for(titles: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[float], style: Style) -> Table:
    """A table whose figures take the room they need and whose word columns share the rest in the parts ``words``.

    The first ``len(words)`` titles are of word columns. A figure column is as wide as its widest cell, or as its
    title on two lines.
    """
    size, count = style.table, len(words)
    figures = [max(_title_room(title, size), *(width(row[n], size, True) + 0.1 for row in rows), 16 * MM)
               for n, title in enumerate(titles[count:], start=count)]
    room = RIGHT - LEFT - sum(figures) - _GAP * (len(titles) - 1)
    widths = [room * part / sum(words) for part in words] + figures
    columns, x = [], LEFT
    for number, (title, across) in enumerate(zip(titles, widths, strict=True)):
        columns.append(Column(title, x, x + across, number >= count))
        x += across + _GAP
    return Table(tuple(columns), style)


def _title_room(title: str, size: float) -> float:
    """Room for a title on two lines."""
    words = title.split(" ")
    ways = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words) + 1)]
    return min(max(width(first, size), width(second, size)) for first, second in ways) + 0.1
