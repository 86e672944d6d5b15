"""The papers of what services cost: a bill as it was kept, and the list of every scheme for a printer or as a table."""

from functools import partial
from typing import Any

from housingdesk.documents.queries import Kept, kept
from housingdesk.documents.rules import PDF
from housingdesk.rent.queries.costs import Bill, CostRow
from housingdesk.reports.service_costs import cost_list, cost_table
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.list_part import Question
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence

_TITLE = "what-services-cost"


def with_paper(row: CostRow | None) -> list[Bill]:
    """The bills of a service that have a paper, the newest first."""
    return [] if row is None else [one for one in row.bills if one.document_id is not None]


class CostPapers:
    """What the screen of costs does with papers."""

    def paper(self: Any) -> None:
        """The paper of a bill: of the only one, else of the one that is chosen."""
        bills = with_paper(self.current()) if self.is_valid("paper") else []
        if len(bills) == 1:
            self.open_paper(bills[0].document_id)
        elif bills:
            said = [(one.document_id, f"{format_short(one.spent_on, self.desk.today)} {format_pence(one.pence)} "
                                      f"{one.reference or one.supplier}".strip()) for one in bills]
            self.ask_form(Question(self, "The paper of a bill", "As it was kept",
                                   [("document_id", "Which bill", Choice(said, chosen=said[0][0]))], "Show it", self._chosen))

    def _chosen(self: Any, form: Any) -> None:
        wanted = form.values()["document_id"]
        self.close_form()
        self.open_paper(wanted)

    def open_paper(self: Any, document_id: int) -> None:
        """Show a paper in the pane; what cannot be shown is saved to a folder."""
        self.ask(kept, self._show_paper, document_id=document_id)

    def _show_paper(self: Any, file: Kept) -> None:
        if file.media_type != PDF:
            self._save_paper(file)
            return
        from housingdesk.ui.kit.pdf_view import PdfView  # it brings the PDF reader, which nothing else here needs

        view = PdfView(self.desk, "The bill")
        self.pane.begin(file.name)
        self.pane.put(view, 1)
        self.pane.finish(button("Put it away", self.show_current), [button("Save it", partial(self._save_paper, file))])
        view.show_pdf(file.content)

    def _save_paper(self: Any, file: Kept) -> None:
        ask_where(self, "Save the bill", file.name, partial(self._write, file.content))

    def _write(self: Any, content: bytes, path: str) -> None:
        self.desk.run(write_file, self.desk.notices.toast, label="Saving", path=path, made=lambda: content)

    # The list of every scheme.
    def print_list(self: Any) -> None:
        """Every scheme's budgets and spending of the year, to a printer."""
        if self.is_valid("print_list"):
            self.ask(cost_list, self._print, year_from=self.year, on=self.desk.today, by=self.desk.who.name)

    def _print(self: Any, data: bytes) -> None:
        from housingdesk.letters.pdf import read_back  # it brings the PDF reader
        from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer

        PrintPanel(self.window(), self.desk, "Print what services cost", data, read_back(data, None).pages,
                   sent_to_printer(self.desk, _TITLE))

    def save_list(self: Any) -> None:
        """The same as a table."""
        if self.is_valid("save_list"):
            ask_where(self, "Save what services cost", f"{_TITLE}.csv", self.save_to, {"Table (*.csv)": ".csv"})

    def save_to(self: Any, path: str) -> None:
        """Write the table to a file."""
        self.ask(cost_table, lambda content: self._write(content, path), year_from=self.year, on=self.desk.today)
