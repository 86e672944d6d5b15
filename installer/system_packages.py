"""What must be on the machine before Python packages can work: Qt's libraries, and for the tests PostgreSQL.

As root on Debian and its relatives what is missing is installed; anyone else is given the one line to run.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from trouble import Trouble, last_lines

_QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def for_python() -> list[str]:
    """Debian leaves out the part of Python that makes environments; the package that has it."""
    return [] if find_spec("ensurepip") else [f"python3.{sys.version_info.minor}-venv"]


def for_the_window() -> list[str]:
    """The packages of the Qt libraries that cannot be loaded here; none on Windows and macOS, where Qt brings all."""
    return [package for library, package in _QT.items() if not _loads(library)] if sys.platform == "linux" else []


def for_the_tests(has_postgresql: bool) -> list[str]:
    """What only the tests use."""
    if sys.platform != "linux":
        return []
    wanted = [] if shutil.which("pdftotext") else ["poppler-utils"]
    return wanted if has_postgresql else [*wanted, "postgresql", "postgresql-contrib"]


def require(packages: Sequence[str]) -> None:
    """Installs them, or gives up with the one line to run."""
    if not install(packages):
        raise Trouble(f"Some system packages are missing. Run this first: {line_to_run(packages)}")


def install(packages: Sequence[str]) -> bool:
    """Installs Debian packages as root; False if somebody else must, for whom there is ``line_to_run``."""
    if not packages:
        return True
    if not Path("/etc/debian_version").exists() or os.geteuid() != 0:
        return False
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    done = _apt("install", "-y", "--no-install-recommends", *packages)
    if done.returncode:  # the list of packages is missing on a new machine, or stale
        _apt("update")
        done = _apt("install", "-y", "--no-install-recommends", *packages)
    if done.returncode:
        raise Trouble(f"The system packages could not be installed. apt-get said:\n{last_lines(done.stdout)}")
    return True


def line_to_run(packages: Sequence[str]) -> str:
    """The one line that installs them, for a person who may."""
    return f"sudo apt-get install -y {' '.join(packages)}"


def _apt(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    return subprocess.run(["apt-get", "-q", *words], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
