"""Saving a letter as issued to a file of the office, to send with an e-mail for example."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from housingdesk.letters import queries
from housingdesk.ui.kit.files import ask_where, write_file


class Saving(QObject):
    """The saving of one screen's letters."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page

    def ask_where(self, letter_id: int, name: str) -> None:
        """Ask for a folder and a name."""
        ask_where(self._page, "Save the letter", name, partial(self.save_to, letter_id))

    def save_to(self, letter_id: int, path: str) -> None:
        """Write the bytes as they were issued."""
        self._page.desk.run(_write, self._page.notices.toast, label=f"Saving {Path(path).name}", letter_id=letter_id, path=path)


def _write(progress: Any, *, letter_id: int, path: str) -> str:
    return write_file(progress, path, partial(queries.pdf, letter_id))
