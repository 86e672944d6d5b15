"""Which rows of a table are entries, and what the other rows are: headings again, balances, footers, labelled totals.

A row that is not clearly one or the other stops the file, unless the person asked to leave that line out.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from housingdesk.bank.parsers.mapping import Mapping, find_heading, heading
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.grid import Grid
from housingdesk.values.tables.refusing import refuse, warn

BALANCE_WORDS = re.compile(r"(?:(?:opening|closing|starting|ending|start|end|previous) balance|"
                           r"balance (?:(?:brought|carried) )?(?:forward|down)|(?:brought|carried) forward|"
                           r"(?:balance )?[bc]/f(?:wd)?|balance as at [\w ]+)\W*",
                           re.IGNORECASE)
PENDING = re.compile(r"pend|authori[sz]|hold|held|unclear|in progress|proces", re.IGNORECASE)
NEVER = re.compile(r"revert|declin|fail|cancel|reject|abort|reversed", re.IGNORECASE)
_FOOTER = re.compile(r"\b(?:total|totals|balance|closing|opening|count|number of|transactions|carried|brought|end of|page|"
                     r"printed|generated|statement|sum)\b", re.IGNORECASE)
_MONEY = re.compile(r"[-+(]?£?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d\)?")
_TOTAL = re.compile(r"\btotals?\b", re.IGNORECASE)


@dataclass(slots=True)
class Rows:
    """The rows that are entries, beside their line numbers and raw text; ``others`` are indexes of the grid's rest."""

    cells: list[list[str]]
    numbers: list[int]
    raws: list[str]
    others: list[int]

    def column(self, index: int | None) -> list[str]:
        """The stripped cells of a column; empty texts where the mapping has none."""
        if index is None:
            return [""] * len(self.cells)
        return [cells[index].strip() for cells in self.cells]


def start_of(grid: Grid, mapping: Mapping) -> int:
    """The index of the first row under the headings."""
    if not mapping.header:
        return mapping.skip
    found = find_heading(grid.rows, mapping.header)
    if found is None:
        raise refuse("The headings are not those of the saved columns: " + ", ".join(mapping.header))
    return found + 1


def check_heading(grid: Grid, mapping: Mapping, is_day: Callable[[str], bool]) -> None:
    """Headings hold no date: where they do, a line end is missing and the first entry would be lost."""
    if mapping.header and any(is_day(cell) for cell in grid.rows[start_of(grid, mapping) - 1]):
        raise refuse("An entry stands in the row of the headings: a line end is missing. Download the file again",
                     grid.numbers[start_of(grid, mapping) - 1])


def entries(grid: Grid, mapping: Mapping, leave_out: Collection[int], is_day: Callable[[str], bool],
            warnings: list[Problem]) -> Rows:
    """Rows whose date column holds a date, and the indexes of all the others that hold anything."""
    rows, column = Rows([], [], [], []), mapping.date or 0
    known: dict[str, bool] = {}
    for index in range(start_of(grid, mapping), len(grid.rows)):
        cells, number = grid.rows[index], grid.numbers[index]
        text = cells[column] if column < len(cells) else ""
        dated = known.get(text)
        if dated is None:
            dated = known[text] = is_day(text)
        if not dated and not any(cell.strip() for cell in cells):
            continue
        if number in leave_out:
            warnings.append(warn("The line is left out, as asked.", number))
        elif not dated:
            if not mapping.header or heading(cells) != mapping.header:
                rows.others.append(index)
        elif not _is_balance(cells, mapping, number, warnings):
            rows.cells.append(cells)
            rows.numbers.append(number)
            rows.raws.append(grid.raws[index])
    return rows


def _is_balance(cells: Sequence[str], mapping: Mapping, number: int, warnings: list[Problem]) -> bool:
    """Balances brought forward stand among the entries of some banks; they are not money that moved."""
    for column in mapping.narrative:
        text = cells[column].strip().strip("'") if column < len(cells) else ""
        if BALANCE_WORDS.fullmatch(text):
            warnings.append(warn(f"“{text}” is a balance, not a payment; it is not counted.", number, column + 1, "balance"))
            return True
    return False


