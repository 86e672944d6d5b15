"""How a row of a table is drawn: the fact, its evidence in grey under it, and a bar on the current row."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.icons import paint_shape
from housingdesk.ui.kit.table_model import Align, Cell, TableModel

ONE_LINE, TWO_LINES = 33, 46

BAR, PAD, BOX = 3, 10, 14


class RowDelegate(QStyledItemDelegate):
    """Draws cells of a TableModel directly, without asking it role by role."""

    zebra = True

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(80), theme.px(TWO_LINES))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem,
                    index: QModelIndex | QPersistentModelIndex) -> bool:
        return False  # the view ticks, at the box that is drawn here

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        model = index.model()
        assert isinstance(model, TableModel)
        rect = option.rect
        view = option.widget
        picked = view.selectionModel() if isinstance(view, QAbstractItemView) else None
        self._ground(painter, rect, picked is not None and picked.isSelected(index), index.row())
        number, place = index.row(), index.column()
        column, cell = model.columns[place], model.cells(number)[place]
        box = rect.adjusted(theme.px(PAD), 0, -theme.px(PAD), 0)
        current = view.currentIndex().row() if hasattr(view, "currentIndex") else -1
        if place == self._first(view):
            if number == current:
                painter.fillRect(QRect(rect.x(), rect.y(), BAR, rect.height()), theme.colour("accent"))
            if model.tickable:
                self._box(painter, box, model.is_ticked(number))
                box.setLeft(box.left() + theme.px(BOX + 8))
        painter.save()
        self._words(painter, box, cell, column.align)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, chosen: bool, row: int) -> None:
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif row % 2 and self.zebra:
            painter.fillRect(rect, theme.colour("zebra"))

    def _first(self, view: object) -> int:
        header = view.horizontalHeader() if hasattr(view, "horizontalHeader") else None
        return header.logicalIndexAt(QPoint(-header.offset(), 0)) if header is not None else 0

    def _box(self, painter: QPainter, box: QRect, ticked: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(BOX)
        square = QRectF(box.left() + 0.5, box.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(QPen(theme.colour("accent" if ticked else "field_border"), 1))
        painter.setBrush(theme.colour("accent" if ticked else "paper"))
        painter.drawRoundedRect(square, 3, 3)
        if ticked:
            painter.setPen(QPen(theme.colour("on_accent"), 2))
            x, y = square.x(), square.y()
            corners = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.32))
            painter.drawPolyline([_at(x, y, side, across, down) for across, down in corners])
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, cell: Cell, align: Align) -> None:
        face = theme.font(13, 600 if cell.strong else 400, italic=cell.italic)
        if cell.status is not None and cell.text:
            side = theme.px(11)
            top = self._first_line(box, cell)
            left = box.left()
            if align is Align.RIGHT:
                left = max(left, box.right() - QFontMetrics(face).horizontalAdvance(cell.text) - side - theme.px(6))
            paint_shape(painter, QRectF(left, top.center().y() - side / 2 + 0.5, side, side), cell.status)
            box = box.adjusted(side + theme.px(7), 0, 0, 0)
        ink = theme.colour(cell.status if cell.status is not None else "ink")
        self._line(painter, self._first_line(box, cell), cell.text, face, ink, align)
        if cell.secondary:
            half = box.height() // 2
            below = QRect(box.left(), box.top() + half, box.width(), half - theme.px(4))
            self._line(painter, below, cell.secondary, theme.font(12), theme.colour(cell.tone), align)

    def _first_line(self, box: QRect, cell: Cell) -> QRect:
        if not cell.secondary:
            return box
        gap = theme.px(5)
        return QRect(box.left(), box.top() + gap, box.width(), box.height() // 2 - gap)

    def _line(self, painter: QPainter, box: QRect, text: str, face: QFont, ink: QColor, align: Align) -> None:
        painter.setFont(face)
        painter.setPen(ink)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(align) | int(Qt.TextFlag.TextSingleLine), shown)


def _at(x: float, y: float, side: float, across: float, down: float) -> QPoint:
    return QPoint(round(x + side * across), round(y + side * down))
