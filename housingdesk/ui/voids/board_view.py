"""The board as it is drawn: a lane beside the other, a card for each home. One stop of Tab; arrows walk through the cards.

The table of the same page says the same to whoever cannot see it.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.icons import Status, paint_shape
from housingdesk.ui.voids.shown import by_words, empty_words, lane_word, lost_words, next_words, sentence_of
from housingdesk.voids.queries.board import VoidRow
from housingdesk.voids.rules.words import Lane

_HEAD, _CARD, _GAP, _PAD = 34, 118, 8, 10


class BoardView(QWidget):
    """Lanes with cards. ``moved`` and ``opened`` give the number of a void, ``letter`` a key of one letter, as a list does."""

    moved = Signal(int)
    opened = Signal(int)
    letter = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._rows: tuple[VoidRow, ...] = ()
        self._lanes: tuple[Lane, ...] = tuple(Lane)
        self._current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Board of empty homes")

    # What is shown.
    def show_rows(self, rows: Sequence[VoidRow]) -> None:
        """Replace the cards; the current one stays if it is still there."""
        self._rows = tuple(rows)
        if self._current not in {row.id for row in rows}:
            self._current = rows[0].id if rows else None
        self._grown()

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show these lanes alone: where a card goes from and to while its form is open."""
        self._lanes = tuple(lanes)
        self._grown()

    def go_to(self, void_id: int | None) -> None:
        """Make a card current."""
        if void_id is not None and void_id != self._current and any(row.id == void_id for row in self._rows):
            self._current = void_id
            self._say()

    def current_id(self) -> int | None:
        """The number of the current card."""
        return self._current

    def sizeHint(self) -> QSize:
        return QSize(theme.px(900), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        most = max((len(self._of(lane)) for lane in self._lanes), default=0)
        return QSize(theme.px(300), theme.px(_HEAD) + max(1, most) * theme.px(_CARD + _GAP) + theme.px(_GAP))

    def _grown(self) -> None:
        self.updateGeometry()
        self._describe()
        self.update()

    def _of(self, lane: Lane) -> list[VoidRow]:
        return [row for row in self._rows if row.lane is lane]

    # Where things stand.
    def _lane_box(self, place: int) -> QRect:
        gap = theme.px(_GAP)
        wide = (self.width() - gap * (len(self._lanes) - 1)) // len(self._lanes)
        return QRect(place * (wide + gap), 0, wide, self.height())

    def _card_box(self, lane: QRect, place: int) -> QRect:
        inside = theme.px(6)
        top = theme.px(_HEAD) + place * theme.px(_CARD + _GAP)
        return QRect(lane.x() + inside, top, lane.width() - 2 * inside, theme.px(_CARD))

    def _cards(self) -> list[tuple[VoidRow, QRect]]:
        return [(row, self._card_box(self._lane_box(at), place)) for at, lane in enumerate(self._lanes)
                for place, row in enumerate(self._of(lane))]

    def card_box(self, void_id: int) -> QRect:
        """Where a card stands; empty when it is not shown."""
        return next((box for row, box in self._cards() if row.id == void_id), QRect())

    # What a person does.
    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = [row.id for row, _ in self._cards()]
        here = order.index(self._current) if self._current in order else -1
        steps = {Qt.Key.Key_Down: here + 1, Qt.Key.Key_J: here + 1, Qt.Key.Key_Up: here - 1, Qt.Key.Key_K: here - 1,
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(order) - 1}
        key = Qt.Key(event.key())
        if key in steps and order:
            self._choose(order[max(0, min(len(order) - 1, steps[key]))])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None and not event.modifiers():
            self.opened.emit(self._current)
        elif event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.letter.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = next((row.id for row, box in self._cards() if box.contains(event.position().toPoint())), None)
        if found is not None:
            self._choose(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        if self._current is not None:
            self.opened.emit(self._current)

    def _choose(self, void_id: int) -> None:
        if void_id != self._current:
            self._current = void_id
            self._say()
            announce(self, self.accessibleDescription())
            self.moved.emit(void_id)

    def _say(self) -> None:
        self._describe()
        self._scroll_to(self.card_box(self._current or 0))
        self.update()

    def _scroll_to(self, box: QRect) -> None:
        """The page scrolls just so far that the current card is seen."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if area is not None else None
        if area is not None and inside is not None and not box.isEmpty():
            middle = self.mapTo(inside, box.center())
            area.ensureVisible(middle.x(), middle.y(), 0, box.height() // 2 + theme.px(_GAP))

    def _describe(self) -> None:
        row = next((row for row in self._rows if row.id == self._current), None)
        self.setAccessibleDescription(sentence_of(row, self._today) if row is not None else "No empty homes.")

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # How it is drawn.
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, lane in enumerate(self._lanes):
            self._paint_lane(painter, self._lane_box(place), lane)
        for row, box in self._cards():
            if box.intersects(event.rect()):
                self._paint_card(painter, box, row)
        if not self._rows:
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(13))
            box = self.rect().adjusted(0, theme.px(_HEAD + 30), 0, 0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), "No empty homes.")
        painter.end()

    def _paint_lane(self, painter: QPainter, box: QRect, lane: Lane) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("neutral_soft"))
        painter.drawRoundedRect(QRectF(box), theme.px(8), theme.px(8))
        head = QRect(box.x() + theme.px(_PAD), box.y(), box.width() - 2 * theme.px(_PAD), theme.px(_HEAD))
        count = str(len(self._of(lane)))
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font(13))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        room = head.width() - painter.fontMetrics().horizontalAdvance(count) - theme.px(4)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(13, 600))
        word = painter.fontMetrics().elidedText(lane_word(lane), Qt.TextElideMode.ElideRight, room)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), word)

    def _paint_card(self, painter: QPainter, box: QRect, row: VoidRow) -> None:
        now = row.id == self._current
        painter.setBrush(theme.colour("accent_soft" if now else "paper"))
        strong = now and self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if now else "line"), 2 if strong else 1))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(7), theme.px(7))
        inside = box.adjusted(theme.px(_PAD), theme.px(7), -theme.px(_PAD), -theme.px(6))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(13, 600))
        high = painter.fontMetrics().lineSpacing()
        address = QRect(inside.x(), inside.y(), inside.width(), 2 * high)
        painter.drawText(address, int(Qt.TextFlag.TextWordWrap), self._two_lines(painter, row.address, inside.width()))
        painter.setFont(theme.font(12))
        lost = lost_words(row)
        lines = [(empty_words(row, self._today), "ink"), *([(f"{lost} lost", "ink")] if lost else []),
                 (next_words(row), "muted"), (by_words(row, self._today), "late" if row.past_plan else "muted")]
        top, step = address.bottom() + theme.px(3), painter.fontMetrics().lineSpacing()
        for number, (text, tone) in enumerate(lines):
            line = QRect(inside.x(), top + number * step, inside.width(), step)
            if number == len(lines) - 1 and row.past_plan:
                side = theme.px(10)
                paint_shape(painter, QRectF(line.x(), line.y() + (step - side) / 2, side, side), Status.LATE)
                line.setLeft(line.left() + side + theme.px(5))
                text = f"{text}, late" if text else "late"
            painter.setPen(theme.colour(tone))
            fits = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fits)

    def _two_lines(self, painter: QPainter, text: str, width: int) -> str:
        """The address on at most two lines, the second cut with a mark."""
        metrics = painter.fontMetrics()
        words, first = text.split(" "), ""
        while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
            first = f"{first} {words.pop(0)}".strip()
        if not first:
            return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
        return f"{first}\n{rest}" if rest else first
