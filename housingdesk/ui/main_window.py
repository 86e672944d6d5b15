"""The shell: rail, top strip, one page at a time, bottom line, and the keys that are the same everywhere.

It knows no room: places come as a registry, pages are made on the first visit, and a page says where to go by name.
Panels that are opened by a key are imported then: the start is counted in milliseconds.
"""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.bottom_line import BottomLine
from housingdesk.ui.kit.collector import Collector
from housingdesk.ui.kit.cover import Cover, close_open, lying_over
from housingdesk.ui.kit.idle import IdleWatch
from housingdesk.ui.kit.in_sight import FollowFocus
from housingdesk.ui.kit.interview import Interview, Parts
from housingdesk.ui.kit.keys import GLOBAL, Key
from housingdesk.ui.kit.navigator import Navigator
from housingdesk.ui.kit.notices import Notices
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.panes import go_round
from housingdesk.ui.kit.places import Go, Place, Visit
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.rail import BREAK, Rail
from housingdesk.ui.kit.tab_order import step
from housingdesk.ui.kit.top_strip import TopStrip

if TYPE_CHECKING:
    from housingdesk.ui.kit.search import Hit
    from housingdesk.ui.kit.sign_in import LockScreen, TryDoor

IDLE_MINUTES = 10
_BUSY_AFTER_MS = 100
_COUNTS_MS = 400  # what waits elsewhere is counted once the first screen is there
_WITHOUT_COVER = ("escape", "lock", "interview.turn_on")


