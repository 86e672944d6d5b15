"""Paper and files of a delivery round: its sheet for the printer, and photographs and scans that are kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from housingdesk.documents.rules import FileDraft
from housingdesk.errors import BadFile, HousingDeskError
from housingdesk.mailings.queries.rounds import round_sheet
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.qt_desk import QtDesk


def print_round_sheet(window: QWidget, desk: QtDesk, round_id: int) -> None:
    """Draw the sheet beside the window, then ask for the printer."""
    def printed(made: tuple[bytes, int]) -> None:
        PrintPanel(window, desk, "Print the sheet of the round", *made, sent_to_printer(desk, "The sheet of the round"))

    desk.run(_sheet, printed, label="Drawing the sheet", round_id=round_id, on=desk.today)


def choose_file(parent: QWidget, title: str, chosen: Callable[[str], object]) -> None:
    """Ask for a file."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def read_file(desk: QtDesk, path: str, keep: Callable[[FileDraft], object],
              refused: Callable[[HousingDeskError], object]) -> None:
    """Read a file beside the window and hand it over."""
    desk.run(_file, keep, refused, label=f"Reading {Path(path).name}", path=path)


def _sheet(progress: Any, *, round_id: int, on: date) -> tuple[bytes, int]:
    from housingdesk.letters.pdf import read_back

    progress(0, 1, "Drawing the sheet")
    pdf = round_sheet(round_id, on)
    return pdf, read_back(pdf, None).pages


def _file(progress: Any, *, path: str) -> FileDraft:
    progress(0, 1, f"Reading {Path(path).name}")
    try:
        return FileDraft(Path(path).name, Path(path).read_bytes())
    except OSError as error:
        raise BadFile(f"{Path(path).name} cannot be read: {error.strerror}") from error
