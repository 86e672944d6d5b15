"""A time of day, typed as people write it and shown back as 14:30 when the field is left."""

from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.ui.kit.fields import LeaveWatch, TextField
from housingdesk.values.times import format_time, parse_time


class TimeEdit(TextField):
    """``value()`` is ``"14:30"``, or None while what is typed is no time; ``text()`` is what is typed."""

    def __init__(self, value: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(value, placeholder="1430 or 2.30pm", longest=12, parent=parent)
        LeaveWatch(self).left.connect(self.tidy)

    def value(self) -> Any:
        """The time as ``14:30``; None while it cannot be read."""
        return None if self.problem() is not None else format_time(parse_time(self.text()))

    def problem(self) -> str | None:
        """What stands against it, in a sentence."""
        try:
            parse_time(self.text())
        except ValueError as error:
            return str(error)
        return None

    def tidy(self) -> None:
        """Show a time that was read as it is kept."""
        if self.problem() is None:
            self.setText(str(self.value()))
