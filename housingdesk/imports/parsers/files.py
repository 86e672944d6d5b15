"""A file of another system into its tabs: CSV in any encoding, Excel workbooks of both kinds with all their sheets."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from housingdesk.errors import BadFile
from housingdesk.imports.parsers.workbooks import hidden_sheets, unvalued
from housingdesk.values.tables.decoding import Wanted, check_kind, decode, fingerprint
from housingdesk.values.tables.grid import read_csv
from housingdesk.values.tables.spreadsheets import read_sheets

MOST_ROWS = 1_000_000
_KEPT_READY, _KEPT = 8 * 1024 * 1024, 3
_WANTED = Wanted("a spreadsheet or CSV file", "Open it in the program it came from and save it as CSV or as an Excel workbook.")
Progress = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a file with its rows as text; ``name`` is empty for a CSV. ``numbers`` are the rows' own lines.

    A formula that was never worked out stands there as the formula. ``hidden``: nobody sees the sheet in the workbook.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    hidden: bool = False


def read_tabs(data: bytes, progress: Progress | None = None) -> list[Tab]:
    """The tabs of a file by what is in it, not by its name; BadFile with the way out for what is no table.

    ``progress`` hears of large sheets while they are unpacked, and may raise to stop it.
    """
    kind = check_kind(data, _WANTED)
    if kind == "text":
        grid = read_csv(decode(data, _WANTED).text)
        if len(grid.rows) > MOST_ROWS:
            raise BadFile(f"The file has {len(grid.rows):,} rows, and at most {MOST_ROWS:,} are read")
        return [Tab("", tuple(map(tuple, grid.rows)), tuple(grid.numbers))]
    seen = None if progress is None else lambda rows: progress(0, 0, f"Unpacking row {rows:,}")
    found = read_sheets(data, kind, seen)
    hidden, formulas = (hidden_sheets(data), unvalued(data)) if kind == "xlsx" else (frozenset[str](), {})
    return [Tab(name, _with(grid.rows, formulas.get(name, [])), tuple(grid.numbers), name in hidden) for name, grid in found]


def _with(rows: list[list[str]], formulas: list[tuple[int, int, str]]) -> tuple[tuple[str, ...], ...]:
    """Rows with the formulas that have no value."""
    for row, column, text in formulas:
        if row < len(rows):
            rows[row] += [""] * (column + 1 - len(rows[row]))
            rows[row][column] = rows[row][column] or text
    return tuple(map(tuple, rows))


def tabs_of(data: bytes, progress: Progress | None = None) -> list[Tab]:
    """``read_tabs``, with the last few files of ordinary size kept ready."""
    if len(data) > _KEPT_READY:
        return read_tabs(data, progress)
    key = fingerprint(data)
    with _ready_lock:
        found = _ready.pop(key, None)
    found = found if found is not None else read_tabs(data, progress)
    with _ready_lock:
        _ready[key] = found
        while len(_ready) > _KEPT:
            del _ready[next(iter(_ready))]
    return found


def tab_of(data: bytes, name: str) -> Tab:
    """The tab of this name; BadFile when the file has none."""
    found = next((tab for tab in tabs_of(data) if tab.name == name), None)
    if found is None:
        raise BadFile(f"The workbook has no sheet “{name}”")
    return found


# A workbook takes seconds to unpack, and its sheets are looked at one after the other, again and again.
_ready: dict[str, list[Tab]] = {}
_ready_lock = Lock()
