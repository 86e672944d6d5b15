"""Amounts with how often each comes, one under another: what comes in, what goes out. Decides nothing about them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from housingdesk.benefits.rules.assess.case import Every
from housingdesk.lettings.rules.affordability import Line
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.values.problems import Problem

EVERY = ((Every.WEEK, "a week"), (Every.FORTNIGHT, "a fortnight"), (Every.FOUR_WEEKS, "4-weekly"),
         (Every.MONTH, "a month"), (Every.QUARTER, "a quarter"), (Every.YEAR, "a year"))
_NARROWEST = 330


class MoneyLines(QWidget):
    """A line for each thing, with its words. ``edited`` comes as something is typed or chosen."""

    edited = Signal()

    def __init__(self, title: str, rows: Sequence[tuple[str, str]], usual: Every, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self.amounts: dict[str, MoneyEdit] = {}
        self.every: dict[str, Choice] = {}
        outer = QVBoxLayout(self)
        theme.lay(outer, gap=8)
        outer.addWidget(label(title, "section"))
        grid = QGridLayout()
        theme.lay(grid, gap=(8, 6))
        grid.setColumnStretch(0, 1)
        for place, (key, words) in enumerate(rows):
            self._line(grid, place, key, words)
        outer.addLayout(grid)
        outer.addStretch(1)

    def _line(self, grid: QGridLayout, place: int, key: str, words: str) -> None:
        name = label(words, wrap=True, parent=self)
        amount, every = MoneyEdit(parent=self), Choice(EVERY, parent=self)
        every.set_value(self._usual)
        amount.setAccessibleName(words)
        every.setAccessibleName(f"{words}: how often")
        theme.size(amount, width=96)
        theme.size(every, width=126)
        name.setBuddy(amount)
        amount.edited.connect(self._changed)
        every.edited.connect(self._changed)
        for column, widget in enumerate((name, amount, every)):
            grid.addWidget(widget, place, column)
        self.amounts[key], self.every[key] = amount, every

    def lines(self) -> tuple[Line, ...]:
        """What is typed; a line without an amount is none."""
        return tuple(Line(key, pence, self.every[key].value()) for key, amount in self.amounts.items()
                     if (pence := amount.value()) is not None)

    def set_lines(self, said: Mapping[str, tuple[int, Every]]) -> None:
        """Show amounts by key; what has none is emptied."""
        for key, amount in self.amounts.items():
            pence, every = said.get(key, (None, self._usual))
            amount.set_value(pence)
            self.every[key].set_value(every)
        self.show_problems([])

    def unreadable(self) -> list[Problem]:
        """What is no amount."""
        return [Problem(key, said) for key, amount in self.amounts.items() if (said := amount.problem())]

    def show_problems(self, found: Sequence[Problem]) -> None:
        """Mark the lines that something stands against."""
        wrong = {problem.field: problem.message for problem in found}
        for key, amount in self.amounts.items():
            theme.mark(amount, problem="yes" if key in wrong else "no")
            amount.setAccessibleDescription(wrong.get(key, ""))

    def _changed(self) -> None:
        self.edited.emit()


class SideBySide(QWidget):
    """Two lists of amounts beside each other, or under one another where that leaves each too narrow."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._count = len(parts)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        theme.lay(self._box, gap=22)
        for part in parts:
            self._box.addWidget(part, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROWEST) * self._count
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
