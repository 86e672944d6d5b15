"""Rows on their way into the database by thousands: every value still passes its field, but equal values only once.

A field that gives a value back as it came (whole numbers, pence, truth values) is asked for a whole column by the types
in it; a float or a text among the pence is refused as it is one at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import Any

from peewee import AutoField, Field, ForeignKeyField, Model

from housingdesk.db.dialect import driver_errors, is_postgresql, placeholders
from housingdesk.db.fields import Pence, WholeNumber, YesNo

AT_ONCE = 20_000
_UNCHANGED: tuple[tuple[type[Field], type], ...] = ((WholeNumber, int), (Pence, int), (YesNo, bool))
_NONE = type(None)


def write(database: Any, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Adds rows whose values the driver takes as they are: one ``executemany``, or COPY on PostgreSQL."""
    columns = ", ".join(f'"{name}"' for name in names)
    with driver_errors():
        cursor = database.cursor()
        if is_postgresql(database):
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = placeholders(database, len(names))
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)


def converted(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows with every value as its field stores it, some thousands at a time; TypeError or ValueError as from the field."""
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        if any(len(row) != len(fields) for row in some):
            raise ValueError(f"a row does not have {len(fields)} values")
        columns = [_column(field, values) for field, values in zip(fields, zip(*some, strict=True), strict=True)]
        yield list(zip(*columns, strict=True))


def _column(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    kinds = set(map(type, values))
    kinds.discard(_NONE)
    convert = field.db_value
    if isinstance(field, ForeignKeyField | AutoField):
        if wrong := [kind for kind in kinds if kind is not int and not issubclass(kind, Model)]:
            raise TypeError(f"{field.name} is a row's number, not {wrong[0].__name__}")
        return values if kinds <= {int} else [convert(value) for value in values]
    if len(kinds) != 1:
        return [convert(value) for value in values] if kinds else values
    kind: type[Any] = kinds.pop()
    if any(isinstance(field, shape) and kind is passes for shape, passes in _UNCHANGED):
        return values
    if not issubclass(kind, str | date | Enum):
        return [convert(value) for value in values]
    stored = {value: _text(convert(value)) for value in set(values)}
    return [stored[value] for value in values]


def _text(value: Any) -> Any:
    """A day as both databases read it, so that the driver need not ask what each one is."""
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
