"""Finds what is shipped with the program: fonts, icons, letter templates."""

from pathlib import Path

_ROOTS = (Path(__file__).resolve().parent.parent / "resources", Path(__file__).resolve().parent / "_resources")


def find(name: str) -> Path:
    """The path of a shipped file, e.g. ``find("fonts/Inter.ttf")``; FileNotFoundError if it is not shipped."""
    for root in _ROOTS:
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is not shipped with this program")
