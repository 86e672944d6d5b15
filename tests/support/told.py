"""What the headless commands say to another program."""

import json
from typing import Any

import pytest

from housingdesk.commands import main


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command with ``--json`` and reads what it says; refusals must end with 2, everything else with 0."""
    code = main.main([*words, "--json"])
    out = json.loads(capsys.readouterr().out)
    assert code == (2 if "refused" in out else 0), out
    return out
