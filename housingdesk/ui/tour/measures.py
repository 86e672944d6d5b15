"""What the tour weighs and counts: resident memory, and work that is still under way in the desk's threads."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from housingdesk.ui.kit.qt_desk import Threads


class CountedThreads(Threads):
    """The threads of the desk, which also know how much is still under way in them."""

    _guard = threading.Lock()
    waiting = 0

    def write(self, work: Callable[[], None]) -> None:
        super().write(self._counted(work))

    def read(self, work: Callable[[], None]) -> None:
        super().read(self._counted(work))

    def _counted(self, work: Callable[[], None]) -> Callable[[], None]:
        def counted() -> None:
            try:
                work()
            finally:
                self._add(-1)
        self._add(1)
        return counted

    def _add(self, by: int) -> None:
        with self._guard:
            self.waiting += by


def resident_megabytes() -> float:
    """The memory of this process that is in use now, in MB of a million bytes; nought where the system does not say."""
    if sys.platform == "win32":
        return _windows() / 1_000_000
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    import subprocess

    told = subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True, check=False).stdout
    return int(told.strip() or 0) * 1024 / 1_000_000


def _windows() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", ctypes.c_ulong), ("faults", ctypes.c_ulong),
                    *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "pagefile", "peak_pagefile"))]

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    windll = getattr(ctypes, "windll")  # noqa: B009  (it is there on Windows alone)
    windll.psapi.GetProcessMemoryInfo(windll.kernel32.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    return int(counters.now)
