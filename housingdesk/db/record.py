"""The two shapes of stored data: a ``Record`` that people change, and a ``Fact`` that is only ever added.

Models never name a database; ``connection.open_store`` binds the one that is open.
"""

from typing import Any

from peewee import AutoField, DatabaseProxy, Model

from housingdesk.db.fields import WholeNumber

database = DatabaseProxy()


class Fact(Model):  # type: ignore[misc,unused-ignore]
    """A row that is added and never changed by a person (ledger, audit, balances kept by SQL)."""

    id = AutoField()

    class Meta:
        database = database
        legacy_table_names = False
        strict_tables = True


class Record(Fact):
    """A row that people change; ``version`` counts the changes so that two people cannot overwrite each other."""

    version: Any = WholeNumber(default=1)


def table_of(model: type[Model]) -> str:
    """The table's name, which is also the word by which pages know what changed."""
    return str(model._meta.table_name)
