"""What ``run.py`` does: the made-up association in a window, the tour, or a headless command."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import environment
import system_packages
from trouble import Trouble

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_ABOUT = ("-h", "--help", "--version")


def main(words: Sequence[str], *, help_text: str) -> int:
    """The exit code; 1 with a sentence when something is missing, 2 when an option is wrong."""
    cut = words.index("--") if "--" in words else len(words)
    ours, passed_on = list(words[:cut]), list(words[cut + 1 :])
    if ours and ours[0].startswith("--tour="):
        ours[:1] = ours[0].split("=", 1)
    try:
        if not ours:
            return _program(passed_on) if passed_on else _window()
        if ours[0] == "--tour" and len(ours) == 2:
            return _tour(ours[1], passed_on)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    if ours[0] in _ABOUT:
        print(help_text)
        return 0
    print(f"“{' '.join(ours)}” is not understood. What there is:\n\n{help_text}", file=sys.stderr)
    return 2


def _window() -> int:
    _require_display()
    python = _python_for_the_window()
    place = Path(environment.ask(python, "from housingdesk.db import places; print(places.made_up())"))
    if not place.exists():
        code = _make_association(python, place)
        if code:
            return code
    return environment.run(python, "-m", "housingdesk", "--db", str(place))


def _make_association(python: Path, place: Path) -> int:
    """Beside its place at first, so that one that was interrupted is never opened."""
    print("Making the made-up association", flush=True)
    draft = place.parent.with_name(f"{place.parent.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    code = environment.run(python, "-m", "housingdesk", "demo", "--to", str(draft / place.name))
    if code == 0:
        draft.rename(place.parent)
    return code


def _tour(folder: str, passed_on: Sequence[str]) -> int:
    return environment.run(_python_for_the_window(), "-m", "housingdesk", "tour", folder, *passed_on,
                           QT_QPA_PLATFORM="offscreen")


def _program(words: Sequence[str]) -> int:
    if words[0].startswith("-") and words[0] not in _ABOUT:
        _require_display()
    system_packages.require(system_packages.for_python())
    return environment.run(environment.prepare(), "-m", "housingdesk", *words)


def _python_for_the_window() -> Path:
    system_packages.require([*system_packages.for_python(), *system_packages.for_the_window()])
    return environment.prepare()


def _require_display() -> None:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        raise Trouble("There is no display here to open a window on. “python3 installer/run.py --tour DIR” drives the "
                      "screens through a rent week without one, and leaves screenshots and PDFs in DIR.")
