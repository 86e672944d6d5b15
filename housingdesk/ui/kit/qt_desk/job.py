"""A piece of work under way."""

import time
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from housingdesk.errors import Cancelled

_PER_SECOND = 10


class JobState(StrEnum):
    """How far a piece of work is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Job(QObject):
    """A piece of work under way: what it is, how far it is, and Cancel."""

    progressed = Signal()
    ended = Signal()

    def __init__(self, label: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.state = JobState.WAITING
        self.done, self.total, self.text = 0, 0, ""
        self.counted = False
        self._cancelled = False
        self._began = time.monotonic()
        self._last = 0.0

    def cancel(self) -> None:
        """Ask it to stop at its next step; an act then leaves everything as it was."""
        self._cancelled = True

    def drop(self) -> None:
        """Forget the answer of a question that is no longer wanted."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._cancelled

    def seconds(self) -> float:
        """How long it has been under way."""
        return time.monotonic() - self._began

    def report(self, done: int, total: int, text: str) -> None:
        """Called by the work as it goes, from its own thread; shown at most ten times a second."""
        if self._cancelled:
            raise Cancelled("Nothing was changed")
        self.done, self.total, self.text, self.counted = done, total, text, True
        now = time.monotonic()
        if now - self._last >= 1 / _PER_SECOND or done >= total:
            self._last = now
            self.progressed.emit()
