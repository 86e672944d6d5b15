"""Breaking text into lines: at ordinary spaces only, after what belongs together was joined."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from housingdesk.errors import Refused
from housingdesk.letters.pdf.fonts import word_units
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import INK
from housingdesk.letters.rules.content import Run
from housingdesk.letters.rules.joins import NO_BREAK, hold_together

_FIGURES = re.compile(r"[£−]?\d[\d,.]*")
_Piece = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where each stretch of one weight starts (in thousandths of the size), and its words."""

    pieces: tuple[tuple[float, bool, str], ...]

    def across(self, size: float) -> float:
        """Its width in points."""
        offset, bold, text = self.pieces[-1]
        return (offset + word_units(bold, text)) * size / 1000

    def draw(self, sheet: Sheet, x: float, baseline: float, size: float, colour: str = INK) -> None:
        """Puts the line on a sheet."""
        for offset, bold, text in self.pieces:
            sheet.text(x + offset * size / 1000, baseline, text, size, bold, colour)


@lru_cache(maxsize=4096)
def break_text(text: str, room: float, size: float, bold: bool = False) -> tuple[Line, ...]:
    """The lines of a text of one weight in ``room`` points; much of a letter is the same in the next."""
    return tuple(break_runs((Run(text, bold),), room, size))


def break_cell(text: str, room: float, size: float, bold: bool = False) -> tuple[Line, ...]:
    """As ``break_text``, quick where the text is short enough for one line, as most cells of a table are."""
    if word_units(bold, text) * size <= room * 1000:
        return (Line(((0.0, bold, text),)),)
    return break_text(text, room, size, bold)


def break_runs(runs: Iterable[Run], room: float, size: float) -> list[Line]:
    """The lines of text of mixed weight in ``room`` points."""
    limit = room * 1000 / size
    lines: list[list[tuple[float, bool, str]]] = [[]]
    at = 0.0
    for word in _words(runs):
        for part in _parts(word, limit):
            across = sum(word_units(bold, text) for bold, text in part)
            gap = word_units(part[0][0], " ") if lines[-1] else 0.0
            if lines[-1] and at + gap + across > limit:
                lines.append([])
                at = gap = 0.0
            _add(lines[-1], part, at, bool(gap))
            at += gap + across
    return [Line(tuple(line)) for line in lines if line]


def _words(runs: Iterable[Run]) -> list[list[_Piece]]:
    words: list[list[_Piece]] = [[]]
    for run in runs:
        for number, text in enumerate(hold_together(run.text).split(" ")):
            if number and words[-1]:
                words.append([])
            if text:
                words[-1].append((run.bold, text))
    return words if words[-1] else words[:-1]


def _add(line: list[tuple[float, bool, str]], part: Sequence[_Piece], at: float, spaced: bool) -> None:
    for bold, text in part:
        if line and line[-1][1] == bold:
            start, _, before = line[-1]
            line[-1] = (start, bold, f"{before} {text}" if spaced else before + text)
        else:
            line.append((at + (word_units(bold, " ") if spaced else 0.0), bold, text))
        at += word_units(bold, text) + (word_units(bold, " ") if spaced else 0.0)
        spaced = False


def _parts(word: list[_Piece], limit: float) -> list[list[_Piece]]:
    """The word as it is, or in the parts that a narrow column needs; an amount or a number is never parted."""
    if sum(word_units(bold, text) for bold, text in word) <= limit:
        return [word]
    parts: list[list[_Piece]] = []
    for bold, text in word:
        for held in text.split(NO_BREAK):
            parts += [[(bold, part)] for part in _chopped(held, bold, limit)]
    return parts


def _chopped(text: str, bold: bool, limit: float) -> list[str]:
    if word_units(bold, text) <= limit:
        return [text]
    if _FIGURES.fullmatch(text):
        raise Refused(f"“{text}” is too long to be printed on one line of the letter")
    parts, current = [], ""
    for character in text:
        if current and word_units(bold, current + character) > limit:
            parts.append(current)
            current = ""
        current += character
    return [*parts, current]
