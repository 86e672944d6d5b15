"""Find the account a line belongs to: any fragment, Enter posts to the one chosen."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from housingdesk.bank.queries.targets import Target
from housingdesk.errors import HousingDeskError
from housingdesk.ui.bank.panels.chooser import Chooser, Search
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane


class FindPanel(QObject):
    """``take(account_id)`` posts or moves the money; ``words`` names that on the button."""

    keys = (Key("Up", "choose"), Key("Enter", "post to it"), Key("Esc", "leave it"))

    def __init__(self, pane: RefillPane, search: Search, take: Callable[[int], object], cancel: Callable[[], object], *,
                 title: str = "Find the account", about: str = "Enter takes the one that is marked",
                 words: str = "Post to it", ledger: bool = False) -> None:
        super().__init__(pane)
        self._take = take
        self.chooser = Chooser("Find the account", search, self._taken, self, ledger=ledger)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        pane.begin(title, about)
        pane.put(self.chooser.text)
        pane.put(self.error)
        self.error.setVisible(False)
        pane.put(self.chooser.table, 1)
        pane.finish(button(words, self.finish, key="Enter", kind="primary"), [button("Leave it", cancel, key="Esc")])
        self.chooser.text.setFocus()

    def finish(self) -> None:
        """Take the account that is marked."""
        self.chooser.take_current()

    def refused(self, error: HousingDeskError) -> None:
        """Say why it did not go there."""
        self.error.setText(refusal(error))
        self.error.show()

    def _taken(self, target: Target) -> None:
        self.error.hide()
        self._take(target.id)
