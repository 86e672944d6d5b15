"""A detail pane that is filled anew for each row: title, what stands in it, and its buttons at the foot.

    pane.begin("A KHAN RENT 14 DALE", "Tuesday 3 November · £112.40")
    pane.put(Facts([...]))
    pane.finish(button("Post to Amina Khan", self.post, key="Enter", kind="primary"), [button("Find", self.find, key="F")])
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import PANE, Card, Scroll, clear
from housingdesk.ui.kit.label import label

_GAP = 8
_SIDE_BY_SIDE = 3


class RefillPane(Card):
    """The card at the right of a list; it scrolls above, its buttons stay at the foot."""

    def __init__(self, name: str, *, width: int = 290, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        if width:  # else as wide as the room it is given
            theme.size(self, width=width)
        self.setProperty(PANE, True)
        self.setAccessibleName(name)
        self.inside = Scroll(name)
        self.add(self.inside, 1)
        self._foot = QWidget(self)
        self.add(self._foot)
        self._row: QHBoxLayout | None = None
        self._stretched = False

    def begin(self, title: str, subtitle: str = "") -> None:
        """Empty the pane and set its title."""
        clear(self.inside.body)
        self._stretched = False
        self.put(label(title, "section", wrap=True))
        if subtitle:
            self.put(label(subtitle, "muted", wrap=True))

    def put(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.inside.body.addWidget(widget, stretch)
        self._stretched = self._stretched or stretch > 0
        widget.show()

    def finish(self, first: QPushButton | None = None, others: Sequence[QPushButton] = ()) -> None:
        """Set the buttons at the foot: the first wide, the others side by side under it."""
        if not self._stretched:
            self.inside.body.addStretch(1)
        old = self._foot
        foot = Card(margin=0, kind="plain")
        if first is not None:
            foot.add(first)
        for buttons in self._in_rows(list(others)):
            row = QHBoxLayout()
            theme.lay(row, gap=_GAP)
            for other in buttons:
                row.addWidget(other, 1)
            foot.body.addLayout(row)
        self.body.replaceWidget(old, foot)
        old.hide()
        old.deleteLater()
        self._foot = foot

    def _in_rows(self, buttons: list[QPushButton]) -> list[list[QPushButton]]:
        """As many equally wide ones side by side as can be read whole, three at most."""
        edges = self.body.contentsMargins()
        room = self.maximumWidth() - edges.left() - edges.right()
        rows: list[list[QPushButton]] = []
        while buttons:
            count = min(_SIDE_BY_SIDE, len(buttons))
            while count > 1 and not _fits(buttons[:count], room):
                count -= 1
            rows.append(buttons[:count])
            buttons = buttons[count:]
        return rows


def _fits(buttons: list[QPushButton], room: int) -> bool:
    for one in buttons:
        one.ensurePolished()
    wide = max(one.minimumSizeHint().width() for one in buttons)
    return wide * len(buttons) + theme.px(_GAP) * (len(buttons) - 1) <= room
