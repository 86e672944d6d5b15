"""A table as the look has it: fixed rows, designed widths that are remembered, keys, ticks, clean copying, totals.

    table = Table(model, empty="No one on this list needs a letter.", remember="arrears")
    table.opened.connect(self._open)          # Enter or double click: the row's id
    table.moved.connect(self._show_detail)    # the current row's id, or None
    table.set_totals({"who": "Total", "amount": "£41,208.33"})
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QMenu, QTableView, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.row_delegate import BOX, ONE_LINE, PAD, TWO_LINES, RowDelegate
from housingdesk.ui.kit.table_model import Align, Column, Index, TableModel

_FORMULA = ("=", "+", "-", "@")


def clean_text(text: str) -> str:
    """A cell as tab-separated text holds it: one line, no tabs, and never a formula to a spreadsheet."""
    one_line = " ".join(text.split())
    risky = one_line.startswith(_FORMULA) and not one_line[1:].replace(",", "").replace(".", "").isdigit()
    return f"'{one_line}" if risky else one_line


class TableView(QTableView):
    """The grid itself. Use Table, which adds the empty sentence and the totals."""

    opened = Signal(object)
    moved = Signal(object)
    letter = Signal(str)

    def __init__(self, model: TableModel, *, remember: str = "", plain: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._plain = plain
        self._remember = remember
        self._kept: int | None = None
        self._coming: int | None = None
        self._last_said: int | None = None
        self._widths: dict[str, int] = window_state.widths(remember) if remember else {}
        self._arranging = False
        self.setModel(model)
        self._look()
        self._connect()
        self._fit()

    def current_id(self) -> int | None:
        """The id of the current row."""
        place = self.currentIndex().row()
        return self.rows.id_at(place) if 0 <= place < self.rows.count() else None

    def chosen_ids(self) -> list[int]:
        """The ticked rows, or the selected ones, or the current one: what an action on this list is about."""
        ticked = self.rows.ticked()
        if ticked:
            return ticked
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        current = self.current_id()
        return [self.rows.id_at(place) for place in places] or ([current] if current is not None else [])

    def go_to(self, row_id: int) -> bool:
        """Make a row current and bring it into view."""
        place = self.rows.place_of(row_id)
        if place is None:
            return False
        self.select_place(place)
        return True

    def select_place(self, place: int) -> None:
        """Make the row at a place from 0 current."""
        index = self.rows.index(max(0, min(place, self.rows.count() - 1)), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _look(self) -> None:
        delegate = RowDelegate(self)
        delegate.zebra = not self._plain
        self.setItemDelegate(delegate)
        self.horizontalHeader().setVisible(not self._plain)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(self.rows.name)
        self.setMinimumHeight(theme.px(90))
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setMinimumSectionSize(theme.px(40))
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._heights()

    def _heights(self) -> None:
        two = any(column.secondary for column in self.rows.columns)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme.px(TWO_LINES if two else ONE_LINE))
        self.verticalScrollBar().setSingleStep(theme.px(TWO_LINES if two else ONE_LINE))

    def _connect(self) -> None:
        self.doubleClicked.connect(self._open_index)
        self.rows.modelAboutToBeReset.connect(self._keep)
        self.rows.modelReset.connect(self._restore)
        self.horizontalHeader().sectionClicked.connect(self._sort_section)
        self.horizontalHeader().sectionResized.connect(self._resized)
        theme.on_change(self._restyle)

    def _restyle(self) -> None:
        self._heights()
        self._fit()

    # Widths by design.
    def _fit(self) -> None:
        if self._arranging or not self.rows.columns:
            return
        self._arranging = True
        room = self.viewport().width()
        header = self.horizontalHeader()
        shown = []
        for place, column in enumerate(self.rows.columns):
            hidden = bool(column.hide_below) and room < theme.px(column.hide_below)
            self.setColumnHidden(place, hidden)
            if not hidden:
                shown.append((place, column, theme.px(self._widths.get(column.key, column.width))))
        for (place, _, _), width in zip(shown, _fitted([(c, w) for _, c, w in shown], room), strict=True):
            header.resizeSection(place, width)
        self._arranging = False

    def _resized(self, place: int, old: int, new: int) -> None:
        column = self.rows.columns[place]
        if self._arranging or not self._remember or column.stretch or new <= 0:
            return
        self._widths[column.key] = round(new * 100 / theme.current().text_size)
        window_state.remember_widths(self._remember, self._widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # The current row survives a reload.
    def come_back_to(self, row_id: int | None) -> None:
        """Make a row current now or, if the list has not come yet, once it has."""
        if row_id is not None and not self.go_to(row_id):
            self._coming = row_id

    def _keep(self) -> None:
        self._kept = self._coming if self._coming is not None else self.current_id()

    def _restore(self) -> None:
        self._coming = None
        place = self.rows.place_of(self._kept) if self._kept is not None else None
        if place is not None:
            self.select_place(place)
        elif self.hasFocus() and self.rows.count():
            self.select_place(0)
        else:
            self._say_moved()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()
        self._say_moved()

    def _say_moved(self) -> None:
        now = self.current_id()
        if now != self._last_said:
            self._last_said = now
            self.moved.emit(now)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.count():
            self.select_place(0)  # a list without a current row is silent to a screen reader

    # Keys and mouse.
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.select_place(self.currentIndex().row() + (1 if event.key() == Qt.Key.Key_J else -1))
        elif plain and event.key() == Qt.Key.Key_Space and self.rows.tickable:
            self._tick_chosen()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier \
                and self.rows.tickable:
            self._tick_all()
        elif plain and len(event.text()) == 1 and event.text().isprintable() and event.text() != " ":
            event.ignore()  # a single letter is the screen's, never a search inside the list
            self.letter.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.id_at(index.row()))

    def _tick_chosen(self) -> None:
        places = [index.row() for index in self.selectionModel().selectedRows()] or [self.currentIndex().row()]
        places = [place for place in places if place >= 0]
        on = not all(self.rows.is_ticked(place) for place in places)
        self.rows.tick([self.rows.id_at(place) for place in places], on)

    def _tick_all(self) -> None:
        every = [self.rows.id_at(place) for place in range(self.rows.count())]
        self.rows.tick(every, len(self.rows.ticked()) < len(every))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and self.rows.tickable:
            left = self.visualRect(index).left()
            if event.position().x() - left <= theme.px(PAD + BOX + 4):
                self.rows.tick([self.rows.id_at(index.row())], not self.rows.is_ticked(index.row()))
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        for column in self.rows.columns:
            if column.sort:
                menu.addAction(f"Sort by {column.title.lower()}").setData(column.key)
        menu.triggered.connect(self._menu_sort)
        menu.popup(event.globalPos())

    def _menu_sort(self, action: Any) -> None:
        if action.data():
            self.sort_by(action.data())

    def _sort_section(self, place: int) -> None:
        if self.rows.columns[place].sort:
            self.sort_by(self.rows.columns[place].key)

    def sort_by(self, key: str) -> None:
        """Sort by a column; the same column again turns the order round."""
        order = self.rows.order
        descending = order is not None and order[0] == key and not order[1]
        self.rows.sort_by(key, descending)
        place = [column.key for column in self.rows.columns].index(key)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(place, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as tab-separated text under their column titles."""
        columns = [c for place, c in enumerate(self.rows.columns) if not self.isColumnHidden(place)]

        def give(rows: list[Any]) -> None:
            lines = [[(c.copy or c.text)(row) for c in columns] for row in rows]
            table = [[c.title for c in columns], *lines]
            QGuiApplication.clipboard().setText("\n".join("\t".join(map(clean_text, line)) for line in table))
        self.rows.rows_for(self.chosen_ids(), give)


