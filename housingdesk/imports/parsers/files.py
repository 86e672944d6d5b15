"""A file of another system into its tabs: CSV in any encoding, Excel workbooks of both kinds with all their sheets."""

from dataclasses import dataclass
from functools import lru_cache

from housingdesk.errors import BadFile
from housingdesk.values.tables.decoding import Wanted, check_kind, decode
from housingdesk.values.tables.grid import read_csv
from housingdesk.values.tables.spreadsheets import read_sheets

MOST_ROWS = 1_000_000
_KEPT_READY = 8 * 1024 * 1024
_WANTED = Wanted("a spreadsheet or CSV file", "Open it in the program it came from and save it as CSV or as an Excel workbook.")


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a file with its rows as text; ``name`` is empty for a CSV. ``numbers`` are the rows' own lines."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def read_tabs(data: bytes) -> list[Tab]:
    """The tabs of a file by what is in it, not by its name; BadFile with the way out for what is no table."""
    kind = check_kind(data, _WANTED)
    if kind == "text":
        grid = read_csv(decode(data, _WANTED).text)
        found = [("", grid)]
    else:
        found = read_sheets(data, kind)
    tabs = []
    for name, grid in found:
        if len(grid.rows) > MOST_ROWS:
            raise BadFile(f"The file has {len(grid.rows):,} rows, and at most {MOST_ROWS:,} are read")
        tabs.append(Tab(name, tuple(map(tuple, grid.rows)), tuple(grid.numbers)))
    return tabs


def tabs_of(data: bytes) -> list[Tab]:
    """``read_tabs``, with the last few files of ordinary size kept ready."""
    return _ready(data) if len(data) <= _KEPT_READY else read_tabs(data)


def tab_of(data: bytes, name: str) -> Tab:
    """The tab of this name; BadFile when the file has none."""
    found = next((tab for tab in tabs_of(data) if tab.name == name), None)
    if found is None:
        raise BadFile(f"The workbook has no sheet “{name}”")
    return found


@lru_cache(maxsize=3)
def _ready(data: bytes) -> list[Tab]:
    """A workbook takes seconds to unpack, and its sheets are looked at one after the other, again and again."""
    return read_tabs(data)
