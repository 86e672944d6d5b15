"""Adds many rows and says which numbers they got, so that the rows of the next phase can point to them."""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import fn

from housingdesk.access.act import FIND_COLUMNS, Act, find_values
from housingdesk.access.models import FindEntry
from housingdesk.db.record import Fact, Record

AT_ONCE = 5_000


def add_numbered(act: Act, model: type[Fact], columns: Sequence[str], rows: Iterable[Sequence[Any]], *,
                 summary: str = "") -> range:
    """Adds rows in order; returns their numbers, which follow each other, for nobody else writes to a new database.

    A ``Record`` begins at version 1; fields that are left out must have no default, for none is applied.
    """
    names, given = tuple(columns), rows
    if issubclass(model, Record):
        names, given = ("version", *columns), ((1, *row) for row in rows)
    newest = fn.COALESCE(fn.MAX(model.id), 0)
    before = int(model.select(newest).scalar())
    count = act.add_many(model, names, given, summary=summary)
    after = int(model.select(newest).scalar())
    if after - before != count:
        raise RuntimeError(f"{model.__name__}: {count} rows got the numbers {before + 1} to {after}")
    return range(before + 1, after + 1)


def add_found(act: Act, records: Iterable[Any], ids: Iterable[int]) -> None:
    """Writes the find entries of records that were added in bulk; ``records`` are not stored by this."""
    pairs = ((record.find_row(), number) for record, number in zip(records, ids, strict=True))
    act.add_many(FindEntry, FIND_COLUMNS, (find_values(found, number) for found, number in pairs if found is not None),
                 summary="find entries")
