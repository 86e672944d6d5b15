"""Every table of the first release, what may only be added to, who may do what, and the find index.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from pathlib import Path

PARTS = {"sqlite": ("tables", "locks", "find"), "postgresql": ("tables", "logins", "locks", "rights", "find")}


def up(migrator, db):
    kind = "postgresql" if db.server_version_is_postgresql else "sqlite"
    folder = Path(__file__).parent
    for part in PARTS[kind]:
        separator = ";\n" if part == "tables" else "--;"
        for statement in (folder / f"0001_{part}.{kind}.sql").read_text(encoding="utf-8").split(separator):
            if statement.strip():
                db.cursor().execute(statement)
