"""An association’s own wordings of letters, with their versions; and who may write them at the server.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from pathlib import Path

PARTS = {"sqlite": ("tables",), "postgresql": ("tables", "rights")}


def up(migrator, db):
    kind = "postgresql" if db.server_version_is_postgresql else "sqlite"
    folder = Path(__file__).parent
    for part in PARTS[kind]:
        separator = ";\n" if part == "tables" else "--;"
        for statement in (folder / f"0004_{part}.{kind}.sql").read_text(encoding="utf-8").split(separator):
            if statement.strip():
                db.cursor().execute(statement)
