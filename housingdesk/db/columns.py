"""Rows on their way into the database by thousands: every value still passes its field, but the same object only once.

A field that gives its values back as they came (whole numbers, pence, text that fits) is asked for a whole column by the
types in it; a float or a text among the pence is refused as it is one at a time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, count, islice
from typing import Any

from peewee import AutoField, Field, ForeignKeyField, Model

from housingdesk.db.dialect import driver_errors, is_postgresql
from housingdesk.db.fields import Day, Pence, Text, WholeNumber, Word, YesNo

AT_ONCE = 20_000
_MARKS = 900
_UNCHANGED: tuple[tuple[type[Field], type], ...] = ((WholeNumber, int), (Pence, int), (YesNo, bool))
_NONE = type(None)


def write(database: Any, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """Adds rows, given as columns whose values the driver takes as they are; COPY on PostgreSQL."""
    names = ", ".join(f'"{name}"' for name in columns)
    with driver_errors():
        cursor = database.cursor()
        if is_postgresql(database):
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in zip(*columns.values(), strict=True):
                    copy.write_row(row)
        else:
            _insert(cursor, f'INSERT INTO "{table}" ({names}) VALUES ', list(columns.values()))


def _insert(cursor: Any, statement: str, columns: list[Sequence[Any]]) -> None:
    """Some dozens of rows in each statement, and what all rows have once in each: SQLite has less to begin and to take in."""
    same = [column.count(column[0]) == len(column) for column in columns]
    shared = [column[0] for column, is_one in zip(columns, same, strict=True) if is_one]
    rows = zip(*[column for column, is_one in zip(columns, same, strict=True) if not is_one], strict=True)
    together, left = _MARKS // len(columns), len(columns[0])
    while left:
        some = min(left, together)
        cursor.execute(statement + _marks(tuple(same), some), [*shared, *chain.from_iterable(islice(rows, some))])
        left -= some


@lru_cache(512)
def _marks(same: tuple[bool, ...], rows: int) -> str:
    """The places of so many rows, by number: those of what all rows have, then the others one after the other."""
    own = count(sum(same) + 1)
    fixed = [sum(same[:at]) + 1 if is_one else None for at, is_one in enumerate(same)]
    return ", ".join(f"({', '.join(f'?{place or next(own)}' for place in fixed)})" for _ in range(rows))


def converted(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, Sequence[Any]]]:
    """Columns of some thousands of rows at a time, every value as its field stores it.

    TypeError or ValueError as from the field; ValueError too when a row has more or fewer values than there are fields.
    """
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        yield stored(fields, list(zip(*some, strict=True)))


def stored(fields: Sequence[Any], columns: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Columns by their names in the table, every value as its field stores it; ValueError when one is longer than another."""
    if len(set(map(len, columns))) > 1:
        raise ValueError(f"Columns of different lengths: {', '.join(field.name for field in fields)}")
    return {field.column_name: _column(field, values) for field, values in zip(fields, columns, strict=True)}


def _column(field: Any, values: Sequence[Any]) -> Sequence[Any]:
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


def _days(values: Sequence[date | None]) -> Sequence[str | None]:
    """Days as both databases read them, so that the driver need not ask what each one is; often one in all rows."""
    first = values[0]
    if values.count(first) == len(values):
        return [None if first is None else first.isoformat()] * len(values)
    return list(map({day: None if day is None else day.isoformat() for day in set(values)}.__getitem__, values))


def _are_unchanged(field: Any, kind: type[Any], values: Sequence[Any]) -> bool:
    """Whether the field gives back every one of these values of one type as it is."""
    if isinstance(field, Text) and kind is str:
        texts = list(filter(None, values))
        return max(map(len, texts), default=0) <= field.longest and "\x00" not in "".join(texts)
    return any(isinstance(field, shape) and kind is passes for shape, passes in _UNCHANGED)


def _each(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Every value through the field, the same object once."""
    convert, numbers = field.db_value, list(map(id, values))
    stored = {number: convert(value) for number, value in dict(zip(numbers, values, strict=True)).items()}
    return list(map(stored.__getitem__, numbers))
