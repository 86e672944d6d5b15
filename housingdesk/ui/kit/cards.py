"""Cards that group, and what stands in them: fact rows, bullets, a detail pane with its buttons at the foot."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from housingdesk.ui.kit import in_sight, theme
from housingdesk.ui.kit.label import label

PANE = in_sight.PANE
_FOLDED_LIST, _FOLDED_PANE = 230, 280


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

    grown = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grown.emit()

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
        self._soon = QTimer(self)  # once what is inside has its new place
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._follow)
        inside.grown.connect(self._soon.start)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)

    def end(self) -> None:
        """Keep what was added at the top."""
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll; with Alt they are a screen's own keys, which a scroll area would swallow."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            in_sight.keep_in_sight(focused)


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
    """Cards side by side; one that names a width is left out while the whole is narrower than that.

    ``fold``: the width of the whole below which a list and its pane stand under one another instead.
    """

    def __init__(self, *parts: tuple[QWidget, int] | tuple[QWidget, int, int], gap: int = 12, fold: int = 0) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        theme.lay(self._row, gap=gap)
        self._fold = fold
        self._narrow: list[tuple[QWidget, int]] = []
        self._out: set[QWidget] = set()
        for part in parts:
            self._row.addWidget(part[0], part[1])
            if len(part) > 2:
                self._narrow.append((part[0], part[2]))
        self._list, self._pane = parts[0][0], parts[-1][0]
        self._wide = int((self._pane.property(theme.SIZED) or {}).get("width", 0)) if fold else 0

    def _turn(self) -> None:
        """Under one another the list has the whole width, and the page scrolls to the pane."""
        folded = self.width() < theme.px(self._fold)
        wanted = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        if self._row.direction() == wanted:
            return
        self._row.setDirection(wanted)
        if folded:
            theme.unsize(self._pane, "width")
            theme.size(self._pane, least_height=_FOLDED_PANE)
            theme.size(self._list, least_height=_FOLDED_LIST)
        else:
            theme.unsize(self._pane, "least_height")
            theme.unsize(self._list, "least_height")
            theme.size(self._pane, width=self._wide)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.px(320)), hint.height()) if self._narrow else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wide:
            self._turn()
        self._leave_out()

    def leave_out(self, widget: QWidget, out: bool) -> None:
        """Leave a card out however wide the whole is, or show it again where there is room for it."""
        (self._out.add if out else self._out.discard)(widget)
        widget.setVisible(not out)
        self._leave_out()

    def _leave_out(self) -> None:
        for widget, below in self._narrow:
            widget.setVisible(self.width() >= theme.px(below) and widget not in self._out)


def columns(*parts: tuple[QWidget, int] | tuple[QWidget, int, int], gap: int = 12, fold: int = 0) -> Columns:
    """Cards side by side, each with its stretch, and the width of the whole below which it is left out:
    ``columns((tasks, 0), (form, 1), (preview, 0, 900))``. Leave out only what can be reached another way.
    With ``fold`` a list and the pane beside it stand under one another in a whole that is narrower than that.
    """
    return Columns(*parts, gap=gap, fold=fold)
