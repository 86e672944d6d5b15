"""Status chips (word, shape and colour) and filter chips that stay as the person left them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.flow import Flow
from housingdesk.ui.kit.icons import Status, paint_shape

_HEIGHT, _SHAPE, _SIDE = 22, 11, 7


class Chip(QLabel):
    """A fact with its status: ``Chip("£482.16 owed, 4.3 weeks", Status.DUE)``."""

    def __init__(self, text: str, status: Status = Status.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.status = status
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.setFont(theme.font(13, 500))
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(wide + theme.px(_SHAPE + 6 + 2 * _SIDE + 5), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{self.status}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        side = theme.px(_SHAPE)
        paint_shape(painter, QRectF(theme.px(_SIDE), (self.height() - side) / 2, side, side), self.status)
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.colour(self.status))
        words = self.rect().adjusted(theme.px(_SIDE + _SHAPE + 6), 0, -theme.px(_SIDE), 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


class Chips(QWidget):
    """A row of status chips that wraps."""

    def __init__(self, chips: Iterable[tuple[str, Status]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_chips(chips)

    def show_chips(self, chips: Iterable[tuple[str, Status]]) -> None:
        """Replace the chips."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        made = [Chip(text, status, self) for text, status in chips]
        for chip in made:
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(made))
        self.updateGeometry()


class FilterChips(QWidget):
    """Filters side by side, on or off, remembered under a name: ``(key, words)`` pairs.

    With ``one=True`` at most one is on. ``changed`` gives the keys that are on.
    """

    changed = Signal(object)

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str, remember: str = "", one: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remember, self._one = remember, one
        self._buttons: dict[str, QPushButton] = {}
        self._flow = Flow(self)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        kept = window_state.choices(remember) if remember else []
        for key, words in options:
            self._add(key, words, key in kept)

    def _add(self, key: str, words: str, on: bool) -> None:
        made = QPushButton(words, self)
        made.setProperty("kind", "chip")
        made.setCheckable(True)
        made.setChecked(on)
        made.setAccessibleName(words)
        made.setAccessibleDescription("Filter")
        made.clicked.connect(self._clicked)
        self._buttons[key] = made
        self._flow.addWidget(made)

    def on(self) -> list[str]:
        """The keys that are on."""
        return [key for key, made in self._buttons.items() if made.isChecked()]

    def set_on(self, keys: Iterable[str]) -> None:
        """Switch exactly these on."""
        wanted = set(keys)
        for key, made in self._buttons.items():
            made.setChecked(key in wanted)
        self._said()

    def clear(self) -> bool:
        """Switch all off; whether any was on (Esc clears a filter before it goes back)."""
        any_on = bool(self.on())
        if any_on:
            self.set_on([])
        return any_on

    def _clicked(self) -> None:
        pressed = self.sender()
        if self._one:
            for made in self._buttons.values():
                if made is not pressed:
                    made.setChecked(False)
        self._said()

    def _said(self) -> None:
        keys = self.on()
        if self._remember:
            window_state.remember_choices(self._remember, keys)
        self.changed.emit(keys)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._flow.invalidate()
        super().changeEvent(event)
