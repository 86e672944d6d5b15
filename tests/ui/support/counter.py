"""Counts what a person does: key presses and clicks, for tasks with a budget. Free text is counted by itself."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

_MODIFIERS = {0x01000020, 0x01000021, 0x01000022, 0x01000023, 0x01001103}


class KeyCounter(QObject):
    """Use as a context: ``with KeyCounter() as counted: …`` then ``counted.keys`` and ``counted.letters``.

    A press that types a character into a field is a letter, not a key; modifiers alone are nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.keys, self.letters = 0, 0

    def __enter__(self) -> "KeyCounter":
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        return self

    def __exit__(self, *error: object) -> None:
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press comes to a widget once from outside, and then from widget to widget; a shortcut comes by itself."""
        from_outside = watched.isWidgetType() and event.spontaneous()
        if event.type() == QEvent.Type.Shortcut or (from_outside and event.type() == QEvent.Type.MouseButtonPress):
            self.keys += 1
        elif from_outside and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._press(event, watched)
        return False

    def _press(self, event: QKeyEvent, watched: QObject) -> None:
        if event.key() in _MODIFIERS:
            return
        typed = isinstance(watched, (QLineEdit, QPlainTextEdit)) and event.text() != "" and event.text().isprintable()
        if typed:
            self.letters += 1
        else:
            self.keys += 1
