"""What the tour weighs and counts: resident memory, keys pressed, work that is still under way."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from housingdesk.ui.kit.qt_desk import Threads

_MODIFIERS = {0x01000020, 0x01000021, 0x01000022, 0x01000023}  # Shift, Ctrl, Meta and Alt are part of the key they go with


class KeyCounter(QObject):
    """Counts key presses as the application sees them, each once, shortcuts included."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.count = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and not event.isAccepted():
            focused = QApplication.focusWidget()
            key: int = event.key()  # type: ignore[attr-defined]
            if key not in _MODIFIERS and (watched is focused or focused is None):
                self.count += 1
        return False


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
