"""What a column reads from a row, and what one cell reads, worked out once."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from housingdesk.ui.kit.icons import Status
from housingdesk.values.rows import frozen


class Align(IntEnum):
    """Words to the left, money and counts to the right."""

    LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@frozen
class Column:
    """One column: what it reads from a row, and how wide it is by design (logical pixels at 100 % text size).

    ``secondary`` is the grey evidence under the fact, or in the colour ``tone`` names (a token such as "due"; the words
    carry the meaning); ``italic`` marks a suggestion; ``strong`` what counts; ``stretch`` takes spare width;
    ``sort`` is a key for the rows, or True to sort by the text (in a WindowModel: the query sorts by ``key``);
    ``least`` is how far it shrinks in a narrow table before that scrolls sideways (else words to three fifths);
    ``hide_below`` drops the column when the table is narrower than that many pixels, ``hide_empty`` while no row says
    anything in it; ``copy`` is the text copied.
    """

    key: str
    title: str
    width: int
    text: Callable[[Any], str]
    align: Align = Align.LEFT
    secondary: Callable[[Any], str] | None = None
    italic: Callable[[Any], bool] | None = None
    strong: Callable[[Any], bool] | None = None
    status: Callable[[Any], Status | None] | None = None
    tone: Callable[[Any], str] | None = None
    sort: bool | Callable[[Any], Any] = False
    stretch: int = 0
    least: int = 0
    hide_below: int = 0
    hide_empty: bool = False
    copy: Callable[[Any], str] | None = None


@frozen
class Cell:
    """What one cell reads, worked out once."""

    text: str
    secondary: str = ""
    italic: bool = False
    strong: bool = False
    status: Status | None = None
    tone: str = "muted"


BLANK = Cell("")


def cell_of(column: Column, row: Any) -> Cell:
    """What a column reads from a row."""
    return Cell(column.text(row), column.secondary(row) if column.secondary else "",
                bool(column.italic and column.italic(row)), bool(column.strong and column.strong(row)),
                column.status(row) if column.status else None, column.tone(row) if column.tone else "muted")
