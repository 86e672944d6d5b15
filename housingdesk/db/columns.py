"""Rows on their way into the database by thousands: every value still passes its field, but the same object only once.

A field that gives its values back as they came (whole numbers, pence, text that fits) is asked for a whole column by the
types in it; a float or a text among the pence is refused as it is one at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice, repeat
from typing import Any

from peewee import AutoField, Field, ForeignKeyField, Model

from housingdesk.db.dialect import driver_errors, is_postgresql
from housingdesk.db.fields import Day, Pence, Text, WholeNumber, Word, YesNo

AT_ONCE = 20_000
_MARKS = 900
_UNCHANGED: tuple[tuple[type[Field], type], ...] = ((WholeNumber, int), (Pence, int), (YesNo, bool))
_NONE = type(None)


def write(database: Any, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Adds rows whose values the driver takes as they are: one ``executemany``, or COPY on PostgreSQL."""
    columns = ", ".join(f'"{name}"' for name in names)
    with driver_errors():
        cursor = database.cursor()
        if is_postgresql(database):
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            _insert(cursor, f'INSERT INTO "{table}" ({columns}) VALUES ', len(names), iter(rows))


def _insert(cursor: Any, statement: str, width: int, rows: Iterator[Sequence[Any]]) -> None:
    """Some dozens of rows in each statement: SQLite has less to begin and to end than row by row."""
    row, together = f"({', '.join('?' * width)})", max(1, _MARKS // width)
    whole = statement + ", ".join([row] * together)
    while some := list(islice(rows, together)):
        values = list(chain.from_iterable(some))
        cursor.execute(whole if len(some) == together else statement + ", ".join([row] * len(some)), values)


def converted(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Iterator[tuple[Any, ...]]]]:
    """How many rows, and the rows with every value as its field stores it, some thousands at a time.

    TypeError or ValueError as from the field; ValueError too when a row has more or fewer values than there are fields.
    """
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        yield len(some), stored(fields, list(zip(*some, strict=True)))


def stored(fields: Sequence[Any], columns: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Rows of columns of values, every value as its field stores it; ValueError when one is longer than another."""
    return zip(*[_column(field, values) for field, values in zip(fields, columns, strict=True)], strict=True)


def _column(field: Any, values: Sequence[Any]) -> Iterable[Any]:
    kinds = set(map(type, values))
    kinds.discard(_NONE)
    if isinstance(field, ForeignKeyField | AutoField):
        if wrong := [kind for kind in kinds if kind is not int and not issubclass(kind, Model)]:
            raise TypeError(f"{field.name} is a row's number, not {wrong[0].__name__}")
        return values if kinds <= {int} else _each(field, values)
    if len(kinds) != 1:
        return _each(field, values) if kinds else values
    kind: type[Any] = kinds.pop()
    if kind is date and isinstance(field, Day):
        return _days(values)
    if isinstance(field, Word) and field.words is kind:
        return [None if word is None else word._value_ for word in values]
    if kind is str and isinstance(field, Day | Word):
        return _texts(field, values)
    return values if _are_unchanged(field, kind, values) else _each(field, values)


def _texts(field: Any, values: Sequence[str | None]) -> Sequence[str | None]:
    """Words and days that are text already; each is looked at once, and a day must be written as the database writes it."""
    for text in set(values) - {None}:
        if isinstance(field, Day) and date.fromisoformat(str(text)).isoformat() != text:
            raise ValueError(f"{field.name} is a date, not {text!r}")
        if isinstance(field, Word):
            field.db_value(text)
    return values


def _days(values: Sequence[date | None]) -> Iterable[str | None]:
    """Days as both databases read them, so that the driver need not ask what each one is; often one in all rows."""
    first = values[0]
    if values.count(first) == len(values):
        return repeat(None if first is None else first.isoformat(), len(values))
    return map({day: None if day is None else day.isoformat() for day in set(values)}.__getitem__, values)


def _are_unchanged(field: Any, kind: type[Any], values: Sequence[Any]) -> bool:
    """Whether the field gives back every one of these values of one type as it is."""
    if isinstance(field, Text) and kind is str:
        texts = list(filter(None, values))
        return max(map(len, texts), default=0) <= field.longest and "\x00" not in "".join(texts)
    return any(isinstance(field, shape) and kind is passes for shape, passes in _UNCHANGED)


def _each(field: Any, values: Sequence[Any]) -> Iterable[Any]:
    """Every value through the field, the same object once."""
    convert, numbers = field.db_value, list(map(id, values))
    stored = {number: convert(value) for number, value in dict(zip(numbers, values, strict=True)).items()}
    return map(stored.__getitem__, numbers)
