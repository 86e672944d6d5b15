"""How wide the columns of a table are in the room there is."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.row_delegate import PAD
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.rows import frozen

_ARROW = " ↓"


@frozen
class Width:
    """What a column wants, how far it can shrink, and its part of the spare width."""

    wanted: int
    least: int
    stretch: int


def fitted(columns: Sequence[Width], room: int) -> list[int]:
    """Widths for columns in a room: spare width to those that stretch, what is missing from all that can give."""
    spare = room - sum(column.wanted for column in columns)
    if spare >= 0:
        parts = sum(column.stretch for column in columns)
        return [column.wanted + (spare * column.stretch // parts if parts else 0) for column in columns]
    give = sum(column.wanted - column.least for column in columns)
    short = min(-spare, give)
    return [column.wanted - (-(-short * (column.wanted - column.least) // give) if give else 0) for column in columns]


def least_width(column: Column, wide: int) -> int:
    """Words can give two fifths; figures and dates nothing, for half a sum is a wrong sum."""
    if column.least:
        return min(wide, theme.px(column.least))
    return wide * 3 // 5 if column.align is Align.LEFT and column.width > 120 else wide


def head_width(column: Column) -> int:
    """What the title of a column needs, with its arrow if it can be sorted by."""
    words = column.title + (_ARROW if column.sort else "")
    return QFontMetrics(theme.font(12, 500)).horizontalAdvance(words) + 2 * theme.px(PAD) + 2
