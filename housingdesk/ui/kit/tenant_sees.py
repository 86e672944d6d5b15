"""What the tenant sees, small, on the coordinator's side, with the answers that wait to be taken over."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, label, press_focused
from housingdesk.ui.kit.tenant import Tenant


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
        row = QHBoxLayout(self)
        theme.lay(row, (8, 6, 8, 6), gap=12)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        theme.lay(right, gap=4)
        right.addWidget(self.words)
        right.addLayout(self._answers)
        right.addStretch(1)
        row.addLayout(right, 1)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
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
            row = flow_row(label(f"{answer.asked} {answer.words}"),
                           button("Accept", partial(self._tenant.accept, answer), kind="primary"),
                           button("Leave it", partial(self._tenant.refuse, answer)))
            self._answers.addWidget(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def _show_picture(self) -> None:
        picture = self._tenant.picture
        self.picture.setVisible(not picture.isNull())
        if not picture.isNull():
            sharp = round(theme.px(self._width) * picture.devicePixelRatio())
            self.picture.setPixmap(picture.scaledToWidth(sharp, Qt.TransformationMode.SmoothTransformation))
            self.picture.setAccessibleName(self.words.text())
