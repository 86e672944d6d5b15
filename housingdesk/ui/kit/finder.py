"""A field that finds records: type any fragment, Enter takes the first, what is taken stands above and can be put back.

    people = Finder(Search(desk, people_like), name="Who holds it", many=True)    # or any search(text, give) of Pick rows
    form.add("person_ids", "Who holds it", people)                    # the value is the ids, the first one leads
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, clear
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.qt_desk import Job, QtDesk
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.text import fold

_COLUMNS = (Column("words", "Found", 200, lambda r: r.words, secondary=lambda r: r.detail, stretch=1),)


@dataclass(frozen=True, slots=True)
class Pick:
    """Something that can be taken: its id, what it is called, and what tells it from its namesakes."""

    id: int
    words: str
    detail: str = ""


class Search:
    """Asks a query ``(text)`` as somebody types, for rows of ``(id, words, detail)``; an older answer is dropped."""

    def __init__(self, desk: QtDesk, query: Callable[..., Sequence[tuple[int, str, str]]]) -> None:
        self._desk, self._query = desk, query
        self._job: Job | None = None

    def __call__(self, text: str, give: Callable[[Sequence[Pick]], object]) -> None:
        if self._job is not None:
            self._job.drop()
        self._job = self._desk.ask(self._query, lambda found: give(self._seen([Pick(*one) for one in found], text)), text=text)

    def _seen(self, found: Sequence[Pick], text: str) -> Sequence[Pick]:
        """In privacy mode only who is called exactly what was typed."""
        return [pick for pick in found if fold(pick.words) == fold(text).strip()] if self._desk.privacy.on else found


class Finder(QWidget):
    """An editor of a form: ids of what was found; a list of one unless ``many``."""

    edited = Signal()

    def __init__(self, search: Callable[[str, Callable[[Sequence[Pick]], object]], object], *, name: str,
                 many: bool = False, placeholder: str = "Part of a name, phone, reference or street",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search, self._many = search, many
        self.chosen: list[Pick] = []
        self.text = TextField(placeholder=placeholder)
        self.taken = Card(margin=0, gap=2, kind="plain")
        self.model = RowsModel(_COLUMNS, name=f"{name}: found", sentence=lambda r: f"{r.words}, {r.detail}")
        self.found = Table(self.model, empty="Nothing fits", plain=True)
        column = QVBoxLayout(self)
        theme.lay(column, gap=6)
        for widget in (self.taken, self.text, self.found):
            column.addWidget(widget)
        theme.size(self.found, height=148)
        self.taken.hide()
        self.found.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # before there is a proxy, which would take the policy over
        self.setFocusProxy(self.text)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._typed)
        self.found.opened.connect(self._take_id)

    # What a form asks of an editor.
    def value(self) -> tuple[int, ...]:
        """The ids taken, in the order taken."""
        return tuple(pick.id for pick in self.chosen)

    def set_value(self, value: Any) -> None:
        """Show these picks."""
        self.chosen = list(value or ())
        self._show_taken()

    def problem(self) -> str | None:
        """What is typed and was not taken."""
        typed = self.text.value()
        return f"“{typed}” was typed, but nobody was chosen. Press Enter to take the first, or clear it" if typed else None

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.text.setAccessibleName(name)

    # Finding and taking.
    def take(self, pick: Pick) -> None:
        """Take one; it stands above the box."""
        if self._many:
            self.chosen = [*(other for other in self.chosen if other.id != pick.id), pick]
        else:
            self.chosen = [pick]
        self.text.clear()
        self._show_taken()
        self.text.setFocus()
        self.edited.emit()  # whoever listens may lead on to the next field

    def _put_back(self, pick: Pick) -> None:
        self.chosen = [other for other in self.chosen if other.id != pick.id]
        self._show_taken()
        self.edited.emit()
        self.text.setFocus()

    def _show_taken(self) -> None:
        clear(self.taken.body)
        for pick in self.chosen:
            made = button(f"{pick.words}  ✕", partial(self._put_back, pick), kind="chip")
            made.setAccessibleName(f"{pick.words}, {pick.detail}: put back" if pick.detail else f"{pick.words}: put back")
            made.setToolTip(pick.detail)
            self.taken.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.taken.setVisible(bool(self.chosen))

    def _typed(self, text: str) -> None:
        if len(text.strip()) < 2:
            self.model.show([])
            self.found.hide()
        else:
            self._search(text, self._show_found)

    def _show_found(self, picks: Sequence[Pick]) -> None:
        if len(self.text.value()) < 2:
            return
        self.model.show([pick for pick in picks if pick.id not in self.value()])
        self.found.show()

    def _take_id(self, pick_id: int) -> None:
        place = self.model.place_of(pick_id)
        pick = self.model.row(place) if place is not None else None
        if pick is not None:
            self.take(pick)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.text.value():
            if self.model.count():
                self._take_id(self.model.id_at(0))
            return True
        if event.key() == Qt.Key.Key_Down and self.found.isVisible():
            self.found.setFocus()
            return True
        return False
