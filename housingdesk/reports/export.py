"""Tables as files for a spreadsheet: CSV and Excel. Words are text whatever they begin with; money stays a number."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from housingdesk.values.money import decimal_text
from housingdesk.values.text import control_characters

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, heads, and rows of words (str) and pence (int)."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[str | int]]


def text_cell(text: str) -> str:
    """Words that no spreadsheet takes for a formula.

    >>> text_cell("=HYPERLINK(A1)"), text_cell("Amina Khan"), text_cell("-£5")
    ("'=HYPERLINK(A1)", 'Amina Khan', "'-£5")
    """
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def as_csv(sheet: Sheet) -> bytes:
    """The table as CSV in UTF-8 with its mark, which Excel needs to read £ and ł."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([text_cell(head) for head in sheet.heads])
    for row in sheet.rows:
        writer.writerow([text_cell(cell) if isinstance(cell, str) else decimal_text(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The tables as one Excel workbook, a sheet each, heads in bold and in sight while the rest scrolls."""
    from openpyxl.workbook.workbook import Workbook  # a quarter of a second, wanted only here

    make: Any = Workbook
    book = make()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title[:31]), sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(made: Any, sheet: Sheet) -> None:
    from openpyxl.styles.fonts import Font

    bold: Any = Font
    for place, row in enumerate([sheet.heads, *sheet.rows], 1):
        for number, value in enumerate(row, 1):
            _write(made.cell(place, number), value)
    for cell in made[1]:
        cell.font = bold(bold=True)
    made.freeze_panes = "A2"
    for number, head in enumerate(sheet.heads):
        longest = max(len(str(row[number])) for row in [sheet.heads, *sheet.rows])
        made.column_dimensions[made.cell(1, number + 1).column_letter].width = min(_WIDEST, max(longest, len(head)) + 4)


def _write(cell: Any, value: str | int) -> None:
    if isinstance(value, int):
        cell.value, cell.number_format = decimal_text(value), "#,##0.00"
        cell.data_type = "n"  # as written: a float is stored as 9.949999999999999 where 9.95 is meant
        return
    bad = set(control_characters(value))
    cell.value = "".join(c for c in value if f"U+{ord(c):04X}" not in bad)
    cell.data_type = "s"  # words, also where they begin as a formula does
    cell.quotePrefix = value.startswith(_FORMULA)
