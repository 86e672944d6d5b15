"""What ``test.py`` does: prepares machine and environment, then style, layers, types and tests, each with its time.

pytest comes last, so that its closing line ends the output; where there is no PostgreSQL one more line says so.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import environment
import system_packages
from trouble import Trouble

_LAYERS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
_CHECKS = {
    "style (ruff)": ("-m", "ruff", "check", "--quiet"),
    "layers (import-linter)": ("-c", _LAYERS),
    "types (mypy)": ("-m", "mypy", "--no-error-summary"),
}


def main(words: Sequence[str]) -> int:
    """The exit code: 0 if every check passed, else the tests' own, or 1."""
    os.chdir(environment.ROOT)
    try:
        started = time.monotonic()
        _prepare_machine()
        python = environment.prepare(tests=True)
        _tell("environment", started, good=True)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    failed = [name for name, check in _CHECKS.items() if not _passes(python, name, check)]
    if failed:
        print(f"Failed: {', '.join(failed)}", flush=True)
    profile = os.environ.get("HYPOTHESIS_PROFILE", "ci")
    workers = min(4, max(2, os.cpu_count() or 2))
    tests = environment.run(python, "-m", "pytest", "-n", str(workers), *words, HYPOTHESIS_PROFILE=profile)
    return tests or int(bool(failed))


def _prepare_machine() -> None:
    needed = [*system_packages.for_python(), *system_packages.for_the_window()]
    missing = [*needed, *system_packages.for_the_tests(_has_postgresql())]
    if system_packages.install(missing):
        return
    if needed:
        system_packages.require(missing)
    print(f"To have every test run, run this first: {system_packages.line_to_run(missing)}", flush=True)


def _has_postgresql() -> bool:
    sys.path.insert(0, str(environment.ROOT))
    from tests.support import postgres_programs

    return postgres_programs.find() is not None


def _passes(python: Path, name: str, check: Sequence[str]) -> bool:
    started = time.monotonic()
    good = environment.run(python, *check) == 0
    _tell(name, started, good=good)
    return good


def _tell(name: str, started: float, *, good: bool) -> None:
    print(f"{name}: {'good' if good else 'FAILED'}, {time.monotonic() - started:.1f} s", flush=True)
