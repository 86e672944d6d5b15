"""The line at the foot: the keys valid now, what was done last with Undo, and the work under way with Cancel."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.keys import Key, Where
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.nameless import DONE
from housingdesk.ui.kit.qt_desk import Job, QtDesk

_SHOW_AFTER_MS = 700
_PACE_AFTER = 3


class KeyStrip(QWidget):
    """Keys and their words in one line; what does not fit is left to the list of all keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[Key] = []
        self._typing = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Replace the keys."""
        self._keys = list(keys)
        self._tell()

    def shown(self) -> list[Key]:
        """The keys shown: in a text box a letter is typed, so the keys that are one letter are left out."""
        return [key for key in self._keys if not (self._typing and key.where is Where.LIST)]

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        typing = isinstance(now, (QLineEdit, QPlainTextEdit, QTextEdit)) and self.window().isAncestorOf(now)
        if typing != self._typing:
            self._typing = typing
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleName("Keys: " + ", ".join(f"{key.label} {key.word}" for key in self.shown()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        last = Key("F1", "all keys") if self._typing else Key("?", "all keys")
        room = self.width() - _wide(last)
        x = 0
        for key in self.shown():
            wide = _wide(key)
            if x + wide > room:
                break
            x = self._draw(painter, key, x)
        self._draw(painter, last, x)
        painter.end()

    def _draw(self, painter: QPainter, key: Key, x: int) -> int:
        box = QRect(x, 0, self.width() - x, self.height())
        centre = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colour("ink"))
        painter.drawText(box, centre, key.label)
        step = painter.fontMetrics().horizontalAdvance(key.label) + theme.px(7)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("muted"))
        painter.drawText(box.adjusted(step, 0, 0, 0), centre, key.word)
        return x + _wide(key)


def _wide(key: Key) -> int:
    strong, normal = QFontMetrics(theme.font(12, 600)), QFontMetrics(theme.font(12))
    return strong.horizontalAdvance(key.label) + theme.px(7) + normal.horizontalAdvance(key.word) + theme.px(19)


class JobsCorner(QWidget):
    """What has been under way for more than a moment: how far, how many more, and Cancel."""

    def __init__(self, desk: QtDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._desk.privacy.changed.connect(self._progressed)
        self._words = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        theme.size(self._bar, width=110)
        self._bar.setAccessibleName("Progress")
        self._cancel = button("Cancel", self._cancel_first, kind="small")
        row = QHBoxLayout(self)
        theme.lay(row, gap=8)
        for widget in (self._words, self._bar, self._cancel):
            row.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOW_AFTER_MS)
        self._timer.timeout.connect(self._show)
        desk.job_started.connect(self._started)
        desk.job_ended.connect(self._ended)
        self.hide()

    def _started(self, job: Job) -> None:
        job.progressed.connect(self._progressed)
        if not self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _ended(self, job: Job) -> None:
        if not self._desk.jobs():
            self._timer.stop()
            self.hide()
        elif self.isVisible():
            self._show()

    def _progressed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        jobs = self._desk.jobs()
        if not jobs:
            self.hide()
            return
        job = jobs[0]
        more = f" and {len(jobs) - 1} more" if len(jobs) > 1 else ""
        told = "At work" if self._desk.privacy.on else job.text or job.label  # what is done may be done for somebody else
        self._words.setText(f"{told}{_count(job)}{_time_left(job)}{more}")
        self._bar.setRange(0, job.total if job.counted else 0)
        self._bar.setValue(job.done)
        self._cancel.setEnabled(job.counted and not job.cancelled)
        self.show()

    def _cancel_first(self) -> None:
        for job in self._desk.jobs()[:1]:
            job.cancel()
            self._cancel.setEnabled(False)


def _count(job: Job) -> str:
    return f" {job.done:,} of {job.total:,}" if job.counted and job.total > 1 else ""


def _time_left(job: Job) -> str:
    """What is left at the pace so far, once that says anything."""
    seconds = job.seconds()
    if not job.counted or seconds < _PACE_AFTER or not 0 < job.done < job.total:
        return ""
    left = round(seconds * (job.total - job.done) / job.done)
    return f", about {left // 60 + 1} minutes left" if left >= 90 else f", about {max(1, left)} seconds left"


class BottomLine(QFrame):
    """The foot of the window."""

    undo = Signal()

    def __init__(self, desk: QtDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bottom")
        self._privacy = desk.privacy
        self._said = ("", False, DONE)
        self.keys = KeyStrip()
        self.jobs = JobsCorner(desk)
        self.last = label("", "small")
        self._undo = button("· Undo", self.undo.emit, kind="small")
        self._undo.setAccessibleName("Undo")
        self._undo.hide()
        self._privacy.changed.connect(self._say_again)
        row = QHBoxLayout(self)
        theme.lay(row, (18, 0, 18, 0), gap=8)
        row.addWidget(self.keys, 1)
        row.addWidget(self.jobs)
        row.addLayout(self._last_act())
        theme.size(self, height=33)

    def _last_act(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.last)
        row.addWidget(self._undo)
        return row

    def _say_again(self) -> None:
        self.say(*self._said)

    def say(self, sentence: str, undoable: bool, nameless: str = DONE) -> None:
        """What was done last, with Undo where it can be taken back; in privacy mode without whom it was done for."""
        self._said = (sentence, undoable, nameless)
        sentence = nameless if self._privacy.on and sentence else sentence
        room = max(theme.px(160), self.width() // 3)
        words = self.last.fontMetrics()
        self.last.setText(words.elidedText(sentence, Qt.TextElideMode.ElideRight, room))
        self.last.setToolTip(sentence)
        self.last.setAccessibleName(sentence)
        self._undo.setVisible(undoable)
