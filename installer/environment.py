"""The program's own Python environment: where it lies, when it is made again, and how things are run in it.

It holds the packages that pyproject.toml asks for. The program itself is run from where it lies, so that an edit counts
at once, and copies of the program with the same requirements share one environment.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from trouble import Trouble, last_lines

ROOT = Path(__file__).resolve().parent.parent
_UNUSED_SECONDS = 30 * 24 * 60 * 60


def prepare(*, tests: bool = False) -> Path:
    """The Python of an environment with the program's packages, and with ``tests`` those of the checks as well."""
    requirements = _requirements()
    folder = _cache_folder() / f"env-{_fingerprint(requirements)}"
    wanted = [*requirements["run"], *(requirements["dev"] if tests else [])]
    marks = [folder / name for name in (["filled-dev"] if tests else ["filled-run", "filled-dev"])]
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    with _alone(folder):
        if not (python.exists() and any(mark.exists() for mark in marks)):
            _make(folder, python)
            _fill(python, wanted)
            marks[0].touch()
            _remove_unused(folder)
    os.utime(folder)
    return python


def run(python: Path, *words: str, **variables: str) -> int:
    """Runs the environment's Python with the program on its path; the exit code."""
    try:
        return subprocess.call([str(python), *words], env=_variables(variables))
    except KeyboardInterrupt:
        return 130


def ask(python: Path, question: str) -> str:
    """What a line of Python prints in the environment."""
    return subprocess.run([str(python), "-c", question], env=_variables({}), stdin=subprocess.DEVNULL, check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def _variables(more: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _requirements() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"run": project["dependencies"], "dev": project["optional-dependencies"]["dev"]}


def _fingerprint(requirements: dict[str, list[str]]) -> str:
    parts = [repr(sorted(requirements.items())), platform.machine(), *map(str, sys.version_info[:2])]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _cache_folder() -> Path:
    """The platform's cache folder; where that cannot be written to, a folder beside the program."""
    candidates = [*_platform_caches(), ROOT / ".cache"]
    for candidate in candidates:
        folder = candidate / "housingdesk"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    tried = ", ".join(map(str, candidates))
    raise Trouble(f"The program's environment has nowhere to lie, for none of these can be written to: {tried}. "
                  "Set XDG_CACHE_HOME to a folder that can.")


def _platform_caches() -> Iterator[Path]:
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        yield Path(named)
    home = os.environ.get("USERPROFILE" if sys.platform == "win32" else "HOME", "")
    if os.path.isabs(home) and home != "/":
        yield Path(home, {"win32": "AppData/Local", "darwin": "Library/Caches"}.get(sys.platform, ".cache"))


def _make(folder: Path, python: Path) -> None:
    if python.exists() and not subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL):
        return
    print("Making HousingDesk's own Python environment (up to 600 MB, only this once)", flush=True)
    _quietly("The environment could not be made", sys.executable, "-m", "venv", "--clear", str(folder))


def _fill(python: Path, requirements: Sequence[str]) -> None:
    started = time.monotonic()
    _quietly("The program's packages could not be installed", str(python), "-m", "pip", "install", "--quiet",
             "--disable-pip-version-check", "--no-input", "--prefer-binary", *requirements)
    print(f"Packages installed in {time.monotonic() - started:.0f} s", flush=True)


def _quietly(what_failed: str, *words: str) -> None:
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False)
    if done.returncode:
        raise Trouble(f"{what_failed}. The last it said:\n{last_lines(done.stdout)}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two commands at once do not fill one environment; the system lets go of the lock however the program ends."""
    with open(f"{folder}.lock", "a+b") as lock:
        if not _locked(lock.fileno()):
            print("Another command is making the environment; waiting for it", flush=True)
            while not _locked(lock.fileno()):
                time.sleep(0.5)
        yield


def _locked(file: int) -> bool:
    """Whether the lock is ours, or this kind of folder knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # on Windows the word for "taken"
        return sys.platform != "win32"
    return True


def _remove_unused(current: Path) -> None:
    """Environments of older requirements that nobody has used for a month."""
    for other in current.parent.glob("env-*"):
        if other.is_dir() and other != current and other.stat().st_mtime < time.time() - _UNUSED_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
            Path(f"{other}.lock").unlink(missing_ok=True)
