"""Reads a CORE upload as the service does (core-lettings §2 and §3), and refuses the files that it refuses.

What is wrong with the answers of a row is for the rules; here a file is one that the service would take apart, or none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from housingdesk.errors import BadFile
from housingdesk.lettings.rules.core.catalogue import Catalogue, Field
from housingdesk.lettings.rules.core.cells import Value, read_cell
from housingdesk.lettings.rules.core.log import Landlord, Log
from housingdesk.values.dates import format_date

MAX_BYTES = 10 * 1024 * 1024
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|\Z)')
_WHOLE = re.compile(r"[1-9][0-9]*")
_HEADER = "field number"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data: its place in the sheet and the number that the service's report gives it, both from 1.

    ``log`` is None for a row of empty cells, of which the service makes no log.
    """

    sheet_row: int
    reported: int
    log: Log | None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the service takes apart, and sentences on what it loses of it without a word."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def logs(self) -> list[Log]:
        """The logs in the order of the file."""
        return [row.log for row in self.rows if row.log is not None]


Raw = list[tuple[str, bool]]


def read_upload(data: bytes, catalogue: Catalogue, landlord: Landlord) -> Upload:
    """The logs of a file; BadFile with the service's reason and the way out when it refuses the whole file (§3)."""
    text, notes = _text(data)
    rows = list(_rows(text))
    if not any(cell.strip() for row in rows for cell, _ in row):
        raise BadFile("The file is empty. Save the sheet with its logs as CSV, and send that")
    header = next((place for place, row in enumerate(rows) if row and _HEADER in row[0][0].lower()), None)
    if header is None:
        raise BadFile("No row has “Field number” in column A, and the header rows are compulsory. Save the template with its "
                      "header rows")
    columns = _columns(rows[header], catalogue)
    made = tuple(_made(rows, header, columns, catalogue, landlord))
    if not any(row.log for row in made):
        raise BadFile("There is no log below the header rows. Put each letting on a row of its own, from column B")
    _same_year(made, catalogue)
    shifted = [row for row in made if row.sheet_row != row.reported]
    if shifted:
        first = shifted[0]
        notes.append(f"Empty lines are skipped, so the service’s report counts row {first.sheet_row} as {first.reported}")
    return Upload(made, tuple(notes))


def _text(data: bytes) -> tuple[str, list[str]]:
    if len(data) > MAX_BYTES:
        raise BadFile("The file is larger than 10 MB. Split it into several")
    if data[:2] == b"PK" or b"\0" in data:
        raise BadFile("The file is not CSV. Open it and save it as CSV (UTF-8)")
    text = data.decode("utf-8", "ignore")
    lost = len(data) - len(text.encode("utf-8"))
    notes = [] if not lost else ["The file is not UTF-8: letters with accents are lost without a word. Save it as CSV (UTF-8)"]
    return text.removeprefix("\ufeff"), notes


def _rows(text: str) -> Iterator[Raw]:
    """Every line as (cell, in quotes) pairs; an empty line is an empty row."""
    at, row, number = 0, Raw(), 1
    while at < len(text):
        match = _CELL.match(text, at)
        if match is None:
            raise BadFile(f"Row {number}: a quotation mark stands where none can. Put the whole cell in quotes, and double "
                          "the marks in it")
        quoted = match[1] is not None
        row.append((match[1].replace('""', '"') if quoted else match[2], quoted))
        at = match.end()
        if match[3] == ",":
            if at < len(text):
                continue
            row.append(("", False))
        yield [] if row == [("", False)] else row
        row, number = Raw(), number + 1


def _columns(header: Raw, catalogue: Catalogue) -> dict[int, Field]:
    """Fields by their place in a row. Only bare whole numbers count, in any order; other columns are ignored (§2)."""
    wanted = len(catalogue.fields)
    numbers = {place: int(cell) for place, (cell, _) in enumerate(header) if place and _WHOLE.fullmatch(cell)}
    if len(numbers) != wanted:
        raise BadFile(f"The row “Field number” has {len(numbers)} numbers, and CORE {catalogue.collection} has {wanted}. Use "
                      "the template of that year, saved with commas between the cells")
    lacking = sorted(set(catalogue.by_number) - set(numbers.values()))
    if lacking:
        raise BadFile(f"The row “Field number” lacks {', '.join(map(str, lacking[:5]))}, and has other numbers twice or too "
                      "high. Use the template with its numbers as they are")
    return {place: catalogue.field(number) for place, number in numbers.items()}


def _made(rows: Sequence[Raw], header: int, columns: dict[int, Field], catalogue: Catalogue,
          landlord: Landlord) -> Iterator[Row]:
    reported = sum(bool(row) for row in rows[: header + 1])
    for place, row in enumerate(rows[header + 1:], header + 2):
        if row:
            reported += 1
            yield Row(place, reported, _log(row, columns, catalogue, landlord))


def _log(row: Raw, columns: dict[int, Field], catalogue: Catalogue, landlord: Landlord) -> Log | None:
    values: dict[str, Value] = {}
    refused: dict[str, str] = {}
    misread: dict[str, str] = {}
    for place, (text, quoted) in enumerate(row):
        field = columns.get(place)
        if field is None:
            continue
        cell = read_cell(field.column, text, quoted=quoted)
        if cell.value is not None:
            values[field.key] = cell.value
        if cell.refused:
            refused[field.key] = text
        if cell.misread:
            misread[field.key] = text
    if not values and not any(text.strip() for text in refused.values()):
        return None
    return Log(catalogue, landlord, values, refused, misread)


def _same_year(rows: Sequence[Row], catalogue: Catalogue) -> None:
    """The first row's start date decides for the file; one that is missing or impossible passes here (§3)."""
    first = rows[0].log
    start = None if first is None else first.day("start")
    if start is not None and not catalogue.first <= start <= catalogue.last:
        raise BadFile(f"The first letting starts on {format_date(start)}, which is not in CORE {catalogue.collection}. Send "
                      "it with the file of its own year, or put the date right")
