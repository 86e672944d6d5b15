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

from housingdesk.ui.kit.table_model.column import Align, Cell, Column
from housingdesk.ui.kit.table_model.model import ROW_ID, SECONDARY, Index, TableModel
from housingdesk.ui.kit.table_model.rows import RowsModel
from housingdesk.ui.kit.table_model.window import BLOCK, KEPT_BLOCKS, Fetch, WindowModel

__all__ = ["BLOCK", "KEPT_BLOCKS", "ROW_ID", "SECONDARY", "Align", "Cell", "Column", "Fetch", "Index", "RowsModel",
           "TableModel", "WindowModel"]
