"""What differs between the two databases, said once."""

from typing import Any

from peewee import PostgresqlDatabase, SqliteDatabase

SQLITE_TYPES = {"BIGINT": "INTEGER", "BOOL": "INTEGER", "DATE": "TEXT", "DATETIME": "TEXT", "MOMENT": "TEXT",
                "VARCHAR": "TEXT", "SMALLINT": "INTEGER"}


class Sqlite(SqliteDatabase):  # type: ignore[misc,unused-ignore]
    """SQLite with the column types that STRICT tables allow."""

    field_types = {**SqliteDatabase.field_types, **SQLITE_TYPES}
    server_version_is_postgresql = False


class Postgresql(PostgresqlDatabase):  # type: ignore[misc,unused-ignore]
    """PostgreSQL through psycopg 3."""

    field_types = {**PostgresqlDatabase.field_types, "MOMENT": "TIMESTAMPTZ"}
    server_version_is_postgresql = True


def encrypted_sqlite() -> type[Any]:
    """The SQLCipher class; its driver is imported only when a file is encrypted."""
    from playhouse.sqlcipher_ext import SqlCipherDatabase

    class Encrypted(SqlCipherDatabase):  # type: ignore[misc,unused-ignore]
        field_types = {**SqliteDatabase.field_types, **SQLITE_TYPES}
        server_version_is_postgresql = False

    return Encrypted


def is_postgresql(database: Any) -> bool:
    """True on PostgreSQL, for the few statements that must differ."""
    return bool(database.server_version_is_postgresql)


def placeholders(database: Any, count: int) -> str:
    """``?, ?, ?`` or ``%s, %s, %s``."""
    return ", ".join(["%s" if is_postgresql(database) else "?"] * count)


def sql(database: Any, statement: str) -> str:
    """A statement written with ``?`` in the driver's own form."""
    return statement.replace("?", "%s") if is_postgresql(database) else statement
