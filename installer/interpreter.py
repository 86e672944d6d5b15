"""Makes sure that Python is new enough. The only part that must itself be readable to an older Python 3."""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
_NEWEST_LOOKED_FOR = 20


def require_recent() -> None:
    """Goes on if this Python is new enough; else starts again with one that is, or ends with what to install."""
    if sys.version_info[:2] >= OLDEST:
        return
    better = find_recent()
    if better:
        os.execv(better, [better, *sys.argv])
    here = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit("HousingDesk needs Python 3.11 or later, and this is Python " + here + ". " + advice())


def find_recent() -> str:
    """The path of a Python that is new enough, newest first; empty if there is none."""
    for minor in range(_NEWEST_LOOKED_FOR, OLDEST[1] - 1, -1):
        path = shutil.which("python3." + str(minor))
        if path and _runs(path):
            return path
    return ""


def advice() -> str:
    """Where a new enough Python comes from on this system."""
    if sys.platform == "win32":
        return "Install one from https://www.python.org/downloads/ and start this again with: py"
    if sys.platform == "darwin":
        return "Install one from https://www.python.org/downloads/, or run: brew install python"
    return "Install one with your system's package manager, for example: sudo apt-get install python3 python3-venv"


def _runs(path: str) -> bool:
    """A version switcher may offer a name behind which there is nothing."""
    question = "import sys; sys.exit(sys.version_info[:2] < " + str(OLDEST) + ")"
    return subprocess.call([path, "-c", question], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
