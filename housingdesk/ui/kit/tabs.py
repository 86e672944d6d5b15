"""The row of words under a title: tiers with their counts, or the sections of a file; one is current.

    tabs = Tabs("Tiers", [Tab("certain", "Certain", 241), Tab("likely", "Likely", 38)])
    tabs.chosen.connect(self._show_tier)      # the key
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from housingdesk.ui.kit import theme


@dataclass(frozen=True, slots=True)
class Tab:
    """A key, its word, and how many there are of it, if that is worth saying."""

    key: str
    word: str
    count: int | None = None


class Tabs(QTabBar):
    """One tab stop; arrows choose; a line under the current word."""

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[Tab] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: list[Tab] = []
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_tabs(tabs)
        self.currentChanged.connect(self._said)

    def show_tabs(self, tabs: Sequence[Tab]) -> None:
        """Replace words and counts; the current one stays if it is still there."""
        if [tab.key for tab in tabs] != [tab.key for tab in self._tabs]:
            self._rebuild(tabs)
        self._tabs = list(tabs)
        for place, tab in enumerate(tabs):
            words = tab.word if tab.count is None else f"{tab.word}  {tab.count:,}"
            if self.tabText(place) != words:
                self.setTabText(place, words.replace("&", "&&"))
        self.update()

    def _rebuild(self, tabs: Sequence[Tab]) -> None:
        current = self.key()
        blocked = self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for tab in tabs:
            self.addTab(tab.word)
        keys = [tab.key for tab in tabs]
        self.setCurrentIndex(keys.index(current) if current in keys else 0)
        self.blockSignals(blocked)

    def key(self) -> str:
        """The current key; empty when there are no tabs."""
        place = self.currentIndex()
        return self._tabs[place].key if 0 <= place < len(self._tabs) else ""

    def choose(self, key: str) -> None:
        """Make a tab current."""
        for place, tab in enumerate(self._tabs):
            if tab.key == key:
                self.setCurrentIndex(place)

    def _said(self, place: int) -> None:
        if 0 <= place < len(self._tabs):
            self.chosen.emit(self._tabs[place].key)

    def tabSizeHint(self, index: int) -> QSize:
        wide = QFontMetrics(theme.font(13, 600)).horizontalAdvance(self.tabText(index).replace("&&", "&"))
        return QSize(wide + theme.px(25), theme.px(34))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(sum(self.tabSizeHint(place).width() for place in range(self.count())), theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in range(self.count()):
            box = self.tabRect(place).adjusted(0, 0, -theme.px(17), 0)
            now = place == self.currentIndex()
            painter.setFont(theme.font(13, 600 if now else 400))
            painter.setPen(theme.colour("ink" if now else "muted"))
            words = box.adjusted(theme.px(4), 0, theme.px(17), 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
                             self.tabText(place).replace("&&", "&"))
            if now:
                painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), theme.colour("accent"))
                if self.hasFocus():
                    painter.setPen(theme.colour("accent"))
                    painter.drawRect(box.adjusted(0, 3, 0, -4))
        painter.end()
