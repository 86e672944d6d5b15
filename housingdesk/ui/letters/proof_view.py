"""The letter as somebody would get it, drawn anew after each key: beside the window's thread, and only the newest.

It is tried on made-up people or on a real one, whose facts are read once; in every form; with an envelope's window over it.
"""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.letters import proof
from housingdesk.letters.proof import Proof
from housingdesk.letters.rules.envelopes import USUAL, Area, Envelope
from housingdesk.letters.rules.samples import SAMPLES, Sample
from housingdesk.letters.rules.tried import Look, RealPerson, Tried
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.text import sentence_case

PAUSE_MS = 25
_PERSON = "person"
_NO_WINDOW = ""


class ProofView(QWidget):
    """Who it is tried on, and the pages. ``proved`` gives each ``Proof`` that came and is still wanted; ``find_wanted`` comes
    when somebody is to be found.
    """

    proved = Signal(object)
    find_wanted = Signal()

    def __init__(self, desk: QtDesk, source: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._under_way = self._again = False
        self._asked_at = 0.0
        self.took_ms = 0.0
        self.person: RealPerson | None = None
        self._envelopes: Sequence[Envelope] = USUAL
        self._make_choices()
        self.view = PdfView(desk, "The letter as it will be", tools=False)
        self.why = label("", "error", wrap=True)
        self.told = label("", "muted", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        self.find_button = button("Somebody real", self.find_wanted.emit, key="Ctrl+F", kind="link")
        column.addWidget(flow_row(label("Tried on", "muted"), self.who, self.find_button, self.look, self.window_of,
                                  self.view.read_button))
        for widget in (self.why, self.told):
            column.addWidget(widget)
            widget.hide()
        column.addWidget(self.view, 1)

    def _make_choices(self) -> None:
        self.who = Choice()
        self.who.setAccessibleName("Whom the letter is tried on")
        self.who.edited.connect(self._chosen)
        self.look = Choice([(look, sentence_case(look)) for look in Look])
        self.look.setAccessibleName("In which form")
        self.look.edited.connect(self.draw)
        self.window_of = Choice()
        self.window_of.setAccessibleName("Envelope whose window is drawn")
        self.window_of.edited.connect(self._show_window)
        self._offer()
        self.use_envelopes(USUAL)

    # Who, how, and in which envelope.
    @property
    def sample(self) -> Sample:
        """The made-up person it is tried on; the first while it is a real one."""
        return next((sample for sample in SAMPLES if sample.key == self.who.value()), SAMPLES[0])

    def tried(self) -> Tried:
        """The person and the form."""
        person = self.person if self.who.value() == _PERSON else None
        return Tried(self.sample, self.look.value(), person, tuple(self._envelopes))

    def _offer(self) -> None:
        real = [(_PERSON, self.person.words)] if self.person is not None else []
        self.who.set_options([*real, *((sample.key, sample.words) for sample in SAMPLES)])

    def try_on(self, person: RealPerson) -> None:
        """Try it on somebody real from now on; the made-up people stay a key away."""
        self.person = person
        self._offer()
        self.who.set_value(_PERSON)
        self.use_envelopes(person.envelopes)
        self.draw()

    def _chosen(self) -> None:
        self.draw()

    def step(self, by: int) -> None:
        """To the next person, or the one before, round and round."""
        keys = self.who.offered()
        self.who.set_value(keys[(keys.index(self.who.value()) + by) % len(keys)])
        self.draw()

    def step_look(self) -> None:
        """To the next form: large print, easy read, a licence, and as they get it."""
        looks = self.look.offered()
        self.look.set_value(looks[(looks.index(self.look.value()) + 1) % len(looks)])
        announce(self, sentence_case(self.look.value()))
        self.draw()

    def use_envelopes(self, envelopes: Sequence[Envelope]) -> None:
        """The envelopes of the office: the address has to show in the window of each."""
        self._envelopes = envelopes
        self.window_of.set_options([(_NO_WINDOW, "No window"), *((one.key, one.name) for one in envelopes)])

    def step_window(self) -> None:
        """The window of the next envelope over the page, and after the last none."""
        keys = self.window_of.offered()
        self.window_of.set_value(keys[(keys.index(self.window_of.value()) + 1) % len(keys)])
        announce(self, self.window_of.currentText())
        self._show_window()

    def _show_window(self) -> None:
        chosen = next((one for one in self._envelopes if one.key == self.window_of.value()), None)
        self.view.show_windows([_rectangle(area) for area in (chosen.safe, chosen.seen)] if chosen is not None else ())
        if chosen is not None:
            self.view.go_to_page(0)

    # Drawing.
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
        self._desk.ask(proof.proof, self._show, source=self._source(), tried=self.tried())

    def _show(self, found: Proof) -> None:
        self._under_way = False
        if self._again:
            self._again = False
            self.draw()
            return
        if found.pdf is not None:
            self.view.replace_pdf(found.pdf)
        for told, said in ((self.why, found.refused), (self.told, found.told)):
            told.setText(said)
            told.setVisible(bool(said))
        self.took_ms, self._asked_at = (time.monotonic() - self._asked_at) * 1000, 0.0
        self.proved.emit(found)


def _rectangle(area: Area) -> QRectF:
    return QRectF(area.left, area.top, area.width, area.height)
