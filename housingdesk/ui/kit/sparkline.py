"""A figure over the weeks as a small line, without anything to read but its last one."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from housingdesk.ui.kit import theme


class Sparkline(QWidget):
    """A small line of whole numbers beside the figure it belongs to, which carries the meaning in words."""

    def __init__(self, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[int, ...] = ()
        self.setAccessibleName(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[int], sentence: str) -> None:
        """Draw these, oldest first; the sentence says what they show: "Arrears fell in 3 of 4 weeks"."""
        self._values = tuple(values)
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = min(self._values), max(self._values)
        across, down = (self.width() - 8) / (len(self._values) - 1), self.height() - 8
        line = QPolygonF([QPointF(4 + i * across, 4 + down * (1 - (v - low) / max(1, high - low)))
                          for i, v in enumerate(self._values)])
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.drawPolyline(line)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(line.last(), 2.5, 2.5)
        painter.end()
