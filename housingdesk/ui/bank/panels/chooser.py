"""A box to type any fragment of an account into, with what fits under it: arrows choose, Enter takes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from housingdesk.bank.queries.targets import Target
from housingdesk.ui.bank.columns import ledger_columns, target_columns, target_sentence
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table

Search = Callable[[str, Callable[[list[Target]], object]], object]
_TWO_ROWS = 96
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Chooser(QObject):
    """The box and the list. ``take(target)`` is called with the account chosen."""

    def __init__(self, name: str, search: Search, take: Callable[[Target], object], parent: QObject, *,
                 ledger: bool = False) -> None:
        super().__init__(parent)
        self._search, self._take = search, take
        self._fresh, self._wanted = True, False  # whether the list answers what is typed; whether Enter waits for it
        self._ask = "Type part of its name" if ledger else "Type part of a name, phone, reference or street"
        self.text = TextField(placeholder="Name of the account" if ledger else "Name, phone, reference, address")
        self.text.setAccessibleName(name)
        self.model = RowsModel(ledger_columns() if ledger else target_columns(), name="Accounts that fit",
                               sentence=(lambda t: t.name) if ledger else target_sentence)
        self.table = Table(self.model, empty=self._ask, plain=True)
        theme.size(self.table.view, least_height=_TWO_ROWS)
        self.text.textChanged.connect(self._typed)
        self.text.installEventFilter(self)
        self.table.opened.connect(self._opened)

    def show_all(self, found: list[Target]) -> None:
        """Show accounts before anything is typed."""
        self._show(found)

    def clear(self) -> None:
        """Empty the box for another account."""
        self.text.clear()
        self.model.show([])

    def current(self) -> Target | None:
        """The account that Enter would take."""
        place = self.table.view.currentIndex().row()
        found = self.model.row(place if place >= 0 else 0) if self.model.count() else None
        return found if isinstance(found, Target) else None

    def take_current(self) -> None:
        """Take it."""
        target = self.current()
        if target is not None:
            self._take(target)

    def _typed(self, text: str) -> None:
        self._fresh = self._wanted = False
        self.table.set_empty(f"No account fits {text.strip()}" if text.strip() else self._ask)
        self._search(text, self._show)

    def _show(self, found: list[Target]) -> None:
        self._fresh = True
        self.model.show(found)
        if found:
            self.table.view.select_place(0)
            announce(self.text, f"{len(found)} fit: {self.model.sentence(0)}")
        if self._wanted:
            self._wanted = False
            self.take_current()

    def _opened(self, account_id: Any) -> None:
        place = self.model.place_of(account_id)
        target = self.model.row(place) if place is not None else None
        if isinstance(target, Target):
            self._take(target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None and self.model.count():
            self.table.view.select_place(max(0, self.table.view.currentIndex().row()) + step)
            announce(self.text, self.model.sentence(max(0, self.table.view.currentIndex().row())))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wanted = not self._fresh
            if self._fresh:
                self.take_current()
            return True
        return False
