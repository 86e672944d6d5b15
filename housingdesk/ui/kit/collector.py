"""Keeps Python's garbage collector from holding the window up.

A full collection looks at every object there is, with all threads standing still: a quarter of a second while a worker
holds a large file. So it never begins by itself; young objects are looked at in small lots as they come, and the whole is
gone through in the GUI thread while nothing is under way. What has stayed is then not looked at again, so that each time
takes a few milliseconds; once an hour everything is.
"""

import gc
import sys
from functools import cache

from PySide6.QtCore import QObject, QTimer

from housingdesk.ui.kit.qt_desk import QtDesk

_LOTS = (10_000, 5, 1_000_000_000)
_AT_REST_MS, _EVERY_MS, _AFTER_WORK_MS = 3_000, 60_000, 1_000
_TIMES_AN_HOUR = 3_600_000 // _EVERY_MS


class Collector(QObject):
    """One for the window of a process."""

    def __init__(self, desk: QtDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._times = desk, 0
        gc.set_threshold(*_LOTS)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_WORK_MS)
        self._soon.timeout.connect(self.tidy)
        desk.job_ended.connect(self._soon.start)
        QTimer.singleShot(_AT_REST_MS, self, gc.freeze)

    def tidy(self) -> None:
        """Go through everything, unless work is under way: it would wait, and its objects are in use."""
        if not self._desk.jobs():
            self._keep()
            _give_back()

    def _keep(self) -> None:
        self._times += 1
        if self._times % _TIMES_AN_HOUR == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()


def _give_back() -> None:
    """Memory that was freed goes back to the system at once where the system's library keeps it for later."""
    if sys.platform == "linux" and (trim := getattr(_library(), "malloc_trim", None)) is not None:
        trim(0)


@cache
def _library() -> object:
    import ctypes

    return ctypes.CDLL(None)
