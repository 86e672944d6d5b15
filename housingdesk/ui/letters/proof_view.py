"""The letter as a sample person would get it, drawn anew after each key: beside the window's thread, and only the newest."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.letters import proof
from housingdesk.letters.proof import Proof
from housingdesk.letters.rules.samples import SAMPLES, Sample
from housingdesk.letters.rules.tried import Tried
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.qt_desk import QtDesk

PAUSE_MS = 25


class ProofView(QWidget):
    """Who it is tried on, and the pages. ``proved`` gives each ``Proof`` that came and is still wanted."""

    proved = Signal(object)

    def __init__(self, desk: QtDesk, source: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._under_way = self._again = False
        self._asked_at = 0.0
        self.took_ms = 0.0
        self.who = Choice([(sample.key, sample.words) for sample in SAMPLES])
        self.who.setAccessibleName("Whom the letter is tried on")
        self.who.edited.connect(self.draw)
        self.view = PdfView(desk, "The letter as it will be", tools=False)
        self.why = label("", "error", wrap=True)
        self.why.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        column.addWidget(flow_row(label("Tried on", "muted"), self.who, self.view.read_button))
        column.addWidget(self.why)
        column.addWidget(self.view, 1)

    @property
    def sample(self) -> Sample:
        """The person it is tried on."""
        return next(sample for sample in SAMPLES if sample.key == self.who.value())

    def step(self, by: int) -> None:
        """To the next person, or the one before, round and round."""
        keys = [sample.key for sample in SAMPLES]
        self.who.set_value(keys[(keys.index(self.who.value()) + by) % len(keys)])
        self.draw()

    def draw_soon(self) -> None:
        """After a key: once the hand rests for a moment."""
        if not self._pause.isActive():
            self._asked_at = time.monotonic()
        self._pause.start()

    def draw(self) -> None:
        """Now; while one is being drawn, the newest is drawn after it and those between never."""
        if self._under_way:
            self._again = True
            return
        self._pause.stop()
        self._asked_at = self._asked_at or time.monotonic()
        self._under_way = True
        self._desk.ask(proof.proof, self._show, source=self._source(), tried=Tried(self.sample))

    def _show(self, found: Proof) -> None:
        self._under_way = False
        if self._again:
            self._again = False
            self.draw()
            return
        if found.pdf is not None:
            self.view.replace_pdf(found.pdf)
        self.why.setText(found.refused)
        self.why.setVisible(bool(found.refused))
        self.took_ms, self._asked_at = (time.monotonic() - self._asked_at) * 1000, 0.0
        self.proved.emit(found)
