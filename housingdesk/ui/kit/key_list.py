"""All keys that act on this screen, in a panel: F1 or the question mark."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Scroll
from housingdesk.ui.kit.cover import Cover
from housingdesk.ui.kit.keys import GLOBAL, Key
from housingdesk.ui.kit.label import button, label


class KeyList(Cover):
    """The screen's keys at the left, those of every screen at the right."""

    def __init__(self, window: QWidget, title: str, screen: Sequence[Key]) -> None:
        super().__init__(window)
        self.setAccessibleName("All keys")
        column = QVBoxLayout(self.panel)
        theme.lay(column, 22, gap=12)
        column.addWidget(label(f"Keys on {title}" if title else "Keys", "heading"))
        area = self._area = Scroll("Keys")
        grid = QGridLayout()
        theme.lay(grid, gap=(14, 7))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        always = [key for key in GLOBAL if key.act != "place"]
        always.append(Key("Ctrl+1…0", "go to a place on the left"))
        in_lists = (Key("J", "down in a list"), Key("K", "up in a list"), Key("Ctrl+C", "copy the chosen rows"))
        self._fill(grid, 0, [*screen, *in_lists])
        self._fill(grid, 2, always)
        area.body.addLayout(grid)
        area.end()
        column.addWidget(area, 1)
        self._close = button("Close", self.leave, key="Esc")
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        self.cover()
        self.show()
        self._close.setFocus()

    def _fill(self, grid: QGridLayout, place: int, keys: Sequence[Key]) -> None:
        for row, key in enumerate(keys):
            grid.addWidget(label(key.label, "keycap"), row, place, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(key.word, "muted", wrap=True), row, place + 1, Qt.AlignmentFlag.AlignTop)

    def panel_width(self) -> int:
        return 720

    def place(self) -> None:
        wide = min(theme.px(self.panel_width()), self.width() - theme.px(40))
        inside = self._area.widget()
        assert inside is not None
        tall = min(inside.sizeHint().height() + theme.px(140), self.height() - theme.px(40))
        self.panel.setGeometry((self.width() - wide) // 2, (self.height() - tall) // 2, wide, tall)
