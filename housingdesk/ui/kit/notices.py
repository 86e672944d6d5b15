"""What the program says by itself: a toast with Undo, a message that stays, a question. Never a box that blocks.

A screen speaks through ``desk.notices``; tests put a recorder there that fails on what they did not expect.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.cover import Cover
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.icons import Shape, Status
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.nameless import DONE
from housingdesk.values.rows import frozen

_LONGER_MS = 5_000
_COVERED = "There is something to read about what was done"
READ_MS = 4_000
"""How long a message is in sight at least: an answer may come while the person is on the way to another page."""


@frozen
class Choice:
    """An answer to a question: its key, and its words, which are a verb with an object and never OK or Yes.

    ``shortcut`` is a letter that gives the answer at once; it is shown beside the words.
    """

    key: str
    words: str
    primary: bool = False
    shortcut: str = ""


@frozen
class Question:
    """A question with news in it: what will happen, to how many, from when."""

    title: str
    text: str
    choices: Sequence[Choice]
    safe: str = "leave"
    safe_words: str = "Leave it as it is"


class NoticeBoard(Protocol):
    """Where screens put what they have to say."""

    def toast(self, sentence: str, undo: Callable[[], object] | None = None, seconds: int = 10) -> None:
        """Say what happened, for some seconds, with Undo where there is one."""

    def message(self, sentence: str, status: Status = Status.LATE, *, stays: bool = False) -> None:
        """Say what has to be dealt with; it goes when it is put away, or when the page it is about is left.

        ``stays``: also then not, because it still matters elsewhere, such as work that was not done.
        """

    def ask(self, question: Question, answered: Callable[[str], object]) -> None:
        """Ask; ``answered`` gets the key of the choice, or ``question.safe`` for Esc."""


class Unheard:
    """The notices before there is a window: nothing can be said yet, so to say something is a mistake of the program."""

    def toast(self, sentence: str, undo: Callable[[], object] | None = None, seconds: int = 10) -> None:
        """There is nobody to tell."""
        raise RuntimeError(f"said before there was a window: {sentence}")

    def message(self, sentence: str, status: Status = Status.LATE, *, stays: bool = False) -> None:
        """There is nobody to tell."""
        raise RuntimeError(f"said before there was a window: {sentence}")

    def ask(self, question: Question, answered: Callable[[str], object]) -> None:
        """There is nobody to ask."""
        raise RuntimeError(f"asked before there was a window: {question.title}")


class Notices(QObject):
    """The notices of one window: messages in ``top`` over the page, toasts in ``foot`` under it, questions in the middle.

    ``top`` and ``foot`` take their room from the page while they say something, so that they never lie over anything.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.top, self._messages = _strip((18, 10, 18, 0))
        self.foot, self._toasts = _strip((18, 0, 18, 10))
        self._toast: _Toast | None = None
        self._bars: list[MessageBar] = []
        self.question: QuestionPanel | None = None
        self._held, self._private, self._may_ask = False, False, True
        self._waiting: list[tuple[Question, Callable[[str], object]]] = []
        window.installEventFilter(self)

    def hold(self) -> None:
        """The window is locked: what would be said stays unseen; questions wait."""
        self._held = True
        if self._toast is not None:
            self._toast.leave()

    def set_private(self, private: bool, *, asking: bool = False) -> None:
        """Somebody else looks: what is said is told without its words, which a press shows, and what has been said goes.

        ``asking``: questions may be asked, because the screen in sight belongs to who looks; else they wait.
        """
        if private and not self._private:
            self.clear()
            self.put_toast_away()
        self._private, self._may_ask = private, asking or not private
        if self._may_ask and not self._held:
            self._ask_what_waited()

    def resume(self) -> None:
        """The person is back: ask what waited."""
        self._held = False
        if self._may_ask:
            self._ask_what_waited()

    def _ask_what_waited(self) -> None:
        waiting, self._waiting = self._waiting, []
        for question, answered in waiting:
            self.ask(question, answered)

    def toast(self, sentence: str, undo: Callable[[], object] | None = None, seconds: int = 10, *,
              nameless: str = DONE) -> None:
        """Say what happened; a new toast takes the place of the one before. ``nameless``: the same, where nobody is named."""
        if self._held:
            return
        sentence = nameless if self._private else sentence
        if self._toast is not None:
            self._toast.leave()
        self._toast = _Toast(sentence, undo, seconds)
        self._toast.gone.connect(self._gone)
        self._toasts.addWidget(self._toast)
        self.foot.show()
        announce(self._window, f"{sentence}. Ctrl+Z to undo" if undo else sentence)

    def message(self, sentence: str, status: Status = Status.LATE, *, stays: bool = False, nameless: bool = False) -> None:
        """Say what has to be dealt with; the same sentence is not said twice. ``nameless``: it names nobody."""
        self._bars = [bar for bar in self._bars if not bar.away]
        for bar in self._bars:
            if bar.sentence == sentence:
                bar.stays = bar.stays or stays
                bar.said.restart()
                return
        bar = MessageBar(sentence, status, covered=self._private and not nameless)
        bar.stays = stays
        self._bars.append(bar)
        bar.gone.connect(self._fold)
        self._messages.addWidget(bar)
        self.top.show()
        if not self._held:
            announce(self._window, bar.words().text(), at_once=True)

    def ask(self, question: Question, answered: Callable[[str], object]) -> None:
        """Ask in a panel over the window; the rest waits, the event loop does not."""
        if self._held or not self._may_ask:
            self._waiting.append((question, answered))
            return
        if self.question is not None:
            self.question.answer(self.question.asked.safe)
        self.question = QuestionPanel(self._window, question, self._answered(answered))

    def clear(self) -> None:
        """Put all messages away."""
        for bar in self._bars:
            bar.put_away()
        self._bars = []

    def leave_page(self) -> None:
        """The page is left: its toast and its messages go with it, but not what nobody can have read yet."""
        self.put_toast_away()
        for bar in self._bars:
            if not (bar.away or bar.stays) and bar.said.elapsed() >= READ_MS:
                bar.put_away()

    def put_toast_away(self) -> bool:
        """Put the toast away; whether there was one."""
        if self._toast is None:
            return False
        self._toast.leave()
        return True

    def escape(self) -> bool:
        """Put the newest message away; whether there was any."""
        live = [bar for bar in self._bars if not bar.away]
        if live:
            live[-1].put_away()
        return bool(live)

    def _answered(self, answered: Callable[[str], object]) -> Callable[[str], None]:
        def tell(key: str) -> None:
            self.question = None
            answered(key)
        return tell

    def _gone(self) -> None:
        self._toast = None
        self.foot.hide()

    def _fold(self) -> None:
        self.top.setVisible(any(not bar.away for bar in self._bars))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.question is not None:
            self.question.cover()
        return False


