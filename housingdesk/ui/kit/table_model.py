"""Rows for a table: a few thousand held as they are, or any number by id with a window of rows fetched when painted.

Says what each cell reads; decides nothing about how it looks. A model never asks the database while it paints: a row
that is not here yet reads blank and is asked for once, for its whole neighbourhood, at the next turn of the event loop.

    columns = (
        Column("date", "Date", 80, lambda r: dates.format_short(r.on, today)),
        Column("who", "From the bank", 230, lambda r: r.narrative, secondary=lambda r: r.kind, stretch=1),
        Column("amount", "Amount", 90, lambda r: format_pence(r.pence), align=Align.RIGHT, sort=lambda r: r.pence),
    )
    model = RowsModel(columns, name="Receipts", sentence=lambda r: f"{r.narrative}, {format_pence(r.pence)}")
    model.show(rows)                                       # under about 2,000

    model = WindowModel(columns, name="Accounts", fetch=lambda ids, give: desk.ask(queries.account_rows, give, ids=ids))
    desk.ask(queries.account_ids, model.show, order="owed")  # any number; sorting is an argument of the query
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from housingdesk.ui.kit.icons import Status

Index = QModelIndex | QPersistentModelIndex
SECONDARY = int(Qt.ItemDataRole.UserRole) + 1
ROW_ID = int(Qt.ItemDataRole.UserRole) + 2
BLOCK = 100
KEPT_BLOCKS = 60


class Align(IntEnum):
    """Words to the left, money and counts to the right."""

    LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it reads from a row, and how wide it is by design (logical pixels at 100 % text size).

    ``secondary`` is the grey evidence under the fact, or in the colour ``tone`` names (a token such as "due"; the words
    carry the meaning); ``italic`` marks a suggestion; ``strong`` what counts; ``stretch`` takes spare width;
    ``sort`` is a key for the rows, or True to sort by the text (in a WindowModel: the query sorts by ``key``);
    ``least`` is how far it shrinks in a narrow table before that scrolls sideways (else words to three fifths);
    ``hide_below`` drops the column when the table is narrower than that many pixels; ``copy`` is the text copied.
    """

    key: str
    title: str
    width: int
    text: Callable[[Any], str]
    align: Align = Align.LEFT
    secondary: Callable[[Any], str] | None = None
    italic: Callable[[Any], bool] | None = None
    strong: Callable[[Any], bool] | None = None
    status: Callable[[Any], Status | None] | None = None
    tone: Callable[[Any], str] | None = None
    sort: bool | Callable[[Any], Any] = False
    stretch: int = 0
    least: int = 0
    hide_below: int = 0
    copy: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell reads, worked out once."""

    text: str
    secondary: str = ""
    italic: bool = False
    strong: bool = False
    status: Status | None = None
    tone: str = "muted"


_BLANK = Cell("")


def _cell(column: Column, row: Any) -> Cell:
    return Cell(column.text(row), column.secondary(row) if column.secondary else "",
                bool(column.italic and column.italic(row)), bool(column.strong and column.strong(row)),
                column.status(row) if column.status else None, column.tone(row) if column.tone else "muted")


class TableModel(QAbstractTableModel):
    """What both kinds of list have in common: columns, ticks by row id, one sentence a row, the order shown."""

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
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.tickable and index.column() == 0 else flags

    def headerData(self, section: int, orientation: Qt.Orientation,
                   role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.align)
        if role == Qt.ItemDataRole.AccessibleTextRole and self.order and self.order[0] == column.key:
            return f"{column.title}, sorted {'last first' if self.order[1] else 'first to last'}"
        return column.title if role == Qt.ItemDataRole.AccessibleTextRole else None

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


class RowsModel(TableModel):
    """A list of up to about 2,000 rows, held and sorted here."""

    def __init__(self, columns: Sequence[Column], *, name: str, sentence: Callable[[Any], str] | None = None,
                 row_id: Callable[[Any], int] = attrgetter("id"), tickable: bool = False,
                 parent: QObject | None = None) -> None:
        super().__init__(columns, name=name, sentence=sentence, row_id=row_id, tickable=tickable, parent=parent)
        self._rows: tuple[Any, ...] = ()
        self._places: dict[int, int] = {}
        self._cells: dict[int, tuple[Cell, ...]] = {}

    def show(self, rows: Sequence[Any]) -> None:
        """Replace the rows; the order chosen, the ticks and the current row stay."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._arrange()
        self.endResetModel()

    def rows(self) -> tuple[Any, ...]:
        """The rows in the order shown."""
        return self._rows

    def count(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> Any | None:
        return self._rows[number]

    def id_at(self, number: int) -> int:
        return self._row_id(self._rows[number])

    def place_of(self, row_id: int) -> int | None:
        return self._places.get(row_id)

    def cells(self, number: int) -> tuple[Cell, ...]:
        found = self._cells.get(number)
        if found is None:
            found = self._cells[number] = tuple(_cell(column, self._rows[number]) for column in self.columns)
        return found

    def sort_by(self, key: str, descending: bool) -> None:
        self.beginResetModel()
        self.order = (key, descending)
        self._arrange()
        self.endResetModel()
        self.order_changed.emit(key, descending)

    def rows_for(self, ids: Sequence[int], give: Callable[[list[Any]], None]) -> None:
        give([self._rows[self._places[i]] for i in ids if i in self._places])

    def _arrange(self) -> None:
        if self.order:
            column = next(c for c in self.columns if c.key == self.order[0])
            by = column.sort if callable(column.sort) else column.text
            self._rows = tuple(sorted(self._rows, key=by, reverse=self.order[1]))
        self._cells = {}
        self._places = {self._row_id(row): place for place, row in enumerate(self._rows)}


Fetch = Callable[[list[int], Callable[[Sequence[Any]], None]], object]


class WindowModel(TableModel):
    """A list of any length: ordered ids, and a cache of the rows around what is on screen.

    ``fetch(ids, give)`` asks for rows and calls ``give`` with them, in any order, in the GUI thread.
    """

    def __init__(self, columns: Sequence[Column], *, name: str, fetch: Fetch,
                 sentence: Callable[[Any], str] | None = None, row_id: Callable[[Any], int] = attrgetter("id"),
                 tickable: bool = False, parent: QObject | None = None) -> None:
        super().__init__(columns, name=name, sentence=sentence, row_id=row_id, tickable=tickable, parent=parent)
        self._fetch = fetch
        self._ids = array("q")
        self._places: dict[int, int] | None = None
        self._blocks: OrderedDict[int, dict[int, tuple[Any, tuple[Cell, ...]]]] = OrderedDict()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._edition = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)

    def show(self, ids: Iterable[int]) -> None:
        """Replace the ordered ids; rows are fetched again, the ticks and the current row stay."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._places = None
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch the rows on screen again without changing the list."""
        self._forget()
        if self.count():
            self.dataChanged.emit(self.index(0, 0), self.index(self.count() - 1, len(self.columns) - 1))

    def ids(self) -> "array[int]":
        """The ordered ids."""
        return self._ids

    def count(self) -> int:
        return len(self._ids)

    def row(self, number: int) -> Any | None:
        found = self._held(number)
        return found[0] if found else None

    def id_at(self, number: int) -> int:
        return self._ids[number]

    def place_of(self, row_id: int) -> int | None:
        if self._places is None:
            self._places = {i: place for place, i in enumerate(self._ids)}
        return self._places.get(row_id)

    def cells(self, number: int) -> tuple[Cell, ...]:
        found = self._held(number)
        return found[1] if found else (_BLANK,) * len(self.columns)

    def sort_by(self, key: str, descending: bool) -> None:
        """Remember the order and say so: whoever fills the list asks its query again."""
        self.order = (key, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.order_changed.emit(key, descending)

    def rows_for(self, ids: Sequence[int], give: Callable[[list[Any]], None]) -> None:
        def in_order(rows: Sequence[Any]) -> None:
            by_id = {self._row_id(row): row for row in rows}
            give([by_id[i] for i in ids if i in by_id])
        self._fetch(list(ids), in_order)

    def _held(self, number: int) -> tuple[Any, tuple[Cell, ...]] | None:
        block = number // BLOCK
        rows = self._blocks.get(block)
        if rows is None:
            if block not in self._asked and block not in self._wanted:
                self._wanted.add(block)
                self._timer.start(0)
            return None
        return rows.get(self._ids[number])

    def _forget(self) -> None:
        self._edition += 1
        self._blocks.clear()
        self._wanted.clear()
        self._asked.clear()

    def _ask(self) -> None:
        edition, blocks = self._edition, sorted(self._wanted)
        self._asked |= self._wanted
        self._wanted = set()
        for block in blocks:
            ids = self._ids[block * BLOCK:(block + 1) * BLOCK].tolist()
            self._fetch(ids, _Delivery(self, edition, block))

    def take(self, edition: int, block: int, rows: Sequence[Any]) -> None:
        """Keep the rows of a block that has come, unless the list was replaced meanwhile."""
        if edition != self._edition:
            return
        self._asked.discard(block)
        self._blocks[block] = {self._row_id(r): (r, tuple(_cell(c, r) for c in self.columns)) for r in rows}
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        last = min((block + 1) * BLOCK, self.count()) - 1
        self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(self.columns) - 1))


@dataclass(frozen=True, slots=True)
class _Delivery:
    model: WindowModel
    edition: int
    block: int

    def __call__(self, rows: Sequence[Any]) -> None:
        self.model.take(self.edition, self.block, rows)
