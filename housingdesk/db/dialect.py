"""What differs between the two databases, said once."""

from typing import Any

from peewee import SCOPE_VALUES, Context, Field, PostgresqlDatabase, Psycopg3Adapter, SqliteDatabase
from peewee import __exception_wrapper__ as _peewee_errors  # type: ignore[attr-defined]

SQLITE_TYPES = {"BIGINT": "INTEGER", "BOOL": "INTEGER", "DATE": "TEXT", "DATETIME": "TEXT", "MOMENT": "TEXT",
                "VARCHAR": "TEXT", "SMALLINT": "INTEGER"}


class _Outright(Context):  # type: ignore[misc,unused-ignore]
    """Writes a model's column at once: peewee's own way makes five objects for each, which was half of what the text of a
    statement cost.
    """

    __slots__ = ()

    def sql(self, obj: Any) -> Any:
        """The text of a part of a statement; all but a plain column of a table that bears no name is left to peewee."""
        if isinstance(obj, Field) and type(obj).__sql__ is _PLAIN:
            if self.state.scope == SCOPE_VALUES:
                return self.literal(f'"{obj.column_name}"')
            table = obj.model._meta.table
            if table._alias is None:
                return self.literal(f'"{self.alias_manager[table]}"."{obj.column_name}"')
        return super().sql(obj)  # type: ignore[no-untyped-call]


_PLAIN = Field.__sql__


class Sqlite(SqliteDatabase):  # type: ignore[misc,unused-ignore]
    """SQLite with the column types that STRICT tables allow."""

    context_class = _Outright
    field_types = {**SqliteDatabase.field_types, **SQLITE_TYPES}
    server_version_is_postgresql = False


class _Psycopg(Psycopg3Adapter):  # type: ignore[misc,unused-ignore]
    """peewee's own words to psycopg 3, which is imported here and not with peewee (see ``driver``)."""

    def __init__(self) -> None:
        import psycopg

        super().__init__()
        self._psycopg = psycopg
        self.refusal = psycopg.OperationalError
        status = psycopg.pq.TransactionStatus
        self.txn_idle, self.txn_inerror, self.txn_unknown = status.IDLE, status.INERROR, status.UNKNOWN

    def check_driver(self) -> None:
        """It was imported above."""

    def get_binary_type(self) -> type[bytes]:
        """psycopg takes bytes as they are."""
        return bytes

    def connect(self, db: Any, **params: Any) -> Any:
        """A connection with parameters, never with an address: a password stands in no text."""
        return self._psycopg.connect(dbname=db.database, **params)


class Postgresql(PostgresqlDatabase):  # type: ignore[misc,unused-ignore]
    """PostgreSQL through psycopg 3, whether or not peewee saw that it is installed."""

    context_class = _Outright
    field_types = {**PostgresqlDatabase.field_types, "MOMENT": "TIMESTAMPTZ"}
    server_version_is_postgresql = True
    psycopg2_adapter = psycopg3_adapter = _Psycopg

    def lets_in(self, password: str) -> bool:
        """Whether the server opens another connection for the same login with this password."""
        adapter: Any = getattr(self, "_adapter")  # noqa: B009 - peewee's stubs do not know it
        try:
            adapter.connect(self, **{**self.connect_params, "password": password}).close()
        except adapter.refusal:
            return False
        return True


def is_postgresql(database: Any) -> bool:
    """True on PostgreSQL, for the few statements that must differ."""
    return bool(database.server_version_is_postgresql)


def driver_errors() -> Any:
    """A context in which an error of the driver itself comes out as peewee's, as it does from ``execute_sql``."""
    return _peewee_errors


def placeholders(database: Any, count: int) -> str:
    """``?, ?, ?`` or ``%s, %s, %s``."""
    return ", ".join(["%s" if is_postgresql(database) else "?"] * count)


def sql(database: Any, statement: str) -> str:
    """A statement written with ``?`` in the driver's own form."""
    return statement.replace("?", "%s") if is_postgresql(database) else statement