def _strip(margin: tuple[int, int, int, int]) -> tuple[QWidget, QVBoxLayout]:
    """A place for notices that is not there while it is empty."""
    strip = QWidget()
    column = QVBoxLayout(strip)
    theme.lay(column, margin, gap=6)
    strip.hide()
    return strip, column


class _Toast(QFrame):
    gone = Signal()

    def __init__(self, sentence: str, undo: Callable[[], object] | None, seconds: int) -> None:
        super().__init__()
        self.setProperty("kind", "toast")
        self._undo = undo
        row = QHBoxLayout(self)
        theme.lay(row, (14, 4, 6, 4), gap=10)
        self._words = label(sentence, wrap=True)
        row.addWidget(self._words, 1)
        if undo is not None:
            row.addWidget(button("Undo", self._take_back, key="Ctrl+Z"))
        row.addWidget(button("Close", self.leave))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        self._timer.start(seconds * 1000)

    def _time_is_up(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):  # somebody is on its buttons
            self._timer.start(_LONGER_MS)
        else:
            self.leave()

    def enterEvent(self, event: object) -> None:
        self._timer.stop()

    def leaveEvent(self, event: object) -> None:
        self._timer.start(_LONGER_MS)

    def _take_back(self) -> None:
        undo = self._undo
        self.leave()
        if undo is not None:
            undo()

    def leave(self) -> None:
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()


class MessageBar(QFrame):
    """A sentence with its status that stays on the page until it is put away, ``stays`` also when the page is left."""

    gone = Signal()

    def __init__(self, sentence: str, status: Status = Status.INFORMATION, *, closable: bool = True, covered: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence, self.away, self.stays = sentence, False, False
        self.said = QElapsedTimer()
        self.said.start()
        self.setProperty("kind", "bar")
        self.setProperty("status", str(status))
        row = QHBoxLayout(self)
        theme.lay(row, (14, 8, 10, 8), gap=10)
        self._shape = Shape(status, self, size=13)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = label(_COVERED if covered else sentence, wrap=True)
        row.addWidget(self._words, 1)
        if covered:
            self._show = button("Show it", self._uncover)
            row.addWidget(self._show)
        if closable:
            row.addWidget(button("Close", self.put_away, kind="quiet"))

    def say(self, sentence: str, status: Status | None = None) -> None:
        """Change the sentence."""
        self.sentence = sentence
        self._words.setText(sentence)
        if status is not None:
            self._shape.status = status
            theme.mark(self, status=str(status))

    def _uncover(self) -> None:
        self._words.setText(self.sentence)
        self._show.hide()

    def words(self) -> QLabel:
        """The label that holds the sentence."""
        return self._words

    def put_away(self) -> None:
        """Take it off the page."""
        self.away = True
        self.hide()
        self.gone.emit()
        self.deleteLater()


class QuestionPanel(Cover):
    """A question over the window. The focus starts on the safe answer, so Enter alone changes nothing."""

    def __init__(self, window: QWidget, question: Question, answered: Callable[[str], object]) -> None:
        super().__init__(window)
        self.asked = question
        self._answered = answered
        self.setAccessibleName(question.title)
        column = QVBoxLayout(self.panel)
        theme.lay(column, 22, gap=12)
        column.addWidget(label(question.title, "heading", wrap=True))
        column.addWidget(label(question.text, wrap=True))
        self.buttons: dict[str, QPushButton] = {}
        for choice in question.choices:
            self._add(choice.key, choice.words, "primary" if choice.primary else "", choice.shortcut)
        self._add(question.safe, question.safe_words, "")
        column.addWidget(flow_row(*self.buttons.values()))
        self.cover()
        self.show()
        self.buttons[question.safe].setFocus()
        announce(window, f"{question.title} {question.text}")

    def _add(self, key: str, words: str, kind: str, shortcut: str = "") -> None:
        made = button(words, lambda: self.answer(key), key=shortcut, kind=kind)
        made.setAutoDefault(True)
        self.buttons[key] = made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        elif pressed := [choice.key for choice in self.asked.choices if choice.shortcut and self._is(event, choice.shortcut)]:
            self.answer(pressed[0])
        else:
            super().keyPressEvent(event)

    def _is(self, event: QKeyEvent, shortcut: str) -> bool:
        return event.text().upper() == shortcut and event.modifiers() in (Qt.KeyboardModifier.NoModifier,
                                                                          Qt.KeyboardModifier.ShiftModifier)

    def give_up(self) -> None:
        self.answer(self.asked.safe)

    def answer(self, key: str) -> None:
        """Give the answer and go."""
        self.leave()
        self._answered(key)
