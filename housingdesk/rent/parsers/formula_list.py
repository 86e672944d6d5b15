"""A list of formula rents out of a file (CSV or a workbook): which row is which home, and what cannot be read.

A home is found by its UPRN, else by its address as it stands here; an amount is pounds a week.
"""

from collections.abc import Mapping, Sequence

from housingdesk.values.money import parse_money
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.tables.decoding import Wanted, check_kind, decode
from housingdesk.values.tables.grid import read_csv
from housingdesk.values.tables.spreadsheets import read_xls, read_xlsx
from housingdesk.values.text import fold

_WANTED = Wanted("a list of formula rents", "Save it as CSV or as a workbook.")
_HOME = ("uprn", "address", "property", "home")
_AMOUNT = ("formula", "target", "rent", "amount", "registered")


@frozen
class ReadList:
    """The rents that were read, home and pence a week, and what is wrong, each naming its row."""

    rows: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]


def read_file(data: bytes, homes: Mapping[str, int]) -> ReadList:
    """Reads a file; BadFile with the way out for what is no list. ``homes`` are ids by UPRN and by folded address."""
    kind = check_kind(data, _WANTED)
    if kind == "text":
        grid = read_csv(decode(data, _WANTED).text)
    else:
        grid, _ = read_xlsx(data) if kind == "xlsx" else read_xls(data)
    return read_list(grid.rows, grid.numbers, homes)


def read_list(table: Sequence[Sequence[str]], numbers: Sequence[int], homes: Mapping[str, int]) -> ReadList:
    """Reads a table with its heads; ``numbers`` are the lines of its rows.

    >>> found = read_list([["UPRN", "Formula rent"], ["10001", "£101.50"], ["10009", "90"]], [1, 2, 3], {"10001": 4})
    >>> found.rows, [str(problem) for problem in found.problems]
    (((4, 10150),), ['Line 3: 10009 is no home of ours'])
    """
    found = next(((place, *columns) for place, row in enumerate(table) if (columns := _columns(row)) is not None), None)
    if found is None:
        return ReadList((), (Problem("heads", "No column is headed UPRN or Address beside one headed Formula rent"),))
    first, places, amount = found
    rows: dict[int, int] = {}
    problems = []
    for number, row in zip(numbers[first + 1:], table[first + 1:], strict=True):
        if not any(cell.strip() for cell in row):
            continue
        home = next((homes[key] for place in places if (key := _key(row, place)) in homes), None)
        said = _problem(row, places, amount, home, rows)
        if said or home is None:
            problems.append(Problem("row", said, number))
        else:
            rows[home] = parse_money(row[amount])
    return ReadList(tuple(rows.items()), tuple(problems))


def _problem(row: Sequence[str], places: Sequence[int], amount: int, home: int | None, rows: Mapping[int, int]) -> str:
    name = next((row[place].strip() for place in places if place < len(row) and row[place].strip()), "")
    if home is None:
        return f"{name} is no home of ours" if name else "No home is named"
    if home in rows:
        return f"{name} stands twice"
    try:
        pence = parse_money(row[amount] if amount < len(row) else "")
    except ValueError as reason:
        return f"{name}: {reason}"
    return "" if pence > 0 else f"{name}: a formula rent is more than nil"


def _columns(row: Sequence[str]) -> tuple[tuple[int, ...], int] | None:
    heads = [fold(cell) for cell in row]
    places = tuple(place for word in _HOME for place, head in enumerate(heads) if word in head)
    amounts = [place for word in _AMOUNT for place, head in enumerate(heads) if word in head and place not in places]
    return (tuple(dict.fromkeys(places)), amounts[0]) if places and amounts else None


def _key(row: Sequence[str], place: int) -> str:
    return fold(row[place]).strip() if place < len(row) else ""
