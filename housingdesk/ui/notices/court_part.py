"""What every section of the court page is: a list at the left, a pane at the right, and one small form at a time in it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.access.rules import Permission
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.notices.court_reads import Line


class PartForm(Protocol):
    """A form that is open in the pane."""

    form: PaneForm

    def submit(self) -> None: ...


FINISH = Key("Ctrl+Enter", "keep it", "finish", shown=False)


class CourtPart(Panel):
    """A list and its pane. Subclasses say the columns, read in ``reload``, and fill the pane in ``show_current``."""

    name: ClassVar[str] = ""
    empty: ClassVar[str] = ""

    def build(self) -> None:
        """The list at the left, the pane at the right."""
        self.case_id: int | None = None
        self.tenancy_id = 0
        self.form: PartForm | None = None
        self.model = RowsModel(self.columns(), name=self.name, sentence=self.sentence)
        self.table = Table(self.model, empty=self.empty, remember=f"court-{self.name.lower()}")
        self.table.moved.connect(lambda _id: self._moved())
        self.table.opened.connect(lambda _id: self.enter_pressed())
        self.listen(self.table)
        self.pane = RefillPane(self.name, width=370)
        self.headline = label("", "section", wrap=True)
        self.headline.hide()
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        column.addWidget(self.headline)
        column.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=820), 1)

    # What a section says for itself.
    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        raise NotImplementedError

    def sentence(self, line: Line) -> str:
        """A line as a screen reader says it."""
        raise NotImplementedError

    def show_current(self) -> None:
        """Fill the pane with what is marked."""
        raise NotImplementedError

    def enter_pressed(self) -> None:
        """What Enter in the list does."""

    # What a section may use.
    def open(self, case_id: int | None, tenancy_id: int) -> None:
        """Say whose section it is; a form that is open stays only for the same one."""
        if (case_id, tenancy_id) != (self.case_id, self.tenancy_id):
            self.case_id, self.tenancy_id, self.form = case_id, tenancy_id, None
        self.mark_stale()

    def show_lines(self, rows: Sequence[object]) -> None:
        """Show the lines; a form that is open stays."""
        self.model.show([Line(number, row) for number, row in enumerate(rows, 1)])
        self._moved()

    def say(self, sentence: str) -> None:
        """The one sentence above the list; an empty one takes it away."""
        self.headline.setText(sentence)
        self.headline.setVisible(bool(sentence))

    def current(self) -> Any:
        """What is marked in the list, or None."""
        place = self.model.place_of(self.table.current_id() or 0)
        line = self.model.row(place) if place is not None else None
        return line.row if isinstance(line, Line) else None

    def ask_form(self, made: PartForm) -> None:
        """A form stands in the pane."""
        self.form = made
        self.keys_changed.emit()

    def close_form(self, _outcome: object = None) -> None:
        """Back to what is marked."""
        self.escape()

    def may(self) -> bool:
        """Whether the person may change anything here, and no form is open."""
        return self.form is None and self.desk.may(Permission.SERVE_NOTICES)

    def finish(self) -> None:
        """Keep what is in the form."""
        if self.form is not None:
            self.form.submit()

    def escape(self) -> bool:
        """Esc puts the form away first."""
        was = self.form is not None
        self.form = None
        if was:
            self.show_current()
            self.table.setFocus()
            self.keys_changed.emit()
        return was

    def valid_keys(self) -> list[Key]:
        """The keys of the form while one is open."""
        if self.form is not None:
            return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")]
        return super().valid_keys()

    def _moved(self) -> None:
        if self.form is None:
            self.show_current()
        self.keys_changed.emit()


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


class WhyForm:
    """One line that says why something is taken off."""

    def __init__(self, part: CourtPart, title: str, about: str, verb: str, do: Callable[[str, PaneForm], object]) -> None:
        self._do = do
        self.form = PaneForm(part.pane, title, about)
        self.form.add("because", "Why", TextField(longest=200))
        self.form.foot(verb, part.finish, part.close_form)

    def submit(self) -> None:
        """Do it, or say what stands against it."""
        self._do(self.form["because"].value(), self.form)
