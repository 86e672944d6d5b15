"""Column types that refuse a wrong value on its way in, the same on SQLite and PostgreSQL.

SQLite would store ``"2026-13-45"`` in a date and text in a number; here such a value dies at the field.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from peewee import SQL, BigIntegerField, BlobField, BooleanField, DateField, Field, IntegerField, TextField

E = TypeVar("E", bound=StrEnum)


class WholeNumber(IntegerField):  # type: ignore[misc,unused-ignore]
    """A whole number; refuses text, floats and truth values."""

    def db_value(self, value: Any) -> int | None:
        """The number itself, or TypeError."""
        if value is not None and type(value) is not int:
            raise TypeError(f"{self.name} is a whole number, not {value!r}")
        return value


class LongNumber(WholeNumber):
    """A whole number past two thousand million: row ids of the ledger."""

    field_type = "BIGINT"


class Pence(BigIntegerField):  # type: ignore[misc,unused-ignore]
    """Whole pence; refuses floats, so that no sum of money was ever rounded by accident."""

    def db_value(self, value: Any) -> int | None:
        """The pence themselves, or TypeError."""
        if value is not None and type(value) is not int:
            raise TypeError(f"{self.name} is whole pence, not {value!r}")
        return value

    def python_value(self, value: Any) -> int | None:
        """SUM comes back Decimal on PostgreSQL."""
        return None if value is None else int(value)


class Day(DateField):  # type: ignore[misc,unused-ignore]
    """A date; refuses text and date-times."""

    def db_value(self, value: Any) -> Any:
        """The date itself, or TypeError."""
        if value is not None and type(value) is not date:
            raise TypeError(f"{self.name} is a date, not {value!r}")
        return value


class Moment(Field):  # type: ignore[misc,unused-ignore]
    """An aware UTC date-time, kept as ISO text on SQLite and timestamptz on PostgreSQL."""

    field_type = "MOMENT"

    def db_value(self, value: Any) -> Any:
        """UTC to the microsecond, or TypeError when the zone is missing."""
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError(f"{self.name} is an aware date-time, not {value!r}")
        utc = value.astimezone(UTC)
        return utc if self.model._meta.database.server_version_is_postgresql else utc.isoformat(timespec="microseconds")

    def python_value(self, value: Any) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


class Text(TextField):  # type: ignore[misc,unused-ignore]
    """Text of at most ``longest`` characters, without NUL (PostgreSQL cannot store it)."""

    def __init__(self, *args: Any, longest: int = 10_000, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(*args, **kwargs)

    def db_value(self, value: Any) -> str | None:
        """The text, or TypeError/ValueError."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise TypeError(f"{self.name} is text, not {value!r}")
        if len(value) > self.longest:
            raise ValueError(f"{self.name} holds at most {self.longest} characters, not {len(value)}")
        if "\x00" in value:
            raise ValueError(f"{self.name} cannot hold a NUL character")
        return value

    def typed(self, text: str) -> Any:
        """The rows in which this stands as somebody typed it; none when it is longer than anything that is kept here."""
        return self == text if len(text) <= self.longest and "\x00" not in text else SQL("1 = 0")


class Word(TextField, Generic[E]):  # type: ignore[misc,unused-ignore]
    """One word of a StrEnum, stored as its text."""

    def __init__(self, words: type[E] | None = None, *args: Any, **kwargs: Any) -> None:
        self.words = words
        super().__init__(*args, **kwargs)

    def db_value(self, value: Any) -> str | None:
        """The word's text; ValueError for a word that is not in the enum."""
        if value is None:
            return None
        return str(self.words(value)) if self.words is not None else str(value)

    def python_value(self, value: Any) -> Any:
        """The enum member."""
        return value if value is None or self.words is None else self.words(value)


class YesNo(BooleanField):  # type: ignore[misc,unused-ignore]
    """True or false; refuses anything else."""

    def db_value(self, value: Any) -> bool | None:
        """The truth value, or TypeError."""
        if value is not None and type(value) is not bool:
            raise TypeError(f"{self.name} is true or false, not {value!r}")
        return value


class Bytes(BlobField):  # type: ignore[misc,unused-ignore]
    """A file's bytes."""

    def python_value(self, value: Any) -> bytes | None:
        """Bytes on both databases (a driver may hand out memoryview)."""
        return None if value is None else bytes(value)
