"""The window on the tenant's side: white, large words, one thing a page. It shows what is in ``Tenant`` and knows no screen."""

from functools import partial

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QScroller, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.tenant import Mode, Tenant, TenantPage, Told
from housingdesk.ui.kit.tenant_blocks import Options, touch, widget_of, words

_THUMB = 360
_BESIDE, _ROOM = 2, 900
_PAINT_AFTER_MS, _AGAIN_MS = 30, 1_000


class TenantWindow(QWidget):
    """``returned`` is wanted by Ctrl+Shift+F9 while the coordinator's only screen is turned."""

    returned = Signal()

    def __init__(self, tenant: Tenant, association: str) -> None:
        super().__init__()
        self._tenant = tenant
        self.turned = False
        self._shown: tuple[TenantPage | None, str, bool] | None = None
        self._options: Options | None = None
        self.setProperty("kind", "tenant")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setWindowTitle(association)
        self.setAccessibleName(association)
        self._paint = QTimer(self)
        self._paint.setSingleShot(True)
        self._paint.setInterval(_PAINT_AFTER_MS)
        self._paint.timeout.connect(self._painted)
        self._arrange(association)
        self._install_key()
        self.resize(1280, 720)
        tenant.changed.connect(self.show_now)
        self.show_now()

    # Building.
    def _arrange(self, association: str) -> None:
        self._name = words(association, "tenant-name")
        self._top = QFrame()
        top = QHBoxLayout(self._top)
        theme.lay(top, (40, 20, 40, 12), gap=24)
        top.addWidget(self._name, 1)
        self._languages = QHBoxLayout()
        theme.lay(self._languages, gap=0)
        top.addLayout(self._languages)
        self._body = QVBoxLayout()
        theme.lay(self._body, (40, 8, 40, 20), gap=22)
        self._foot = QFrame()
        self._buttons = QHBoxLayout(self._foot)
        theme.lay(self._buttons, (40, 14, 40, 24), gap=24)
        column = QVBoxLayout(self)
        theme.lay(column, gap=0)
        column.addWidget(self._top)
        column.addWidget(self._scroll(), 1)
        column.addWidget(self._foot)

    def _scroll(self) -> QScrollArea:
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Page")
        theme.size(self._area, least_height=90)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        inside = QWidget()
        inside.setLayout(self._body)
        self._area.setWidget(inside)
        return self._area

    def _install_key(self) -> None:
        action = QAction("Return", self)
        action.setShortcut(QKeySequence("Ctrl+Shift+F9"))
        action.triggered.connect(self.returned)
        self.addAction(action)

    # Showing.
    def show_now(self) -> None:
        """Show what the tenant is to see now; a page in sight stays as it is, with what is drawn or chosen on it."""
        page, tenant = self._tenant.page, self._tenant
        now = (page, tenant.language, tenant.began)
        if now == self._shown:
            return
        self._shown = now
        told = page.told(tenant.language) if page is not None else None
        clear(self._body)
        clear(self._buttons)
        clear(self._languages)
        self._options = None
        right = told is not None and told.right_to_left
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
        self._top.setVisible(told is not None)
        self._foot.setVisible(told is not None)
        if page is None or told is None:
            self._show_logo()
        else:
            self._show_languages(page.languages(), told.language)
            self._show_page(told)
        self._shield()
        self._area.verticalScrollBar().setValue(0)
        self._paint.start()

    def _show_logo(self) -> None:
        greeting = "We will be with you in a moment" if self._tenant.began else "Welcome"
        self._body.addStretch(1)
        for text, role in ((self._name.text(), "tenant-title"), (greeting, "")):
            made = words(text, role)
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._body.addWidget(made)
        self._body.addStretch(1)

    def _show_page(self, told: Told) -> None:
        self._body.addWidget(words(told.title, "tenant-title"))
        for block in told.blocks:
            for widget in widget_of(block, self._chosen):
                self._body.addWidget(widget)
                if isinstance(widget, Options):
                    self._options = widget
        self._body.addStretch(1)
        self._go_on = touch(told.go_on, self.go_on, primary=True)
        self._go_on.setEnabled(self._options is None)
        if self._tenant.may_go_back:
            self._buttons.addWidget(touch(told.go_back, self._tenant.go_back))
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._go_on)
        if self.isVisible():
            QTimer.singleShot(0, self, self.enter)

    def _show_languages(self, languages: tuple[str, ...], now: str) -> None:
        if len(languages) < 2:
            return
        buttons = {language: touch(language, partial(self._tenant.read_in, language)) for language in languages}
        buttons[now].setEnabled(False)
        if len(languages) <= _BESIDE and self._wide():
            for made in buttons.values():
                self._languages.addWidget(made)
        else:
            self._body.addWidget(flow_row(*buttons.values()))

    def _wide(self) -> bool:
        return self.width() >= theme.px(_ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page, was = self._tenant.page, event.oldSize().width() >= theme.px(_ROOM)
        if page is not None and len(page.languages()) > 1 and was is not self._wide():
            self._shown = None
            self.show_now()

    def _shield(self) -> None:
        """No menu of any widget on the page, also of one that a room made."""
        for widget in self.findChildren(QWidget):
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
            if isinstance(widget, QLabel):
                widget.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def _painted(self) -> None:
        """What the coordinator sees of it, small."""
        if self._tenant.mode is Mode.SIGN:
            QTimer.singleShot(_AGAIN_MS, self._paint, self._paint.start)  # what is drawn in the box is seen too
        sharp = round(_THUMB * self.devicePixelRatioF())
        self._tenant.picture = self.grab().scaledToWidth(sharp, Qt.TransformationMode.SmoothTransformation)
        self._tenant.painted.emit()

    def enter(self) -> None:
        """Give the focus to the first option, or to Continue."""
        first = next(iter(self._options.buttons.values())) if self._options is not None else self._next()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> QPushButton | None:
        return self._go_on if self._tenant.page is not None and shiboken6.isValid(self._go_on) else None

    # What the tenant does.
    def _chosen(self, _value: str) -> None:
        self._go_on.setEnabled(True)

    def go_on(self) -> None:
        """Continue, with the answer where one is asked for."""
        options = self._options
        if options is None:
            self._tenant.go_on()
        elif options.value:
            self._tenant.answer(options.question, options.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton) and focused.isEnabled() and not (focused.isCheckable() and focused.isChecked()):
            focused.click()
        elif self._tenant.page is not None:
            self.go_on()

    # Where it stands.
    def place(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.enter()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.turned:
            event.ignore()
        else:
            super().closeEvent(event)
