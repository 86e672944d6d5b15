"""What the service takes from one cell of the upload, and what it refuses (core-lettings §2, cell rules).

A whole number with a leading nought is read to the base of eight, as the service does: 08 and 09 are none, and 010 is eight.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

Value = int | Decimal | str

_WHOLE = re.compile(r"(-?)([0-9]+)")
_OCTAL = re.compile(r"0[0-7]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell came to. ``value`` is None when it is empty or refused; ``misread``: the number is not the one written."""

    value: Value | None = None
    refused: bool = False
    misread: bool = False


_EMPTY, _REFUSED = Cell(), Cell(refused=True)


def read_cell(column: str, text: str, *, quoted: bool = False) -> Cell:
    """A cell of an integer, decimal or text column as the service reads it; ``quoted``: the file had it in quotes.

    >>> read_cell("integer", " 7 "), read_cell("integer", "08").refused, read_cell("integer", "010")
    (Cell(value=7, refused=False, misread=False), True, Cell(value=8, refused=False, misread=True))
    """
    if column == "text":
        return Cell(text) if text.strip() else _EMPTY
    if not text:
        return _REFUSED if quoted else _EMPTY
    bare = text.strip()
    if column == "decimal":
        return Cell(Decimal(bare)) if _DECIMAL.fullmatch(bare) else _REFUSED
    return _whole(bare)


def _whole(bare: str) -> Cell:
    match = _WHOLE.fullmatch(bare)
    if match is None:
        return _REFUSED
    digits = match[2]
    if digits[0] != "0" or digits == "0":
        return Cell(int(bare))
    if not _OCTAL.fullmatch(digits):
        return _REFUSED
    value = int(match[1] + digits, 8)
    return Cell(value, misread=value != int(bare))


def cell_text(value: Value) -> str:
    """A value as it is written in the file: figures bare, with a full stop for pence and without noughts before them.

    >>> cell_text(7), cell_text(Decimal("120.50")), cell_text(Decimal("1e2"))
    ('7', '120.50', '100')
    """
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
