"""The rows under a schedule's heads, one by one: a line, a total, the heads of the next page, or text beside the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from housingdesk.benefits.parsers.schedules import layout as roles
from housingdesk.benefits.parsers.schedules.cells import Reader, Sums, sums_of, taken_with_minus
from housingdesk.benefits.parsers.schedules.content import is_money
from housingdesk.benefits.parsers.schedules.heads import role_of
from housingdesk.benefits.parsers.schedules.labelled import pence_of
from housingdesk.benefits.rules.schedules.shapes import FILE, NOBODY, UNREAD, ReadLine
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case, squash

_TOTAL = re.compile(r"^\W*(?:\w+[ \-]+){0,3}?(?:sub ?-?)?totals?\b|\bnet payable\b|\b(?:carried|brought) forward\b|"
                    r"^[cb]/?f(?:wd)?\b", re.IGNORECASE)
_PART_TOTAL = re.compile(r"sub ?-?total|page|forward|[cb]/?f(?:wd)?\b", re.IGNORECASE)
_PAGE = re.compile(r"\bpage\b", re.IGNORECASE)
_FEW_LETTERS = 3
_RECOVERY_TOTAL = re.compile(r"deduct|recover|overpa|gross|number|claims", re.IGNORECASE)


@dataclass(slots=True)
class Table:
    """What was made of the rows so far; ``totals`` are pence of rows that call themselves a total, ``beside`` other rows."""

    lines: list[ReadLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    paid: list[date] = field(default_factory=list)
    creditors: list[str] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)


def read_table(rows: Sequence[Sequence[str]], numbers: Sequence[int], reader: Reader, *, wraps: bool) -> Table:
    """Every row under the heads; ``wraps``: a name or an address may go on in the row below (texts and PDFs)."""
    table = Table()
    reverse = reader.takes_off(rows) and taken_with_minus(_amounts(reader, row) for row in rows)
    head = [squash(cell) for cell in reader.layout.head]
    worded = not any(map(str.isdigit, "".join(head)))
    for place, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        plain = worded and _is_plain(row, reader)
        if not plain and (not any(row) or _is_heads(row, head)):
            continue
        if not plain and _is_total(row, reader):
            _take_total(table, row, reader)
        elif not _take_line(table, row, number, reader, reverse=reverse) and not (wraps and _goes_on(table, row, reader)):
            table.beside.append(place)
            if not wraps and reader.name(row) and (said := reader.text(row, roles.CLAIM, roles.RENT)):
                table.problems.append(Problem(FILE, f"No amount stands beside {said}, so the line is left out", number))
    return table


def _amounts(reader: Reader, row: Sequence[str]) -> tuple[int | None, int | None, int | None]:
    try:
        if not (taken := reader.pence(row, roles.RECOVERY)):
            return None, None, None
        return reader.pence(row, roles.GROSS), taken, reader.pence(row, roles.NET)
    except ValueError:
        return None, None, None


def _is_plain(row: Sequence[str], reader: Reader) -> bool:
    """Whether a row has an amount and a number for its reference: nearly all have, and those are neither heads nor a total."""
    if not is_money(reader.text(row, roles.NET) or reader.text(row, roles.GROSS)):
        return False
    return reader.text(row, roles.CLAIM)[-1:].isdigit() or reader.text(row, roles.RENT)[-1:].isdigit()


def _is_heads(row: Sequence[str], head: Sequence[str]) -> bool:
    """The heads again, whole or the half of them that stood on one of two rows."""
    if len(row) == len(head) and squash(row[-1]) == head[-1] and all(
            squash(cell) == whole for cell, whole in zip(row, head, strict=True)):
        return True
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and not any(map(is_money, filled)) and (
        sum(bool(role_of(cell)) for cell in filled) * 2 > len(filled)
        or (bool(head) and all(squash(cell) in whole for cell, whole in zip(row, head, strict=False))))


def _is_total(row: Sequence[str], reader: Reader) -> bool:
    said = f"|{'|'.join(row)}".lower()
    if "total" not in said and "payable" not in said and "forward" not in said and "|cf" not in said and (
            "|bf" not in said) and "|c/f" not in said and "|b/f" not in said:
        return False  # no row that calls itself a total: looked for before the pattern is
    words = [cell for cell in row if cell and not is_money(cell)]
    return bool(words) and any(_TOTAL.search(cell) for cell in words) and not any(
        any(map(str.isdigit, cell)) for cell in reader.cells(row, roles.CLAIM, roles.RENT))


def _take_total(table: Table, row: Sequence[str], reader: Reader) -> None:
    words = " ".join(cell for cell in row if cell and not is_money(cell))
    said = [cell for role, cell in zip(reader.layout.roles, row, strict=False) if role == roles.NET and cell]
    found = [pence for cell in said or row if cell and (pence := pence_of(cell)) is not None and (said or is_money(cell))]
    if not found:  # words and amount may stand in one cell
        found = [pence for cell in row for part in cell.split() if is_money(part) and (pence := pence_of(part)) is not None]
    if found and not _RECOVERY_TOTAL.search(words):
        (table.parts if _PART_TOTAL.search(words) else table.totals).append(found[-1])


def _take_line(table: Table, row: Sequence[str], number: int, reader: Reader, *, reverse: bool) -> bool:
    """Whether the row is a line, or would be one but for what the problem says."""
    claim = reader.text(row, roles.CLAIM)
    rent, name = reader.text(row, roles.RENT), reader.name(row)
    try:
        amounts = [reader.pence(row, roles.GROSS), reader.pence(row, roles.RECOVERY), reader.pence(row, roles.NET)]
    except ValueError as error:
        if not _would_be_line(reader.cells(row, roles.GROSS, roles.RECOVERY, roles.NET), claim + rent, name):
            return False
        table.problems.append(Problem(UNREAD, sentence_case(str(error)), number))
        return True
    if reader.minus(row):
        amounts = [-amount if amount else amount for amount in amounts]
    said = reader.text(row, roles.SAID, joined=", ")
    sums = sums_of(*amounts, said=said, reverse=reverse)
    if sums is None:
        return False
    if not (claim or rent or name):
        if not (sums.gross or sums.taken or sums.net):
            return False
        table.problems.append(Problem(NOBODY, "There is an amount, but neither a reference nor a name", number))
    table.lines.append(_line(table, row, number, reader, sums, said, claim, rent, name))
    return True


def _would_be_line(amounts: Sequence[str], reference: str, name: str) -> bool:
    """Whether a row whose amount cannot be read is a line all the same, and no head or foot of a page."""
    said = "".join(amounts)
    if not any(map(str.isdigit, said)) or _PAGE.search(said):
        return False
    return any(map(str.isdigit, reference)) or (bool(reference or name) and sum(map(str.isalpha, said)) <= _FEW_LETTERS)


def _line(table: Table, row: Sequence[str], number: int, reader: Reader, sums: Sums, said: str, claim: str, rent: str,
          name: str) -> ReadLine:
    if sums.wrong:
        table.problems.append(Problem("net", sums.wrong, number))
    start = end = weekly = None
    try:
        start, end = reader.days(row)
        weekly = reader.pence(row, roles.WEEKLY)
        if paid := reader.day(reader.text(row, roles.PAID_ON)):
            table.paid.append(paid)
    except ValueError as error:
        table.problems.append(Problem(FILE, sentence_case(str(error)), number))
    if creditors := reader.cells(row, roles.CREDITOR):
        table.creditors += creditors
    return ReadLine(number, claim[:80], rent[:80], name[:200], reader.text(row, roles.ADDRESS, joined=", ")[:400], start, end,
                    weekly, sums.gross, sums.taken, sums.net, reader.raw(row), said[:200])


def _goes_on(table: Table, row: Sequence[str], reader: Reader) -> bool:
    """A name or an address that goes on from the row above: nothing else stands in its row."""
    filled = {role for role, cell in zip(reader.layout.roles, row, strict=False) if cell}
    if not table.lines or not filled or not filled <= {roles.NAME, roles.ADDRESS} or any(":" in cell for cell in row):
        return False
    last = table.lines[-1]
    address = reader.text(row, roles.ADDRESS, joined=", ")
    table.lines[-1] = last._replace(
        name=f"{last.name} {reader.text(row, roles.NAME)}".strip()[:200],
        address=", ".join(filter(None, (last.address.rstrip(","), address)))[:400],
        raw=f"{last.raw} / {reader.raw(row)}"[:20_000])
    return True
