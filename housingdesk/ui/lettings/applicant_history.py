"""What happened to an applicant: every act but single answers, the newest first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from housingdesk.access.queries import AuditRow
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import table_card
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_day


class HistoryPanel(Panel):
    """The list; the page reads for it."""

    def build(self) -> None:
        """One list."""
        self.model = RowsModel(_COLUMNS, name="What happened",
                               sentence=lambda row: f"{format_day(row.at.date())}: {row.summary}")
        self.table = Table(self.model, empty="Nothing has happened yet.", remember="applicant-history")
        column = QVBoxLayout(self)
        theme.lay(column, gap=0)
        column.addWidget(table_card(self.table), 1)

    def reload(self) -> None:
        """The page reads for it."""

    def show_rows(self, rows: Sequence[AuditRow]) -> None:
        """Show these acts."""
        self.model.show(list(rows))


_COLUMNS = (Column("on", "When", 150, lambda row: format_day(row.at.date()), secondary=lambda row: f"{row.at:%H:%M}"),
            Column("what", "What", 420, lambda row: row.summary, stretch=1),
            Column("who", "Who", 140, lambda row: row.who))
