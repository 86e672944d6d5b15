"""The two small forms beside the list of letters: a new letter, and from when one of our own is no longer written."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from housingdesk.letters.actions import own_letters
from housingdesk.letters.queries.templates import TemplateRow
from housingdesk.letters.rules.merge import PAPERS, Family
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.text import sentence_case


class LetterForms(QObject):
    """``begun`` gives the key of a letter that was begun; ``closed`` comes whenever the pane is left."""

    begun = Signal(str)
    closed = Signal()

    def __init__(self, desk: QtDesk, pane: RefillPane) -> None:
        super().__init__(pane)
        self._desk, self._pane = desk, pane
        self.form: PaneForm | None = None
        self._finish: Callable[[], object] | None = None

    def finish(self) -> None:
        """What Ctrl+Enter does now."""
        if self._finish is not None:
            self._finish()

    def close(self) -> None:
        """Leave the form."""
        self.form, self._finish = None, None
        self._pane.hide()
        self.closed.emit()

    def ask_new(self, row: TemplateRow | None) -> None:
        """A new letter, from nothing or from the words of the one chosen."""
        self.form = form = PaneForm(self._pane, "A new letter", "It goes the same way into use: draft, check, first day")
        form.add("title", "What it is called", TextField(longest=own_letters.LONGEST_TITLE))
        letters = [family for family in Family if family not in PAPERS]
        form.add("family", "What it is about", Choice([(family, sentence_case(family)) for family in letters]))
        begin: list[tuple[Any, str]] = [(None, "A few empty parts")]
        if row is not None and row.in_use:
            begin.append((row.key, f"The words of “{row.title}”"))
        form.add("copy_of", "What it begins with", Choice(begin))
        form.set_values(family=row.family if row is not None else Family.GENERAL, copy_of=None)
        self._finish = self._begin
        form.foot("Begin the letter", self._begin, self.close)

    def _begin(self) -> None:
        if self.form is not None:
            self._desk.do(own_letters.begin_letter, self._begun, self.form.refused, **self.form.values())

    def _begun(self, outcome: Any) -> None:
        self.close()
        self.begun.emit(outcome.value)

    def ask_retire(self, row: TemplateRow) -> None:
        """From when an own letter is no longer written."""
        self._key = row.key
        self.form = form = PaneForm(self._pane, "No longer written", f"“{row.title}” is offered up to the day before. Letters "
                                    "that were sent and all versions stay, and are found")
        form.add("start", "From", DateEdit(lambda: self._desk.today, self._desk.today, needed=True))
        self._finish = self._retire
        form.foot("Stop writing it", self._retire, self.close)

    def _retire(self) -> None:
        if self.form is not None and not self.form.show_problems(self.form.unreadable()):
            self._desk.do(own_letters.retire_letter, lambda _outcome: self.close(), self.form.refused, key=self._key,
                          start=self.form["start"].value())
