"""The parts of a page for the tenant: words, figures, pictures, the options of a question, the box to sign in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.tenant import Block, TenantPicture, TenantQuestion, TenantRows, TenantSignature, TenantWords

TARGET = 56
"""The height of everything to be touched, above the 44 px that a finger needs also at the smallest text size."""


def words(text: str, role: str = "") -> QLabel:
    """Plain words, never read as mark-up and never to be selected."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
    return made


def touch(text: str, pressed: Callable[[], object], *, primary: bool = False) -> QPushButton:
    """A button for a finger."""
    made = QPushButton(text)
    made.setProperty("kind", "tenant-first" if primary else "tenant")
    made.setAutoDefault(True)
    made.clicked.connect(lambda *_: pressed())
    theme.size(made, least_height=TARGET)
    return made


class Picture(QWidget):
    """A picture as wide as there is room, never larger than it is."""

    def __init__(self, block: TenantPicture) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._picture.loadFromData(block.png)
        self.setAccessibleName(block.says)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return not self._picture.isNull()

    def heightForWidth(self, width: int) -> int:
        wide = min(width, self._picture.width())
        return round(wide * self._picture.height() / max(1, self._picture.width()))

    def sizeHint(self) -> QSize:
        return self._picture.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        wide = min(self.width(), self._picture.width())
        box = QRect((self.width() - wide) // 2, 0, wide, self.heightForWidth(wide))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, self._picture)
        painter.end()


class Options(QWidget):
    """The options of a question, one under the other; arrows move between them."""

    def __init__(self, question: TenantQuestion, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.question, self.value = question, ""
        self._chosen = chosen
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = QVBoxLayout(self)
        theme.lay(column, gap=12)
        self.buttons: dict[str, QPushButton] = {}
        for value, text in question.options:
            made = touch(text, partial(self._choose, value))
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("kind", "tenant-option")
            self._group.addButton(made)
            self.buttons[value] = made
            column.addWidget(made)

    def _choose(self, value: str) -> None:
        self.value = value
        for (one, text), made in zip(self.question.options, self.buttons.values(), strict=True):
            made.setText(f"✓  {text}" if one == value else text)
            made.setAccessibleName(text)
        self._chosen(value)


def _rows(block: TenantRows) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    theme.lay(grid, gap=(24, 12))
    grid.setColumnStretch(0, 1)
    for place, (what, figure) in enumerate(block.rows):
        strong = "tenant-strong" if block.total and place == len(block.rows) - 1 else ""
        grid.addWidget(words(what, strong), place, 0)
        right = words(figure, strong)
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(right, place, 1)
    return made


def _signature(block: TenantSignature) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    theme.lay(column, gap=12)
    if block.words:
        column.addWidget(words(block.words))
    column.addWidget(block.make(), 1)
    return made


def widget_of(block: Block, chosen: Callable[[str], object]) -> tuple[QWidget, ...]:
    """The widgets of a block; ``chosen(value)`` is called when an option is."""
    match block:
        case TenantWords():
            return (words(block.text, "tenant-strong" if block.strong else ""),)
        case TenantRows():
            return (_rows(block),)
        case TenantPicture():
            return (Picture(block),)
        case TenantSignature():
            return (_signature(block),)
        case TenantQuestion():
            return (words(block.words), Options(block, chosen))
