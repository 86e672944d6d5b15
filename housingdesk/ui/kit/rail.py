"""The places at the left: word and count, or icon alone in a narrow window. One Tab stop; arrows move inside."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.icons import icon
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.places import Place

WIDE, NARROW, BREAK = 196, 56, 1100
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_J: 1}


class RailButton(QAbstractButton):
    """One place. Arrows, J and K ask for a neighbour; Enter goes there, as Space does."""

    stepped = Signal(int)

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.place, self.narrow = place, False
        self._waits, self._private = 0, False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_count(self, count: int) -> None:
        """How much waits there; nought shows nothing."""
        self._waits = count
        self._describe()
        self.update()

    def set_private(self, private: bool) -> None:
        """Whether what waits is kept to oneself."""
        self._private = private
        self._describe()
        self.update()

    @property
    def count(self) -> int:
        """What is shown of how much waits."""
        return 0 if self._private else self._waits

    def _describe(self) -> None:
        name = f"{self.place.title}, {self.count:,}" if self.count else self.place.title
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {self.place.shortcut}" if self.narrow else self.place.shortcut)

    def set_narrow(self, narrow: bool) -> None:
        """Icon alone, or words."""
        self.narrow = narrow
        self._describe()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW if self.narrow else WIDE), theme.px(35))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(10)
        inside = QRectF(side, 1, self.width() - 2 * side, self.height() - 2)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("rail_current"))
            painter.drawRoundedRect(inside, 6, 6)
        if self.hasFocus():
            painter.setPen(theme.colour("rail_ink"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        (self._icon if self.narrow else self._words)(painter)
        painter.end()

    def _icon(self, painter: QPainter) -> None:
        side = theme.px(20)
        box = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        colour = theme.colour("rail_ink" if self.isChecked() else "rail_text")
        icon(self.place.icon, colour, side).paint(painter, box)
        if self.count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("rail_count"))
            painter.drawEllipse(QRect(box.right() - theme.px(2), box.top() - theme.px(3), theme.px(7), theme.px(7)))

    def _words(self, painter: QPainter) -> None:
        now = self.isChecked()
        painter.setFont(theme.font(13, 600 if now else 500))
        painter.setPen(theme.colour("rail_ink" if now else "rail_text"))
        box = self.rect().adjusted(theme.px(22), 0, -theme.px(21), 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.place.title)
        if self.count:
            painter.setFont(theme.font(12, 600))
            painter.setPen(theme.colour("rail_ink" if now else "rail_count"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{self.count:,}")


class Rail(QFrame):
    """The registered places, and nothing else."""

    chosen = Signal(str)

    def __init__(self, name: str, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName("Places")
        self.buttons: dict[str, RailButton] = {}
        self._name = QWidget()
        head = QVBoxLayout(self._name)
        head.addWidget(label(name, "section", wrap=True))
        theme.lay(head, (22, 12, 10, 11))
        column = QVBoxLayout(self)
        theme.lay(column, (0, 4, 0, 8), gap=0)
        column.addWidget(self._name)
        column.addWidget(self._scroll([place for place in places if not place.foot]), 1)
        for place in places:
            if place.foot:
                column.addWidget(self._button(place))
        self.set_narrow(False)

    def _scroll(self, places: Sequence[Place]) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Places")
        inside = QWidget()
        column = QVBoxLayout(inside)
        theme.lay(column, gap=0)
        for place in places:
            column.addWidget(self._button(place))
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def _button(self, place: Place) -> RailButton:
        made = RailButton(place, self)
        made.clicked.connect(self._clicked)
        made.stepped.connect(self._step)
        self.buttons[place.key] = made
        return made

    def _clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, RailButton):
            self.chosen.emit(pressed.place.key)

    def _step(self, by: int) -> None:
        order = list(self.buttons.values())
        here = self.focusWidget()
        if isinstance(here, RailButton):
            order[(order.index(here) + by) % len(order)].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_current(self, key: str) -> None:
        """Light a place; it becomes the rail's one Tab stop."""
        for name, made in self.buttons.items():
            made.setChecked(name == key)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)
        if key not in self.buttons and self.buttons:
            next(iter(self.buttons.values())).setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_count(self, key: str, count: int) -> None:
        """The badge of a place."""
        if key in self.buttons:
            self.buttons[key].set_count(count)

    def set_private(self, private: bool) -> None:
        """No counts while somebody else looks."""
        for made in self.buttons.values():
            made.set_private(private)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, for a narrow window."""
        theme.size(self, width=NARROW if narrow else WIDE)
        self._name.setVisible(not narrow)
        for made in self.buttons.values():
            made.set_narrow(narrow)

    def enter(self) -> None:
        """Give the focus to the current place."""
        for made in self.buttons.values():
            if made.isChecked():
                made.setFocus(Qt.FocusReason.TabFocusReason)
                return
        for made in list(self.buttons.values())[:1]:
            made.setFocus(Qt.FocusReason.TabFocusReason)
