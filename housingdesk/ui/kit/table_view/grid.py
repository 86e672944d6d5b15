"""The grid of a table: rows of one height, keys, ticks, the current row, copying."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.in_sight import keep_in_sight
from housingdesk.ui.kit.row_delegate import BOX, ONE_LINE, PAD, TWO_LINES, RowDelegate
from housingdesk.ui.kit.table_model import Column, Index, TableModel
from housingdesk.ui.kit.table_view.copying import tab_separated
from housingdesk.ui.kit.table_view.widths import Width, fitted, head_width, least_width


class TableView(QTableView):
    """The grid. Use Table, which adds the empty sentence and the totals."""

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
        self._silent: frozenset[str] = frozenset()
        self._widths: dict[str, int] = window_state.widths(remember) if remember else {}
        self._arranging = False
        self.setViewport(_viewport())
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
        columns = range(len(self.rows.columns))
        shown = next((at for at in columns if not self.isColumnHidden(at)), 0)  # a hidden one has no place to be scrolled to
        index = self.rows.index(max(0, min(place, self.rows.count() - 1)), shown)
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
        theme.size(self, least_height=120)
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
            hidden = column.key in self._silent or (bool(column.hide_below) and room < theme.px(column.hide_below))
            self.setColumnHidden(place, hidden)
            if not hidden:
                shown.append((place, self._width(column)))
        for (place, _), width in zip(shown, fitted([width for _, width in shown], room), strict=True):
            header.resizeSection(place, width)
        self._arranging = False

    def _hide_silent(self) -> None:
        """A column in which no row says anything leaves its room to the others."""
        silent = frozenset(one.key for one in self.rows.columns if one.hide_empty and self.rows.silent(one))
        if silent != self._silent:
            self._silent = silent
            self._fit()

    def _width(self, column: Column) -> Width:
        """By design or as set by hand, and never less than the head of the column needs."""
        wide = theme.px(self._widths.get(column.key, column.width))
        head = 0 if self._plain else head_width(column)
        return Width(max(wide, head), max(least_width(column, wide), head), column.stretch)

    def _resized(self, place: int, old: int, new: int) -> None:
        column = self.rows.columns[place]
        if self._arranging or not self._remember or column.stretch or new <= 0:
            return
        self._widths[column.key] = round(new * 100 / theme.current().text_size)
        window_state.remember_widths(self._remember, self._widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        now = self.currentIndex()
        was_seen = now.isValid() and 0 <= self.visualRect(now).top() < event.oldSize().height()
        super().resizeEvent(event)
        self._fit()
        if was_seen:
            self.scrollTo(now)

    # The current row survives a reload.
    def come_back_to(self, row_id: int | None) -> None:
        """Make a row current now or, if the list has not come yet, once it has."""
        if row_id is not None and not self.go_to(row_id):
            self._coming = row_id

    def _keep(self) -> None:
        self._kept = self._coming if self._coming is not None else self.current_id()

    def _restore(self) -> None:
        self._coming = None
        self._hide_silent()
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
            if self.hasFocus():
                keep_in_sight(self, all_of=self.parentWidget() if previous.isValid() else None)
        self._say_moved()

    def _say_moved(self) -> None:
        now = self.current_id()
        if now != self._last_said:
            self._last_said = now
            self.moved.emit(now)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if self.rows.count() and not self.selectionModel().hasSelection():
            self.select_place(max(0, self.currentIndex().row()))  # without a current row a screen reader is silent
        keep_in_sight(self)

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

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End are the first and the last row: a list is moved through by rows, never by cells."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: self.rows.count() - 1}
        if action in ends and self.rows.count():
            return self.rows.index(ends[action], 0)
        return super().moveCursor(action, modifiers)

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

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as tab-separated text under their column titles."""
        columns = [c for place, c in enumerate(self.rows.columns) if not self.isColumnHidden(place)]

        def give(rows: list[Any]) -> None:
            lines = [[(c.copy or c.text)(row) for c in columns] for row in rows]
            table = [[c.title for c in columns], *lines]
            QGuiApplication.clipboard().setText(tab_separated(table))
        self.rows.rows_for(self.chosen_ids(), give)


def _viewport() -> QWidget:
    """What Qt makes for itself. To hand out one of its own, PySide first makes Python classes of every widget there is."""
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    return viewport
