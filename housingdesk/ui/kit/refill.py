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
        for at in range(0, len(others), 3):
            row = QHBoxLayout()
            theme.lay(row, gap=8)
            for other in others[at:at + 3]:
                row.addWidget(other, 1)
            foot.body.addLayout(row)
        self.body.replaceWidget(old, foot)
        old.hide()
        old.deleteLater()
        self._foot = foot
