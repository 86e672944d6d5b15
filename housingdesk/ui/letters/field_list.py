"""The small list of merge fields that opens under the cursor at an @; the editor keeps the focus and the keys."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.letters.vocabulary import FieldInfo
from housingdesk.values.text import fold

_INFO = int(Qt.ItemDataRole.UserRole)
_WIDE, _ROW, _ROWS = 440, 30, 8


class _Rows(QStyledItemDelegate):
    """Its words at the left, an example in grey at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        info: FieldInfo = index.data(_INFO)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        inside = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        painter.drawText(inside, middle | int(Qt.AlignmentFlag.AlignLeft), info.words)
        room = inside.width() - painter.fontMetrics().horizontalAdvance(info.words) - theme.px(16)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("muted"))
        said = painter.fontMetrics().elidedText(_beside(info), Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(inside, middle | int(Qt.AlignmentFlag.AlignRight), said)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(_WIDE), theme.px(_ROW))


class FieldList(QFrame):
    """Give it to ``show_at`` with what was typed after the @; ``chosen`` gives the field's name."""

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("kind", "overlay")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Fields")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.itemClicked.connect(self._clicked)
        column = QVBoxLayout(self)
        theme.lay(column, 4, gap=0)
        column.addWidget(self.list)
        self.hide()

    def show_at(self, place: QPoint, fields: Iterable[FieldInfo], typed: str) -> bool:
        """Show what fits under a place of the window, at once above it where there is no room; False if nothing fits."""
        wanted = fold(typed)
        found = [info for info in fields if wanted in fold(f"{info.words} {info.name.replace('_', ' ')}")]
        found.sort(key=lambda info: not fold(info.words).startswith(wanted) if wanted else False)
        self.list.clear()
        for info in found:
            item = QListWidgetItem(info.words)
            item.setData(_INFO, info)
            self.list.addItem(item)
        self.setVisible(bool(found))
        if found:
            self.list.setCurrentRow(0)
            self._put(place, len(found))
        return bool(found)

    def _put(self, place: QPoint, count: int) -> None:
        window = self.parentWidget()
        assert window is not None
        wide = min(theme.px(_WIDE), window.width() - 16)
        tall = theme.px(_ROW) * min(count, _ROWS) + 12
        y = place.y() if place.y() + tall <= window.height() - 8 else max(8, place.y() - tall - theme.px(26))
        self.setGeometry(max(8, min(place.x(), window.width() - wide - 8)), y, wide, tall)
        self.raise_()

    def step(self, by: int) -> None:
        """To the next or the one before, and say it."""
        self.list.setCurrentRow((self.list.currentRow() + by) % max(1, self.list.count()))
        info: FieldInfo | None = self._info()
        if info is not None:
            announce(self, f"{info.words}, for example {_beside(info)}")

    def take(self) -> None:
        """Choose the current one."""
        info = self._info()
        if info is not None:
            self.chosen.emit(info.name)

    def names(self) -> list[str]:
        """The fields in sight."""
        return [self.list.item(row).data(_INFO).name for row in range(self.list.count())]

    def _info(self) -> FieldInfo | None:
        item = self.list.currentItem()
        found = item.data(_INFO) if item is not None else None
        return found if isinstance(found, FieldInfo) else None

    def _clicked(self, _item: QListWidgetItem) -> None:
        self.take()


def _beside(info: FieldInfo) -> str:
    return f"{info.example} · not for everybody" if info.empty else info.example
