"""A coded journal as a file for a finance system, CSV or workbook, and the same file read back to prove that it balances."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Any

from housingdesk.errors import BadFile
from housingdesk.reports.export import Sheet, as_csv, as_workbook
from housingdesk.reports.rules.coding import CodedLine

HEADS = ("Date", "Reference", "Code", "Cost centre", "Description", "Scheme", "Debit", "Credit")


class JournalForm(StrEnum):
    """As what the journal is written."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA = {JournalForm.CSV: "text/csv",
         JournalForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def written(lines: Sequence[CodedLine], form: JournalForm) -> bytes:
    """The file: on each line a day, a reference, a code and one amount. BadFile where it does not read back so."""
    rows = [(f"{one.on:%d/%m/%Y}", one.reference, one.code, one.cost_centre, one.text, one.scheme, one.debit, one.credit)
            for one in lines]
    sheet = Sheet("Journal", HEADS, rows)
    data = as_csv(sheet) if form is JournalForm.CSV else as_workbook([sheet])
    back = tuple(read(data, form))
    if _sums(back) != _sums(lines) or sum([line.debit - line.credit for line in back]) != 0:
        raise BadFile("The journal did not read back as it was written, so nothing was kept")
    return data


def read(data: bytes, form: JournalForm) -> Iterator[CodedLine]:
    """The lines of a file that ``written`` made."""
    for row in (_csv_rows(data) if form is JournalForm.CSV else _sheet_rows(data)):
        day, reference, code, centre, text, scheme, debit, credit = row
        yield CodedLine(date(int(day[6:]), int(day[3:5]), int(day[:2])), _bare(reference), _bare(code), _bare(centre),
                        _bare(text), _bare(scheme), _pence(debit), _pence(credit))


def _sums(lines: Sequence[CodedLine]) -> list[tuple[str, str, str, int, int]]:
    return [(line.on.isoformat(), line.reference, line.code, line.debit, line.credit) for line in lines]


def _csv_rows(data: bytes) -> list[Any]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))[1:]


def _sheet_rows(data: bytes) -> list[Any]:
    from openpyxl.reader.excel import load_workbook

    load: Any = load_workbook
    return [[cell if cell is not None else "" for cell in row] for row in load(BytesIO(data)).active.iter_rows(
        min_row=2, values_only=True)]


def _bare(text: Any) -> str:
    """A text without the mark that keeps a spreadsheet from taking it for a formula."""
    return str(text).removeprefix("'")


def _pence(cell: Any) -> int:
    return round(float(str(cell).replace(",", "")) * 100) if cell != "" else 0
