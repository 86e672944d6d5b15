"""What a key is about to do to many things at once, in one line: the same key again does it, Esc leaves it.

    self.summary = SummaryBar()
    self.body.addWidget(self.summary)
    ...
    def post_pile(self) -> None:
        if not self.summary.press():
            self.summary.ask("241 certain lines, £38,112.40, the oldest of 3 November", "Post 241 lines", self._post)

    def escape(self) -> bool:
        return self.summary.put_away() or ...
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.label import button, label, set_button_text


class SummaryBar(QFrame):
    """Hidden until something is asked; the focus stays where it is. ``turned`` says that it opened or went."""

    turned = Signal(bool)

    def __init__(self, *, key: str = "Ctrl+Enter", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "soft")
        self._key = key
        self._done: Callable[[], object] | None = None
        self._words = label("", "strong", wrap=True)
        self._go = button("", self.press, key=key, kind="primary")
        row = QHBoxLayout(self)
        theme.lay(row, (14, 8, 8, 8), gap=8)
        row.addWidget(self._words, 1)
        row.addWidget(self._go)
        row.addWidget(button("Leave it", self.put_away, key="Esc"))
        self.hide()

    def ask(self, sentence: str, verb: str, done: Callable[[], object]) -> None:
        """Show what will happen: how many, how much, from when. ``verb`` names it on the button."""
        self._done = done
        self._words.setText(sentence)
        set_button_text(self._go, verb, self._key)
        self.show()
        self.turned.emit(True)
        announce(self, f"{sentence}. {self._key} once more: {verb}. Esc leaves it", at_once=True)

    def is_open(self) -> bool:
        """Whether it waits for the key."""
        return self._done is not None

    def sentence(self) -> str:
        """What it says now."""
        return self._words.text() if self.is_open() else ""

    def press(self) -> bool:
        """Do what was asked; False when nothing was."""
        done = self._done
        self.put_away()
        if done is not None:
            done()
        return done is not None

    def put_away(self) -> bool:
        """Leave it; whether it was open."""
        was, self._done = self._done is not None, None
        self.hide()
        if was:
            self.turned.emit(False)
        return was
