"""Measures the longest time that the GUI thread was blocked, and where it was meanwhile."""

import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, Qt, QTimer

_TICK_MS = 5


class Watchdog(QObject):
    """A heart that beats every 5 ms in the GUI thread, and a thread that looks where it is when it misses.

    ``worst_ms`` is the longest time between two beats, less the beat itself. ``where`` is the code that held it.
    """

    def __init__(self, parent: QObject | None = None, *, look_after_ms: float = 50) -> None:
        super().__init__(parent)
        self.worst_ms, self.where = 0.0, ""
        self._look_after = look_after_ms / 1000
        self._last = time.perf_counter()
        self._seen: tuple[float, str] = (0.0, "")
        self._ended = threading.Event()
        self._gui = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to measure, from the next turn of the event loop."""
        self._last = time.perf_counter()
        self._timer.start(_TICK_MS)
        self._thread.start()

    def reset(self) -> None:
        """Forget the worst so far."""
        self.worst_ms, self.where, self._last = 0.0, "", time.perf_counter()

    def stop(self) -> None:
        """End measuring; a block that is still going on counts."""
        self._beat()
        self._timer.stop()
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        now = time.perf_counter()
        blocked = (now - self._last) * 1000 - _TICK_MS
        if blocked > self.worst_ms:
            self.worst_ms = blocked
            self.where = self._seen[1] if self._seen[0] == self._last else ""
        self._last = now

    def _look(self) -> None:
        while not self._ended.wait(0.01):
            since = self._last
            if time.perf_counter() - since > self._look_after and self._seen[0] != since:
                frame = sys._current_frames().get(self._gui)
                if frame is not None:
                    self._seen = (since, "".join(traceback.format_stack(frame, 12)))
