"""A file before it is taken in: chosen or dropped, and its columns asked first where nobody knows them.

Nothing is stored by this page; a room's page says what was read, and takes it in.
"""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from housingdesk.ui.kit.columns_card import AskedColumns
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.page import Page

SAFE = "Nothing is stored until you take it in, and the file is not changed"


class TakeInPage(TakesFiles, Page):
    """Subclasses make ``split`` (what the columns stand for) and ``take`` in ``build``, and fill in the two methods below."""

    what: ClassVar[str] = "file"
    kinds: ClassVar[Sequence[str]] = ("All files (*)",)
    remembered: ClassVar[str] = "Say once what each column holds; it is remembered"

    split: QWidget
    take: QPushButton
    _asked: AskedColumns | None = None

    def read_path(self, path: str) -> None:
        """Read this file in a worker."""
        raise NotImplementedError

    def take_in(self) -> None:
        """Store what was read."""
        raise NotImplementedError

    # Reading.
    def choose_file(self) -> None:
        """The file as it was sent."""
        ask_for_file(self, f"Open a {self.what}", self.read_path, self.kinds)

    def files_dropped(self, paths: list[str]) -> None:
        """One to look at."""
        self.read_path(paths[0])

    # Columns that nobody knows yet.
    def ask_columns(self, card: AskedColumns) -> None:
        """Ask what each column holds, in the place of what was read."""
        self._asked = card
        card.stand_for(self.split, self.body)
        self.header.set_subtitle(self.remembered)
        self.keys_changed.emit()

    def put_columns_away(self) -> None:
        """Nothing is asked of columns any more."""
        if self._asked is not None:
            self._asked.put_away()
            self._asked = None
            self.header.set_subtitle(SAFE)

    def asked_form(self) -> Form | None:
        """The questions about the columns while they are asked."""
        return self._asked.form if self._asked is not None else None

    def escape(self) -> bool:
        """Esc leaves the columns first."""
        was = self._asked is not None
        if was:
            self.put_columns_away()
            self.keys_changed.emit()
        return was

    # Keys.
    def is_valid(self, act: str) -> bool:
        """Take in what was read; the columns first."""
        if act == "finish":
            return self._asked is not None or self.take.isEnabled()
        return self._asked is None

    def finish(self) -> None:
        """Ctrl+Enter: use the columns, or take the file in."""
        if self._asked is not None:
            self._asked.use()
        else:
            self.take_in()
