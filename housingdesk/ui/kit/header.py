"""The head of a screen: title, what it is about in grey, figures or actions at the right, chips and tabs under it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.chips import Chips
from housingdesk.ui.kit.icons import Shape, Status
from housingdesk.ui.kit.label import label


class Folding(QWidget):
    """Two parts in one row; the right one goes under the left where the window is too narrow for both."""

    def fold(self) -> None:
        """Lays the row out for the room there is."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def event(self, event: QEvent) -> bool:
        """A button that comes or goes changes what there is room for."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fold()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), super().minimumSizeHint().height())

    def lay_row(self, row: QBoxLayout, right: QWidget, words: int, wide: Qt.AlignmentFlag) -> None:
        """The row with ``words`` pixels of what stands at its left; ``wide`` is how ``right`` stands in one line."""
        narrow = words + right.sizeHint().width() > self.width()
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction != row.direction():
            row.setDirection(direction)
            row.setAlignment(right, Qt.AlignmentFlag.AlignLeft if narrow else wide)


class Header(Folding):
    """Never scrolls. The right side folds under the title when the window is too narrow for both."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "title")
        self.aside = label("", "muted")
        self.withheld = Shape(Status.NEUTRAL)
        self.withheld.setAccessibleName("Something is not shown")
        self.withheld.setToolTip("Something is not shown in privacy mode")
        self.withheld.hide()
        self.subtitle = label("", "muted", wrap=True)
        self.chips = Chips()
        self._right: QWidget | None = None
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        theme.lay(self._top, gap=12)
        self._top.addLayout(self._words(), 1)
        self._column = QVBoxLayout(self)
        theme.lay(self._column, gap=8)
        self._column.addLayout(self._top)
        self._column.addWidget(self.chips)
        self.set_subtitle("")
        self.aside.hide()

    def _words(self) -> QVBoxLayout:
        first = QHBoxLayout()
        theme.lay(first, gap=10)
        first.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBaseline)
        first.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignBaseline)
        first.addWidget(self.withheld, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        words = QVBoxLayout()
        theme.lay(words, gap=3)
        words.addLayout(first)
        words.addWidget(self.subtitle)
        return words

    def set_title(self, title: str, aside: str = "") -> None:
        """The title, and a quiet word beside it (how a name is said)."""
        self.title.setText(title)
        self.aside.setText(aside)
        self.aside.setVisible(bool(aside))

    def set_withheld(self, withheld: bool) -> None:
        """A neutral dot: staff know by it that something is not shown."""
        self.withheld.setVisible(withheld)

    def set_subtitle(self, text: str) -> None:
        """What the screen is about, in one grey line."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def set_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """A few sums at the right: ``[("Statement", "£41,208.33"), ("Posted", "£0.00")]``."""
        row = QWidget()
        across = QHBoxLayout(row)
        theme.lay(across, (0, 0, 18, 0), gap=30)
        for word, figure in figures:
            pair = QVBoxLayout()
            theme.lay(pair, gap=4)
            pair.addWidget(label(word, "muted"), 0, Qt.AlignmentFlag.AlignRight)
            pair.addWidget(label(figure, "figure"), 0, Qt.AlignmentFlag.AlignRight)
            across.addLayout(pair)
        self._set_right(row)

    def set_actions(self, *buttons: QPushButton) -> None:
        """Buttons at the right, the primary one last."""
        self._set_right(actions_row(*buttons))

    def set_chips(self, chips: Sequence[tuple[str, Status]]) -> None:
        """Facts with their status under the title."""
        self.chips.show_chips(chips)

    def fold(self) -> None:
        """Title and right side in one line, or under one another where the title would be left with too little."""
        if self._right is not None:
            aside = self.aside.sizeHint().width() if self.aside.isVisibleTo(self) else 0
            self.lay_row(self._top, self._right, self.title.sizeHint().width() + aside + theme.px(40),
                         Qt.AlignmentFlag.AlignVCenter)

    def _set_right(self, widget: QWidget) -> None:
        if self._right is not None:
            self._top.removeWidget(self._right)
            self._right.hide()
            self._right.deleteLater()
        self._right = widget
        self._top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight)
        self.fold()


def actions_row(*buttons: QWidget, gap: int = 10) -> QWidget:
    """Buttons side by side."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    theme.lay(row, gap=gap)
    for made in buttons:
        row.addWidget(made)
    return holder


class FoldingRow(Folding):
    """Tabs at the left and buttons at the right; under one another where the tabs would be left with too little."""

    def __init__(self, tabs: QWidget, *buttons: QWidget) -> None:
        super().__init__()
        self._tabs, self._buttons = tabs, actions_row(*buttons, gap=8)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        theme.lay(self._row, gap=8)
        self._row.addWidget(tabs, 1)
        self._row.addWidget(self._buttons)

    def fold(self) -> None:
        """Tabs and buttons in one line, or the buttons under them."""
        self.lay_row(self._row, self._buttons, self._tabs.sizeHint().width() + theme.px(16), Qt.AlignmentFlag(0))


def tabs_row(tabs: QWidget, *buttons: QWidget) -> QWidget:
    """Tabs at the left and buttons at the right, in one line."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    theme.lay(row, gap=8)
    row.addWidget(tabs, 1)
    for made in buttons:
        row.addWidget(made)
    return holder

