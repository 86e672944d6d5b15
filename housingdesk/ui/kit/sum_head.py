"""The head of a list that stands behind one sum of the bank: its total, the line it is held against, checks and the verb."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.label import button, label

NOT_COME = "Its money has not come"


class SumHead(Card):
    """Total and money side by side; under them what agrees and what does not, and the verb. ``chosen`` gets a line's id."""

    def __init__(self, verb: str, chosen: Callable[[int | None], object], post: Callable[[], object]) -> None:
        super().__init__(margin=12, gap=6)
        self._chosen, self._waits = chosen, False
        self.total = label("", "strong", wrap=True)
        self.lump = Choice([(None, NOT_COME)])
        self.lump.setAccessibleName("Line of the bank")
        self.lump.edited.connect(self._said)
        self.post = button(verb, post, key="Ctrl+Enter", kind="primary")
        row = QWidget()
        inside = QHBoxLayout(row)
        theme.lay(inside, gap=10)
        inside.addWidget(self.total, 2)
        inside.addWidget(self.lump, 3)
        inside.addWidget(self.post)
        self.checks = Checks()
        self.add(row)
        self.add(self.checks)

    def hold_against(self, lines: Sequence[tuple[int, str]], line_id: int | None, *, waits: bool, none: str = NOT_COME) -> None:
        """The lines of the bank it may be, in words; ``waits``: still to be posted. ``none``: what is said without one."""
        self._waits = waits
        options: list[tuple[int | None, str]] = list(lines)
        self.lump.set_options(options or [(None, none)])
        self.lump.set_value(line_id)
        self.lump.setEnabled(len(lines) > 1)
        for widget in (self.post, self.lump):
            widget.setVisible(waits)
        self.post.setEnabled(any(one == line_id for one, _ in lines))

    def hide_button(self, asked: bool) -> None:
        """While a bar above asks once more, its button is the only one."""
        self.post.setVisible(self._waits and not asked)

    def _said(self) -> None:
        self._chosen(self.lump.value())
