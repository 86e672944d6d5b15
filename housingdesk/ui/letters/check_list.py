"""What was found in a wording, as a list that leads to each place: F8 goes on to the next, Alt+R writes it plainly."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from housingdesk.letters.rules.checks import HEADLINE, Finding
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.icons import Shape, Status
from housingdesk.ui.kit.label import WrapLink, label


class CheckList(QWidget):
    """``wanted`` gives the finding whose place somebody wants to see."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        theme.lay(self._grid, (0, 2, 0, 4), gap=(9, 7))
        self._grid.setColumnStretch(1, 1)
        self.findings: list[Finding] = []
        self._good: list[str] = []
        self._at: Finding | None = None

    def show_findings(self, findings: Sequence[Finding], good: Sequence[str]) -> None:
        """What stops it first, then what is to be looked at, then what is as it should be."""
        if (list(findings), list(good)) == (self.findings, self._good) and self._grid.count():
            return
        focused = next((place for place, link in enumerate(self.links()) if link.hasFocus()), None)
        self.findings, self._good = list(findings), list(good)
        if self._at not in self.findings:
            self._at = None
        self._fill(good)
        if focused is not None and self.links():
            self.links()[min(focused, len(self.links()) - 1)].setFocus()

    def _fill(self, good: Sequence[str]) -> None:
        clear(self._grid)
        for place, one in enumerate(self.findings):
            self._grid.addWidget(Shape(Status.LATE if one.stops else Status.DUE, size=14), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._sentence(one), place, 1)
        for place, sentence in enumerate(good, start=len(self.findings)):
            self._grid.addWidget(Shape(Status.GOOD, size=14), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(sentence, wrap=True), place, 1)

    def _sentence(self, one: Finding) -> QWidget:
        if one.place is None:
            return label(one.message, wrap=True)
        link = WrapLink(one.message, partial(self._go, one), tone="ink")
        where = "the headline" if one.place == HEADLINE else f"part {one.place + 1}"
        link.setAccessibleName(f"{one.message}. Go to {where}")
        return link

    def links(self) -> list[WrapLink]:
        """The sentences that lead somewhere."""
        return [link for link in self.findChildren(WrapLink) if not link.isHidden() and link.parent() is self]

    def _go(self, one: Finding) -> None:
        self._at = one
        announce(self, one.message)
        self.wanted.emit(one)

    def go_on(self) -> bool:
        """To the place of the next finding, round and round; False where none has a place."""
        placed = [one for one in self.findings if one.place is not None]
        if placed:
            at = placed.index(self._at) + 1 if self._at in placed else 0
            self._go(placed[at % len(placed)])
        return bool(placed)

    def to_swap(self) -> Finding | None:
        """The finding that a key can put right: the one looked at last, else the first."""
        swaps = [one for one in self.findings if one.swap is not None]
        return self._at if self._at in swaps else next(iter(swaps), None)
