"""Every act on money that names a take-back is taken back and done again by a test."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("room", ["rent", "bank"])
def test_every_act_with_a_take_back_is_undone_and_done_again(room: str) -> None:
    named = {action.name for path in (ROOT / "housingdesk" / room / "actions").glob("*.py")
             for action in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(action, ast.FunctionDef) and action.name[0] != "_" and "act.take_back(" in ast.unparse(action)}
    text = (ROOT / "tests" / room / f"test_{room}_undo.py").read_text(encoding="utf-8")
    assert named and {name for name in named if f".{name}" not in text} == set()
