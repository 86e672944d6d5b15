"""The base of every screen: its head, its keys, the tables it shows, and when it reads them again.

A page reads when it is first shown, and again after an act touched one of its ``tables``: at once while it is in
sight, else when it is shown next. It never calls another page; it says where to go with ``go_to``.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from housingdesk.ui.kit import tab_order, theme
from housingdesk.ui.kit.cards import PANE, Scroll
from housingdesk.ui.kit.header import Header
from housingdesk.ui.kit.keys import Key, Where, same
from housingdesk.ui.kit.notices import NoticeBoard
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import Job, QtDesk
from housingdesk.ui.kit.table_view import Table

_BY_HAND = ("Enter", "Shift+Enter", "Esc")  # they have a meaning of their own in fields, buttons and panels


class Page(QWidget):
    """A screen. Subclasses set ``title``, ``tables`` and ``keys``, put widgets into ``self.body`` in ``build`` and
    read in ``reload``. ``open(**facts)`` comes before the page is shown with what to open.

    A page with cards above a list sets ``scrolls``: in a low window everything under the head scrolls as one, and
    every list keeps its minimum height.
    """

    title: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    keys: ClassVar[tuple[Key, ...]] = ()
    scrolls: ClassVar[bool] = False

    go = Signal(object)
    titled = Signal(str)
    keys_changed = Signal()

    def __init__(self, desk: QtDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        self._questions: dict[str, Job] = {}
        self.actions_by_key: dict[str, QAction] = {}
        self.header = Header(self.title)
        self.body = self._layout()
        self._tabs = QTimer(self)
        self._tabs.setSingleShot(True)
        self._tabs.timeout.connect(self._fix_tabs)
        self.build()
        self._install_keys()
        desk.changed.connect(self._on_changed)

    def _layout(self) -> QVBoxLayout:
        outer = QVBoxLayout(self)
        theme.lay(outer, (18, 16, 18, 14), gap=11)
        outer.addWidget(self.header)
        if not self.scrolls:
            return outer
        area = Scroll(self.title, gap=11)
        outer.addWidget(area, 1)
        return area.body

    # What a screen says for itself.
    def build(self) -> None:
        """Put the widgets of the screen into ``self.body``, once."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask for what the screen shows, with ``self.ask``."""
        raise NotImplementedError

    def open(self, **facts: Any) -> None:
        """What to open, as it stands in a ``Go``. A page without facts needs nothing here."""

    def bookmark(self) -> dict[str, Any]:
        """Where the person is on the page, to come back to: the current row of every table."""
        return {"rows": [table.current_id() for table in self.findChildren(Table)]}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Go back to a bookmark, after the page was opened and shown again."""
        for table, row_id in zip(self.findChildren(Table), bookmark.get("rows", ()), strict=False):
            table.view.come_back_to(row_id)

    def panes(self) -> list[QWidget]:
        """What F6 goes round: the lists, then the panes with buttons."""
        lists: list[QWidget] = [table for table in self.findChildren(Table) if table.isVisible()]
        return lists + [pane for pane in self.findChildren(QWidget) if pane.property(PANE) and pane.isVisible()]

    def enter(self) -> None:
        """Take the focus on arrival: the first list, else the first field or button."""
        for pane in self.panes()[:1]:
            pane.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for widget in self.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def escape(self) -> bool:
        """Close a pane or clear a filter; False when there is nothing to close and Esc may go back.

        A page that lists a key for Esc does that; override this to close a pane first.
        """
        mine = next((key for key in self.keys if key.keys == "Esc" and key.act and self.is_valid(key.act)), None)
        if mine is not None:
            self._run(mine)
        return mine is not None

    def is_valid(self, act: str) -> bool:
        """Whether a key's method may be called now; a key that may not is left off the bottom line."""
        return True

    # What a screen may use.
    @property
    def notices(self) -> NoticeBoard:
        """Where to say something: ``toast``, ``message``, ``ask``."""
        return self.desk.notices

    def set_title(self, title: str, aside: str = "") -> None:
        """The title of the page, of the window, and of this step in the history."""
        self.header.set_title(title, aside)
        self.titled.emit(title)

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
        """Let the single-letter keys of this page act while the table has the focus."""
        table.letter.connect(self._letter)

    def refresh(self) -> None:
        """Read again now."""
        self._stale = False
        self.reload()

    def mark_stale(self) -> None:
        """Read again now if in sight, else when shown next."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def valid_keys(self) -> list[Key]:
        """The keys to show on the bottom line now."""
        return [key for key in self.keys if key.shown and (not key.act or self.is_valid(key.act))]

    # Inside.
    def _install_keys(self) -> None:
        for key in self.keys:
            if not key.act:
                continue
            action = QAction(key.word[:1].upper() + key.word[1:], self)
            action.triggered.connect(getattr(self, key.act))
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
            self.refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._tabs.start(0)
        return super().event(event)

    def _fix_tabs(self) -> None:
        if self.isVisible():
            tab_order.fix(self.window())

    def _letter(self, letter: str) -> None:
        for key in self.keys:
            if key.act and key.where is Where.LIST and same(key.keys, letter):
                self._run(key)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
                return
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            for key in self.keys:
                if key.act and key.keys == ("Shift+Enter" if shift else "Enter"):
                    self._run(key)
                    return
        super().keyPressEvent(event)

    def _run(self, key: Key) -> None:
        if self.is_valid(key.act):
            self.actions_by_key[key.keys].trigger()


def _sequences(keys: str) -> list[QKeySequence]:
    if "Enter" in keys:
        return [QKeySequence(keys.replace("Enter", "Return")), QKeySequence(keys)]
    return [QKeySequence(keys)]
