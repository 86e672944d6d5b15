"""The two shapes of stored data: a ``Record`` that people change, and a ``Fact`` that is only ever added.

Models never name a database; ``connection.open_store`` binds the one that is open.
"""

from typing import TYPE_CHECKING, Any, TypeVar

from peewee import AutoField, DatabaseProxy, Model

from housingdesk.db.fields import WholeNumber
from housingdesk.errors import NotFound, Stale

database = DatabaseProxy()


class Fact(Model):  # type: ignore[misc,unused-ignore]
    """A row that is added and never changed by a person (ledger, audit, balances kept by SQL)."""

    id = AutoField()

    class Meta:
        database = database
        legacy_table_names = False
        strict_tables = True

    if TYPE_CHECKING:
        # What the models' metaclass adds: ``account_id`` beside ``account``, and rows of any shape from ``select``.
        def __getattr__(self, name: str) -> Any: ...
        @classmethod
        def select(cls, *fields: Any) -> Any: ...


class Record(Fact):
    """A row that people change; ``version`` counts the changes so that two people cannot overwrite each other."""

    version: Any = WholeNumber(default=1)


def table_of(model: type[Model]) -> str:
    """The table's name, which is also the word by which pages know what changed."""
    return str(model._meta.table_name)


R = TypeVar("R", bound=Record)


def as_seen(model: type[R], record_id: int, version: int | None, what: str) -> R:
    """The stored record as the person saw it: NotFound when it is gone, Stale when a colleague has changed it since.

    ``what`` is what people call it ("This note"); ``version`` None takes it as it stands.
    """
    record: R | None = model.get_or_none(model.id == record_id)
    if record is None:
        raise NotFound(f"{what} is no longer there")
    if version is not None and record.version != version:
        raise Stale(f"{what} was changed by a colleague after you opened it. Look at it again, then change it")
    return record
