"""The base of every screen: its head, what it opens, where the person was on it, and what F6 and Tab go round.

It never calls another page; it says where to go with ``go_to``. Keys and reading are those of every panel.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.ui.kit import tab_order, theme
from housingdesk.ui.kit.cards import PANE, Scroll
from housingdesk.ui.kit.header import Header
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.table_view import Table

if TYPE_CHECKING:
    from housingdesk.ui.kit.tenant import TenantPage


class Page(Panel):
    """A screen. Subclasses set ``title``, ``tables`` and ``keys``, put widgets into ``self.body`` in ``build`` and
    read in ``reload``. ``open(**facts)`` comes before the page is shown with what to open.

    In a low window everything under the head scrolls as one, and every list keeps its least height; give a list that
    matters more room with ``theme.size(table, least_height=220)``.
    """

    title: ClassVar[str] = ""

    titled = Signal(str)
    household_changed = Signal()
    private_wanted = Signal(object)

    def _set_up(self) -> None:
        self._household: Household | None = None
        self.header = Header(self.title)
        self.body = self._layout()
        self._tabs = QTimer(self)
        self._tabs.setSingleShot(True)
        self._tabs.timeout.connect(self._fix_tabs)

    def _layout(self) -> QVBoxLayout:
        outer = QVBoxLayout(self)
        theme.lay(outer, (18, 16, 18, 14), gap=11)
        outer.addWidget(self.header)
        area = Scroll(self.title, gap=11)
        outer.addWidget(area, 1)
        return area.body

    # What a screen says for itself.
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

    # Privacy mode and the tenant's window.
    def household(self) -> Household | None:
        """Whom the screen is about, as far as it is read. In privacy mode one that is about nobody is not shown."""
        return self._household

    def tenant_page(self) -> "TenantPage | None":
        """What Ctrl+T shows the tenant of this screen; None: nothing."""
        return None

    def concerns(self, household: Household | None) -> None:
        """Say whom the screen is about, once that is read; it then shows nothing of others while ``desk.privacy.on``."""
        self._household = household
        self.household_changed.emit()

    def private(self, household: Household) -> None:
        """As ``concerns``, for a screen used with the tenant at the desk: it turns privacy mode on."""
        self.concerns(household)
        self.private_wanted.emit(household)

    def end_private(self) -> None:
        """The interview is over: the privacy mode that ``private`` turned on goes off."""
        self.private_wanted.emit(None)

    def read_unseen(self) -> None:
        """Read while not in sight, so that it is known whom the screen is about."""
        self._read_again()

    # What a screen may use.
    def stay(self, widget: QWidget) -> None:
        """Put a widget between the head and what scrolls, where it stays in sight."""
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.count() - 1, widget)

    def set_title(self, title: str, aside: str = "") -> None:
        """The title of the page, of the window, and of this step in the history."""
        self.header.set_title(title, aside)
        self.titled.emit(title)

    def hasHeightForWidth(self) -> bool:
        """The words in its head wrap, so a page is higher where it is narrower."""
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    # Inside.
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._tabs.start(0)
        return super().event(event)

    def _fix_tabs(self) -> None:
        if self.isVisible():
            tab_order.fix(self.window())
