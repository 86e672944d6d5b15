"""The window before the shell: what to open, a passphrase, who is there. One card in the middle at a time."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.sign_in import SignInPanel


class DoorWindow(QWidget):
    """Holds one card; ``show_card`` puts another in its place."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("HousingDesk")
        self.card: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.resize(theme.px(960), theme.px(600))

    def show_card(self, card: QWidget) -> None:
        """Show a card and give it the focus."""
        if self.card is not None:
            self._column.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
        self.card = card
        self._column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.show()
        if isinstance(card, SignInPanel):
            card.enter()
        else:
            card.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        painter.end()

    def closeEvent(self, event: object) -> None:
        self.closed.emit()


class OpenCard(QFrame):
    """Which database to open. ``made_up`` starts the made-up association; ``chosen`` gives a file or an address."""

    chosen = Signal(str)

    def __init__(self, folder: Path, refusal: str = "", made_up: Callable[[], object] | None = None,
                 made_up_words: str = "Open the made-up association") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        theme.size(self, width=480)
        self._folder = folder
        column = QVBoxLayout(self)
        theme.lay(column, 24, gap=12)
        column.addWidget(label("HousingDesk", "heading"))
        if refusal:
            column.addWidget(MessageBar(refusal, Status.LATE, closable=False))
            announce(self, refusal, at_once=True)
        if made_up is not None:
            column.addWidget(label("A made-up association is there to try everything on: nothing in it is real.", wrap=True))
            first = button(made_up_words, made_up, kind="primary")
            column.addWidget(first, 0, Qt.AlignmentFlag.AlignLeft)
            self.setFocusProxy(first)
        column.addWidget(label("Open a database", "section"))
        pick = button("Choose a file…", self._pick)
        column.addWidget(pick, 0, Qt.AlignmentFlag.AlignLeft)
        self._address = Form(gap=12)
        self._address.add("address", "Or the address of your office's server", TextField(longest=400),
                          hint="such as postgresql://ann@server/housing")
        column.addWidget(self._address)
        column.addWidget(button("Open this address", self._open), 0, Qt.AlignmentFlag.AlignLeft)
        if made_up is None:
            self.setFocusProxy(pick)

    def _pick(self) -> None:
        dialog = QFileDialog(self, "Open a database", str(self._folder), "HousingDesk (*.housingdesk);;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.chosen)
        dialog.open()

    def _open(self) -> None:
        address = self._address["address"].value()
        if address:
            self.chosen.emit(address)


class WaitCard(QFrame):
    """Something takes a moment before there is a window: what it is, in words."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        theme.size(self, width=400)
        column = QVBoxLayout(self)
        theme.lay(column, 24, gap=12)
        self._words = label(sentence, wrap=True)
        column.addWidget(self._words)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(sentence)
        column.addWidget(bar)

    def say(self, sentence: str) -> None:
        """What it is doing now."""
        self._words.setText(sentence)
