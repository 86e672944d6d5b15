"""Bank accounts: our accounts, the statement files taken in, and the standing rules."""

from typing import Any

from housingdesk.ui.bank.accounts_panel import AccountsPanel
from housingdesk.ui.bank.files_panel import FilesPanel
from housingdesk.ui.bank.rules_panel import RulesPanel
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.tabs import Tab, Tabs

_TABS = (("accounts", "Accounts"), ("files", "Statement files"), ("rules", "Standing rules"))
_ABOUT = {"accounts": "Where rent is paid in. What the bank states and what the books say stand side by side",
          "files": "Each file is kept as it came. One can be taken out again until any of its lines is posted",
          "rules": "A rule says where money goes, a person's or the association's. A person posts it"}


class BankAccountsPage(Page):
    """Three lists about the bank."""

    title = "Bank accounts"

    def build(self) -> None:
        """The tabs, and the list of each."""
        self.tabs = Tabs("Lists", [Tab(key, word) for key, word in _TABS])
        self.tabs.chosen.connect(self._choose)
        self.body.addWidget(self.tabs)
        self.parts: dict[str, Panel] = {"accounts": AccountsPanel(self.desk), "files": FilesPanel(self.desk),
                                        "rules": RulesPanel(self.desk)}
        for part in self.parts.values():
            self.hold(part)
            self.body.addWidget(part, 1)
        self._choose("accounts")

    def open(self, **facts: Any) -> None:
        """Which list to show."""
        if "tab" in facts:
            self.tabs.choose(facts["tab"])

    def _choose(self, chosen: str) -> None:
        for key, part in self.parts.items():
            part.setVisible(key == chosen)
        self.header.set_subtitle(_ABOUT[chosen])
        self.keys_changed.emit()

    def reload(self) -> None:
        """Each list reads by itself."""
