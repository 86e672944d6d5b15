"""Reads the service's table of rents a week, a CSV with a row for each authority, number of bedrooms and letting type."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from housingdesk.errors import BadFile
from housingdesk.lettings.rules.core.rents import RentRange, RentTable

_LIMITS = ("hard_min", "soft_min", "soft_max", "hard_max")


def _lines(rows: "csv.DictReader[str]") -> Iterator[dict[str, str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise BadFile(f"Line {rows.line_num + 1} of the table of rents is not CSV. Use the service’s own file") from error


def read_rents(text: str) -> RentTable:
    """The table by authority, bedrooms and letting type, pounds a week (core-lettings §6, rent).

    The columns are found by their names ``la``, ``beds``, ``lettype``, ``hard_min``, ``soft_min``, ``soft_max`` and
    ``hard_max``; BadFile, with the line, when one is missing or a row is no row of it.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    lacking = [name for name in ("la", "beds", "lettype", *_LIMITS) if name not in (rows.fieldnames or ())]
    if lacking:
        raise BadFile(f"The table of rents has no column “{lacking[0]}”. Use the service’s own file for the year")
    table: dict[tuple[str, int, int], RentRange] = {}
    for row in _lines(rows):
        try:
            limits = [Decimal(row[name]) for name in _LIMITS]
            key = (row["la"].strip(), int(row["beds"]), int(row["lettype"]))
        except (InvalidOperation, ValueError, TypeError, AttributeError) as error:
            raise BadFile(f"Line {rows.line_num} of the table of rents is no row of it. Use the service’s own file") from error
        if not all(limit.is_finite() for limit in limits):
            raise BadFile(f"Line {rows.line_num} of the table of rents has a limit of no amount. Use the service’s own file")
        table[key] = RentRange(*limits)
    return table
