"""Saving a letter as issued to a file of the office, to send with an e-mail for example."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from housingdesk.errors import BadFile
from housingdesk.letters import queries


class Saving(QObject):
    """The saving of one screen's letters."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page

    def ask_where(self, letter_id: int, name: str) -> None:
        """Ask for a folder and a name."""
        dialog = QFileDialog(self._page, "Save the letter")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(partial(self.save_to, letter_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, letter_id: int, path: str) -> None:
        """Write the bytes as they were issued."""
        self._page.desk.run(_write, self._saved, label=f"Saving {Path(path).name}", letter_id=letter_id, path=path)

    def _saved(self, name: str) -> None:
        self._page.notices.toast(f"Saved to {name}")


def _write(progress: Any, *, letter_id: int, path: str) -> str:
    progress(0, 1, f"Saving {Path(path).name}")
    try:
        Path(path).write_bytes(queries.pdf(letter_id))
    except OSError as error:
        raise BadFile(f"{path} cannot be written: {error.strerror}") from error
    return Path(path).name
