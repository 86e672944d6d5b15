"""The editors that stand in a form. Each has ``value()``, ``set_value()``, ``problem()`` and the signal ``edited``.

``problem()`` is a sentence while what is typed cannot be read, else None; ``value()`` is None while it cannot be read
or nothing is typed.
"""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from housingdesk.ui.kit import theme


@runtime_checkable
class Editor(Protocol):
    """What a form needs of a field."""

    edited: Signal

    def value(self) -> Any: ...
    def set_value(self, value: Any) -> None: ...
    def problem(self) -> str | None: ...


class TextField(QLineEdit):
    """One line of text, trimmed; empty text is an empty text."""

    edited = Signal()

    def __init__(self, value: str = "", *, placeholder: str = "", longest: int = 300,
                 parent: QWidget | None = None) -> None:
        super().__init__(value, parent)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)
        self.textEdited.connect(self.edited)

    def value(self) -> str:
        """The text without spaces round it."""
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.setText("" if value is None else str(value))

    def problem(self) -> str | None:
        """Any text can be read."""
        return None


class SecretField(TextField):
    """A password: never shown, kept as typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """The password as typed, spaces included."""
        return self.text()


class LongText(QPlainTextEdit):
    """Several lines of text. Tab goes on to the next field."""

    edited = Signal()

    def __init__(self, value: str = "", *, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(value, parent)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._size()
        self.textChanged.connect(self.edited)

    def _size(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + theme.px(16))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()

    def sizeHint(self) -> QSize:
        """As high as its lines, and higher where there is room: a column that is short of height squeezes every field alike."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def value(self) -> str:
        """The text without space round it."""
        return self.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.setPlainText("" if value is None else str(value))

    def problem(self) -> str | None:
        """Any text can be read."""
        return None


class Choice(QComboBox):
    """One of several: ``(key, words)`` pairs. Typing letters chooses; the mouse wheel never does by accident."""

    edited = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]] = (), *, chosen: Any = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[Any] = []  # here, not in Qt, which would hand a StrEnum back as plain text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(self.updateGeometry)
        self.set_options(options)
        if chosen is not None:
            self.set_value(chosen)
        self.activated.connect(self._said)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Replace the choices; the one chosen stays if it is still there."""
        now = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        self._keys = [key for key, _ in options]
        self.addItems([words for _, words in options])
        self.set_value(now)
        self.blockSignals(blocked)

    def value(self) -> Any:
        """The key chosen, as it was given."""
        place = self.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def offered(self) -> list[Any]:
        """All that can be chosen."""
        return list(self._keys)

    def set_value(self, value: Any) -> None:
        """Choose by key; the first choice when there is no such key."""
        self.setCurrentIndex(self._keys.index(value) if value in self._keys else 0 if self._keys else -1)

    def problem(self) -> str | None:
        """A choice can always be read."""
        return None

    def sizeHint(self) -> QSize:
        """As wide as what is chosen; the list that opens is as wide as its longest words."""
        wide = self.fontMetrics().horizontalAdvance(self.currentText()) + theme.px(48)
        return QSize(max(wide, theme.px(110)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(150)), super().minimumSizeHint().height())

    def showPopup(self) -> None:
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + theme.px(40), theme.px(480)))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _said(self) -> None:
        self.edited.emit()


class Radios(QWidget):
    """One of a few, all in sight, each a whole sentence: ``(key, words)`` pairs."""

    edited = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        theme.lay(column, gap=4)
        self._group = QButtonGroup(self)
        self._keys: list[Any] = []
        for key, words in options:
            made = QRadioButton(words, self)
            self._group.addButton(made, len(self._keys))
            self._keys.append(key)
            column.addWidget(made)
        self._group.idClicked.connect(self._said)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._keys:
            self.setFocusProxy(self._group.button(0))

    def value(self) -> Any:
        """The key chosen, or None."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose by key."""
        if value in self._keys:
            chosen = self._group.button(self._keys.index(value))
            chosen.setChecked(True)
            self.setFocusProxy(chosen)

    def problem(self) -> str | None:
        """A choice can always be read."""
        return None

    def _said(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            self.setFocusProxy(chosen)
        self.edited.emit()


class Tick(QCheckBox):
    """Yes or no in a whole sentence."""

    edited = Signal()

    def __init__(self, words: str, value: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setChecked(value)
        self.clicked.connect(self._said)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick or untick."""
        self.setChecked(bool(value))

    def problem(self) -> str | None:
        """A tick can always be read."""
        return None

    def _said(self) -> None:
        self.edited.emit()


class Ticks(QWidget):
    """Any of several, all in sight: ``(key, words)`` pairs; the value is the set of keys ticked."""

    edited = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        theme.lay(column, gap=4)
        self._boxes: dict[Any, Tick] = {}
        for key, words in options:
            self._boxes[key] = box = Tick(words, parent=self)
            box.edited.connect(self.edited)
            column.addWidget(box)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> frozenset[Any]:
        """The keys ticked."""
        return frozenset(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick these and no others."""
        for key, box in self._boxes.items():
            box.setChecked(key in value)

    def problem(self) -> str | None:
        """Ticks can always be read."""
        return None


class LeaveWatch(QObject):
    """Tells when the focus leaves a widget, for fields that tidy what was typed and save as they are left."""

    left = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False