def check_widths(rows: Rows, mapping: Mapping, grid: Grid, is_day: Callable[[str], bool]) -> None:
    """A row shorter than the rest was cut off; one that is longer has an unquoted delimiter inside a text."""
    widths = Counter(map(len, rows.cells))
    needed = max(mapping.used()) + 1
    # Of widths that are equally common the narrower: a row that is twice as wide is two rows.
    usual, count = max(widths.items(), key=lambda item: (item[1], item[0] >= needed, -item[0]))
    if usual < needed:
        raise refuse(f"The columns chosen go up to {needed}, the rows have {usual}", rows.numbers[0])
    if len(widths) == 1:
        return
    least = usual if count >= 0.8 * len(rows.cells) and grid.kind == "csv" else needed
    for position, cells in enumerate(rows.cells):
        if len(cells) < least:
            raise refuse(f"The row has {len(cells)} columns where others have {usual}: it is cut off",
                         rows.numbers[position])
        if len(cells) > usual and any(cell.strip() for cell in cells[usual:]):
            if any(is_day(cell) for cell in cells[usual:]):
                raise refuse("Two entries stand in one row: a line end is missing. Download the file again",
                             rows.numbers[position])
            rows.cells[position] = _rejoined(cells, usual, mapping, grid.delimiter, rows.numbers[position])


def _rejoined(cells: list[str], usual: int, mapping: Mapping, delimiter: str, number: int) -> list[str]:
    """An unquoted delimiter in a description that is the last column harms nothing and is put back."""
    if usual - 1 in mapping.narrative and max(mapping.used()) == usual - 1:
        return [*cells[:usual - 1], delimiter.join(cells[usual - 1:])]
    raise refuse(f"The row has {len(cells)} columns where others have {usual}: a text in it seems to hold “{delimiter}” "
                 "without quotation marks", number)


def check_others(grid: Grid, rows: Rows, mapping: Mapping, read_money: Callable[[str], int | None],
                 amounts: Sequence[int], warnings: list[Problem]) -> None:
    """Rows without a date: labelled totals must agree, other footers are passed over, an amount stops the file."""
    date_column = mapping.date or 0
    money = [index for index in (mapping.amount, mapping.paid_in, mapping.paid_out) if index is not None]
    for index in rows.others:
        cells, number = grid.rows[index], grid.numbers[index]
        shown = " ".join(cell.strip() for cell in cells if cell.strip())
        found = {column: pence for column in money if (pence := _quiet(cells, column, read_money)) is not None}
        states = [cells[column] for column in (date_column, mapping.status) if column is not None and column < len(cells)]
        if any(PENDING.search(state) or NEVER.search(state) for state in states):
            warnings.append(warn("A row that is pending or moved no money has no date and is left out.", number))
        elif _TOTAL.search(shown):
            _check_total(found, mapping, amounts, number)
        elif (found or _like_an_entry(cells)) and not _FOOTER.search(shown):
            raise refuse(f"The row has an amount but no date: “{shown[:60]}”", number, date_column + 1, "date")


def _like_an_entry(cells: Sequence[str]) -> bool:
    """Whether a row without a date is an entry all the same: its cells have moved, or its date is broken."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) >= 3 and any(_MONEY.fullmatch(cell) for cell in filled)


def _quiet(cells: Sequence[str], column: int, read_money: Callable[[str], int | None]) -> int | None:
    try:
        return read_money(cells[column].strip()) if column < len(cells) and cells[column].strip() else None
    except ValueError:
        return None


def _check_total(found: dict[int, int], mapping: Mapping, amounts: Sequence[int], number: int) -> None:
    into, out = sum(pence for pence in amounts if pence > 0), sum(pence for pence in amounts if pence < 0)
    expected = {mapping.amount: {into + out, -into - out, into, out, -out}, mapping.paid_in: {into},
                mapping.paid_out: {out, -out}}
    for column, pence in found.items():
        if pence not in expected[column]:
            raise refuse(f"The total is {decimal_text(pence)}, the rows have {decimal_text(into)} in and "
                         f"{decimal_text(-out)} out. Download the file again", number, column + 1, "total")
