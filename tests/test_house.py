"""The rules of the house, held by tests: who may import whom, who writes, who knows the date, what lies where."""

import ast
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.support import house
from tests.support.models import all_models

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "housingdesk"
_TOP = {"housingdesk", "resources", "installer", "tests", "pyproject.toml", "README.md"}
# The made-up association is a bulk load of years of work: it fills the tables of every room, though through the act like
# everybody else. No action of the program itself does.
_FILLS_EVERY_ROOM = ("demo",)
_VAGUE = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


@dataclass(frozen=True, slots=True)
class Module:
    """One source file of the program."""

    name: str
    room: str
    part: str
    text: str
    tree: ast.Module


@cache
def _modules() -> tuple[Module, ...]:
    found = []
    gc.disable()  # none of a million nodes is garbage, and to look for it takes longer than to read them
    for path in sorted(PROGRAM.rglob("*.py")):
        text, inside = path.read_text(encoding="utf-8"), path.relative_to(PROGRAM)
        found.append(Module(inside.as_posix(), *house.part_of(inside), text, ast.parse(text)))
    gc.freeze()
    gc.enable()
    return tuple(found)


def _offences(look: Callable[[Module], list[str]], *, unless: Collection[str] = ()) -> str:
    """What a look at every module finds, a line each; ``unless`` names files and rooms that may."""
    return "\n".join(f"{module.name}, {sentence}" for module in _modules()
                     if module.name not in unless and module.room not in unless for sentence in look(module))


