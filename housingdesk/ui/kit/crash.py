"""What happens when a bug comes to light: it is printed as ever, and one window shows the report; the program goes on."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from housingdesk.ui.kit.crash_window import CrashWindow


class CrashHook:
    """Takes the place of ``sys.excepthook``: prints as before and shows the window."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._window: CrashWindow | None = None

    def install(self) -> None:
        """From now on."""
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
            return
        from housingdesk.ui.kit.crash_window import CrashWindow, report  # wanted only by who meets a bug

        if self._window is None:
            self._window = CrashWindow()
        self._window.add(report(self._version, kind, error, trace))
