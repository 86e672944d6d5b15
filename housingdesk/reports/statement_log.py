"""The issue log of a quarter's statements as a file: CSV, an Excel workbook, or a PDF for the file of the association."""

from collections.abc import Sequence
from datetime import date

from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.mailings.queries.office import office
from housingdesk.mailings.rules.statements import HEADS, PAPER_HEADS, LogLine, cells, paper_cells, tally
from housingdesk.reports.export import Sheet, as_csv, as_workbook
from housingdesk.values.dates import format_date
from housingdesk.values.quarters import Quarter

KINDS = {"Excel workbook (*.xlsx)": ".xlsx", "CSV (*.csv)": ".csv", "PDF (*.pdf)": ".pdf"}
_PARTS = (17, 38, 17, 62, 16)


def statement_log_file(ending: str, lines: Sequence[LogLine], quarter: Quarter, on: date, by: str) -> bytes:
    """The log as a file of this ending (``.csv``, ``.xlsx`` or ``.pdf``), with the counts that add up."""
    if ending == ".pdf":
        return _paper(lines, quarter, on, by)
    sheet = Sheet(f"Statements {quarter.key}", HEADS, [cells(line) for line in lines])
    return as_csv(sheet) if ending == ".csv" else as_workbook([sheet])


def _paper(lines: Sequence[LogLine], quarter: Quarter, on: date, by: str) -> bytes:
    shared = office(on)
    notes = (f"{tally(lines).sentence}.", f"As it stands on {format_date(on)}, drawn by {by}. Rent statements are sent at "
             "least quarterly: Pre-Action Protocol for Possession Claims by Social Landlords, paragraph 2.3.")
    return draw_list(f"Issue log of statements, {quarter.name}", notes, PAPER_HEADS, [paper_cells(line) for line in lines],
                     _PARTS, author=shared.sender.name, demo=shared.demo)
