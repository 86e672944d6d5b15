"""The statement on the desk as a list in piles, with its head and its pane. What is done with a line is in ``page``."""

from array import array
from dataclasses import dataclass
from typing import Any

from housingdesk.access import queries as access_queries
from housingdesk.bank.queries import desk as desk_queries
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries import our_accounts, reconcile
from housingdesk.bank.queries.desk import OnDesk
from housingdesk.bank.queries.line_place import LinePlace, line_place
from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.queries.our_accounts import BankAccountRow
from housingdesk.bank.queries.reconcile import BankProof
from housingdesk.ui.bank.columns import line_columns, line_sentence
from housingdesk.ui.bank.line_acts import LineActs
from housingdesk.ui.bank.line_pane import show_done
from housingdesk.ui.bank.line_side import LineSide
from housingdesk.ui.bank.piles import PILES, Piles
from housingdesk.ui.bank.statement_head import StatementHead
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import WindowModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tabs

_EMPTY = "Drop a statement here, or press Ctrl+O. We never change your file."


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that is shown of one bank account, read together."""

    piles: Piles
    on_desk: OnDesk
    proof: BankProof
    pile: str
    ids: "array[int]"


class StatementList(Page):
    """Reads and shows; subclasses say what the keys do."""

    tables = frozenset({"bank_line", "bank_file", "bank_account", "balance", "suspense_item"})

    def build(self) -> None:
        """The piles, the list, and the pane."""
        self._accounts: list[BankAccountRow] = []
        self._piles, self._pile = Piles(), PILES[0][0]
        self._on_desk: OnDesk | None = None
        self._proof: BankProof | None = None
        self._aim: LinePlace | None = None
        self.head = StatementHead(self.header, self.body)
        self._build_tabs()
        self.summary = SummaryBar()
        self.rule_bar = MessageBar("", closable=False)
        self.rule_bar.hide()
        self.summary.turned.connect(self._name_button)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.rule_bar)
        self.model = WindowModel(line_columns(self.desk.today), name="Lines of the statement", sentence=line_sentence,
                                 fetch=self._fetch, tickable=True)
        self.table = Table(self.model, empty=_EMPTY, remember="money in")
        self.pane = RefillPane("About this line", width=272)
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0), fold=860), 1)
        self.acts = LineActs(self.desk, self)
        self.side = LineSide(self, self.pane, self.acts)
        self.model.dataChanged.connect(self._rows_came)
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.side.show(None, self.post_line)

    def _build_tabs(self) -> None:
        self.account = Choice()
        self.account.setAccessibleName("Bank account")
        self.account.edited.connect(self.refresh)
        self.account.hide()
        self.body.addWidget(self.account)
        self.tabs = Tabs("Piles", self._piles.tabs())
        self.tabs.chosen.connect(self._chose_pile)
        self.more = button("More", self.open_more)
        self.post_button = button("Post", self.finish, key="Ctrl+Enter", kind="primary")
        self.post_button.hide()
        self.body.addWidget(tabs_row(self.tabs, button("Open a file", self.open_file, key="Ctrl+O"), self.more,
                                     self.post_button))

    def open(self, **facts: Any) -> None:
        """``line_id``: the line to land on, in whichever pile it is."""
        if facts.get("line_id") is not None:
            self.ask(line_place, self._aim_at, line_id=facts["line_id"])

    def _aim_at(self, place: LinePlace | None) -> None:
        self._aim = place
        if place is None:
            self.notices.message("That line is no longer in any statement: its file was taken out again")
        elif self._accounts:
            self._read_lines()

    def _land(self, pile: str) -> None:
        """Go to the line that was asked for, once its pile is shown."""
        aim = self._aim
        if aim is not None and pile != aim.pile:
            self.tabs.choose(aim.pile)
        elif aim is not None:
            self._aim = None
            self.table.go_to(aim.line_id)
            self.table.setFocus()

    # What the keys and buttons do.
    def post_line(self) -> None:
        """Post the current line."""
        raise NotImplementedError

    def finish(self) -> None:
        """Post the pile."""
        raise NotImplementedError

    def open_file(self) -> None:
        """Choose a statement file."""
        raise NotImplementedError

    def open_report(self) -> None:
        """The reconciliation."""
        raise NotImplementedError

    def open_more(self) -> None:
        """The other screens about money in."""
        raise NotImplementedError

    # Reading.
    def reload(self) -> None:
        """The accounts first, then everything about the one chosen."""
        self.ask(our_accounts.bank_accounts, self._show_accounts)
        self.ask(access_queries.users, self._show_users)

    def _show_users(self, users: list[Any]) -> None:
        self.side.users = [(user.id, user.name) for user in users if user.active]

    def _show_accounts(self, accounts: list[BankAccountRow]) -> None:
        self._accounts = accounts
        self.account.set_options([(a.id, f"{a.name} ending {a.number[-4:]}") for a in accounts])
        self.account.setVisible(len(accounts) > 1)
        if accounts:
            self._read_lines()
        else:
            self.head.show_nothing()
            self.table.set_empty("Add a bank account under More, then drop its statement here.")

    def _read_lines(self) -> None:
        if self._aim is not None:
            self.account.set_value(self._aim.bank_account_id)
        self.ask(_read, self._show, bank_account_id=self.account.value(), pile=self.tabs.key())

    def _chose_pile(self, _key: str) -> None:
        self.summary.put_away()
        if self._accounts:
            self._read_lines()

    def _show(self, found: _Read) -> None:
        if found.pile != self.tabs.key():
            return
        emptied = not found.ids and len(self.model.ids()) > 0 and found.pile == self._pile
        self._piles, self._pile, self._on_desk, self._proof = found.piles, found.pile, found.on_desk, found.proof
        account = next((a for a in self._accounts if a.id == self.account.value()), self._accounts[0])
        self.head.show(account, found.on_desk, found.proof)
        self.tabs.show_tabs(found.piles.tabs())
        self._name_button()
        self.table.set_empty(self._why_empty())
        self.model.show(found.ids)
        ahead = found.piles.next_pile(found.pile)
        if emptied and ahead and found.pile not in ("all", "posted"):
            self.tabs.choose(ahead)
        elif not found.ids:
            self._show_end()
        self._land(found.pile)

    def _name_button(self, _open: bool = False) -> None:
        verb = self._piles.verb(self.tabs.key())
        self.post_button.setVisible(bool(verb) and not self.summary.is_open())
        if verb:
            set_button_text(self.post_button, verb, "Ctrl+Enter")
        self.keys_changed.emit()

    def _why_empty(self) -> str:
        if self._on_desk is None or not self._on_desk.lines:
            return _EMPTY
        if self._proof is not None and self._proof.posted:
            return f"All {self._on_desk.lines:,} lines dealt with. {self._proof.sentence}."
        return "No lines in this pile."

    def _fetch(self, ids: list[int], give: Any) -> object:
        return self.desk.ask(line_queries.lines, give, ids=ids)

    # The pane.
    def _current(self) -> LineRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, LineRow) else None

    def _moved(self, _line_id: int | None) -> None:
        self.side.show(self._current(), self.post_line)
        self.keys_changed.emit()

    def _rows_came(self, *_which: object) -> None:
        row = self._current()
        if row is not None and row != self.side.row:
            self._moved(row.id)

    def _show_end(self) -> None:
        if self.side.panel is not None:
            return
        self.side.show(None, self.post_line)
        if self._on_desk is not None and self._on_desk.lines and self._proof is not None and self._proof.posted:
            first = button("Open the next file", self.open_file, key="Ctrl+O", kind="primary")
            show_done(self.pane, f"{self._on_desk.lines:,} lines. {self._proof.sentence}.", first,
                      [button("Reconciliation", self.open_report, key="Ctrl+R")])


def _read(bank_account_id: int, pile: str) -> _Read:
    found = desk_queries.on_desk(bank_account_id)
    piles = Piles(line_queries.tier_counts(bank_account_id), found.lines)
    if pile == "all":
        ids = line_queries.line_ids(bank_account_id, state="all", file_ids=found.file_ids)
    elif pile in ("parked", "posted"):
        ids = line_queries.line_ids(bank_account_id, state=pile)
    else:
        ids = line_queries.line_ids(bank_account_id, tier=pile)
    return _Read(piles, found, reconcile.bank_proof(bank_account_id, every_line=False), pile, ids)