def _fitted(columns: list[tuple[Column, int]], room: int) -> list[int]:
    """Widths for columns in a room: spare width to those that stretch, what is missing from all that can give."""
    spare = room - sum(width for _, width in columns)
    if spare >= 0:
        parts = sum(column.stretch for column, _ in columns)
        return [width + (spare * column.stretch // parts if parts else 0) for column, width in columns]
    least = [min(width, theme.px(column.least) if column.least else _least(column, width)) for column, width in columns]
    give = sum(width for _, width in columns) - sum(least)
    short = min(-spare, give)
    return [width - (-(-short * (width - low) // give) if give else 0)
            for (_, width), low in zip(columns, least, strict=True)]


def _least(column: Column, width: int) -> int:
    """Words can give two fifths; figures and dates nothing, for half a sum is a wrong sum."""
    return width * 3 // 5 if column.align is Align.LEFT and column.width > 120 else width


class _Totals(QWidget):
    """The last row of the card, in line with the columns, always in sight."""

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self._view = view
        self._texts: dict[str, str] = {}
        self.hide()
        view.horizontalHeader().geometriesChanged.connect(self.update)
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        self.setFixedHeight(theme.px(ONE_LINE + 2))

    def show_texts(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self.setFixedHeight(theme.px(ONE_LINE + 2))
        self.setAccessibleName("Totals: " + ", ".join(
            f"{column.title} {self._texts[column.key]}" for column in self._view.rows.columns
            if self._texts.get(column.key)))
        self.setVisible(bool(texts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.colour("ink"))
        header = self._view.horizontalHeader()
        for place, column in enumerate(self._view.rows.columns):
            text = self._texts.get(column.key)
            if not text or self._view.isColumnHidden(place):
                continue
            wide = painter.fontMetrics().horizontalAdvance(text)
            left = header.sectionViewportPosition(place) + theme.px(PAD)
            right = left + header.sectionSize(place) - 2 * theme.px(PAD)
            if column.align is Align.RIGHT:
                left = min(left, right - wide)
            box = QRect(QPoint(left, 1), QPoint(max(right, left + wide), self.height() - 1))
            painter.drawText(box, int(column.align), text)
        painter.end()


class Table(QWidget):
    """A table with its sentence for an empty list and its totals, ready to stand in a card.

    ``plain`` is a short list beside something else, such as the tasks of a form: no head, no stripes.
    """

    def __init__(self, model: TableModel, *, empty: str, remember: str = "", plain: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        self.view = TableView(model, remember=remember, plain=plain, parent=self)
        self.opened, self.moved, self.letter = self.view.opened, self.view.moved, self.view.letter
        self.totals = _Totals(self.view)
        self.empty = QLabel(empty, self.view.viewport())
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setWordWrap(True)
        self.setFocusProxy(self.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        box.addWidget(self.totals)
        model.modelReset.connect(self._show_empty)
        self.view.viewport().installEventFilter(self)
        QTimer.singleShot(0, self, self._show_empty)

    def set_empty(self, sentence: str) -> None:
        """Say why the list is empty, and what to do, in one sentence."""
        self.empty.setText(sentence)
        self._show_empty()

    def set_totals(self, texts: Mapping[str, str]) -> None:
        """Pin a last row: text by column key; an empty mapping takes it away."""
        self.totals.show_texts(texts)

    def current_id(self) -> int | None:
        """The id of the current row."""
        return self.view.current_id()

    def chosen_ids(self) -> list[int]:
        """The ticked rows, or the selected ones, or the current one."""
        return self.view.chosen_ids()

    def go_to(self, row_id: int) -> bool:
        """Make a row current."""
        return self.view.go_to(row_id)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._show_empty()
        return False

    def _show_empty(self) -> None:
        area = self.view.viewport().rect()
        self.empty.setVisible(self.model.count() == 0)
        margin = theme.px(24)
        self.empty.setGeometry(area.adjusted(margin, min(theme.px(40), area.height() // 4), -margin, 0))
        self.view.setAccessibleDescription(self.empty.text() if self.model.count() == 0 else "")
