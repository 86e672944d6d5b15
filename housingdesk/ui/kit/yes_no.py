"""A question with few short answers side by side, each with its letter: Y says yes and N says no, wherever in it the focus is.

Who types the whole word says the same: the letters that follow are not taken for the next field's.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.flow import flow_row

_WORD_MS = 350


class YesNo(QWidget):
    """An editor of ``(key, words)`` pairs. ``by_letter`` comes after ``edited`` when a letter chose."""

    edited = Signal()
    by_letter = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._keys: list[Any] = []
        self.buttons: list[QRadioButton] = []
        for key, words in options:
            made = QRadioButton(words, self)
            self._group.addButton(made, len(self._keys))
            self._keys.append(key)
            self.buttons.append(made)
        column = QVBoxLayout(self)
        theme.lay(column, (0, 4, 0, 4), gap=0)
        column.addWidget(flow_row(*self.buttons, gap=18))
        self._group.idClicked.connect(self._said)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.buttons[0])

    def value(self) -> Any:
        """The key chosen, or None."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else None

    def offered(self) -> list[Any]:
        """The keys of all answers, in their order."""
        return list(self._keys)

    def set_value(self, value: Any) -> None:
        """Choose by key; nothing is chosen for any other value."""
        if value in self._keys:
            chosen = self.buttons[self._keys.index(value)]
            chosen.setChecked(True)
            self.setFocusProxy(chosen)
        elif (was := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            was.setChecked(False)
            self._group.setExclusive(True)

    def problem(self) -> str | None:
        """A choice can always be read."""
        return None

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for made in self.buttons:
            made.setAccessibleName(f"{name} {made.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().lower()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        firsts = [made.text()[:1].lower() for made in self.buttons]
        chosen = firsts.index(letter) if letter in firsts else None
        if chosen is None or held:
            super().keyPressEvent(event)
            return
        self.buttons[chosen].setChecked(True)
        self._said(chosen)
        _RestOfWord(self, self.buttons[chosen].text().lower()[1:])
        self.by_letter.emit()

    def _said(self, place: int) -> None:
        self.setFocusProxy(self.buttons[place])
        self.edited.emit()


class _RestOfWord(QObject):
    """Takes the rest of a word that is typed out at once, and nothing else."""

    def __init__(self, parent: QObject, rest: str) -> None:
        super().__init__(parent)
        self._rest = rest
        app = QCoreApplication.instance()
        if rest and app is not None:
            app.installEventFilter(self)
        QTimer.singleShot(_WORD_MS, self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not watched.isWidgetType():
            return False
        if self._rest and event.text().lower() == self._rest[0]:
            self._rest = self._rest[1:]
            return True
        self._rest = ""
        return False
