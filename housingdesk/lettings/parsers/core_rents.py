"""Reads the service's table of rents a week, a CSV with a row for each authority, number of bedrooms and letting type."""

import csv
import io
from decimal import Decimal, InvalidOperation

from housingdesk.errors import BadFile
from housingdesk.lettings.rules.core.rents import RentRange, RentTable

_LIMITS = ("hard_min", "soft_min", "soft_max", "hard_max")


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
    for row in rows:
        try:
            limits = [Decimal(row[name]) for name in _LIMITS]
            key = (row["la"].strip(), int(row["beds"]), int(row["lettype"]))
        except (InvalidOperation, ValueError, TypeError, AttributeError) as error:
            raise BadFile(f"Line {rows.line_num} of the table of rents is no row of it. Use the service’s own file") from error
        if limits != sorted(limits) or not all(limit.is_finite() for limit in limits):
            raise BadFile(f"Line {rows.line_num} of the table of rents has limits out of order. Use the service’s own file")
        table[key] = RentRange(*limits)
    return table
