"""Every act on money that names a take-back is taken back and done again by a test.

An act that only takes another back is done and done again with that one.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


KEPT = frozenset({"take", "make_slip", "make_collection", "add_mandate", "import_report", "carry_out_report",
                  "choose_mandate", "join_debit", "add_rule"})
"""What stays on file under its number when it is taken out, so that it cannot be done again as the same: tests of their own."""


def _calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).rpartition(".")[2] == name:
            yield node


def _last_names(node: ast.AST) -> set[str]:
    """What is named in some source, each without what stands before its point."""
    return {part.attr if isinstance(part, ast.Attribute) else part.id for part in ast.walk(node)
            if isinstance(part, (ast.Attribute, ast.Name))}


def _acts(room: str) -> dict[str, set[str]]:
    """Each act of a room that can be taken back, with the acts that take it back."""
    found = {}
    for path in (ROOT / "housingdesk" / room / "actions").rglob("*.py"):
        for action in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(action, ast.FunctionDef) and action.decorator_list:
                back = {name for call in _calls(action, "take_back") for name in _last_names(call.args[0])}
                if back:
                    found[action.name] = back
    return found


def _checked(room: str) -> set[str]:
    """The acts that a test of the room hands to ``check_undo``, itself or as a parameter."""
    found = set[str]()
    for path in (ROOT / "tests" / room).glob("test_*.py"):
        for test in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(test, ast.FunctionDef):
                named = {name for call in _calls(test, "check_undo") for name in _last_names(call.args[1])}
                found |= named
                if "action" in named:
                    found |= {name for one in test.decorator_list for name in _last_names(one)}
    return found


@pytest.mark.parametrize("room", ["rent", "bank"])
def test_every_act_with_a_take_back_is_undone_and_done_again(room: str) -> None:
    acts, checked = _acts(room), _checked(room)
    checked |= KEPT
    with_another = set[str]()
    for _ in range(2):
        with_another |= {back for name, backs in acts.items() if name in checked | with_another for back in backs}
    assert acts and sorted(acts.keys() - checked - with_another) == []
