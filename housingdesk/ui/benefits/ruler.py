"""The due-against-paid ruler: rent weeks above, benefit periods below, what is missing hatched. Arrows walk the periods.

What it draws it also says: each period has its sentence, read aloud as it becomes the current one.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from housingdesk.benefits.rules.expected.shapes import Row
from housingdesk.benefits.rules.words import GapClass
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.values.dates import MONTHS, WEEK, week_of
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_HEAD, _WEEK, _GAP, _PERIOD, _FOOT = 18, 16, 6, 34, 20
_WEEK_WIDE = 20


def start_of(row: Row) -> date:
    """The first day a row stands for: of its period, else of what came."""
    if row.due is not None:
        return row.due.covers_from
    came = row.came[0]
    return came.covers_from or came.on


def end_of(row: Row) -> date:
    """The first day after it."""
    if row.due is not None:
        return row.due.covers_to
    came = row.came[0]
    return came.covers_to or (came.covers_from or came.on) + WEEK


def row_words(row: Row) -> str:
    """A row in a few words, as its sentence begins: ``Late: ...``."""
    said = sentence_case(row.gap)
    return f"{said}. {row.sentence}" if row.sentence else said


class Ruler(QWidget):
    """One payer's periods. ``chosen`` gives the place of the row that became current, ``letter`` what was typed on it."""

    chosen = Signal(int)
    letter = Signal(str)

    def __init__(self, name: str, rows: Sequence[Row] = (), today: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._rows: tuple[Row, ...] = ()
        self._at: int | None = None
        self._today = today
        self.setAccessibleName(f"Due against paid, {name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_rows(rows)

    # What is shown.
    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the periods; the current one becomes the newest that varies, else the last that is due."""
        self._rows = tuple(rows)
        varying = [place for place, row in enumerate(rows) if row.variance]
        past = [place for place, row in enumerate(rows) if row.gap is not GapClass.NOT_YET_DUE]
        self._at = (varying or past or [len(rows) - 1])[-1] if rows else None
        self._describe()
        self.update()

    def place(self) -> int | None:
        """The place of the current row."""
        return self._at

    def current(self) -> Row | None:
        """The current row."""
        return self._rows[self._at] if self._at is not None else None

    def go_to(self, place: int) -> None:
        """Make a row current."""
        if place != self._at and 0 <= place < len(self._rows):
            self._at = place
            self._describe()
            self.update()
            self.chosen.emit(place)

    def next_variance(self, step: int) -> bool:
        """To the next period that varies (``step`` 1), or the one before (-1); whether there was one."""
        here = self._at if self._at is not None else -1
        order = range(here + 1, len(self._rows)) if step > 0 else range(here - 1, -1, -1)
        found = next((place for place in order if self._rows[place].variance), None)
        if found is not None:
            self._move(found)
        return found is not None

    def _describe(self) -> None:
        row = self.current()
        words = f"{len(self._rows)} periods. {row_words(row)}. Arrow keys read one period" if row is not None else ""
        self.setAccessibleDescription(words or "Nothing is expected")

    def _move(self, place: int) -> None:
        self.go_to(max(0, min(place, len(self._rows) - 1)))
        if (row := self.current()) is not None:
            announce(self, row_words(row), at_once=True)

    # What a person does.
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, last = self._at or 0, len(self._rows) - 1
        moves = {Qt.Key.Key_Left: here - 1, Qt.Key.Key_Right: here + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.text() in ("]", "["):
            self.next_variance(1 if event.text() == "]" else -1)
        elif event.key() in moves and self._rows and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(moves[Qt.Key(event.key())])
        elif event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.letter.emit(event.text().upper())  # the keys of the screen hold here, too
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for place, row in enumerate(self._rows):
            if self._box(row).contains(QPointF(event.position().x(), self._box(row).center().y())):
                self.go_to(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # Where things are.
    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_HEAD + _WEEK + _GAP + _PERIOD + _FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def _span(self) -> tuple[date, int]:
        """The first Monday in sight and how many weeks: as many as fit, the current period among them."""
        first = week_of(min(map(start_of, self._rows)))
        last = max(map(end_of, self._rows))
        weeks = -(-(last - first).days // 7)
        fit = max(6, int(self.width() / theme.px(_WEEK_WIDE)))
        if weeks <= fit:
            return first, weeks
        row = self.current()
        focus = start_of(row) if row is not None else last
        start = week_of(focus) - (fit // 2) * WEEK
        return max(first, min(start, first + (weeks - fit) * WEEK)), fit

    def _x(self, day: date) -> float:
        first, weeks = self._span()
        return 1 + (day - first).days / (7 * weeks) * (self.width() - 2)

    def _box(self, row: Row) -> QRectF:
        top = theme.px(_HEAD + _WEEK + _GAP)
        left, right = self._x(start_of(row)), self._x(end_of(row))
        return QRectF(left + 1, top, max(theme.px(8), right - left) - 2, theme.px(_PERIOD))

    # How it is drawn.
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._rows:
            self._paint_weeks(painter)
            for place, row in enumerate(self._rows):
                box = self._box(row)
                if box.right() > 0 and box.left() < self.width():
                    self._paint_row(painter, box, row, now=place == self._at)
            self._paint_today(painter)
        else:
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(13))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "Nothing is expected")
        painter.end()

    def _paint_weeks(self, painter: QPainter) -> None:
        first, weeks = self._span()
        top, high = theme.px(_HEAD), theme.px(_WEEK)
        painter.setFont(theme.font(11))
        metrics, free = QFontMetrics(theme.font(11)), 0.0
        for number in range(weeks):
            monday = first + number * WEEK
            box = QRectF(self._x(monday), top, self._x(monday + WEEK) - self._x(monday), high)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("neutral_soft" if number % 2 else "paper"))
            painter.drawRect(box)
            if number == 0 or monday.day <= 7:
                word = MONTHS[monday.month - 1][:3]
                wide = metrics.horizontalAdvance(word)
                if box.left() >= free and box.left() + wide <= self.width():
                    painter.setPen(theme.colour("muted"))
                    painter.drawText(QRectF(box.left(), 0, wide + 2, top), int(Qt.AlignmentFlag.AlignVCenter), word)
                    free = box.left() + wide + theme.px(6)

    def _paint_row(self, painter: QPainter, box: QRectF, row: Row, *, now: bool) -> None:
        to_come = row.gap is GapClass.NOT_YET_DUE
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("paper"))
        painter.drawRect(box)
        share = _share(row)
        if share > 0:
            painter.setBrush(theme.colour("good_soft" if share >= 1 and not row.variance else "accent_soft"))
            painter.drawRect(QRectF(box.left(), box.top(), box.width() * min(1.0, share), box.height()))
        if row.variance and share < 1:
            rest = QRectF(box.left() + box.width() * share, box.top(), box.width() * (1 - share), box.height())
            painter.fillRect(rest, theme.colour("late_soft"))
            painter.fillRect(rest, QBrush(theme.colour("late"), Qt.BrushStyle.BDiagPattern))
        elif row.variance:
            painter.fillRect(box, QBrush(theme.colour("information"), Qt.BrushStyle.Dense7Pattern))
        strong = now and self.hasFocus()
        pen = QPen(theme.colour("accent" if now else "field_border"), 3 if strong else 2 if now else 1)
        if to_come:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        self._paint_sum(painter, box, row)
        if now:
            middle, foot, side = box.center().x(), box.bottom() + theme.px(3), theme.px(5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawPolygon(QPolygonF([QPointF(middle, foot), QPointF(middle - side, foot + side * 1.5),
                                           QPointF(middle + side, foot + side * 1.5)]))

    def _paint_sum(self, painter: QPainter, box: QRectF, row: Row) -> None:
        """The sum on paper of its own, so that it is read over the hatching; left out where it does not fit."""
        pence = row.due.pence if row.due is not None else row.came_pence
        face = theme.font(11)
        metrics = QFontMetrics(face)
        words = next((one for one in (format_pence(pence), f"£{round(pence / 100):,}")
                      if metrics.horizontalAdvance(one) + theme.px(8) <= box.width()), "")
        if not words:
            return
        wide, high = metrics.horizontalAdvance(words) + theme.px(6), metrics.height() + 2
        plate = QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)
        if plate.left() < 0 or plate.right() > self.width():
            return  # half of a sum would be another sum
        if row.variance:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("paper"))
            painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(theme.colour("ink"))
        painter.setFont(face)
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_today(self, painter: QPainter) -> None:
        if self._today is None:
            return
        x = self._x(self._today)
        if not 0 <= x <= self.width():
            return
        top, foot = theme.px(_HEAD - 2), theme.px(_HEAD + _WEEK + _GAP + _PERIOD)
        painter.setPen(QPen(theme.colour("ink"), 1.5))
        painter.drawLine(QPointF(x, top), QPointF(x, foot + theme.px(4)))
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("muted"))
        wide = QFontMetrics(theme.font(11)).horizontalAdvance("today")
        left = min(max(0.0, x - wide / 2), self.width() - wide)
        row = self.current()  # whose mark may stand there
        if row is None or abs(self._box(row).center().x() - x) > wide / 2 + theme.px(8):
            painter.drawText(QRectF(left, foot + theme.px(4), wide + 2, theme.px(14)), int(Qt.AlignmentFlag.AlignLeft), "today")


def _share(row: Row) -> float:
    """How much of a period's money is there, 0 to 1."""
    if row.due is None:
        return 1.0
    if row.due.pence <= 0:
        return 1.0 if row.came else 0.0
    return max(0.0, min(1.0, row.came_pence / row.due.pence))