class MainWindow(QWidget):
    """One window of one person. ``signed_out`` asks the application for another person."""

    signed_out = Signal()
    closed = Signal()

    def __init__(self, desk: QtDesk, places: Sequence[Place], *, association: str, demo: bool = False,
                 find: "Callable[..., Sequence[Hit]] | None" = None, try_door: "TryDoor | None" = None,
                 idle_minutes: float = IDLE_MINUTES) -> None:
        super().__init__()
        self.desk, self._association, self._find, self._try_door = desk, association, find, try_door
        self.places = {place.key: place for place in places if place.needs is None or desk.may(place.needs)}
        self.pages: dict[str, Page] = {}
        self.lock_screen: LockScreen | None = None
        self._busy = QTimer(self)
        self.navigator = Navigator(self)
        self.rail = Rail(association, [place for place in self.places.values() if place.rail])
        self.strip = TopStrip(desk.who.name, desk.who.initials, demo=demo)
        self.stack = QStackedWidget()
        self.bottom = BottomLine(desk)
        self.notices = Notices(self)
        self._arrange(demo)
        desk.notices = self.notices
        self.interview = Interview(self, desk, self._parts, association, try_door)
        self.collector = Collector(desk, self)
        self.follow = FollowFocus(self)
        self.idle = IdleWatch(idle_minutes if try_door else 0, self)
        self._connect()
        self._install_keys()
        self._restore_size()

    # Building.
    def _arrange(self, demo: bool) -> None:
        self.frame = QFrame(self)
        self.frame.setProperty("kind", "frame")
        self.frame.setProperty("frame", "demo" if demo else "")
        right = QVBoxLayout()
        theme.lay(right, gap=0)
        for widget in (self.strip, self.notices.top, self.stack, self.notices.foot, self.bottom):
            right.addWidget(widget)
        right.setStretchFactor(self.stack, 1)
        self._parts = Parts(self.frame, self.rail, self.strip, self.stack, self.notices, right)
        across = QHBoxLayout(self.frame)
        edge = 3 if demo else 0
        across.setContentsMargins(edge, edge, edge, edge)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        self.setMinimumSize(640, 420)
        self.setWindowTitle(f"{self._association} · HousingDesk")

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.strip.find_wanted.connect(self.open_find)
        self.strip.lock.connect(self.lock)
        self.strip.sign_out.connect(self.signed_out)
        self.strip.privacy.connect(self.interview.turn_on)
        self.interview.covering.connect(partial(close_open, self))
        self.interview.find_wanted.connect(self.open_find)
        self.interview.back_wanted.connect(self.back)
        self.desk.privacy.changed.connect(self._retitle)
        self.bottom.undo.connect(self.desk.undo)
        self.navigator.moved.connect(self._show_visit)
        self.desk.said.connect(self._said)
        self.desk.refused.connect(self.notices.message)
        self.desk.changed.connect(self._recount)
        self.idle.away.connect(self.lock)
        self._busy.setSingleShot(True)
        self._busy.setInterval(_BUSY_AFTER_MS)
        self._busy.timeout.connect(self._show_busy)
        self.desk.job_started.connect(self._busy.start)
        self.desk.job_ended.connect(self._show_busy)
        theme.on_change(self._fold)

    def _install_keys(self) -> None:
        for key in GLOBAL:
            action = QAction(key.word, self)
            action.setShortcut(QKeySequence(key.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(partial(self._pressed, key))
            self.addAction(action)

    def _pressed(self, key: Key) -> None:
        if self.lock_screen is not None or (self.cover() is not None and key.act not in _WITHOUT_COVER):
            return
        if key.act == "place":
            self._go_to_number(key.keys)
        else:
            attrgetter(key.act)(self)()

    def _restore_size(self) -> None:
        self.resize(1366, 728)
        kept = window_state.geometry("main")
        if not kept.isEmpty():
            self.restoreGeometry(kept)

    # Going places.
    def start(self) -> None:
        """Go to the first place and count what waits in the others."""
        first = next(iter(self.places), None)
        if first is not None:
            self.go_to(first)
        QTimer.singleShot(_COUNTS_MS, self, self._count_all)

    def go_to(self, place: str, **facts: Any) -> None:
        """Go to a place by its key."""
        self.go(Go(place, facts))

    def go(self, go: Go) -> None:
        """Go where a page, a hit or the rail says."""
        if go.place not in self.places:
            self.notices.message("That screen is not open to your role")
            return
        self.page(go.place)  # a screen that cannot be made leaves the person where they are
        self._leave()
        self.navigator.go(go)

    def page(self, key: str) -> Page:
        """The page of a place, made on the first visit."""
        if key not in self.pages:
            made = self.places[key].factory(self.desk)
            made.go.connect(self.go)
            made.titled.connect(self._titled)
            made.keys_changed.connect(self._show_keys)
            self.interview.welcome(made)
            self.pages[key] = made
            self.stack.addWidget(made)
        return self.pages[key]

    @property
    def current(self) -> Page | None:
        """The page in sight."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, Page) else None

    def _leave(self) -> None:
        visit, page = self.navigator.current, self.current
        if visit is not None and page is not None:
            visit.bookmark = page.bookmark()

    def _show_visit(self, visit: Visit) -> None:
        place = self.places[visit.go.place]
        page = self.page(place.key)
        self.notices.leave_page()  # it was about what was done where one was; the foot still says it, with its Undo
        self.interview.show(page, visit.go, place.title)
        self.rail.show_current(place.key if place.rail else place.under)
        self._titled(page.header.title.text() or place.title)
        page.restore(visit.bookmark)
        self._show_keys()
        if page is self.current and (self.isActiveWindow() or not self.isVisible()):
            page.enter()

    def _titled(self, title: str) -> None:
        self.navigator.name(title)
        self.setWindowTitle("HousingDesk" if self.desk.privacy.on else f"{title} · {self._association} · HousingDesk")

    def _retitle(self) -> None:
        self._titled(self.current.header.title.text() if self.current is not None else "")
        self._show_keys()

    def _show_keys(self) -> None:
        page = self.current
        self.bottom.keys.show_keys(page.valid_keys() if page is not None else [])

    # What the keys do.
    def open_find(self) -> None:
        """Open the find panel."""
        self._open_find(self._find, self._recent_hits()[:8])

    def recent(self) -> None:
        """The files opened lately."""
        self._open_find(None, self._recent_hits())

    def _open_find(self, find: "Callable[..., Sequence[Hit]] | None", recent: "Sequence[Hit]") -> None:
        from housingdesk.ui.kit.search import FindPanel

        if self.cover() is None:
            FindPanel(self, self.desk, find, self._commands(), recent, self._open_hit)

    def _open_hit(self, hit: "Hit") -> None:
        if hit.run is not None:
            hit.run()
        elif hit.go is not None:
            self.interview.asked_for(hit.go)
            self.go(hit.go)

    def _recent_hits(self) -> "list[Hit]":
        from housingdesk.ui.kit.search import Hit

        return [Hit("Recent", visit.title, self.places[visit.go.place].title, visit.go)
                for visit in self.navigator.recent()]

    def _commands(self) -> "list[Hit]":
        from housingdesk.ui.kit.search import Hit

        page = self.current
        commands = []
        if page is not None:
            commands = [Hit("Commands", action.text(), "on this screen", run=action.trigger, key=key.label)
                        for key, action in page.commands()]
        places = [Hit("Commands", f"Go to {place.title}", place.about, Go(place.key), key=place.shortcut)
                  for place in self.places.values() if place.rail or place.alone]
        return [*commands, *places, Hit("Commands", "Lock the screen", run=self.lock, key="Ctrl+Shift+L"),
                Hit("Commands", "Sign out", run=self.signed_out.emit)]

    def back(self) -> None:
        """To where one was before."""
        self._leave()
        self.navigator.back()

    def forward(self) -> None:
        """To where one came back from."""
        self._leave()
        self.navigator.forward()

    def undo(self) -> None:
        """Take back one's newest act."""
        self.desk.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.desk.redo()

    def refresh(self) -> None:
        """Read the page again."""
        if self.current is not None:
            self.current.refresh()

    def show_keys(self) -> None:
        """All keys of this screen."""
        from housingdesk.ui.kit.key_list import KeyList

        if self.cover() is None:
            page = self.current
            KeyList(self, page.header.title.text() if page else "", page.valid_keys() if page else [])

    def next_pane(self) -> None:
        """Rail, list, detail, and round again."""
        self._pane(1)

    def previous_pane(self) -> None:
        """The other way round."""
        self._pane(-1)

    def _pane(self, step: int) -> None:
        go_round(self, self.rail, self.current.panes() if self.current else [], step)

    def escape(self) -> None:
        """Close what is open on top, else clear the filter, else go back. Never loses typing."""
        cover = self.cover()
        if cover is not None:
            cover.give_up()
        elif not (self.notices.escape() or (self.current is not None and self.current.escape())
                  or self.notices.put_toast_away()):
            self.back()

    def cover(self) -> Cover | None:
        """The panel that lies over the window, if any."""
        return lying_over(self)

    def _go_to_number(self, keys: str) -> None:
        for place in self.places.values():
            if place.rail and place.shortcut == keys:
                self.go_to(place.key)

    # The lock.
    def lock(self) -> None:
        """Hide everything until the person signs in again."""
        from housingdesk.ui.kit.sign_in import LockScreen, SignInPanel

        if self._try_door is None or self.lock_screen is not None or self.interview.turned:
            return
        self.interview.doubt()
        close_open(self)
        self.notices.hold()
        panel = SignInPanel(f"Locked for {self.desk.who.name}", self._try_door, name=self.desk.who.name,
                            note="Nothing was lost. Type your password to go on.", words="Unlock")
        self.frame.setEnabled(False)
        self.setWindowTitle("HousingDesk")
        self.lock_screen = LockScreen(self, panel)
        self.lock_screen.opened.connect(self._unlocked)

    def _unlocked(self) -> None:
        self.lock_screen = None
        self.notices.resume()
        self.frame.setEnabled(True)
        self.idle.touched()
        self._retitle()
        self._enter()

    # What is said and counted.
    def _said(self, sentence: str, undoable: bool) -> None:
        instead = self.desk.nameless
        self.bottom.say(sentence, undoable, instead)
        if undoable:
            self.notices.toast(sentence, self.desk.undo, self.desk.undo_seconds(), nameless=instead)
        else:
            self.notices.toast(sentence, nameless=instead)  # never an Undo of what is undone already

    def _show_busy(self) -> None:
        if self.desk.jobs():
            self.stack.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self._busy.stop()
            self.stack.unsetCursor()

    def _count_all(self) -> None:
        self._recount(None)

    def _recount(self, touched: frozenset[str] | None) -> None:
        for place in self.places.values():
            if place.count is not None and (touched is None or place.count_tables & touched):
                self.desk.ask(place.count, partial(self.rail.set_count, place.key), today=self.desk.today)

    # Qt overrides.
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes where the eye goes and leaves no part of the window out."""
        if self.lock_screen is None and self.cover() is None and step(self.frame, self.focusWidget(), forward):
            return True
        return super().focusNextPrevChild(forward)

    def _fold(self) -> None:
        self.rail.set_narrow(self.width() < theme.px(BREAK))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.watch(self)
        QTimer.singleShot(0, self, self._enter)

    def _enter(self) -> None:
        if self.current is not None and self.lock_screen is None and self.cover() is None:
            self.current.enter()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.forward()

    def closeEvent(self, event: QCloseEvent) -> None:
        window_state.remember_geometry("main", self.saveGeometry())
        self.interview.close()
        self.closed.emit()
        super().closeEvent(event)
