"""Reads the program's source and names what breaks the rules of the house that import-linter cannot say.

Each function takes one parsed module and returns sentences; an empty list is a clean module.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
_AT_ONCE = {"create", "get_or_create", "bulk_create", "bulk_update", "set_by_id", "delete_by_id", "truncate_table",
            "create_table", "drop_table", "raw"}
_QUERIES = {"insert", "insert_many", "insert_from", "update", "delete", "replace", "replace_many"}
_NEVER = {"insert_many", "insert_from", "replace_many", "bulk_create", "bulk_update", "get_or_create", "set_by_id",
          "delete_by_id", "delete_instance", "execute", "executemany", "executescript"}
_WRITING_SQL = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|COPY|TRUNCATE|CREATE|ALTER|DROP|PRAGMA)\s", re.IGNORECASE)
_CLOCKS = {"today": {"date", "datetime"}, "now": {"datetime"}, "utcnow": {"datetime"}, "time": {"time"},
           "localtime": {"time"}, "currentDate": {"QDate"}, "currentDateTime": {"QDateTime"},
           "currentDateTimeUtc": {"QDateTime"}, "currentTime": {"QTime"}}


def writers(tree: ast.Module, part: str) -> list[str]:
    """Writing past the act. ``part`` is what kind of module it is: "actions", "queries", … or "" for any other.

    An action may build an UPDATE or INSERT … SELECT for ``act.bulk``; what makes it write, ``execute()``, is not its to
    call. A query may read with SQL of its own, in which no statement writes.
    """
    models, modules = _models_named(tree)
    found: list[tuple[int, str]] = []
    for call in _calls(tree):
        method, receiver = call.func.attr, call.func.value
        on_model = _is_model(receiver, models, modules)
        if method in _NEVER or (on_model and method in _AT_ONCE):
            found.append((call.lineno, f".{method}() writes; only the act does"))
        elif on_model and method in _QUERIES and part != "actions":
            found.append((call.lineno, f"{ast.unparse(receiver)}.{method}() outside actions"))
        elif method == "save" and part in ("actions", "queries", "models"):
            found.append((call.lineno, ".save() writes; use act.add or act.change"))
        elif method == "execute_sql" and part != "queries":
            found.append((call.lineno, ".execute_sql() outside queries; an action has act.run"))
    if part == "queries":
        found += [(line, f"a query that writes: {text[:40].strip()}") for line, text in _texts(tree)
                  if _WRITING_SQL.match(text)]
    return _sentences(found)


def foreign_models(tree: ast.Module, room: str) -> list[str]:
    """Stored shapes of another room in an action module of ``room``: it asks that room's queries and actions."""
    found = []
    for line, name in _imports(tree):
        words = name.split(".")
        if words[0] == "housingdesk" and len(words) > 2 and words[2] == "models" and words[1] != room:
            found.append((line, f"{words[1]}'s models; ask {words[1]}'s queries or actions"))
    return _sentences(found)


def foreign_tables(tree: ast.Module, tables: set[str], all_tables: set[str]) -> list[str]:
    """SQL of an action that writes to a table of another room; ``tables`` are those of its own."""
    verb = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
    found = [(line, f"writes to {name}, another room's table") for line, text in _texts(tree)
             for name in verb.findall(text) if name in all_tables - tables]
    return _sentences(found)


def clocks(tree: ast.Module) -> list[str]:
    """Asking the computer what day or time it is: today is an argument, or ``act.today``."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if owner in _CLOCKS.get(node.attr, ()):
                found.append((node.lineno, f"{owner}.{node.attr}: the day is an argument"))
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [(node.lineno, f"time.{a.name}: the day is an argument") for a in node.names if a.name in _CLOCKS]
    return _sentences(found)


def undocumented(tree: ast.Module) -> list[str]:
    """Public functions and classes of a module without a docstring."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = [(node.lineno, f"{node.name} has no docstring") for node in tree.body
             if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)]
    return _sentences(found)


def part_of(module: Path) -> tuple[str, str]:
    """The room and the part of a module below ``housingdesk``: ``rent/actions/ledger.py`` is ("rent", "actions")."""
    words = module.with_suffix("").parts
    parts = {"actions", "queries", "facts", "models", "rules", "parsers"}
    return words[0], next((word for word in words[1:] if word in parts), "")


def _sentences(found: list[tuple[int, str]]) -> list[str]:
    return [f"line {line}: {text}" for line, text in sorted(found)]


class _MethodCall(ast.Call):
    func: ast.Attribute


def _calls(tree: ast.Module) -> Iterator[_MethodCall]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node  # type: ignore[misc]


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every dotted name that is imported, ``from a import b`` as ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _models_named(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The names by which a module knows stored shapes, and those by which it knows modules of stored shapes."""
    models, modules = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = "models" in node.module.split(".")
            for alias in node.names:
                name = alias.asname or alias.name
                if alias.name == "models" or (inside and alias.name.islower()):
                    modules.add(name)
                elif inside:
                    models.add(name)
        elif isinstance(node, ast.ClassDef) and any(ast.unparse(b) in ("Record", "Fact", "Model") for b in node.bases):
            models.add(node.name)
    return models, modules


def _is_model(receiver: ast.expr, models: set[str], modules: set[str]) -> bool:
    if isinstance(receiver, ast.Name):
        return receiver.id in models
    if isinstance(receiver, ast.Call):
        return ast.unparse(receiver.func) == "type"
    root = receiver
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(receiver, ast.Attribute) and isinstance(root, ast.Name) and root.id in modules


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text of a module that is not a docstring."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
