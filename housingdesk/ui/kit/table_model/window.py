"""A list of any length: ordered ids, and the rows around what is on screen."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from housingdesk.ui.kit.table_model.column import BLANK, Cell, Column, cell_of
from housingdesk.ui.kit.table_model.model import TableModel
from housingdesk.values.rows import frozen

BLOCK = 100
KEPT_BLOCKS = 60
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
        self._before: dict[int, tuple[Any, tuple[Cell, ...]]] = {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._edition = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)

    def show(self, ids: Iterable[int]) -> None:
        """Replace the ordered ids; rows are fetched again, the ticks and the current row stay.

        Until a row has come it reads as it did before, so that a list does not blink when one line leaves it.
        """
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
        if self._places is not None:
            return self._places.get(row_id)
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def ticked(self) -> list[int]:
        if self._ticked and self._places is None:
            self._places = {i: place for place, i in enumerate(self._ids)}  # many are looked up, so it pays
        return super().ticked()

    def cells(self, number: int) -> tuple[Cell, ...]:
        found = self._held(number)
        return found[1] if found else (BLANK,) * len(self.columns)

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
            return self._before.get(self._ids[number])
        return rows.get(self._ids[number])

    def _forget(self) -> None:
        self._edition += 1
        for rows in self._blocks.values():
            self._before |= rows
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
        self._blocks[block] = {self._row_id(r): (r, tuple(cell_of(c, r) for c in self.columns)) for r in rows}
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        if not self._asked and not self._wanted:
            self._before = {}
        last = min((block + 1) * BLOCK, self.count()) - 1
        self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(self.columns) - 1))


@frozen
class _Delivery:
    model: WindowModel
    edition: int
    block: int

    def __call__(self, rows: Sequence[Any]) -> None:
        self.model.take(self.edition, self.block, rows)
