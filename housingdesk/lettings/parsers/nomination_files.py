"""A file of nominations into rows of text: CSV however it is delimited and encoded, Excel workbooks, and plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import BadFile
from housingdesk.lettings.parsers.nomination_columns import Columns, bare, guess
from housingdesk.lettings.parsers.nomination_text import looks_labelled, read_pasted
from housingdesk.lettings.parsers.nominations import Listing, read_rows
from housingdesk.values.problems import Problem
from housingdesk.values.tables.decoding import Wanted, check_kind, decode
from housingdesk.values.tables.grid import read_csv
from housingdesk.values.tables.spreadsheets import read_xls, read_xlsx

_MOST_ROWS = 5000
_WANTED = Wanted("a list of nominations", "Open it, copy its text and paste that instead.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was opened: its rows with their lines, or a text with labels (``text``) instead."""

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    text: str = ""
    problems: tuple[Problem, ...] = ()


class NeedsColumns(BadFile):
    """Nobody has said yet what the columns hold; ``guess`` is what their heads say."""

    def __init__(self, rows: Sequence[Sequence[str]], guess: Columns) -> None:
        super().__init__("Say first what each column of this list holds")
        self.rows, self.guess = [list(row) for row in rows], guess


def open_file(data: bytes) -> Opened:
    """The rows of a file by what is in it, not by its name; BadFile with the way out for what is no list."""
    kind = check_kind(data, _WANTED)
    if kind != "text":
        grid, problems = read_xlsx(data) if kind == "xlsx" else read_xls(data)
        return _opened(grid.rows, grid.numbers, "", problems)
    decoded = decode(data, _WANTED)
    grid = read_csv(decoded.text)
    text = decoded.text if guess(grid.rows)[0] < 0 and looks_labelled(decoded.text) else ""
    return _opened(grid.rows, grid.numbers, text, decoded.warnings)


def open_text(text: str) -> Opened:
    """Text that was pasted: rows of a spreadsheet, or an e-mail."""
    if not text.strip():
        raise BadFile("There is no text yet")
    return open_file(text.encode())


def _opened(rows: Sequence[Sequence[str]], numbers: Sequence[int], text: str, problems: Sequence[Problem]) -> Opened:
    if len(rows) > _MOST_ROWS:
        raise BadFile(f"The list has {len(rows):,} rows, and at most {_MOST_ROWS:,} are read")
    return Opened(tuple(map(tuple, rows)), tuple(numbers), text, tuple(problems))


def read_opened(opened: Opened, columns: Columns | None, today: date) -> Listing:
    """Every nominee of a file. Without ``columns`` its heads are trusted only if each column of it is known.

    NeedsColumns when a person has to say what the columns hold.
    """
    if opened.text:
        listing = read_pasted(opened.text, today)
    else:
        _, proposed = guess(opened.rows)
        used = columns if columns is not None else proposed
        if used.problems() or (columns is None and not _all_known(proposed)):
            raise NeedsColumns(opened.rows, proposed if proposed.head else guess(opened.rows, least=1)[1])
        listing = read_rows(opened.rows, opened.numbers, used, today)
    return Listing(listing.nominees, listing.columns, (*opened.problems, *listing.problems))


def _all_known(columns: Columns) -> bool:
    return all(role or not bare(head) for role, head in zip(columns.roles, (*columns.head, *[""] * 300), strict=False))


def fits(columns: Columns, opened: Opened) -> bool:
    """Whether columns that were remembered stand over this file in the same words."""
    head = [bare(cell) for cell in columns.head]
    return any([bare(cell) for cell in row] == head for row in opened.rows[:25]) if head else False
