"""A field for a date as people type it: ``9/11``, ``fri``, ``+14``. It reads the weekday back at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from housingdesk.ui.kit import theme
from housingdesk.values.dates import format_day, parse_date


class DateEdit(QLineEdit):
    """A date, or None. ``today`` is asked each time, so that a window left open overnight counts from the new day."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], value: date | None = None, *, needed: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._needed = today, needed
        self.setMaxLength(40)
        self.set_value(value)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """The date typed."""
        return self._read(self.text())

    def set_value(self, value: Any) -> None:
        """Show a date: ``Mon 9 Nov 2026``."""
        self.setText("" if value is None else format_day(value))
        self._describe()

    def problem(self) -> str | None:
        """Why what is typed is not a date."""
        if not self.text().strip() and not self._needed:
            return None
        if self._read(self.text()) is not None:
            return None
        try:
            parse_date(self.text(), self._today())
        except ValueError as error:
            return str(error)
        return None

    def read_back(self) -> str:
        """What the field understands while it is being typed: ``Mon 9 Nov 2026``; empty when that stands there."""
        found = self.value()
        shown = format_day(found) if found else ""
        return "" if shown == self.text().strip() else shown

    def _read(self, text: str) -> date | None:
        if not text.strip():
            return None
        try:
            return parse_date(text, self._today())
        except ValueError:
            return None

    def _typed(self) -> None:
        self._describe()
        self.update()
        self.edited.emit()

    def _describe(self) -> None:
        found = self.value()
        self.setAccessibleDescription(format_day(found) if found else "")

    def _tidy(self) -> None:
        found = self.value()
        if found is not None:
            self.setText(format_day(found))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        words = self.read_back()
        if not words:
            return
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("muted"))
        taken = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(26)
        if taken + painter.fontMetrics().horizontalAdvance(words) + theme.px(12) <= self.width():
            box = QRect(0, 0, self.width() - theme.px(12), self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()
