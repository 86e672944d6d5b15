"""Pence stand in a workbook as they are meant, so that whoever reads the file without Excel gets the same sum."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl.reader.excel import load_workbook

from housingdesk.reports.export import Sheet, as_workbook


def test_pence_are_written_to_two_places_and_read_back_as_numbers() -> None:
    pence = (995, -1, 0, 100_000_029, -123_456_789)
    data = as_workbook([Sheet("Journal", ("What", "Amount"), [("a", one) for one in pence])])
    sheet = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    written = re.findall(r'<c r="B\d+"[^>]*t="n"[^>]*><v>(.*?)</v>', sheet)
    assert written == ["9.95", "-0.01", "0.00", "1000000.29", "-1234567.89"]
    load: Any = load_workbook
    read = [row[1] for row in load(BytesIO(data)).active.iter_rows(min_row=2, values_only=True)]
    assert not any(isinstance(one, str) for one in read) and [round(one * 100) for one in read] == list(pence)
