"""How wide the columns of a table are in the room there is."""

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.table_model import Align, Column


def fitted(columns: list[tuple[Column, int]], room: int) -> list[int]:
    """Widths for columns in a room: spare width to those that stretch, what is missing from all that can give."""
    spare = room - sum(width for _, width in columns)
    if spare >= 0:
        parts = sum(column.stretch for column, _ in columns)
        return [width + (spare * column.stretch // parts if parts else 0) for column, width in columns]
    least = [min(width, theme.px(column.least) if column.least else _least(column, width)) for column, width in columns]
    give = sum(width for _, width in columns) - sum(least)
    short = min(-spare, give)
    return [width - (-(-short * (width - low) // give) if give else 0)
            for (_, width), low in zip(columns, least, strict=True)]


def _least(column: Column, width: int) -> int:
    """Words can give two fifths; figures and dates nothing, for half a sum is a wrong sum."""
    return width * 3 // 5 if column.align is Align.LEFT and column.width > 120 else width
