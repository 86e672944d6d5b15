"""The table as screens use it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.table_model import TableModel
from housingdesk.ui.kit.table_view.grid import TableView
from housingdesk.ui.kit.table_view.totals import Totals


class Table(QWidget):
    """A table with its sentence for an empty list and its totals, ready to stand in a card.

    ``plain`` is a short list beside something else, such as the tasks of a form: no head, no stripes.
    """

    def __init__(self, model: TableModel, *, empty: str, remember: str = "", plain: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        self.view = TableView(model, remember=remember, plain=plain, parent=self)
        self.opened, self.moved, self.letter = self.view.opened, self.view.moved, self.view.letter
        self.totals = Totals(self.view)
        self.empty = QLabel(empty, self.view.viewport())
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setWordWrap(True)
        self.setFocusProxy(self.view)
        box = QVBoxLayout(self)
        theme.lay(box, 1, gap=0)
        box.addWidget(self.view, 1)
        box.addWidget(self.totals)
        model.modelReset.connect(self._show_empty)
        self.view.viewport().installEventFilter(self)
        QTimer.singleShot(0, self, self._show_empty)

    def set_empty(self, sentence: str) -> None:
        """Say why the list is empty, and what to do, in one sentence."""
        self.empty.setText(sentence)
        self._show_empty()

    def set_totals(self, texts: Mapping[str, str]) -> None:
        """Pin a last row: text by column key; an empty mapping takes it away."""
        self.totals.show_texts(texts)

    def current_id(self) -> int | None:
        """The id of the current row."""
        return self.view.current_id()

    def chosen_ids(self) -> list[int]:
        """The ticked rows, or the selected ones, or the current one."""
        return self.view.chosen_ids()

    def go_to(self, row_id: int) -> bool:
        """Make a row current."""
        return self.view.go_to(row_id)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._show_empty()
        return False

    def _show_empty(self) -> None:
        area = self.view.viewport().rect()
        self.empty.setVisible(self.model.count() == 0)
        margin = theme.px(24)
        self.empty.setGeometry(area.adjusted(margin, min(theme.px(40), area.height() // 4), -margin, 0))
        self.view.setAccessibleDescription(self.empty.text() if self.model.count() == 0 else "")
