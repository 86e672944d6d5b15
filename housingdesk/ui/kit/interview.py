"""An interview at the desk: what privacy mode does to the window, and the window on the tenant's side.

Decides what may be in sight, never what belongs to whom: pages say that (``Page.household``). It tells what was on screen
in ``ended``; whoever keeps the window writes it down.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QScreen
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.notices import Notices
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.rail import Rail
from housingdesk.ui.kit.top_strip import TopStrip
from housingdesk.values.rows import frozen

if TYPE_CHECKING:
    from housingdesk.ui.kit.plain_page import PlainPage
    from housingdesk.ui.kit.sign_in import TryDoor
    from housingdesk.ui.kit.tenant import Tenant
    from housingdesk.ui.kit.tenant_sees import TenantSees
    from housingdesk.ui.kit.tenant_window import TenantWindow

_EDGE = 3


@frozen
class Parts:
    """The parts of a window that privacy mode changes."""

    frame: QFrame
    rail: Rail
    strip: TopStrip
    stack: QStackedWidget
    notices: Notices
    column: QVBoxLayout


@frozen
class Ended:
    """What was on screen while a household was at the desk: the screens by their names, and the pages shown to the tenant."""

    household: Household
    minutes: int
    screens: tuple[str, ...]
    shown: tuple[str, ...]


class Interview(QObject):
    """One for a window. ``covering`` comes before anything is hidden: what lies over the window has to go."""

    covering = Signal()
    find_wanted = Signal()
    back_wanted = Signal()
    ended = Signal(object)

    def __init__(self, window: QWidget, desk: QtDesk, parts: Parts, association: str, try_door: "TryDoor | None") -> None:
        super().__init__(window)
        self._window, self._desk, self._parts, self._association = window, desk, parts, association
        self._try_door = try_door
        self._frame = str(parts.frame.property("frame") or "")
        self._plain: PlainPage | None = None
        self._page: Page | None = None
        self._went: dict[Page, Go] = {}
        self._title, self._asked_for = "", Go("")
        self._by_page, self._told_of_one = False, False
        self._who: Household | None = None
        self._began = QElapsedTimer()
        self._screens: dict[str, None] = {}
        self._shown: dict[str, None] = {}
        self.tenant_window: TenantWindow | None = None
        self.sees: TenantSees | None = None
        desk.privacy.changed.connect(self._changed)
        desk.tenant_made.connect(self._meet_tenant)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screen_added)
            app.screenRemoved.connect(self._screen_removed)

    # Pages.
    def welcome(self, page: Page) -> None:
        """A page was made."""
        page.titled.connect(self._look_again)
        page.household_changed.connect(self._look_again)
        page.private_wanted.connect(self._private_wanted)
        page.show_private()

    def show(self, page: Page, go: Go, title: str) -> None:
        """Open a page and put it in sight, or a plain one in its place; ``title`` is the screen's own, which names nobody."""
        if self._went.get(page) != go:
            page.concerns(None)  # until it says so of what it opens now
        self._went[page] = go
        self._page, self._title = page, title
        page.open(**go.facts)
        if not self._choose() and go.facts:
            page.read_unseen()

    def _look_again(self, _title: str = "") -> None:
        if self._desk.privacy.on and self._page is not None and self.sender() in (None, self._page):
            self._choose()

    def _choose(self) -> bool:
        """Put the page in sight if it may be; whether it may."""
        page, privacy = self._page, self._desk.privacy
        if page is None:
            return False
        household = page.household()
        seen = privacy.shows(household)
        if not seen and household is not None and self._went.get(page) == self._asked_for:
            self._meet(household)
            seen = True
        if privacy.on and seen:
            self._screens[self._title] = None
        self._parts.notices.set_private(privacy.on, asking=seen)
        self._put(page if seen else self._made_plain())
        return seen

    def _put(self, widget: "Page | PlainPage") -> None:
        if self.sees is not None:  # unless the screen has room for what the tenant sees itself
            self.sees.setVisible(self._desk.privacy.on and self.tenant_window is not None
                                 and not widget.findChildren(type(self.sees)))
        if widget is self._parts.stack.currentWidget():
            return
        self._parts.stack.setCurrentWidget(widget)
        if self._desk.privacy.on and self._window.isActiveWindow():
            widget.enter()

    def _made_plain(self) -> "PlainPage":
        if self._plain is None:
            from housingdesk.ui.kit.plain_page import PlainPage

            self._plain = PlainPage()
            self._plain.back.connect(self.back_wanted)
            self._plain.find_wanted.connect(self.find_wanted)
            self._plain.off.connect(self.turn_off)
            self._parts.stack.addWidget(self._plain)
        self._plain.show_household(self._desk.privacy.household)
        return self._plain

    # Privacy.
    def turn_on(self) -> None:
        """F9: only the household of the screen in sight is there."""
        self._desk.privacy.turn_on(self._page.household() if self._page is not None else None)

    def turn_off(self) -> None:
        """Ctrl+F9: everything is there again, and the tenant's window is gone."""
        self._desk.privacy.turn_off()

    def asked_for(self, go: Go) -> None:
        """A file was asked for by its whole reference: its household is at the desk."""
        self._asked_for = go

    def _private_wanted(self, household: Household | None) -> None:
        privacy = self._desk.privacy
        if self.sender() not in (None, self._page):
            return
        if household is None:
            if self._by_page:
                privacy.turn_off()
        elif not privacy.on:
            self._by_page = True
            privacy.turn_on(household)

    def _meet(self, household: Household) -> None:
        self._asked_for = Go("")
        self._end()
        if self.tenant_window is not None:
            self._desk.tenant.clear()
        self._desk.privacy.household = household
        self._begin()

    def _changed(self) -> None:
        on = self._desk.privacy.on
        if on:
            self.covering.emit()
            _empty_clipboard()
            self._begin()
        else:
            self._end()
            self._by_page, self._told_of_one, self._asked_for = False, False, Go("")
            self._close_tenant()
        for page in self._went:
            page.show_private()
        self._dress(on)
        self._choose()

    def _dress(self, on: bool) -> None:
        parts = self._parts
        theme.mark(parts.frame, frame="private" if on else self._frame)
        edge = _EDGE if on or self._frame else 0
        layout = parts.frame.layout()
        if layout is not None:
            layout.setContentsMargins(edge, edge, edge, edge)
        parts.rail.set_private(on)
        parts.strip.set_private(on)

    def _begin(self) -> None:
        self._who = self._desk.privacy.household
        self._screens, self._shown = {}, {}
        self._began.start()

    def _end(self) -> None:
        who, self._who = self._who, None
        if who is not None:
            self.ended.emit(Ended(who, round(self._began.elapsed() / 60_000), tuple(self._screens), tuple(self._shown)))

    def close(self) -> None:
        """The window goes: what was on screen is told, and the tenant's window goes with it."""
        self._desk.privacy.turn_off()
        if self.tenant_window is not None:
            self.tenant_window.turned = False
            self.tenant_window.close()

    # The tenant's window.
    def push(self) -> None:
        """Ctrl+T: show the tenant what the screen in sight has for them."""
        page = self._page
        told = page.tenant_page() if page is not None and page is self._parts.stack.currentWidget() else None
        if told is None:
            self._parts.notices.message("This screen has nothing to show the tenant", Status.INFORMATION, nameless=True)
            return
        self._desk.tenant.push(told)

    def take_back(self) -> None:
        """Ctrl+Shift+T: the tenant sees the logo."""
        if self.tenant_window is not None:
            self._desk.tenant.take_back()

    def doubt(self) -> None:
        """The coordinator is away or the screen is locked: the tenant sees the logo."""
        if self.tenant_window is not None:
            self._desk.tenant.doubt()

    def _meet_tenant(self, tenant: "Tenant") -> None:
        tenant.changed.connect(self._tenant_changed)

    def _tenant_changed(self) -> None:
        page = self._desk.tenant.page
        if page is None:
            return
        self.turn_on()
        self._made_window()
        self._shown[page.title] = None
        other = self._other_screen()
        if other is not None:
            self._place(other)
        elif not (self.turned or self._told_of_one):
            self._told_of_one = True
            self._parts.notices.message("There is one screen here. Shift+F9 turns it to the tenant", Status.INFORMATION,
                                        nameless=True)

    def _made_window(self) -> "TenantWindow":
        if self.tenant_window is None:
            from housingdesk.ui.kit.tenant_sees import TenantSees
            from housingdesk.ui.kit.tenant_window import TenantWindow

            self.tenant_window = TenantWindow(self._desk.tenant, self._association)
            self.tenant_window.returned.connect(self.turn_back)
            self.sees = TenantSees(self._desk.tenant)
            self._parts.column.insertWidget(self._parts.column.indexOf(self._parts.notices.foot), self.sees)
            self._choose()
        return self.tenant_window

    def _place(self, screen: QScreen) -> None:
        window = self._made_window()
        if window.isHidden() or window.screen() is not screen:
            window.place(screen)

    def _close_tenant(self) -> None:
        if self.tenant_window is None:
            return
        self._came_back()
        self._desk.tenant.clear()
        self.tenant_window.hide()
        if self.sees is not None:
            self.sees.hide()

    # Screens.
    def _other_screen(self) -> QScreen | None:
        own = self._window.screen()
        return next((screen for screen in QGuiApplication.screens() if screen is not own), None)

    def _screen_added(self, screen: QScreen) -> None:
        if not self._desk.privacy.on:
            self.turn_on()
            self._parts.notices.message("A screen was plugged in, so privacy mode is on. Ctrl+F9 turns it off",
                                        Status.INFORMATION, stays=True, nameless=True)
        if self.tenant_window is not None and self._desk.tenant.page is not None and not self.turned:
            self._place(screen)

    def _screen_removed(self, _screen: QScreen) -> None:
        if self.tenant_window is not None and not self.turned:
            self._desk.tenant.doubt()
            self.tenant_window.hide()

    # The only screen turned.
    @property
    def turned(self) -> bool:
        """Whether the only screen shows the tenant's window alone."""
        return self.tenant_window is not None and self.tenant_window.turned

    def turn(self) -> None:
        """Shift+F9: the tenant's window takes the only screen; nothing else can be reached from it."""
        if self._other_screen() is not None:
            self._parts.notices.message("There are two screens, so this one stays yours. Ctrl+T shows the tenant a page",
                                        Status.INFORMATION, nameless=True)
            return
        self.turn_on()
        window = self._made_window()
        window.turned = True
        window.place(self._window.screen())
        self._window.hide()

    def turn_back(self) -> None:
        """Ctrl+Shift+F9: back to the coordinator, who says with the password that it is them."""
        if not self.turned or self.tenant_window is None:
            return
        if self._try_door is None:
            self._came_back()
        else:
            from housingdesk.ui.kit.turned_door import TurnedDoor

            TurnedDoor(self.tenant_window, self._desk.who.name, self._try_door, self._came_back)

    def _came_back(self) -> None:
        if self.turned and self.tenant_window is not None:
            self.tenant_window.turned = False
            self._window.show()
            self._window.activateWindow()
            self.tenant_window.hide()


def _empty_clipboard() -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
