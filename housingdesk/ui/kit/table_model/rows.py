"""A list short enough to hold and sort here."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject

from housingdesk.ui.kit.table_model.column import Cell, Column, cell_of
from housingdesk.ui.kit.table_model.model import TableModel


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
            found = self._cells[number] = tuple(cell_of(column, self._rows[number]) for column in self.columns)
        return found

    def sort_by(self, key: str, descending: bool) -> None:
        self.beginResetModel()
        self.order = (key, descending)
        self._arrange()
        self.endResetModel()
        self.order_changed.emit(key, descending)

    def silent(self, _column: Column) -> bool:
        return not any(_column.text(row) or (_column.secondary and _column.secondary(row)) for row in self._rows)

    def rows_for(self, ids: Sequence[int], give: Callable[[list[Any]], None]) -> None:
        give([self._rows[self._places[i]] for i in ids if i in self._places])

    def _arrange(self) -> None:
        if self.order:
            column = next(c for c in self.columns if c.key == self.order[0])
            by = column.sort if callable(column.sort) else column.text
            self._rows = tuple(sorted(self._rows, key=by, reverse=self.order[1]))
        self._cells = {}
        self._places = {self._row_id(row): place for place, row in enumerate(self._rows)}
