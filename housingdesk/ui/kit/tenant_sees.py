"""What the tenant sees, small, on the coordinator's side, with the answers that wait to be taken over."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, label, press_focused
from housingdesk.ui.kit.tenant import Tenant

_BESIDE, _LOW, _SMALLER, _HIGH = 420, 600, 0.62, 0.6


class TenantSees(QFrame):
    """Put it where a screen has room for it; ``width`` is that of the picture."""

    def __init__(self, tenant: Tenant, *, width: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tenant, self._width = tenant, width
        self.setProperty("kind", "card")
        self.setAccessibleName("Tenant sees")
        self.picture = QLabel()
        self.words = label("", "strong", wrap=True)
        self._answers = QVBoxLayout()
        theme.lay(self._answers, gap=4)
        self._back = button("Take back", tenant.take_back, key="Ctrl+Shift+T")
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)  # it stands one under another where it is narrow
        theme.lay(row, (8, 6, 8, 6), gap=12)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        theme.lay(right, gap=4)
        right.addWidget(self.words)
        right.addLayout(self._answers)
        right.addStretch(1)
        row.addLayout(right, 1)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        tenant.changed.connect(self.show_now)
        tenant.painted.connect(self._show_picture)
        self.show_now()
        self._show_picture()

    def show_now(self) -> None:
        """Say what is in sight there, and what was answered."""
        page = self._tenant.page
        self.words.setText(f"Tenant sees: {page.title if page is not None else 'the logo'}")
        self._back.setVisible(page is not None)
        clear(self._answers)
        for answer in self._tenant.proposed.values():
            self._answers.addWidget(label(f"{answer.asked} {answer.words}", wrap=True))
            self._answers.addWidget(flow_row(button("Accept", partial(self._tenant.accept, answer), kind="primary"),
                                             button("Leave it", partial(self._tenant.refuse, answer))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(self._width) + theme.px(16), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _show_picture(self) -> None:
        picture = self._tenant.picture
        self.picture.setVisible(not picture.isNull())
        if not picture.isNull():
            low = self.window().height() < theme.px(_LOW)
            sharp = round(theme.px(self._width) * (_SMALLER if low else 1) * picture.devicePixelRatio())
            self.picture.setPixmap(picture.scaled(sharp, round(sharp * _HIGH), Qt.AspectRatioMode.KeepAspectRatio,
                                                  Qt.TransformationMode.SmoothTransformation))
            self.picture.setAccessibleName(self.words.text())
