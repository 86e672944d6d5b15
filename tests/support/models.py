"""Every stored model of every room, for the schema tests; run as a module it writes a step's tables that are new."""

import importlib.util
import pkgutil
import re
import sys
from collections.abc import Iterable
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
    for room in pkgutil.iter_modules(housingdesk.__path__):
        if room.ispkg and importlib.util.find_spec(f"housingdesk.{room.name}.models") is not None:
            made = importlib.import_module(f"housingdesk.{room.name}.models")
            for part in pkgutil.iter_modules(getattr(made, "__path__", ())):
                importlib.import_module(f"{made.__name__}.{part.name}")
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


_TABLE = re.compile(r'CREATE TABLE "(\w+)" \((.*)\)( STRICT)?;')
_COLUMN = re.compile(r'ALTER TABLE "(\w+)" ADD COLUMN ("\w+"[^;]*?)(?: (REFERENCES [^;]*))?;')


def schema_of(statements: Iterable[str]) -> set[str]:
    """Tables as ``letter: "id" INTEGER …`` for each column and key, and every index: equal sets are equal schemas."""
    found: set[str] = set()
    for line in statements:
        if table := _TABLE.fullmatch(line):
            found |= {f"{table[1]}: {part}" for part in re.split(r", (?=\"|FOREIGN)(?![^(]*\))", table[2])}
        elif column := _COLUMN.fullmatch(line):
            name = column[2].split()[0]
            found.add(f"{column[1]}: {column[2]}")
            found |= {f"{column[1]}: FOREIGN KEY ({name}) {column[3]}"} if column[3] else set()
        else:
            found.add(line)
    return found


def written(folder: Path, kind: str, before: str = "9999") -> list[str]:
    """The statements of the steps that make tables and columns, in their order."""
    paths = [path for part in ("tables", "columns") for path in folder.glob(f"*_{part}.{kind}.sql") if path.name[:4] < before]
    return [line for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines()]


def step_sql(folder: Path, kind: str, made: Any, step: str) -> tuple[list[str], list[str]]:
    """What a new step has to say: tables with their indexes, then columns of tables that were there."""
    earlier = written(folder, kind, step)
    there, known = {m[1] for line in earlier if (m := _TABLE.fullmatch(line))}, schema_of(earlier)
    tables: list[str] = []
    columns: list[str] = []
    indexes: list[str] = []
    for line in creation_sql(made).splitlines():
        table = _TABLE.fullmatch(line)
        if table is None:
            (indexes if line.split(' ON "')[1].split('"')[0] in there else tables).extend([] if line in known else [line])
        elif table[1] not in there:
            tables.append(line)
        else:
            new = [part.split(": ", 1)[1] for part in schema_of([line]) - known]
            keys = {part.split('"')[1]: part.split(") ", 1)[1] for part in new if part.startswith("FOREIGN")}
            for part in sorted(part for part in new if not part.startswith("FOREIGN")):
                key = keys.get(part.split('"')[1])
                columns.append(f'ALTER TABLE "{table[1]}" ADD COLUMN {part}{" " + key if key else ""};')
    return tables, columns + indexes


if __name__ == "__main__":
    folder, step = Path(sys.argv[1]), sys.argv[2]
    for kind, made in databases().items():
        for part, lines in zip(("tables", "columns"), step_sql(folder, kind, made, step), strict=True):
            if lines:
                (folder / f"{step}_{part}.{kind}.sql").write_text("\n".join(lines) + "\n", encoding="utf-8")
