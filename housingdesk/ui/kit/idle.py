"""Notices that nobody is at the window any more."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class IdleWatch(QObject):
    """Says when nobody has touched the window for some minutes. Watches the window's own handle, not every widget."""

    away = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.away)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: float) -> None:
        """How long until ``away``; nought never."""
        self._timer.setInterval(round(minutes * 60_000))
        if minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def watch(self, window: QWidget) -> None:
        """Watch a window that has been shown."""
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def touched(self) -> None:
        """Somebody is here, or is back."""
        if self._timer.interval() > 0:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
                            QEvent.Type.Wheel):
            self.touched()
        return False
