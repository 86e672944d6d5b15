"""A part of a screen that lives by itself: its keys, the tables it shows, and when it reads them again.

A panel reads when it is first shown, and again after an act touched one of its ``tables``: at once while it is in
sight, else when it is shown next. A page is a panel with a head; a file is a page that holds the panels of several
rooms, each made and read only when it is looked at:

    self.rent = AccountPanel(self.desk)
    self.hold(self.rent)                 # it may go to places, and its keys are shown while it is in sight
"""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from housingdesk.ui.kit.keys import Key, Where, same
from housingdesk.ui.kit.notices import NoticeBoard
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import Job, QtDesk
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.text import sentence_case

_BY_HAND = ("Enter", "Shift+Enter", "Esc")  # they have a meaning of their own in fields, buttons and panels


class Panel(QWidget):
    """Subclasses set ``tables`` and ``keys``, make their widgets in ``build`` and read in ``reload``."""

    tables: ClassVar[frozenset[str]] = frozenset()
    keys: ClassVar[tuple[Key, ...]] = ()

    go = Signal(object)
    keys_changed = Signal()

    def __init__(self, desk: QtDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        self._questions: dict[str, Job] = {}
        self._held: list[Panel] = []
        self.actions_by_key: dict[str, QAction] = {}
        self._set_up()
        self.build()
        self._install_keys()
        desk.changed.connect(self._on_changed)

    def _set_up(self) -> None:
        """What stands around what ``build`` makes."""

    # What a panel says for itself.
    def build(self) -> None:
        """Put the widgets in their places, once."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask for what is shown, with ``self.ask``."""
        raise NotImplementedError

    def escape(self) -> bool:
        """Close a pane or clear a filter; False when there is nothing to close and Esc may go back.

        One that lists a key for Esc does that; override this to close a pane first.
        """
        mine = next((key for key in self.keys if key.keys == "Esc" and key.act and self.is_valid(key.act)), None)
        if mine is not None:
            self._run(mine)
        return mine is not None or any(panel.escape() for panel in self._held if panel.isVisible())

    def is_valid(self, act: str) -> bool:
        """Whether a key's method may be called now; a key that may not is left off the bottom line."""
        return True

    def show_private(self) -> None:
        """Privacy mode went on or off (``desk.privacy.on``): show at once only what may be seen, and so do those held."""
        for panel in self._held:
            panel.show_private()

    # What a panel may use.
    @property
    def notices(self) -> NoticeBoard:
        """Where to say something: ``toast``, ``message``, ``ask``."""
        return self.desk.notices

    def go_to(self, place: str, **facts: Any) -> None:
        """Ask the window to go to another place."""
        self.go.emit(Go(place, facts))

    def ask(self, query: Callable[..., Any], on_rows: Callable[[Any], object], /, **args: Any) -> None:
        """Ask a query; if the same query with the same receiver is still under way, its older answer is dropped."""
        name = f"{getattr(query, '__qualname__', query)}>{getattr(on_rows, '__qualname__', on_rows)}"
        older = self._questions.get(name)
        if older is not None:
            older.drop()
        self._questions[name] = self.desk.ask(query, on_rows, **args)

    def listen(self, table: Table) -> None:
        """Let the single-letter keys of this panel act while the table has the focus."""
        table.letter.connect(self._letter)

    def hold(self, panel: "Panel") -> None:
        """Take in a panel of a room: where it goes, this goes; its keys are shown with these while it is in sight."""
        self._held.append(panel)
        panel.go.connect(self.go)
        panel.keys_changed.connect(self.keys_changed)

    def refresh(self) -> None:
        """Read again now, and what is held of other rooms, as far as it is in sight, too."""
        self._read_again()
        for panel in self._held:
            panel.mark_stale(deep=True)

    def mark_stale(self, *, deep: bool = False) -> None:
        """Read again now if in sight, else when shown next; ``deep`` with the panels that it holds."""
        if not self.isVisible():
            self._stale = True
        elif deep:
            self.refresh()
        else:
            self._read_again()

    def valid_keys(self) -> list[Key]:
        """The keys to show on the bottom line now."""
        mine = [key for key in self.keys if key.shown and (not key.act or self.is_valid(key.act))]
        return mine + [key for panel in self._held if panel.isVisible() for key in panel.valid_keys()]

    def commands(self) -> list[tuple[Key, QAction]]:
        """What can be done here now, with its key, for the find panel."""
        mine = [(key, self.actions_by_key[key.keys]) for key in self.keys if key.act and self.is_valid(key.act)]
        return mine + [one for panel in self._held if panel.isVisible() for one in panel.commands()]

    def hasHeightForWidth(self) -> bool:
        """A panel takes the room it is given: its lists and panes scroll, so it never asks for all their height."""
        return False

    # Inside.
    def _read_again(self) -> None:
        self._stale = False
        self.reload()

    def _install_keys(self) -> None:
        for key in self.keys:
            if not key.act:
                continue
            action = QAction(sentence_case(key.word), self)
            action.triggered.connect(partial(self._press, key))
            if key.where is Where.SCREEN and key.keys not in _BY_HAND:
                action.setShortcuts(_sequences(key.keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                self.addAction(action)
            self.actions_by_key[key.keys] = action

    def _on_changed(self, touched: frozenset[str]) -> None:
        if self.tables & touched:
            self.mark_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read_again()

    def _letter(self, letter: str) -> None:
        for key in self.keys:
            if key.act and key.where is Where.LIST and same(key.keys, letter):
                self._run(key)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                focused.click()
                return
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            for key in self.keys:
                if key.act and key.keys == ("Shift+Enter" if shift else "Enter"):
                    self._run(key)
                    return
        super().keyPressEvent(event)

    def _run(self, key: Key) -> None:
        self.actions_by_key[key.keys].trigger()

    def _press(self, key: Key) -> None:
        if self.is_valid(key.act):
            getattr(self, key.act)()


def _sequences(keys: str) -> list[QKeySequence]:
    if "Enter" in keys:
        return [QKeySequence(keys.replace("Enter", "Return")), QKeySequence(keys)]
    return [QKeySequence(keys)]
