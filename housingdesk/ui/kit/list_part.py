"""A list with a pane beside it: the pane shows what is marked, or one small form at a time.

    class KeysPart(ListPart):
        name, empty = "Keys", "No keys are on the register. N adds a set"
        def columns(self): ...
        def sentence(self, row): ...
        def show_current(self): self.pane.begin(...); self.pane.finish(...)

    self.ask_form(Question(self, "Add keys", "", [("tag", "Number on the tag", TextField())], "Add them", self._add))
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table

Asked = Sequence[tuple[str, str, QWidget] | tuple[str, str, QWidget, str]]
FINISH = Key("Ctrl+Enter", "keep it", "finish", shown=False)


class Asks(Protocol):
    """What may stand in the pane: a form, and what Ctrl+Enter does with it."""

    form: PaneForm

    def submit(self) -> None: ...


class Question:
    """A form in the pane: its questions, its verb, and what is done with it. ``do`` is called once all of it can be read."""

    def __init__(self, part: "ListWithPane", title: str, subtitle: str, asked: Asked, verb: str,
                 do: Callable[[PaneForm], object]) -> None:
        self._do = do
        self.form = PaneForm(part.pane, title, subtitle)
        for one in asked:
            self.form.add(one[0], one[1], one[2], hint=one[3] if len(one) > 3 else "")
        self.form.foot(verb, part.finish, part.close_form)

    def submit(self) -> None:
        """Do it, or say what cannot be read."""
        if not self.form.show_problems(self.form.unreadable()):
            self._do(self.form)


class ListWithPane(Panel):
    """What a list with a pane does, on a part or a whole page. Subclasses say the columns, put ``list_and_pane`` into their
    layout, read in ``reload``, and fill the pane in ``show_current``.

    In one narrower than ``fold`` the pane stands under the list.
    """

    name: ClassVar[str] = ""
    empty: ClassVar[str] = ""
    pane_name: ClassVar[str] = ""
    pane_width: ClassVar[int] = 340
    fold: ClassVar[int] = 820

    def list_and_pane(self) -> QWidget:
        """The list at the left, the pane at the right."""
        self.question: Asks | None = None
        self.model = RowsModel(self.columns(), name=self.name, sentence=self.sentence)
        self.table = Table(self.model, empty=self.empty, remember=self.remembered())
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        self.pane = RefillPane(self.pane_name or self.name, width=self.pane_width)
        return columns((self.list_beside(table_card(self.table)), 1), (self.pane, 0), fold=self.fold)

    # What each says for itself.
    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        raise NotImplementedError

    def sentence(self, row: Any) -> str:
        """A row as a screen reader says it."""
        raise NotImplementedError

    def show_current(self) -> None:
        """Fill the pane with what is marked."""
        raise NotImplementedError

    def enter_pressed(self) -> None:
        """What Enter in the list does."""

    def remembered(self) -> str:
        """Under which name the widths of the columns are kept."""
        return self.name.lower()

    def list_beside(self, card: QWidget) -> QWidget:
        """What stands beside the pane: the list in its card."""
        return card

    def focus_list(self) -> None:
        """Back to the list."""
        self.table.setFocus()

    # What each may use.
    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the rows; a form that is open stays."""
        self.model.show(rows)
        self._moved(None)

    def current(self) -> Any:
        """The row that is marked, or None."""
        place = self.model.place_of(self.table.current_id() or 0)
        return self.model.row(place) if place is not None else None

    def ask_form(self, made: Asks) -> None:
        """A form stands in the pane."""
        self.question = made
        self.keys_changed.emit()

    def close_form(self, _outcome: object = None) -> None:
        """Back to what is marked."""
        self.escape()

    def finish(self) -> None:
        """Keep what is in the form."""
        if self.question is not None:
            self.question.submit()

    def escape(self) -> bool:
        """Esc puts the form away first."""
        was = self.question is not None
        self.question = None
        if was:
            self.show_current()
            if self.isVisible():
                self.focus_list()
            self.keys_changed.emit()
        return was

    def valid_keys(self) -> list[Key]:
        """The keys of the form while one is open."""
        if self.question is not None:
            return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")]
        return super().valid_keys()

    def _opened(self, _row_id: int) -> None:
        self.enter_pressed()

    def _moved(self, _row_id: int | None) -> None:
        if self.question is None:
            self.show_current()
        self.keys_changed.emit()


class ListPart(ListWithPane):
    """A part that is a list and its pane, with what stands over them."""

    def build(self) -> None:
        """What stands over the list, the sentence, the list and the pane."""
        self.headline = label("", "section", wrap=True)
        self.headline.hide()
        inside = self.list_and_pane()
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        for widget in self.above():
            column.addWidget(widget)
        column.addWidget(self.headline)
        column.addWidget(inside, 1)

    def above(self) -> Sequence[QWidget]:
        """What stands over the list, such as filters."""
        return ()

    def say(self, sentence: str) -> None:
        """The one sentence above the list; an empty one takes it away."""
        self.headline.setText(sentence)
        self.headline.setVisible(bool(sentence))


class PartOfOne(ListPart):
    """A list of what one thing has, such as the keys of a home. Subclasses read it in ``read_of``."""

    def build(self) -> None:
        """Nothing is known yet."""
        self.of = 0
        super().build()

    def open(self, of: int) -> None:
        """Say whose list it is, by its id; a form that is open stays only for the same one."""
        if of != self.of:
            self.of, self.question = of, None
        self.mark_stale()

    def reload(self) -> None:
        """Read it, once it is known of what."""
        if self.of:
            self.read_of(self.of)

    def read_of(self, of: int) -> None:
        """Ask for what the thing with this id has."""
        raise NotImplementedError
