"""Small drawings: the five status shapes, and the line icons of the rail and the lists in any colour.

A status is a word, a shape and a colour, in that order of importance: never draw the colour alone.
"""

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from housingdesk import resources
from housingdesk.ui.kit import theme


class Status(StrEnum):
    """What a status says; the value is also the name of its colour token."""

    GOOD = "good"
    DUE = "due"
    LATE = "late"
    INFORMATION = "information"
    NEUTRAL = "neutral"


def paint_shape(painter: QPainter, box: QRectF, status: Status) -> None:
    """Draw the shape of a status inside a box: ticked circle, diamond, triangle, square or ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(status))
    _SHAPES[status](painter, box)
    painter.restore()


def _good(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)
    pen = QPen(theme.colour("good_soft"), box.width() * 0.15)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(_inside(box, (0.27, 0.53), (0.44, 0.70), (0.74, 0.34)))


def _due(painter: QPainter, box: QRectF) -> None:
    painter.drawPolygon(_inside(box, (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)))


def _late(painter: QPainter, box: QRectF) -> None:
    painter.drawPolygon(_inside(box, (0.5, 0.02), (1, 0.94), (0, 0.94)))


def _information(painter: QPainter, box: QRectF) -> None:
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)


def _neutral(painter: QPainter, box: QRectF) -> None:
    width = box.width() * 0.16
    painter.setPen(QPen(theme.colour("neutral"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(width, width, -width, -width))


def _inside(box: QRectF, *points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in points])


_SHAPES = {Status.GOOD: _good, Status.DUE: _due, Status.LATE: _late, Status.INFORMATION: _information,
           Status.NEUTRAL: _neutral}


class Shape(QWidget):
    """A status shape beside its word; the word carries the meaning, so this has no accessible name."""

    def __init__(self, status: Status, parent: QWidget | None = None, *, size: int = 11) -> None:
        super().__init__(parent)
        self.status = status
        self._size = size

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: object) -> None:
        side = theme.px(self._size)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_shape(painter, box, self.status)
        painter.end()


def icon(name: str, colour: QColor, size: int = 20) -> QIcon:
    """A line icon of ``resources/icons`` in one colour, sharp at 100, 150, 200 and 300 per cent."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        made.addPixmap(_pixmap(name, colour.name(), size, ratio))
    return made


@lru_cache(maxsize=400)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # a tenth of start-up, needed only once an icon is on screen

    text = resources.find(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
