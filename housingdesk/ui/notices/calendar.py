"""The days of a notice on a small calendar: when it goes, when it counts as served, the date on it, and the bank holidays."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from housingdesk.ui.kit import theme
from housingdesk.values.dates import DAY, MONTHS, add_months, format_day, is_working_day, month_start

_COLUMN, _ROW, _TITLE, _MOST = 44, 24, 26, 3
_WEEKDAYS = "MTWTFSS"


class Mark(StrEnum):
    """What a day is, and the word that says so; each has a shape of its own."""

    GOES = "it goes"
    SERVED = "served"
    EARLIEST = "the first lawful day"
    PRINTED = "printed on it"


class NoticeCalendar(QWidget):
    """Months under one another, three at most: the first, and those of the last days. The words stand beside it as well."""

    def __init__(self, marks: Mapping[Mark, date], extra_holidays: frozenset[date] = frozenset(),
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks, self._extra = dict(marks), extra_holidays
        self.months = _months(self._marks)
        said = "; ".join(f"{mark}: {format_day(day)}" for mark, day in self._marks.items())
        self.setAccessibleName(f"Calendar. {said}")
        self.setToolTip(said)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = sum(_TITLE + _ROW * (1 + _weeks(month)) for month in self.months)
        return QSize(theme.px(_COLUMN * 7), theme.px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(24 * 7), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across = min(self.width() / 7, float(theme.px(_COLUMN)))
        top = 0.0
        for month in self.months:
            top = self._month(painter, month, across, top)
        painter.end()

    def _month(self, painter: QPainter, month: date, across: float, top: float) -> float:
        row = float(theme.px(_ROW))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(13, 600))
        painter.drawText(QRectF(0, top, across * 7, theme.px(_TITLE)), int(Qt.AlignmentFlag.AlignVCenter),
                         f"{MONTHS[month.month - 1]} {month.year}")
        top += theme.px(_TITLE)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("muted"))
        for column, letter in enumerate(_WEEKDAYS):
            painter.drawText(QRectF(column * across, top, across, row), int(Qt.AlignmentFlag.AlignCenter), letter)
        day, place = month, month.weekday()
        while day.month == month.month:
            self._day(painter, day, QRectF(place % 7 * across, top + (1 + place // 7) * row, across, row))
            day, place = day + DAY, place + 1
        return top + row * (1 + _weeks(month))

    def _day(self, painter: QPainter, day: date, box: QRectF) -> None:
        mark = next((mark for mark in reversed(Mark) if self._marks.get(mark) == day), None)
        holiday = day.weekday() < 5 and not is_working_day(day, self._extra)
        inside = box.adjusted(theme.px(4), 1, -theme.px(4), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark is Mark.PRINTED:
            painter.setBrush(theme.colour("accent"))
        elif mark is Mark.SERVED:
            painter.setBrush(theme.colour("accent_soft"))
        if mark is not None and mark is not Mark.PRINTED:
            style = Qt.PenStyle.DashLine if mark is Mark.EARLIEST else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.colour("accent"), 1.5, style))
        if mark is not None:
            painter.drawRoundedRect(inside, 5, 5)
        free = holiday or day.weekday() > 4
        painter.setPen(theme.colour("on_accent" if mark is Mark.PRINTED else "muted" if free and mark is None else "ink"))
        painter.setFont(theme.font(12, 600 if mark else 400))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        if holiday:
            middle = box.center()
            half = QPointF(theme.px(9), 0)
            painter.drawLine(middle - half, middle + half)


def _weeks(month: date) -> int:
    last = add_months(month, 1) - DAY
    return (month.weekday() + last.day - 1) // 7 + 1


def _months(marks: Mapping[Mark, date]) -> list[date]:
    """The months from the first day to the last; of more than three the first and the last two."""
    first, last = month_start(min(marks.values())), month_start(max(marks.values()))
    found = [first]
    while found[-1] < last and len(found) < 60:
        found.append(month_start(found[-1] + timedelta(32)))
    return found if len(found) <= _MOST else [found[0], *found[-2:]]
