"""The paper of a delivery round: its sheet for the printer, and the photographs and scans that are kept with it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import HousingDeskError
from housingdesk.mailings.queries.rounds import round_sheet
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.qt_desk import QtDesk


def print_round_sheet(window: QWidget, desk: QtDesk, round_id: int) -> None:
    """Draw the sheet beside the window, then ask for the printer."""
    def printed(made: tuple[bytes, int]) -> None:
        PrintPanel(window, desk, "Print the sheet of the round", *made, sent_to_printer(desk, "The sheet of the round"))

    desk.run(_sheet, printed, label="Drawing the sheet", round_id=round_id, on=desk.today)


def keep_file(desk: QtDesk, path: str, refused: Callable[[HousingDeskError], None], action: Callable[..., int],
              **facts: Any) -> None:
    """Read a file and give it to an action of the round; both may refuse it."""
    def keep(file: FileDraft) -> None:
        desk.do(action, None, refused, file=file, **facts)

    desk.run(read_file, keep, refused, label=f"Reading {Path(path).name}", path=path)


def _sheet(progress: Any, *, round_id: int, on: date) -> tuple[bytes, int]:
    from housingdesk.letters.pdf import read_back

    progress(0, 1, "Drawing the sheet")
    pdf = round_sheet(round_id, on)
    return pdf, read_back(pdf, None).pages
