"""A field for pounds and pence that adds up: ``12.40+3.60`` becomes £16.00 when it is left. The value is pence."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from housingdesk.values.money import format_pence, parse_money


class MoneyEdit(QLineEdit):
    """Whole pence, or None while nothing is typed or it is not money. Refuses what is not money in words."""

    edited = Signal()

    def __init__(self, pence: int | None = None, *, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needed = needed
        self.setMaxLength(60)
        self.set_value(pence)
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self._tidy)

    def value(self) -> int | None:
        """Pence."""
        try:
            return parse_money(self.text())
        except ValueError:
            return None

    def set_value(self, value: Any) -> None:
        """Show pence."""
        self.setText("" if value is None else format_pence(value))

    def problem(self) -> str | None:
        """Why what is typed is not an amount."""
        if not self.text().strip() and not self._needed:
            return None
        try:
            parse_money(self.text())
        except ValueError as error:
            return str(error)
        return None

    def _tidy(self) -> None:
        pence = self.value()
        if pence is not None:
            self.setText(format_pence(pence))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
