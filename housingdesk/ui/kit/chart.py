"""A balance over time as a step line: nought labelled, the agreement dashed, payments as ticks.

The same figures stand in the table beside it. Hover or the arrow keys read one point, which is also said aloud.
Positive is owed, negative in credit, in pence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.values.dates import MONTHS, add_months, format_day, month_start
from housingdesk.values.money import balance_words

_NICE = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Point:
    """The balance after what happened on a day, in pence, what happened in words, and whether it was a payment."""

    on: date
    pence: int
    what: str = ""
    payment: bool = False

    def sentence(self) -> str:
        """``Mon 23 Nov 2026: £482.16 owed. Rent week``."""
        words = f"{format_day(self.on)}: {balance_words(self.pence)}"
        return f"{words}. {self.what}" if self.what else words


def steps(low: int, high: int, about: int = 4) -> list[int]:
    """Round pence for the lines across a chart from ``low`` to ``high``, nought always among them.

    >>> steps(-1000, 65500)
    [-20000, 0, 20000, 40000, 60000, 80000]
    """
    low, high = min(low, 0), max(high, 0, low + 100)
    rough = max(1, (high - low) // about)
    unit = 10 ** (len(str(rough)) - 1)
    step = next((unit * n for n in _NICE if unit * n * 1.25 >= rough), unit * 10)
    first = -(-low // step) - (1 if low < 0 and low % step else 0)
    last = -(-high // step)
    return [n * step for n in range(first, last + 1)]


class BalanceChart(QWidget):
    """Draw with ``show_points``; ``read`` gives the point under the mouse or the arrow keys."""

    read = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._agreement: tuple[tuple[date, int], ...] = ()
        self._expected: tuple[tuple[date, int], ...] = ()
        self._at: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.size(self, least_width=220, least_height=110)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(self, points: Sequence[Point], agreement: Sequence[tuple[date, int]] = (),
                    expected: Sequence[tuple[date, int]] = ()) -> None:
        """Replace what is drawn: points by date, and the dates and balances that an agreement, or money that is expected,
        would bring.
        """
        self._points = tuple(points)
        self._agreement = tuple(agreement)
        self._expected = tuple(expected)
        self._at = None
        self._describe()
        self.update()

    def current(self) -> Point | None:
        """The point being read."""
        return self._points[self._at] if self._at is not None else None

    def _describe(self) -> None:
        now = self._points[-1] if self._points else None
        self.setAccessibleDescription(
            f"{len(self._points)} points. Last: {now.sentence()}. Arrow keys read one point" if now else "No entries yet")

    # Where things are.
    def _area(self) -> QRectF:
        metrics = QFontMetrics(theme.font(11))
        left = max((metrics.horizontalAdvance(_pounds(value)) for value in self._lines()), default=0) + theme.px(12)
        return QRectF(left, theme.px(14), self.width() - left - theme.px(10), self.height() - theme.px(42))

    def _lines(self) -> list[int]:
        low, high = self._range()
        return [line for line in steps(low, high, 3 if self.height() < theme.px(190) else 5) if low <= line <= high]

    def _range(self) -> tuple[int, int]:
        values = [point.pence for point in self._points] + [pence for _, pence in (*self._agreement, *self._expected)]
        return min(0, *values), max(100, *values)

    def _x(self, day: date, area: QRectF) -> float:
        first, last = self._span()
        return area.left() + area.width() * (day - first).days / max(1, (last - first).days)

    def _y(self, pence: int, area: QRectF) -> float:
        low, high = self._range()
        return area.bottom() - area.height() * (pence - low) / max(1, high - low)

    def _span(self) -> tuple[date, date]:
        days = [point.on for point in self._points] + [day for day, _ in (*self._agreement, *self._expected)]
        return min(days), max(days)

    # Drawing.
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._points:
            painter.setPen(theme.colour("muted"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "No entries yet")
        else:
            area = self._area()
            self._grid(painter, area)
            self._balance(painter, area)
            self._agreed(painter, area)
            self._to_come(painter, area)
            self._payments(painter, area)
            self._reading(painter, area)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _grid(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(theme.font(11))
        for value in self._lines():
            y = round(self._y(value, area)) + 0.5
            painter.setPen(QPen(theme.colour("ink" if value == 0 else "line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("muted"))
            box = QRectF(0, y - theme.px(10), area.left() - theme.px(8), theme.px(20))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), _pounds(value))
        self._months(painter, area)

    def _months(self, painter: QPainter, area: QRectF) -> None:
        first, last = self._span()
        metrics = QFontMetrics(theme.font(11))
        free = area.left()
        month = first if (last - first).days < 400 else month_start(first)
        while month <= last:
            words = MONTHS[month.month - 1][:3] + (f" {month.year}" if month.month == 1 else "")
            x, wide = self._x(month, area), metrics.horizontalAdvance(words)
            if x >= free and x + wide <= area.right():
                at = QPointF(x, area.bottom() + theme.px(18) + metrics.ascent() / 2)
                painter.drawText(at, words)
                free = x + wide + theme.px(14)
            month = month_start(add_months(month_start(month), 1))

    def _balance(self, painter: QPainter, area: QRectF) -> None:
        line = QPolygonF()
        for point in self._points:
            x, y = self._x(point.on, area), self._y(point.pence, area)
            if line.count():
                line.append(QPointF(x, line.last().y()))
            line.append(QPointF(x, y))
        if not self._expected:
            line.append(QPointF(area.right(), line.last().y()))
        zero = self._y(0, area)
        under = QPolygonF(line)
        under.append(QPointF(line.last().x(), zero))
        under.append(QPointF(line.first().x(), zero))
        painter.setPen(Qt.PenStyle.NoPen)
        fill = theme.colour("accent")
        fill.setAlpha(28)
        painter.setBrush(fill)
        painter.drawPolygon(under)
        pen = QPen(theme.colour("accent"), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)

    def _agreed(self, painter: QPainter, area: QRectF) -> None:
        if len(self._agreement) < 2:
            return
        line = QPolygonF([QPointF(self._x(day, area), self._y(pence, area)) for day, pence in self._agreement])
        pen = QPen(theme.colour("due"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline(line)
        painter.setFont(theme.font(11))
        painter.drawText(QPointF(line.first().x() - theme.px(4), line.first().y() - theme.px(8)), "agreement")

    def _to_come(self, painter: QPainter, area: QRectF) -> None:
        """What is expected, in outline: nobody is chased for money on its way."""
        if not self._expected:
            return
        last = self._points[-1]
        line = QPolygonF([QPointF(self._x(last.on, area), self._y(last.pence, area))])
        for day, pence in self._expected:
            line.append(QPointF(self._x(day, area), line.last().y()))
            line.append(QPointF(line.last().x(), self._y(pence, area)))
        painter.setPen(QPen(theme.colour("muted"), 1.5, Qt.PenStyle.DashLine))
        painter.drawPolyline(line)
        painter.setFont(theme.font(11))
        words, metrics = "expected", QFontMetrics(theme.font(11))
        left = line.last().x() - metrics.horizontalAdvance(words) - theme.px(5)
        painter.drawText(QPointF(left, line.last().y() - theme.px(2)), words)

    def _payments(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(theme.colour("good"), 2))
        for point in self._points:
            if point.payment:
                x = self._x(point.on, area)
                painter.drawLine(QPointF(x, area.bottom() + 2), QPointF(x, area.bottom() + theme.px(7)))

    def _reading(self, painter: QPainter, area: QRectF) -> None:
        point = self.current()
        if point is None:
            return
        x, y = self._x(point.on, area), self._y(point.pence, area)
        painter.setPen(QPen(theme.colour("muted"), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setBrush(theme.colour("accent"))
        painter.setPen(QPen(theme.colour("paper"), 2))
        painter.drawEllipse(QPointF(x, y), 5, 5)
        self._balloon(painter, area, x, point.sentence())

    def _balloon(self, painter: QPainter, area: QRectF, x: float, words: str) -> None:
        face = theme.font(12)
        wide = QFontMetrics(face).horizontalAdvance(words) + theme.px(20)
        shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, round(self.width() - theme.px(24)))
        left = max(2.0, min(x - wide / 2, self.width() - wide - 2))
        box = QRectF(left, 2, min(wide, self.width() - 4), theme.px(24))
        painter.setPen(QPen(theme.colour("field_border"), 1))
        painter.setBrush(theme.colour("paper"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(face)
        painter.setPen(theme.colour("ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)

    # Reading.
    def _read(self, place: int | None, *, aloud: bool) -> None:
        if place == self._at or not self._points:
            return
        self._at = place
        self.update()
        point = self.current()
        self.read.emit(point)
        if aloud and point is not None:
            announce(self, point.sentence(), at_once=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._points:
            area, x = self._area(), event.position().x()
            nearest = min(range(len(self._points)), key=lambda i: abs(self._x(self._points[i].on, area) - x))
            self._read(nearest, aloud=False)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._read(None, aloud=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._points) - 1
        now = last + 1 if self._at is None else self._at
        moves = {Qt.Key.Key_Left: now - 1, Qt.Key.Key_Right: min(now, last) + (self._at is not None),
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.key() in moves and self._points and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._read(max(0, min(moves[Qt.Key(event.key())], last)), aloud=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._read(None, aloud=False)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), theme.px(170))


def _pounds(pence: int) -> str:
    return f"{'−' if pence < 0 else ''}£{abs(pence) // 100:,}" + (f".{abs(pence) % 100:02d}" if pence % 100 else "")
