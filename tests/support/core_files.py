"""The file of a lettings upload 2026/27 as bytes: whether the service would read it at all, and the rows in it.

Decides header rows, the row of field numbers, quoting and rows that are the same letting twice (core lettings, sections 2, 3
and 8). Stricter than the service in one thing: it drops bytes that are not UTF-8 silently, and with them letters of names.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tests.support.core_cells import QUOTED_EMPTY, Category, Look, Owner
from tests.support.core_codes import LAST_FIELD
from tests.support.core_letting import FIRST_DAY, LAST_DAY
from tests.support.core_money import CHARGES

LARGEST_FILE = 10 * 1024 * 1024
_SAME_LETTING = (1, 8, 9, 10, 13, 18, 19, 23, 24, 41, 42, 47)
Cells = dict[int, str]


class Malformed(ValueError):
    """Quotes that do not come in pairs around whole cells."""


def written(rows: Iterable[Mapping[int, str]], *, numbers: Iterable[int] = range(1, LAST_FIELD + 1)) -> bytes:
    """A file of these rows under header rows like those of the service, its columns in the order of ``numbers``."""
    order, text = list(numbers), io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Section", *["Letting"] * len(order)])
    writer.writerow(["Field number", *order])
    writer.writerows([["", *(cells.get(number, "") for number in order)] for cells in rows])
    return text.getvalue().encode("utf-8-sig")


def file_errors(data: bytes) -> list[str]:
    """Why the service would not read this file any further; an empty list if it would."""
    if len(data) > LARGEST_FILE:
        return ["The file is larger than 10 MB."]
    if b"\0" in data:
        return ["The file is not text."]
    try:
        data.decode("utf-8")
        rows = _rows(data)
    except UnicodeDecodeError:
        return ["The file is not UTF-8: letters would be lost."]
    except Malformed as error:
        return [f"Service failure: {error}"]
    return _header_errors(rows) or _date_errors(data) + _same_blank_rows(rows)


def _header_errors(rows: list[list[str]]) -> list[str]:
    if not rows:
        return ["Template is blank."]
    header = _header_row(rows)
    if header is None:
        return ["The required header rows are missing."]
    numbers = sorted(int(cell) for cell in rows[header][1:] if _bare_number(cell))
    if numbers != list(range(1, LAST_FIELD + 1)):
        return [f"Incorrect number of fields: {len(numbers)}."]
    if not any(cell.strip() for row in rows[header + 1:] for cell in row[1:]):
        return ["Template is blank."]
    return []


def _date_errors(data: bytes) -> list[str]:
    start = Look(next(iter(rows_of(data))), Owner.PRP, FIRST_DAY).date(8)
    return [] if start is None or FIRST_DAY <= start <= LAST_DAY else ["Incorrect start dates."]


def _same_blank_rows(rows: list[list[str]]) -> list[str]:
    header = _header_row(rows)
    blank = [row for row in rows[(header or 0) + 1:] if not any(cell.strip() for cell in row[1:])]
    return ["Rows without an answer are duplicates of each other."] if len(blank) > 1 else []


def rows_of(data: bytes) -> list[Cells]:
    """The cells of each data row by their field number, only those that hold anything; rows of commas are empty."""
    rows = _rows(data)
    header = _header_row(rows)
    if header is None:
        return []
    columns = {place: int(cell) for place, cell in enumerate(rows[header]) if place and _bare_number(cell)}
    return [{columns[place]: cell for place, cell in enumerate(row) if cell and place in columns} for row in rows[header + 1:]]


def _bare_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and not cell.startswith("0")


def _header_row(rows: list[list[str]]) -> int | None:
    return next((at for at, row in enumerate(rows) if "field number" in row[0].casefold()), None)


def _rows(data: bytes) -> list[list[str]]:
    """Every row that has cells; a cell of an empty pair of quotes is told from an empty one."""
    text = data.decode("utf-8-sig", errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
    return [row for row in _split(text) if row != [""]]


def _split(text: str) -> Iterator[list[str]]:
    at, row = 0, list[str]()
    while at < len(text):
        cell, at = _cell(text, at)
        row.append(cell)
        if at < len(text) and text[at] == ",":
            at += 1
            if at < len(text) and text[at] != "\n":
                continue
            row.append("")
        yield row
        row, at = [], at + 1


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins here, and where the comma, the end of the line or of the text after it stands."""
    if not text.startswith('"', at):
        end = min((place for place in (text.find(",", at), text.find("\n", at)) if place >= 0), default=len(text))
        if '"' in text[at:end]:
            raise Malformed("a quote inside a cell without quotes.")
        return text[at:end], end
    parts, start = list[str](), at + 1
    while True:
        end = text.find('"', start)
        if end < 0:
            raise Malformed("a quote is not closed.")
        parts.append(text[start:end])
        if not text.startswith('"', end + 1):
            break
        parts.append('"')
        start = end + 2
    if end + 1 < len(text) and text[end + 1] not in ",\n":
        raise Malformed("text after a closing quote.")
    return "".join(parts) or QUOTED_EMPTY, end + 1


def duplicate_errors(rows: Sequence[Mapping[int, str]]) -> dict[int, set[tuple[int, Category]]]:
    """The rows that are the same letting as another row of the file, and the cells that say so."""
    alike = defaultdict[tuple[object, ...], list[int]](list)
    for number, cells in enumerate(rows):
        alike[_letting(cells)].append(number)
    return {number: {(field, Category.SETUP) for field in _named(rows[number])}
            for numbers in alike.values() if len(numbers) > 1 for number in numbers}


def _letting(cells: Mapping[int, str]) -> tuple[object, ...]:
    look = Look(cells, Owner.PRP, date.min)
    amounts = [look.amount(number) for number in CHARGES]
    total = sum(amount for amount in amounts if amount is not None) if None not in amounts else None
    return (*(_same(look, number) for number in _SAME_LETTING), total)


def _same(look: Look, number: int) -> object:
    return look.text(number) if look.number(number) is None else look.number(number)


def _named(cells: Mapping[int, str]) -> tuple[int, ...]:
    return _SAME_LETTING + (CHARGES if all(cells.get(number) for number in CHARGES) else ())
