"""A rent account by itself: the head and the sections of its tenancy's file, opened with as few questions as there are."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from housingdesk.access.rules import Permission
from housingdesk.bank.queries.mandates import MandateRow, mandates_of
from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.ui.benefits.expected_pane import ExpectedPanel
from housingdesk.ui.hub import file_head
from housingdesk.ui.hub.file_head import SECTIONS, section_tabs
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.sections_page import NumberedSections
from housingdesk.ui.kit.tenant import TenantPage
from housingdesk.ui.rent.account_panel import AccountPanel
from housingdesk.ui.rent.tenant_rent import rent_for_tenant
from housingdesk.values.money import balance_words


class AccountPage(NumberedSections, Page):
    """What do I owe, and why? Answered aloud in ten seconds."""

    title = "Rent account"
    keys = (Key("Ctrl+L", "letter", "write_letter"), Key("Ctrl+M", "note", "write_note"),
            Key("Ctrl+J", "diary", "write_diary"), Key("Alt+B", "expected and paid", "turn_to_expected"),
            Key("Alt+K", "take money", "take_money", shown=False), Key("Alt+D", "Direct Debit", "direct_debit", shown=False),
            Key("Alt+1…7", "sections"),
            *(Key(f"Alt+{place}", f"{word.lower()} of the file", f"section_{place}", shown=False)
              for place, (_, word) in enumerate(SECTIONS, 1)))

    def build(self) -> None:
        """The head, the sections of the file, and the account."""
        self._tenancy_id: int | None = None
        self.tabs = section_tabs()
        self.tabs.choose("rent")
        self.tabs.chosen.connect(self._go_to_section)
        self.panel = AccountPanel(self.desk)
        self.panel.loaded.connect(self._show)
        self.hold(self.panel)
        self.expected: ExpectedPanel | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panel)
        self.turn = button("Expected and paid", self.turn_to_expected, key="Alt+B")
        self.turn.hide()
        self.body.addWidget(tabs_row(self.tabs, *self.panel.buttons, self.turn))
        self.debit = MessageBar("", Status.INFORMATION, closable=False)
        self.debit.hide()
        self.body.addWidget(self.debit)
        self.body.addWidget(self.stack, 1)

    def open(self, **facts: Any) -> None:
        """One account: ``account_id``; with ``as_at`` and ``known`` as it stood then, with ``expected`` what benefit brings."""
        self.panel.open(facts["account_id"], as_at=facts.get("as_at"), known=facts.get("known"))
        if self.expected is not None:
            self.expected.open(facts["account_id"])
        self._turn(expected=bool(facts.get("expected")))

    def reload(self) -> None:
        """The panel reads by itself."""

    def read_unseen(self) -> None:
        """The panel knows whose account it is."""
        self.panel.refresh()

    def household(self) -> Household | None:
        """Those whose tenancy's account it is; an account of the office is nobody's."""
        file = self.panel.file
        if file is None or file.head is None:
            return None
        row = file.head.tenancy
        return Household(row.names, records=frozenset({("tenancy", row.id), ("account", file.account.id)}))

    def tenant_page(self) -> TenantPage | None:
        """The account in a few words."""
        return rent_for_tenant(self.panel.file) if self.panel.file is not None and self.panel.file.head is not None else None

    def show_private(self) -> None:
        """Nothing is written with the tenant looking on."""
        super().show_private()
        self._turn(expected=False)
        if self.panel.file is not None:
            self._show(self.panel.file)

    def _show(self, file: AccountFile) -> None:
        owing, head, today = file_head.owing(file), file.head, self.desk.today
        self.turn.setVisible(self.is_valid("turn_to_expected"))
        self._tenancy_id = head.tenancy.id if head else None
        self.tabs.setVisible(head is not None)
        self.ask(mandates_of, self._show_debit, account_id=file.account.id, on=today)
        if head is None:
            self.set_title(file.account.name or file.account.reference)
            self.header.set_subtitle(f"{str(file.account.kind).capitalize()} account {file.account.reference}")
            self.header.set_chips([(balance_words(file.pence), Status.NEUTRAL)])
            return
        self.set_title(file_head.short_names(head.tenancy), f"say {head.say}" if head.say else "")
        self.header.set_subtitle(file_head.where_words(head.tenancy, owing.charge, today))
        self.header.set_chips(file_head.chips(head.tenancy, money=[owing.chip], route=head.route, needs=head.needs,
                                              today=today))
        file_head.show_actions(self.header, self.desk, letter=self.write_letter, diary=self.write_diary, note=self.write_note)

    def _show_debit(self, found: tuple[MandateRow, ...]) -> None:
        """The Direct Debit that pays it, with its next payment; a stopped one is found on its own screen."""
        runs = [one for one in found if one.runs]
        opens = ". Alt+D opens it" if self.is_valid("direct_debit") else ""
        self.debit.say(f"{runs[0].sentence}{opens}" if runs else "")
        self.debit.setVisible(bool(runs))

    def is_valid(self, act: str) -> bool:
        """Letters, notes and sections belong to the tenancy, and the first two to who may write them."""
        if act == "turn_to_expected":  # it may tell of other people's overpayments
            file = self.panel.file
            return file is not None and file.has_benefit and not self.desk.privacy.on
        if act in ("take_money", "direct_debit"):
            return self._tenancy_id is not None and self.desk.may(Permission.POST_MONEY) and not self.desk.privacy.on
        return self._tenancy_id is not None and file_head.may_do(self.desk, act)

    def take_money(self) -> None:
        """Somebody hands money over for this account."""
        if self.is_valid("take_money"):
            self.go_to("takings", account_id=self.panel.account_id)

    def direct_debit(self) -> None:
        """The Direct Debit of this account, or a new one."""
        if self.is_valid("direct_debit"):
            self.go_to("direct_debits", account_id=self.panel.account_id)

    def turn_to_expected(self) -> None:
        """From the lines of the account to what benefit should bring and what came, and back."""
        self._turn(expected=self.stack.currentWidget() is self.panel)
        self.enter()

    def _turn(self, *, expected: bool) -> None:
        if expected and self.expected is None:
            self.expected = ExpectedPanel(self.desk)
            self.hold(self.expected)
            self.stack.addWidget(self.expected)
            self.expected.open(self.panel.account_id)
        self.stack.setCurrentWidget(self.expected if expected and self.expected is not None else self.panel)
        set_button_text(self.turn, "Lines of the account" if expected else "Expected and paid", "Alt+B")
        for made in self.panel.buttons:
            made.setVisible(not expected)
        self.keys_changed.emit()

    def _go_to_section(self, section: str, **more: Any) -> None:
        if self._tenancy_id is None or section == "rent":
            return
        self.tabs.blockSignals(True)
        self.tabs.choose("rent")  # this page is always the rent; another section is another place
        self.tabs.blockSignals(False)
        self.go_to("tenancy", tenancy_id=self._tenancy_id, section=section, **more)

    def write_letter(self) -> None:
        """A letter to those whose account it is."""
        self.go_to("write_letter", tenancy_id=self._tenancy_id)

    def write_note(self) -> None:
        """A note on the file."""
        self._go_to_section("timeline", write="note")

    def write_diary(self) -> None:
        """Something to be done, on the file."""
        self._go_to_section("timeline", write="task")

    def to_section(self, number: int) -> None:
        """To a section of the file; the rent is here."""
        if SECTIONS[number - 1][0] == "rent":
            self._turn(expected=False)
            self.panel.table.setFocus()
        else:
            self._go_to_section(SECTIONS[number - 1][0])
