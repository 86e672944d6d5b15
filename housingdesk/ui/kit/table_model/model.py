"""What both kinds of list have in common: columns, ticks by row id, one sentence a row, the order shown."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from housingdesk.ui.kit.table_model.column import Align, Cell, Column

Index = QModelIndex | QPersistentModelIndex
SECONDARY = int(Qt.ItemDataRole.UserRole) + 1
ROW_ID = int(Qt.ItemDataRole.UserRole) + 2
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TICKABLE = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable


class TableModel(QAbstractTableModel):
    """A list whose rows have ids. See RowsModel and WindowModel."""

    ticks_changed = Signal()
    order_changed = Signal(str, bool)

    def __init__(self, columns: Sequence[Column], *, name: str, sentence: Callable[[Any], str] | None = None,
                 row_id: Callable[[Any], int] = attrgetter("id"), tickable: bool = False,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.name = name
        self.tickable = tickable
        self.order: tuple[str, bool] | None = None
        self._sentence = sentence
        self._row_id = row_id
        self._ticked: set[int] = set()

    # What a kind of list must say.
    def count(self) -> int:
        """How many rows the list has."""
        raise NotImplementedError

    def row(self, number: int) -> Any | None:
        """The row at a place from 0, or None while it is being fetched."""
        raise NotImplementedError

    def id_at(self, number: int) -> int:
        """The id of the row at a place from 0."""
        raise NotImplementedError

    def place_of(self, row_id: int) -> int | None:
        """Where a row stands now, or None when the list does not hold it."""
        raise NotImplementedError

    def cells(self, number: int) -> tuple[Cell, ...]:
        """What the row's cells read, in the order of the columns."""
        raise NotImplementedError

    def sort_by(self, key: str, descending: bool) -> None:
        """Show the list in the order of a column."""
        raise NotImplementedError

    def silent(self, _column: Column) -> bool:
        """Whether no row says anything in a column; a list that is read piece by piece does not know."""
        return False

    def rows_for(self, ids: Sequence[int], give: Callable[[list[Any]], None]) -> None:
        """Hand over the rows of these ids, in this order, now or when they have come."""
        raise NotImplementedError

    # Ticks belong to rows, so that they survive sorting and reloading.
    def ticked(self) -> list[int]:
        """The ids of the ticked rows that the list holds, in its order."""
        places = sorted((place, i) for i in self._ticked if (place := self.place_of(i)) is not None)
        return [row_id for _, row_id in places]

    def tick(self, ids: Iterable[int], on: bool) -> None:
        """Tick or untick rows."""
        changed = set(ids)
        self._ticked = self._ticked | changed if on else self._ticked - changed
        if self.count():
            self.dataChanged.emit(self.index(0, 0), self.index(self.count() - 1, 0), [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit()

    def is_ticked(self, number: int) -> bool:
        """Whether the row at this place is ticked."""
        return bool(self._ticked) and self.id_at(number) in self._ticked

    def sentence(self, number: int) -> str:
        """The row read aloud: its own sentence, or its cells one after the other."""
        row = self.row(number)
        if row is None:
            return "Being fetched"
        if self._sentence is not None:
            return self._sentence(row)
        return ", ".join(f"{cell.text}. {cell.secondary}" if cell.secondary else cell.text
                         for cell in self.cells(number) if cell.text)

    # Qt overrides.
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TICKABLE if self.tickable and index.column() == 0 else _PLAIN

    def headerData(self, section: int, orientation: Qt.Orientation,
                   role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.align)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not self.order or self.order[0] != column.key:
            return column.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}, sorted {'last first' if self.order[1] else 'first to last'}"
        arrow = "↓" if self.order[1] else "↑"
        return f"{arrow} {column.title}" if column.align is Align.RIGHT else f"{column.title} {arrow}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        number, place = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells(number)[place].text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(number) if place == 0 else self.cells(number)[place].text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self.columns[place].align)
        if role == Qt.ItemDataRole.CheckStateRole and self.tickable and place == 0:
            return Qt.CheckState.Checked if self.is_ticked(number) else Qt.CheckState.Unchecked
        if role == SECONDARY:
            return self.cells(number)[place].secondary
        return self.id_at(number) if role == ROW_ID else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not (self.tickable and index.isValid() and index.column() == 0):
            return False
        self.tick([self.id_at(index.row())], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True