def _files() -> list[Path]:
    """The files of the repository: as git knows them, or all that is there when this is not a clone."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run([git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True,
                                text=True, check=True).stdout
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]
    return [path for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_import_contracts() -> None:
    """In a process of its own: import-linter silences every logger of the process it runs in, for good."""
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, no_cache=True))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_act_writes() -> None:
    assert _offences(lambda m: house.writers(m.tree, m.part), unless=("db", "access")) == ""


def test_an_action_keeps_to_its_own_room() -> None:
    tables = {str(model._meta.table_name): model.__module__.split(".")[1] for model in all_models()}

    def look(module: Module) -> list[str]:
        if module.part != "actions":
            return []
        own = {table for table, room in tables.items() if room == module.room}
        return house.foreign_models(module.tree, module.room) + house.foreign_tables(module.tree, own, set(tables))

    assert _offences(look, unless=_FILLS_EVERY_ROOM) == ""


def test_nobody_but_the_desk_asks_what_day_it_is() -> None:
    assert _offences(lambda m: house.clocks(m.tree), unless=("access/desk.py",)) == ""


def test_every_module_can_be_read_in_one_go() -> None:
    assert [m.name for m in _modules() if len(m.text.splitlines()) > house.LONGEST_FILE] == []


def test_every_name_says_what_is_inside() -> None:
    assert [m.name for m in _modules() if _VAGUE & set(m.name.removesuffix(".py").split("/"))] == []


def test_every_module_and_what_it_offers_say_what_they_are_for() -> None:
    assert [m.name for m in _modules() if not ast.get_docstring(m.tree) and "migrations/0" not in m.name] == []
    offering = ("rules", "actions", "queries")
    assert _offences(lambda m: house.undocumented(m.tree) if m.part in offering else []) == ""


def test_the_top_of_the_repository_is_a_table_of_contents() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in _files()}
    assert {name for name in names if not name.startswith(".")} <= _TOP


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    folders = "|".join(("work/(?:main|shared)", "root", "home/(?!ann)[a-z]+", "Users/(?!ann)[a-z]+", "tmp/[a-z]", "opt/wheels"))
    machine = re.compile(rf"(?<![\w.~-])/(?:{folders})(?![\w-])")
    found = []
    for path in _files():
        if path.suffix in (".py", ".toml", ".md", ".txt", ".sql", ".csv", "") and path != Path(__file__):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in machine.finditer(text)]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\bTODO\b|\bFIXME\b|[Cc]oming soon")
    assert _offences(lambda m: later.findall(m.text)) == ""


_WRITES = [
    "from housingdesk.rent.models import Batch\nBatch.create(kind='debit')",
    "from housingdesk.rent.models import Batch as B\nB.get_or_create(kind='debit')",
    "from housingdesk.rent import models\nmodels.Batch.create(kind='debit')",
    "from housingdesk.rent.models import ledger\nledger.Batch.create(kind='debit')",
    "from housingdesk.rent.models import Batch\nBatch.update(kind='debit').execute()",
    "from housingdesk.rent.models import Batch\nb = Batch()\nb.save()",
    "batch.delete_instance()",
    "anything.insert_many(rows)",
    "def f(row):\n    type(row).create()",
    "database.execute_sql('SELECT 1')",
    "database.cursor().executemany(text, rows)",
    "class Home(Record):\n    pass\nHome.create()",
]
_DOES_NOT = [
    "names = {}\nnames.update(a=1)\nnames = set()\nnames.update('ab')",
    "text = 'a'.replace('a', 'b')\nrows = []\nrows.insert(0, 1)",
    "from datetime import date\ndate(2026, 1, 1).replace(day=2)",
    "from housingdesk.rent.models import Batch\nact.bulk(Batch.update(kind='x').where(Batch.id == 1), summary='y')",
    "from housingdesk.rent.models import Batch\nact.add(Batch(kind='x'))\nact.change(batch, kind='y')",
    "from housingdesk.rent.models import Batch\nBatch.select().where(Batch.id == 1).tuples()",
    "from housingdesk.rent.rules import Draft\nDraft.create()",
]


@pytest.mark.parametrize("source", _WRITES)
def test_what_writes_is_seen(source: str) -> None:
    assert house.writers(ast.parse(source), "actions")


@pytest.mark.parametrize("source", _DOES_NOT)
def test_what_only_looks_like_writing_is_not(source: str) -> None:
    assert house.writers(ast.parse(source), "actions") == []


def test_a_query_reads_and_only_reads() -> None:
    model = "from housingdesk.rent.models import Batch\n"
    assert house.writers(ast.parse(model + "act.bulk(Batch.update(kind='x'), summary='y')"), "queries")
    assert house.writers(ast.parse("database.execute_sql('  update batch set kind = 1')"), "queries")
    assert house.writers(ast.parse("T = f'DELETE FROM {table}'"), "queries")
    assert house.writers(ast.parse("'''Delete is not for us.'''\ndatabase.execute_sql('WITH a AS (SELECT 1) SELECT')"),
                         "queries") == []


def test_a_screen_may_save_a_picture() -> None:
    assert house.writers(ast.parse("painter.save()\nself.update()\nwidget.deleteLater()"), "") == []
    assert house.writers(ast.parse("from housingdesk.rent.models import Batch\nBatch.delete()"), "")


@pytest.mark.parametrize("source", [
    "from housingdesk.people.models import Person",
    "from housingdesk.people import models as people_models",
    "import housingdesk.people.models",
    "from housingdesk.people.models.parties import Party",
])
def test_another_rooms_tables_are_seen(source: str) -> None:
    assert house.foreign_models(ast.parse(source), "rent")
    assert house.foreign_models(ast.parse(source), "people") == []


def test_another_rooms_tables_are_seen_in_sql() -> None:
    both = {"balance", "person"}
    tree = ast.parse("T = 'INSERT INTO balance (a) SELECT 1 FROM person'\nU = 'update \"person\" set a = 1'")
    assert house.foreign_tables(tree, {"balance"}, both) == ["line 2: writes to person, another room's table"]


def test_other_rooms_actions_and_queries_may_be_asked() -> None:
    source = "from housingdesk.people import actions, queries\nfrom housingdesk.rent.models import Batch"
    assert house.foreign_models(ast.parse(source), "rent") == []


@pytest.mark.parametrize("source", [
    "date.today()", "datetime.now(UTC)", "datetime.datetime.utcnow()", "dt.date.today()", "clock = datetime.now",
    "time.time()", "from time import localtime", "QDate.currentDate()"])
def test_a_look_at_the_clock_is_seen(source: str) -> None:
    assert house.clocks(ast.parse(source))


def test_the_acts_own_time_is_not_a_look_at_the_clock() -> None:
    assert house.clocks(ast.parse("act.now\nact.today\ndesk.today\ntime.monotonic()\nself.now()")) == []


def test_a_part_is_known_by_its_folder() -> None:
    assert house.part_of(Path("rent", "actions", "ledger.py")) == ("rent", "actions")
    assert house.part_of(Path("ui", "rent", "page.py")) == ("ui", "")


def test_a_function_without_a_sentence_is_seen() -> None:
    assert house.undocumented(ast.parse("def f(): pass\ndef _g(): pass\ndef h(): 'Says.'")) == ["line 1: f has no docstring"]


@pytest.mark.skipif(os.name != "posix", reason="the executable bit")
def test_the_check_of_a_clean_clone_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
