"""Runs the statements of a step, which stand frozen in .sql files beside it: ``0002_tables.sqlite.sql``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from housingdesk.db.dialect import is_postgresql


def run(database: Any, step: str, *, sqlite: Sequence[str], postgresql: Sequence[str]) -> None:
    """The parts of a step for this kind of database, in order; ``step`` is the path of the step's own module."""
    path, kind = Path(step), "postgresql" if is_postgresql(database) else "sqlite"
    for part in postgresql if kind == "postgresql" else sqlite:
        separator = ";\n" if part in ("tables", "columns") else "--;"
        text = path.with_name(f"{path.name[:4]}_{part}.{kind}.sql").read_text(encoding="utf-8")
        for statement in text.split(separator):
            if statement.strip():
                database.cursor().execute(statement)
