"""A panel over the whole window: questions, find, the key list, the lock. The rest waits; the event loop does not."""

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QWidget

from housingdesk.ui.kit import theme


class Cover(QWidget):
    """Lies over a window with a panel on it, keeps Tab inside, and gives the focus back when it goes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._before = window.focusWidget()
        self.panel = QFrame(self)
        self.panel.setProperty("kind", "overlay")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def cover(self) -> None:
        """Cover the whole window and put the panel in its place."""
        window = self.parentWidget()
        assert window is not None
        self.setGeometry(window.rect())
        self.place()
        self.raise_()

    def place(self) -> None:
        """Put the panel in the upper middle."""
        wide = min(theme.px(self.panel_width()), self.width() - theme.px(40))
        layout = self.panel.layout()
        need = layout.totalHeightForWidth(wide) if layout is not None and layout.hasHeightForWidth() else 0
        tall = min(max(need, self.panel.sizeHint().height()), self.height() - theme.px(40))
        self.panel.setGeometry((self.width() - wide) // 2, max(theme.px(20), (self.height() - tall) // 3), wide, tall)

    def panel_width(self) -> int:
        """How wide the panel is, at 100 % text size."""
        return 460

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        shade = QColor(theme.colour("rail"))
        shade.setAlpha(110)
        painter.fillRect(self.rect(), shade)
        painter.end()

    def mousePressEvent(self, event: object) -> None:
        self.give_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()

    def give_up(self) -> None:
        """What Esc and a click beside the panel do."""
        self.leave()

    def leave(self) -> None:
        """Go, and give the focus back exactly."""
        before = self._before
        self.hide()
        self.deleteLater()
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        reachable = [w for w in self.panel.findChildren(QWidget)
                     if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()]
        reachable.sort(key=lambda w: (w.mapTo(self, QPoint(0, 0)).y(), w.mapTo(self, QPoint(0, 0)).x()))
        if reachable:
            now = self.focusWidget()
            place = reachable.index(now) if now in reachable else -1 if forward else 0
            reachable[(place + (1 if forward else -1)) % len(reachable)].setFocus(Qt.FocusReason.TabFocusReason)
        return True


def lying_over(window: QWidget) -> Cover | None:
    """The panel that lies over a window, if any."""
    live = [cover for cover in window.findChildren(Cover, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if shiboken6.isValid(cover) and not cover.isHidden()]
    return live[-1] if live else None


def close_open(window: QWidget) -> None:
    """Give up the panel that lies over a window, the menu that is open and every box."""
    cover = lying_over(window)
    if cover is not None:
        cover.give_up()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
