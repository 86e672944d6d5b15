"""Rows and cells of a CSV file or a spreadsheet, all as text, each with its line and its raw text as evidence."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from housingdesk.values.tables.refusing import refuse

MAX_COLUMNS = 300
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows[i]`` begins at physical line ``numbers[i]`` and was ``raws[i]`` in the file. ``kind``: csv or spreadsheet."""

    rows: list[list[str]]
    numbers: list[int]
    raws: list[str]
    kind: str = "csv"
    delimiter: str = ","

    def sample(self, count: int = 60) -> list[list[str]]:
        """The first rows, for a screen."""
        return [list(row) for row in self.rows[:count]]


def read_csv(text: str, delimiter: str = "") -> Grid:
    """Splits text into rows; refuses quotes that never close and rows too wide to be a list."""
    if text[:4].lower() == "sep=" and text[5:6] == "\n":
        delimiter = text[4]
    delimiter = delimiter or sniff(text)
    try:
        grid = _strict(text, delimiter)
    except csv.Error as error:
        if "field limit" in str(error):
            raise refuse("A cell is longer than 128 KB, so the file is not a list.") from None
        grid = _line_by_line(text, delimiter)
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        if len(row) > MAX_COLUMNS:
            raise refuse(f"The row has {len(row)} columns, more than any list", number)
    return grid


def sniff(text: str) -> str:
    """The delimiter that splits most of the first lines into the same number of columns, more columns winning."""
    head = [line for line in text[:20_000].split("\n")[:80] if line.strip()]
    best, delimiter = (0, 0), ","
    for candidate in _DELIMITERS:
        widths = Counter(len(row) for row in _lenient(head, candidate))
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
        score = (count * (width > 1), width)
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def _lenient(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    for line in lines:
        try:
            yield next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
        except csv.Error:
            continue


def _strict(text: str, delimiter: str) -> Grid:
    if '"' not in text:
        return _plain(text, delimiter)
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows = list(reader)
    if reader.line_num == len(rows):  # no cell goes over the end of its line
        return Grid(rows, list(range(1, len(rows) + 1)), lines[:len(rows)], "csv", delimiter)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows, numbers, raws = [], [], []
    before = 0
    for row in reader:
        after = reader.line_num
        if after - before > 1:
            _refuse_swallowed(row, delimiter, before + 1)
        rows.append(row)
        numbers.append(before + 1)
        raws.append(lines[before] if after - before == 1 else "\n".join(lines[before:after]))
        before = after
    return Grid(rows, numbers, raws, "csv", delimiter)


def _plain(text: str, delimiter: str) -> Grid:
    lines = text.removesuffix("\n").split("\n")
    limit = csv.field_size_limit()
    if any(len(line) > limit for line in lines):
        raise refuse("A line is longer than 128 KB, so the file is not a list.")
    rows = list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    return Grid(rows, list(range(1, len(rows) + 1)), lines, "csv", delimiter)


def _refuse_swallowed(row: list[str], delimiter: str, number: int) -> None:
    """A quote that never closed swallows the rows after it: a cell then holds lines that are rows themselves."""
    wide = len(row)
    for cell in row:
        for line in cell.split("\n")[1:]:
            if line.count(delimiter) >= max(wide - 1, 2):
                raise refuse("A quotation mark is opened and not closed, so rows would be lost", number)


def _line_by_line(text: str, delimiter: str) -> Grid:
    """For stray quotes inside cells: every line by itself, accepted only if all have the same number of columns."""
    lines = text.removesuffix("\n").split("\n")
    rows = [next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), []) for line in lines]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    usual = widths.most_common(1)[0][0] if widths else 0
    for number, row in enumerate(rows, 1):
        if len(row) == 1 and usual > 1 and lines[number - 1].count('"') % 2:
            raise refuse("A quotation mark is opened and not closed, so the row would be lost", number)
        if len(row) not in (0, 1, usual):
            raise refuse(f"The quotation marks do not match: the row falls into {len(row)} columns, others into {usual}",
                         number)
    return Grid(rows, list(range(1, len(rows) + 1)), lines, "csv", delimiter)
