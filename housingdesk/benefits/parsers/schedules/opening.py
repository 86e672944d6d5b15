"""A schedule's file by what is in it, not by its name, into rows of cells; what is no list is refused with the way out."""

import csv
import math
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

from housingdesk.benefits.parsers.schedules.in_columns import cuts_of, row_of, words_of
from housingdesk.benefits.parsers.schedules.pdf_words import lines_of
from housingdesk.errors import BadFile
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.tables.decoding import Wanted, check_kind, check_size, decode
from housingdesk.values.tables.grid import Grid, read_csv
from housingdesk.values.tables.spreadsheets import read_xls, read_xlsx
from housingdesk.values.text import one_line

_MOST_ROWS = 20_000
_TEXT_IN_COLUMNS = 3
_WANTED = Wanted("a schedule", "Save its table as CSV or as an Excel workbook, or ask the office for one.")


@frozen
class Opened:
    """A file as rows with their lines; ``texts`` are its lines as they are read by a person.

    ``format``: csv, xls, xlsx, text or pdf. ``cuts``: where the columns of a text were found to begin.
    """

    format: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    cuts: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def open_file(data: bytes, cuts: Sequence[int] = ()) -> Opened:
    """The rows of a file; ``cuts`` are the columns of a text that were remembered."""
    check_size(data, _WANTED)
    if data.startswith(b"%PDF"):
        return _pdf(data)
    kind = check_kind(data, _WANTED)
    if kind != "text":
        return _grid(kind, *(read_xlsx(data) if kind == "xlsx" else read_xls(data)))
    if b"<table" in data[:200_000].lower() and data.lstrip()[:1] == b"<":
        return _web_table(data)
    return _text(data, cuts)


def _grid(format: str, grid: Grid, problems: Sequence[Problem]) -> Opened:
    rows = [_tidy(row) for row in grid.rows]
    return _opened(format, rows, grid.numbers, ["  ".join(filter(None, row)) for row in rows], (), problems)


def _tidy(row: Sequence[str]) -> tuple[str, ...]:
    """Every cell on one line with single spaces; most rows are so as they came."""
    whole = "\0".join(row)
    if " \0" not in whole and "\0 " not in whole and " ".join(whole.split()) == whole:
        return tuple(row)
    return tuple([one_line(cell) for cell in row])


def _opened(format: str, rows: Sequence[tuple[str, ...]], numbers: Sequence[int], texts: Sequence[str],
            cuts: Sequence[int], problems: Sequence[Problem]) -> Opened:
    if len(rows) > _MOST_ROWS:
        raise BadFile(f"The schedule has {len(rows):,} rows, and at most {_MOST_ROWS:,} are read")
    return Opened(format, tuple(rows), tuple(numbers), tuple(texts), tuple(cuts), tuple(problems))


def _text(data: bytes, cuts: Sequence[int]) -> Opened:
    decoded = decode(data, _WANTED)
    if decoded.text.count("\n") > _MOST_ROWS:
        raise BadFile(f"The schedule has more than {_MOST_ROWS:,} lines, and no more are read")
    try:
        grid = read_csv(decoded.text)
    except csv.Error as error:
        raise BadFile(f"The rows of the file cannot be told apart ({error})") from error
    widths = sorted([len(row) for row in grid.rows if "".join(row).strip()])
    if not cuts and widths and widths[len(widths) // 2] >= _TEXT_IN_COLUMNS:
        return _grid("csv", grid, decoded.warnings)
    texts = decoded.text.splitlines()
    lines = [words_of(text) for text in texts]
    found = tuple(cuts) or tuple(dict.fromkeys(math.floor(cut + 0.5) for cut in cuts_of(lines)))
    if not found:
        made = _grid("csv", grid, decoded.warnings)
        return replace(made, texts=tuple(texts)) if len(texts) == len(made.rows) else made
    rows = [tuple(row_of(line, found)) if line else () for line in lines]
    return _opened("text", rows, range(1, len(rows) + 1), texts, found, decoded.warnings)


def _pdf(data: bytes) -> Opened:
    lines = lines_of(data)
    found = cuts_of(lines) or (0.0,)
    rows = [tuple(row_of(line, found)) for line in lines]
    texts = [" ".join(word.text for word in line) for line in lines]
    return _opened("pdf", rows, range(1, len(rows) + 1), texts, (), ())


class _Table(HTMLParser):
    """The rows of all tables of a web page: what some portals give as a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, ...]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser hands it over
        """A row or a cell begins."""
        if tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """A row or a cell ends."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Text of the cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row.append(one_line(" ".join(self._cell)))
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self.rows.append(tuple(self._row[:300]))
        self._row = None


def _web_table(data: bytes) -> Opened:
    table = _Table()
    try:
        table.feed(data.decode("utf-8", "replace"))
        table.close()
    except (AssertionError, ValueError) as error:
        raise BadFile(f"The file is a web page that cannot be read. {_WANTED.advice}") from error
    if len(table.rows) < 2:
        raise BadFile("The file is a web page without a list in it. Perhaps it is the portal’s sign-in page; fetch it again")
    texts = ["  ".join(filter(None, row)) for row in table.rows]
    return _opened("xls", table.rows, range(1, len(table.rows) + 1), texts, (), ())
