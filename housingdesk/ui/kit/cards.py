"""Cards that group, and what stands in them: fact rows, bullets, a detail pane with its buttons at the foot."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.in_sight import keep_in_sight
from housingdesk.ui.kit.label import label

PANE = "is_pane"  # set on a widget that F6 goes to


class Card(QFrame):
    """White, one line round, radius 8; never a card inside a card. ``body`` is its column."""

    def __init__(self, *widgets: QWidget, margin: int = 16, gap: int = 8, kind: str = "card",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.body = QVBoxLayout(self)
        theme.lay(self.body, margin, gap=gap)
        for widget in widgets:
            self.body.addWidget(widget)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)


def table_card(table: QWidget) -> Card:
    """A card whose whole inside is a table."""
    card = Card(margin=0)
    card.add(table, 1)
    return card


class Facts(QWidget):
    """Rows of a grey word and its value, figures in line at the right; the last may be strong."""

    def __init__(self, rows: Iterable[tuple[str, str]] = (), *, strong_last: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        theme.lay(self._grid, (0, 4, 0, 8), gap=(8, 7))
        self._grid.setColumnStretch(1, 1)
        self.show_rows(rows, strong_last=strong_last)

    def show_rows(self, rows: Iterable[tuple[str, str]], *, strong_last: bool = False) -> None:
        """Replace the rows."""
        clear(self._grid)
        kept = list(rows)
        for place, (word, value) in enumerate(kept):
            last = strong_last and place == len(kept) - 1
            name = label(word, "muted")
            figure = label(value, "strong" if last else "", wrap=True)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(figure, place, 1)


class Bullets(QWidget):
    """Short sentences under one another."""

    def __init__(self, sentences: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QGridLayout(self)
        theme.lay(self._column, gap=(8, 6))
        self._column.setColumnStretch(1, 1)
        self.show_sentences(sentences)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Replace the sentences."""
        clear(self._column)
        for place, sentence in enumerate(sentences):
            self._column.addWidget(label("•"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(label(sentence, wrap=True), place, 1)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and throw it away."""
    while (item := layout.takeAt(0)) is not None:
        old, inner = item.widget(), item.layout()
        if old is not None:
            old.hide()
            old.deleteLater()
        elif inner is not None:
            clear(inner)


class _Inside(QWidget):
    """What scrolls: it asks for the least height its words need, not for the height it would like."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1


class Scroll(QScrollArea):
    """A column that scrolls when the window is low and never sideways. ``body`` is its column."""

    def __init__(self, name: str, *, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Inside()
        self.body = QVBoxLayout(inside)
        theme.lay(self.body, gap=gap)
        self.setWidget(inside)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)

    def end(self) -> None:
        """Keep what was added at the top."""
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            QTimer.singleShot(0, self, self._follow)  # once what is inside has its new place

    def _follow(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            keep_in_sight(focused)


class DetailPane(Card):
    """The card at the right of a list: it scrolls above, its buttons stay at the foot.

    Add to ``pane.inside`` (a Scroll); buttons with ``foot``: the first wide, the others side by side under it.
    """

    def __init__(self, name: str, *, width: int = 270, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        theme.size(self, width=width)
        self.setProperty(PANE, True)
        self.setAccessibleName(name)
        self.inside = Scroll(name)
        self.add(self.inside, 1)

    def foot(self, first: QPushButton, *others: QPushButton) -> None:
        """Set the buttons at the foot."""
        self.setFocusProxy(first)
        self.add(first)
        row = QHBoxLayout()
        theme.lay(row, gap=8)
        for other in others:
            row.addWidget(other, 1)
        if others:
            self.body.addLayout(row)


class Columns(QWidget):
    """Cards side by side; one that names a width is left out while the whole is narrower than that."""

    def __init__(self, *parts: tuple[QWidget, int] | tuple[QWidget, int, int], gap: int = 12) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        theme.lay(row, gap=gap)
        self._narrow: list[tuple[QWidget, int]] = []
        for part in parts:
            row.addWidget(part[0], part[1])
            if len(part) > 2:
                self._narrow.append((part[0], part[2]))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.px(320)), hint.height()) if self._narrow else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for widget, below in self._narrow:
            widget.setVisible(self.width() >= theme.px(below))


def columns(*parts: tuple[QWidget, int] | tuple[QWidget, int, int], gap: int = 12) -> Columns:
    """Cards side by side, each with its stretch, and the width of the whole below which it is left out:
    ``columns((tasks, 0), (form, 1), (preview, 0, 900))``. Leave out only what can be reached another way.
    """
    return Columns(*parts, gap=gap)
