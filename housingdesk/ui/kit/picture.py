"""A picture that was kept, such as a photograph: as large as the room allows, never larger than it is."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from housingdesk.ui.kit import theme


class Picture(QWidget):
    """Shows a picture whole; empty, or one that cannot be read, it says so."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setAccessibleName(name)
        self.hide()

    def show_picture(self, picture: QPixmap) -> None:
        """Show another picture."""
        self._picture = picture
        self.setAccessibleDescription("" if picture.isNull() else f"{picture.width()} by {picture.height()} points")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(13))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                                              | Qt.TextFlag.TextWordWrap), "This picture cannot be shown here")
        else:
            size = self._picture.size()
            if size.width() > self.width() or size.height() > self.height():
                size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawPixmap(QRect((self.width() - size.width()) // 2, 0, size.width(), size.height()), self._picture)
        painter.end()
