"""Excel workbooks (xlsx, xls) as rows of text. Amounts are taken as Excel shows them, to 15 digits, never as floats."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from housingdesk.values.problems import Problem
from housingdesk.values.tables.grid import MAX_COLUMNS, Grid
from housingdesk.values.tables.refusing import refuse, warn

MAX_ROWS = 200_000
_TELLS = 1_000
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, AssertionError, RuntimeError,
           OverflowError, zlib.error, zipfile.BadZipFile, struct.error, ParseError, DefusedXmlException)


def read_xlsx(data: bytes) -> tuple[Grid, list[Problem]]:
    """The first sheet with rows, and a warning naming any other."""
    return _first_used(_xlsx_sheets(data))


def read_xls(data: bytes) -> tuple[Grid, list[Problem]]:
    """The same for the older workbook format."""
    return _first_used(_xls_sheets(data))


def read_sheets(data: bytes, kind: str, seen: Callable[[int], object] | None = None) -> list[tuple[str, Grid]]:
    """Every sheet with rows of a workbook (``"xlsx"`` or ``"xls"``) by its name; BadFile when there is none.

    ``seen`` is told now and then how many rows of a sheet were read, and may raise to stop it.
    """
    sheets = _xlsx_sheets(data, seen) if kind == "xlsx" else _xls_sheets(data)
    used = [(name, _grid(rows)) for name, rows in sheets if rows]
    if not used:
        raise refuse("The workbook is empty.")
    return used


def _xlsx_sheets(data: bytes, seen: Callable[[int], object] | None = None) -> list[tuple[str, list[list[str]]]]:
    from openpyxl.reader.excel import load_workbook

    sheets: list[tuple[str, list[list[str]]]] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)  # type: ignore[no-untyped-call]
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                sheets.append((sheet.title, _rows(sheet.iter_rows(values_only=True), seen)))
            book.close()
    except _DAMAGE:
        raise refuse("The workbook is damaged or protected. Open it in Excel and save it again, or as CSV.") from None
    return sheets


def _xls_sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    from xlrd import open_workbook
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        book = open_workbook(file_contents=data, logfile=io.StringIO())  # type: ignore[no-untyped-call]
        sheets = [(str(sheet.name), _rows(_xls_values(book, sheet, index) for index in range(sheet.nrows)))
                  for sheet in book.sheets()]
    except (XLRDError, CompDocError, *_DAMAGE):
        raise refuse("The workbook is damaged or protected. Open it in Excel and save it again, or as CSV.") from None
    return sheets


def _xls_values(book: Any, sheet: Any, index: int) -> list[object]:
    from xlrd import biffh, xldate

    values: list[object] = []
    for cell in sheet.row(index):
        if cell.ctype == biffh.XL_CELL_DATE:
            values.append(xldate.xldate_as_datetime(cell.value, book.datemode))  # type: ignore[no-untyped-call]
        elif cell.ctype in (biffh.XL_CELL_ERROR, biffh.XL_CELL_BOOLEAN):
            values.append(str(cell.value))
        else:
            values.append(cell.value)
    return values


def _rows(values: Iterable[Sequence[object]], seen: Callable[[int], object] | None = None) -> list[list[str]]:
    rows: list[list[str]] = []
    for number, cells in enumerate(values, 1):
        if number > MAX_ROWS:
            raise refuse(f"The sheet has more than {MAX_ROWS:,} rows.")
        if seen is not None and not number % _TELLS:
            seen(number)
        row = [cell_text(value) for value in cells[:MAX_COLUMNS]]
        while row and not row[-1]:
            row.pop()
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) if row else [] for row in rows]


def cell_text(value: object) -> str:
    """A cell as text: dates in ISO form, numbers as Excel shows them.

    >>> cell_text(0.1 + 0.2), cell_text(1204.5499999999999), cell_text(None)
    ('0.3', '1204.55', '')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        text = f"{value:.15g}"
        return f"{Decimal(text):f}" if "e" in text else text
    return " ".join(str(value).replace("\xa0", " ").split())


def _first_used(sheets: Sequence[tuple[str, list[list[str]]]]) -> tuple[Grid, list[Problem]]:
    used = [(name, rows) for name, rows in sheets if rows]
    if not used:
        raise refuse("The workbook is empty.")
    name, rows = used[0]
    others = ", ".join(f"“{other}”" for other, _ in used[1:])
    problems = [warn(f"Only the sheet “{name}” is read; not {others}.")] if others else []
    return _grid(rows), problems


def _grid(rows: list[list[str]]) -> Grid:
    return Grid(rows, list(range(1, len(rows) + 1)), ["\t".join(row) for row in rows], "spreadsheet", "")
