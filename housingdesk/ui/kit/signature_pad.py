"""A box to sign in, with mouse, finger or pen: keeps the strokes with their time and, from a pen, their pressure.

Points are in parts of the box, so that the ink fits a box of any size. Delete clears it. It never holds a picture.
"""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from housingdesk.ui.kit import theme

Drawn = tuple[tuple[tuple[float, float, int, float], ...], ...]
"""Strokes of points: x and y from 0 to 1, milliseconds since the first, pressure from 0 to 1."""
SHAPE = 4.4
_MOUSE_PRESSURE = 0.5
_HINT = "Sign here with the mouse, a finger or a pen"


class SignaturePad(QWidget):
    """``changed`` comes with each point; ``finished`` when the hand is lifted; ``cleared`` after Delete."""

    edited = Signal()
    changed = Signal()
    finished = Signal()
    cleared = Signal()

    def __init__(self, name: str = "Signature", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{_HINT}. Delete clears it. By keyboard alone, choose Sign on paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking, False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.size(self, least_width=260, least_height=80)
        self._strokes: list[list[tuple[float, float, int, float]]] = []
        self._drawing = False
        self._clock = QElapsedTimer()

    # What others ask and say.
    def strokes(self) -> Drawn:
        """What is drawn in it."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def show_strokes(self, strokes: Sequence[Sequence[tuple[float, float, int, float]]]) -> None:
        """Show what was drawn elsewhere, such as in the tenant’s window."""
        self._strokes = [list(stroke) for stroke in strokes]
        self.update()
        self.changed.emit()

    def value(self) -> Drawn:
        """What is drawn in it, as the field of a form."""
        return self.strokes()

    def set_value(self, value: Drawn) -> None:
        """Show strokes, as the field of a form."""
        self.show_strokes(value)

    def problem(self) -> str | None:
        """What is wrong with it as it is; whether it is a signature is for the form to say."""
        return None

    def clear(self) -> None:
        """Empty it."""
        self._strokes, self._drawing = [], False
        self.update()
        self.changed.emit()
        self.cleared.emit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(theme.px(80), round(width / SHAPE))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(round(420 / SHAPE)))

    # The hand.
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), _MOUSE_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(event.position(), _MOUSE_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._lift()

    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() is QEvent.Type.TabletPress:
            self._begin(event.position(), event.pressure())
        elif event.type() is QEvent.Type.TabletMove and self._drawing:
            self._go_on(event.position(), event.pressure())
        elif event.type() is QEvent.Type.TabletRelease:
            self._lift()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _begin(self, place: QPointF, pressure: float) -> None:
        if not self.isEnabled():
            return
        if not self._strokes:
            self._clock.start()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._drawing = True
        self._strokes.append([])
        self._go_on(place, pressure)

    def _go_on(self, place: QPointF, pressure: float) -> None:
        if not self._drawing:
            return
        x, y = place.x() / max(1, self.width()), place.y() / max(1, self.height())
        since = int(self._clock.elapsed()) if self._clock.isValid() else 0
        self._strokes[-1].append((min(1.0, max(0.0, x)), min(1.0, max(0.0, y)), since, min(1.0, max(0.0, pressure))))
        self.update()
        self.changed.emit()

    def _lift(self) -> None:
        if self._drawing:
            self._drawing = False
            self.finished.emit()
            self.edited.emit()

    # The look.
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(1, 1, -2, -2)
        painter.setBrush(theme.colour("paper"))
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "field_border"), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(frame, 6, 6)
        base = round(self.height() * 0.76)
        painter.setPen(QPen(theme.colour("field_border"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(theme.px(16), base, self.width() - theme.px(16), base)
        if not self._strokes:
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(13))
            painter.drawText(frame.adjusted(theme.px(16), theme.px(8), -theme.px(16), 0),
                             int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), _HINT)
        self._paint_ink(painter)

    def _paint_ink(self, painter: QPainter) -> None:
        wide, high = self.width(), self.height()
        for stroke in self._strokes:
            for before, now in zip(stroke, stroke[1:] or stroke, strict=False):
                pen = QPen(theme.colour("ink"), 1.2 + 2.2 * now[3], Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawLine(QPointF(before[0] * wide, before[1] * high), QPointF(now[0] * wide, now[1] * high))
