"""What every section of the court page is: a list with a pane, of one notice or one agreement, and who may change it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.access.rules import Permission
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.list_part import ListPart, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.notices.court_reads import Line


class CourtPart(ListPart):
    """A list of lines and its pane; a section of one case, or of an agreement without one."""

    pane_width = 370

    def build(self) -> None:
        """Nobody's yet."""
        self.case_id: int | None = None
        self.tenancy_id = 0
        super().build()

    def remembered(self) -> str:
        """Other rooms have lists of these names."""
        return f"court-{self.name.lower()}"

    # What a section may use.
    def open(self, case_id: int | None, tenancy_id: int) -> None:
        """Say whose section it is; a form that is open stays only for the same one."""
        if (case_id, tenancy_id) != (self.case_id, self.tenancy_id):
            self.case_id, self.tenancy_id, self.question = case_id, tenancy_id, None
        self.mark_stale()

    def show_lines(self, rows: Sequence[object]) -> None:
        """Show the lines; a form that is open stays."""
        self.show_rows([Line(number, row) for number, row in enumerate(rows, 1)])

    def current(self) -> Any:
        """What is marked in the list, or None."""
        line = super().current()
        return line.row if isinstance(line, Line) else None

    def may(self) -> bool:
        """Whether the person may change anything here, and no form is open."""
        return self.question is None and self.desk.may(Permission.SERVE_NOTICES)


class AddFile:
    """A button that adds a file to a form; the file is read in the background. ``draft`` is what was read."""

    def __init__(self, owner: QWidget, desk: QtDesk, form: PaneForm, words: str) -> None:
        self.draft: FileDraft | None = None
        self._owner, self._desk, self._form = owner, desk, form
        self.button = button(words, self._choose)
        form.add_widget(flow_row(self.button))

    def _choose(self) -> None:
        ask_for_file(self._owner, self.button.accessibleName(), self.read)

    def read(self, path: str) -> None:
        """Read the file that was chosen."""
        self._desk.run(read_file, self._has, self._form.refused, label=f"Reading {Path(path).name}", path=path)

    def _has(self, draft: FileDraft) -> None:
        self.draft = draft
        set_button_text(self.button, f"{draft.name[:40]} is kept with it")


class WhyForm(Question):
    """One line that says why something is taken off."""

    def __init__(self, part: CourtPart, title: str, about: str, verb: str, do: Callable[[str, PaneForm], object]) -> None:
        super().__init__(part, title, about, [("because", "Why", TextField(longest=200))], verb,
                         lambda form: do(form["because"].value(), form))
