"""A table as the look has it: fixed rows, designed widths that are remembered, keys, ticks, clean copying, totals.

    table = Table(model, empty="No one on this list needs a letter.", remember="arrears")
    table.opened.connect(self._open)          # Enter or double click: the row's id
    table.moved.connect(self._show_detail)    # the current row's id, or None
    table.set_totals({"who": "Total", "amount": "£41,208.33"})
"""

from housingdesk.ui.kit.table_view.copying import clean_text
from housingdesk.ui.kit.table_view.grid import TableView
from housingdesk.ui.kit.table_view.table import Table

__all__ = ["Table", "TableView", "clean_text"]
