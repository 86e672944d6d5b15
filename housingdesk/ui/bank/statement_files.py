"""Asking for a statement file: the dialog of the computer, in the folder where the last one was."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from housingdesk.ui.kit import window_state
from housingdesk.ui.kit.files import ask_for_file

_FOLDER = "folder/statements"
_KINDS = "csv txt tsv ofx qfx qif sta mt940 940 xml bai bai2 xlsx xls std18"


def ask_for_statement(parent: QWidget, opened: Callable[[str], object]) -> None:
    """Shows the dialog without blocking; ``opened(path)`` is called with the file chosen."""
    def chosen(path: str) -> None:
        remember_folder(path)
        opened(path)

    kinds = ("All files (*)", f"Statements ({' '.join(f'*.{kind}' for kind in _KINDS.split())})")
    ask_for_file(parent, "Open a statement", chosen, kinds, window_state.text(_FOLDER))


def remember_folder(path: str) -> None:
    """The next file is looked for where this one was."""
    window_state.remember(_FOLDER, str(Path(path).parent))
