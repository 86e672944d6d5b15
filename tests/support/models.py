"""Every stored model of every room, for the schema tests; run as a module it writes a step's tables that are new."""

import importlib
import pkgutil
import sys
from pathlib import Path
from typing import Any

import peewee

import housingdesk
from housingdesk.db.dialect import Postgresql, Sqlite
from housingdesk.db.record import Fact, Record

# The library's stubs do not name all it offers.
_ORM: Any = peewee


def all_models() -> list[type[Fact]]:
    """The models of all rooms, parents before children."""
    for module in pkgutil.iter_modules(housingdesk.__path__):
        try:
            importlib.import_module(f"housingdesk.{module.name}.models")
        except ModuleNotFoundError as missing:
            if missing.name != f"housingdesk.{module.name}.models":
                raise
    found: list[type[Fact]] = []
    waiting: list[type[Fact]] = [Fact]
    while waiting:
        for model in waiting.pop().__subclasses__():
            waiting.append(model)
            if model is not Record and model.__module__.startswith("housingdesk."):
                found.append(model)
    return list(_ORM.sort_models(sorted(found, key=lambda m: m.__name__)))


def creation_sql(database: Any) -> str:
    """The statements that create every table and index on this kind of database, one a line."""
    lines = []
    models = all_models()
    with database.bind_ctx(models):
        for model in models:
            schema = _ORM.SchemaManager(model)
            for context in (schema._create_table(safe=False), *schema._create_indexes(safe=False)):
                text, values = context.query()
                if values:
                    raise ValueError(f"{model.__name__} puts values into its schema: {values}")
                lines.append((text if database.server_version_is_postgresql is False else text.removesuffix(" STRICT")) + ";")
    return "\n".join(lines) + "\n"


def databases() -> dict[str, Any]:
    """One closed database of each kind, good for writing SQL."""
    return {"sqlite": Sqlite(":memory:", autoconnect=False),
            "postgresql": Postgresql("none", autoconnect=False, prefer_psycopg3=True)}


if __name__ == "__main__":
    folder, step = Path(sys.argv[1]), sys.argv[2]
    for kind, made in databases().items():
        earlier = {line for path in folder.glob(f"*_tables.{kind}.sql") if path.name[:4] < step
                   for line in path.read_text(encoding="utf-8").splitlines()}
        new = [line for line in creation_sql(made).splitlines() if line not in earlier]
        (folder / f"{step}_tables.{kind}.sql").write_text("\n".join(new) + "\n", encoding="utf-8")
