"""Finds what is shipped with the program: fonts, icons, letter templates."""

import sys
from pathlib import Path

_ROOTS = (Path(__file__).resolve().parent.parent / "resources", Path(sys.prefix, "share", "housingdesk"))


def find(name: str) -> Path:
    """The path of a shipped file, e.g. ``find("fonts/Inter.ttf")``; FileNotFoundError if it is not shipped."""
    for root in _ROOTS:
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is not shipped with this program")
