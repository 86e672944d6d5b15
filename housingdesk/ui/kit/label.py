"""Words and buttons on a screen, by what they are."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from housingdesk.ui.kit import theme


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A text. Roles: title, heading, section, strong, muted, small, hint, figure, big, read, error, good, due, late.

    Text is shown as it stands: a name with ``<b>`` in it is not mark-up.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def set_role(widget: QLabel, role: str) -> None:
    """Change what a label is."""
    theme.mark(widget, role=role)


def button(text: str, on_click: Callable[[], object] | None = None, *, key: str = "", kind: str = "",
           parent: QWidget | None = None) -> QPushButton:
    """A button with a verb and an object, and its key beside the words. Kinds: primary (one a screen), link, quiet.

    ``text`` may mark an access key with ``&``. The key shown is only shown: list it in ``Page.keys`` to make it act.
    """
    made = QPushButton(parent)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    set_button_text(made, text, key)
    return made


def set_button_text(made: QPushButton, text: str, key: str = "") -> None:
    """Change a button's words, and what a screen reader says, which is the words without the key."""
    gap = "    " if made.property("kind") == "primary" else "  "
    made.setText(f"{text}{gap}{key}" if key else text)
    made.setAccessibleName(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))
    made.setAccessibleDescription(f"Key {key}" if key else "")


def press_focused(widget: QWidget, event: QKeyEvent) -> bool:
    """Enter presses the button that has the focus, as Space does; whether it was that."""
    focused = widget.focusWidget()
    pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton)
    if pressed and isinstance(focused, QAbstractButton):
        focused.click()
    return pressed


class WrapLink(QAbstractButton):
    """A link of any length: it wraps, which a push button cannot."""

    def __init__(self, text: str, on_click: Callable[[], object], *, tone: str = "accent",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self._tone = tone
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: on_click())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        box = QRect(0, 0, max(1, width - 6), 10_000)
        return QFontMetrics(theme.font()).boundingRect(box, int(Qt.TextFlag.TextWordWrap), self.text()).height() + 4

    def sizeHint(self) -> QSize:
        wide = min(QFontMetrics(theme.font()).horizontalAdvance(self.text()) + 8, theme.px(560))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), QFontMetrics(theme.font()).height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face = theme.font()
        face.setUnderline(True)
        painter.setFont(face)
        painter.setPen(theme.colour(self._tone))
        painter.drawText(self.rect().adjusted(2, 2, -2, -2), int(Qt.TextFlag.TextWordWrap), self.text())
        if self.hasFocus():
            words = painter.fontMetrics().boundingRect(self.rect().adjusted(2, 2, -2, -2),
                                                       int(Qt.TextFlag.TextWordWrap), self.text())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour(self._tone), 2))
            painter.drawRoundedRect(QRectF(words).adjusted(-1, -1, 3, 1), 4, 4)
        painter.end()


def line(parent: QWidget | None = None) -> QFrame:
    """A thin line between two parts of a card."""
    made = QFrame(parent)
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made
