"""Asking for a statement file: the dialog of the computer, in the folder where the last one was."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from housingdesk.ui.kit import window_state

_FOLDER = "folder/statements"
_KINDS = "csv txt tsv ofx qfx qif sta mt940 940 xml bai bai2 xlsx xls std18"


def ask_for_file(parent: QWidget, opened: Callable[[str], object]) -> QFileDialog:
    """Shows the dialog without blocking; ``opened(path)`` is called with the file chosen."""
    dialog = QFileDialog(parent, "Open a statement", window_state.text(_FOLDER))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(["All files (*)", f"Statements ({' '.join(f'*.{kind}' for kind in _KINDS.split())})"])
    dialog.fileSelected.connect(remember_folder)
    dialog.fileSelected.connect(opened)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def remember_folder(path: str) -> None:
    """The next file is looked for where this one was."""
    window_state.remember(_FOLDER, str(Path(path).parent))
