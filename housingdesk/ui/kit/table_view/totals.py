"""The pinned last row of a table."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.row_delegate import ONE_LINE, PAD
from housingdesk.ui.kit.table_model import Align
from housingdesk.ui.kit.table_view.grid import TableView


class Totals(QWidget):
    """The last row of the card, in line with the columns, always in sight."""

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self._view = view
        self._texts: dict[str, str] = {}
        self.hide()
        view.horizontalHeader().geometriesChanged.connect(self.update)
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        theme.size(self, height=ONE_LINE + 2)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Text by column key; none takes the row away."""
        self._texts = dict(texts)
        theme.size(self, height=ONE_LINE + 2)
        self.setAccessibleName("Totals: " + ", ".join(
            f"{column.title} {self._texts[column.key]}" for column in self._view.rows.columns
            if self._texts.get(column.key)))
        self.setVisible(bool(texts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.colour("ink"))
        header = self._view.horizontalHeader()
        for place, column in enumerate(self._view.rows.columns):
            text = self._texts.get(column.key)
            if not text or self._view.isColumnHidden(place):
                continue
            wide = painter.fontMetrics().horizontalAdvance(text)
            left = header.sectionViewportPosition(place) + theme.px(PAD)
            right = left + header.sectionSize(place) - 2 * theme.px(PAD)
            if column.align is Align.RIGHT:
                left = min(left, right - wide)
            box = QRect(QPoint(left, 1), QPoint(max(right, left + wide), self.height() - 1))
            painter.drawText(box, int(column.align), text)
        painter.end()
