"""The door on screen: sign in, and unlock after a while away. Checks nothing itself: it asks whoever opens the door."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.fields import SecretField, TextField
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.label import button, label
from housingdesk.values.problems import Problem

Answer = Callable[[str | None], None]
TryDoor = Callable[[str, str, Answer], None]


class SignInPanel(QFrame):
    """Name and password. ``try_door(name, password, answer)`` calls ``answer`` with None, or with a sentence."""

    entered = Signal()

    def __init__(self, title: str, try_door: TryDoor, *, name: str = "", note: str = "", words: str = "Sign in",
                 secret: str = "Password", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._try_door, self._fixed_name, self._secret = try_door, name, secret
        self.form = Form(gap=12)
        if not name:
            self.form.add("name", "Your name here", TextField(), hint="the name you sign in with")
        self.form.add("password", secret, SecretField())
        self.button = button(words, self._try, key="Enter", kind="primary")
        column = QVBoxLayout(self)
        theme.lay(column, 24, gap=12)
        column.addWidget(label(title, "heading", wrap=True))
        if note:
            column.addWidget(label(note, "muted", wrap=True))
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        theme.size(self, width=400)

    def enter(self) -> None:
        """Give the focus to the first empty field."""
        first = "password" if self._fixed_name or self.form["name"].value() else "name"
        self.form[first].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._try()
        else:
            super().keyPressEvent(event)

    def _try(self) -> None:
        if not self.button.isEnabled():
            return
        name = self._fixed_name or self.form["name"].value()
        problems = [] if name else [Problem("name", "Type the name you sign in with")]
        if not self.form["password"].value():
            problems.append(Problem("password", f"Type your {self._secret.lower()}"))
        if self.form.show_problems(problems):
            return
        self.button.setEnabled(False)
        self._try_door(name, self.form["password"].value(), self._answered)

    def _answered(self, sentence: str | None) -> None:
        self.button.setEnabled(True)
        self.form["password"].set_value("")
        if sentence is None:
            self.entered.emit()
        else:
            self.form.show_problems([Problem("password", sentence)])


class LockScreen(QWidget):
    """Covers the whole window until the person signed in, or another, opens it again."""

    opened = Signal()

    def __init__(self, window: QWidget, panel: SignInPanel) -> None:
        super().__init__(window)
        self._panel = panel
        self.setAccessibleName("Locked")
        row = QHBoxLayout(self)
        row.addWidget(panel, 0, Qt.AlignmentFlag.AlignCenter)
        panel.entered.connect(self._open)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        panel.enter()

    def _open(self) -> None:
        self.hide()
        self.deleteLater()
        self.opened.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        painter.end()

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not self._panel.isAncestorOf(self.focusWidget() or self):
            self._panel.enter()
            return True
        return super().focusNextPrevChild(forward)
