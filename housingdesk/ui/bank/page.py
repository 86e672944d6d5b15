"""Money in: what the bank says, and where it goes. One pile at a time, posted by a person."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from housingdesk.access import queries as access_queries
from housingdesk.bank.actions import importing, posting
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries import reconcile, targets
from housingdesk.bank.queries.lines import BankAccountRow, LineRow
from housingdesk.bank.queries.reconcile import BankProof
from housingdesk.bank.rules.splits import Share
from housingdesk.ui.bank.columns import line_columns, line_sentence
from housingdesk.ui.bank.line_pane import FindPanel, ParkPanel, SplitPanel, show_line
from housingdesk.ui.kit.cards import columns, table_card
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.notices import Choice as Answer
from housingdesk.ui.kit.notices import Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import WindowModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.money import format_pence

_PILES = (("certain", "Certain"), ("likely", "Likely"), ("needs_you", "Needs you"), ("not_rent", "Not rent"))


class MoneyInPage(Page):
    """The statement's lines in their piles; Enter posts one, Ctrl+Enter the pile."""

    title = "Money in"
    tables = frozenset({"bank_line", "bank_file", "bank_account", "balance", "suspense_item"})
    keys = (Key("Up", "move"), Key("Enter", "post", "post_line"), Key("Ctrl+Enter", "post the pile", "post_pile"),
            Key("F", "find another", "find_account"), Key("S", "split", "split_line"),
            Key("P", "park with a question", "park_line"), Key("N", "not rent", "name_line"),
            Key("U", "unidentified", "to_suspense"), Key("X", "leave out", "leave_out", shown=False),
            *(Key(str(n), f"choose {n}", f"choose_{n}", shown=False) for n in range(1, 6)),
            Key("Ctrl+O", "open a file", "open_file"), Key("Ctrl+R", "reconciliation", "open_report", shown=False))

    def build(self) -> None:
        """The piles, the list, and the pane."""
        self._accounts: list[BankAccountRow] = []
        self._row: LineRow | None = None
        self._panel: QObject | None = None
        self._users: list[tuple[int, str]] = []
        self.setAcceptDrops(True)
        self.account = Choice()
        self.account.setAccessibleName("Bank account")
        self.account.edited.connect(self.refresh)
        self.tabs = Tabs("Piles", [Tab(key, word) for key, word in _PILES])
        self.tabs.chosen.connect(self._read_lines)
        self.post_button = button("Post certain", self.post_pile, key="Ctrl+Enter", kind="primary")
        self.body.addWidget(tabs_row(self.tabs, button("Open a file", self.open_file, key="Ctrl+O"),
                                     button("Reconciliation", self.open_report), self.post_button))
        self.model = WindowModel(line_columns(self.desk.today), name="Lines of the statement", sentence=line_sentence,
                                 fetch=self._fetch, tickable=True)
        self.table = Table(self.model, empty="Drop a statement here, or press Ctrl+O. We never change your file.",
                           remember="money in")
        self.table.opened.connect(lambda _id: self.post_line())
        self.table.moved.connect(self._moved)
        self.listen(self.table)
        self.pane = RefillPane("About this line")
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)
        self._empty_pane()

    # Reading.
    def reload(self) -> None:
        """Accounts first, then the piles of the one chosen."""
        self.ask(line_queries.bank_accounts, self._show_accounts)
        self.ask(access_queries.users, self._show_users)

    def _show_users(self, users: list[Any]) -> None:
        self._users = [(u.id, u.name) for u in users if u.active]

    def _show_accounts(self, accounts: list[BankAccountRow]) -> None:
        self._accounts = accounts
        self.account.set_options([(a.id, f"{a.name} ending {a.number[-4:]}") for a in accounts])
        if not accounts:
            self.header.set_subtitle("No bank account yet. Add one in Settings, then open its statement here")
            return
        self.ask(line_queries.tier_counts, self._show_counts, bank_account_id=self.account.value())
        self.ask(reconcile.bank_proof, self._show_proof, bank_account_id=self.account.value())
        self._read_lines()

    def _show_counts(self, counts: dict[str, tuple[int, int]]) -> None:
        tabs = [Tab(key, word, counts.get(key, (0, 0))[0]) for key, word in _PILES]
        if counts.get("parked", (0, 0))[0]:
            tabs.append(Tab("parked", "Parked", counts["parked"][0]))
        tabs.append(Tab("all", "All", sum(n for n, _ in counts.values())))
        tabs.append(Tab("posted", "Posted"))
        self.tabs.show_tabs(tabs)
        self._counts = counts
        self._name_button()

    def _name_button(self) -> None:
        pile = self.tabs.key()
        count, _ = getattr(self, "_counts", {}).get(pile, (0, 0))
        words = {"certain": "certain", "likely": "likely", "not_rent": "not rent"}.get(pile)
        self.post_button.setEnabled(bool(words and count))
        set_button_text(self.post_button, f"Post {count:,} {words}" if words and count else "Post the pile", "Ctrl+Enter")

    def _show_proof(self, proof: BankProof) -> None:
        stated = format_pence(proof.stated_pence) if proof.stated_pence is not None else "not stated"
        self.header.set_figures([("Statement", stated), ("Books", format_pence(proof.ledger_pence)),
                                 ("Left", format_pence(proof.open_pence))])
        state = "Agreed to bank" if proof.agreed else "Posted" if proof.posted else f"{proof.open_lines:,} lines to post"
        self.header.set_subtitle(f"{proof.sentence} · {state}" + "".join(f" · {gap}" for gap in proof.gaps[:1]))
        done = f"All lines dealt with. {proof.sentence}. Open the next file with Ctrl+O"
        self.table.set_empty(done if proof.posted and proof.stated_pence is not None else "No lines in this pile")

    def _read_lines(self, _key: str = "") -> None:
        if not self._accounts:
            return
        pile = self.tabs.key()
        state = {"parked": "parked", "posted": "posted"}.get(pile, "open")
        tier = pile if pile in dict(_PILES) else None
        self.ask(line_queries.line_ids, self._show_ids, bank_account_id=self.account.value(), tier=tier, state=state)
        self._name_button()

    def _show_ids(self, ids: Any) -> None:
        self.model.show(ids)
        if not len(ids):
            self._empty_pane()

    def _fetch(self, ids: list[int], give: Any) -> object:
        return self.desk.ask(line_queries.lines, give, ids=ids)

    # The pane.
    def _empty_pane(self) -> None:
        self._row = None
        self.pane.begin("No line chosen", "Choose a line to see whose money it is, and why")
        self.pane.finish()

    def _moved(self, line_id: int | None) -> None:
        if line_id is None:
            self._empty_pane()
        else:
            self.ask(line_queries.lines, self._show_row, ids=[line_id])

    def _show_row(self, rows: list[LineRow]) -> None:
        if not rows:
            return
        self._row, self._panel = rows[0], None
        open_line = self._row.state in ("waiting", "parked")
        others = [button("Find", self.find_account, key="F"), button("Split", self.split_line, key="S"),
                  button("Park", self.park_line, key="P"), button("Not rent", self.name_line, key="N"),
                  button("Unidentified", self.to_suspense, key="U")] if open_line else \
            [button("Take back", self.take_back)] if self._row.state == "posted" else []
        show_line(self.pane, self._row, post=self.post_line, others=others, choose=self._choose)

    def escape(self) -> bool:
        """Esc closes the small panel first."""
        if self._panel is None or self._row is None:
            return False
        self._show_row([self._row])
        self.table.setFocus()
        return True

    def _close_panel(self) -> None:
        self.escape()

    # Posting.
    def post_line(self) -> None:
        """Post the ticked lines, or the current one, each to its suggestion."""
        ticked = self.model.ticked()
        if ticked:
            self.ask(line_queries.lines, self._post_rows, ids=ticked)
        elif self._row is not None:
            self._post_rows([self._row])

    def _post_rows(self, rows: list[LineRow]) -> None:
        ready = [(r.id, r.account_id) for r in rows if r.account_id is not None and r.state in ("waiting", "parked")]
        if len(ready) < len(rows):
            missing = len(rows) - len(ready)
            self.notices.message(f"{missing} line{'s' if missing > 1 else ''} without an account: find one with F, or "
                                 f"park with P")
        if ready:
            self.model.tick([r.id for r in rows], False)
            self.desk.do(posting.post_lines, self._next, choices=ready)

    def _next(self, _outcome: Any) -> None:
        self.table.setFocus()

    def post_pile(self) -> None:
        """Post the whole pile after one look at its count and total."""
        pile = self.tabs.key()
        count, pence = getattr(self, "_counts", {}).get(pile, (0, 0))
        if not count or pile not in ("certain", "likely", "not_rent"):
            return
        question = Question(f"Post {count:,} {pile.replace('_', ' ')} lines, {format_pence(pence)}?",
                            "Each goes to the account suggested. One Ctrl+Z takes all of them back.",
                            (Answer("post", f"Post {count:,} lines", primary=True),))
        self.notices.ask(question, partial(self._post_pile, pile))

    def _post_pile(self, pile: str, answer: str) -> None:
        if answer == "post":
            self.desk.do(posting.post_pile, self._next, bank_account_id=self.account.value(), tier=pile)

    def _post_to(self, account_id: int) -> None:
        if self._row is not None:
            self.desk.do(posting.post_lines, self._next, choices=[(self._row.id, account_id)])

    def _choose(self, place: int) -> None:
        if self._row is not None and 0 < place <= len(self._row.suggestions):
            self._post_to(self._row.suggestions[place - 1].account_id)

    def choose_1(self) -> None:
        """Post to the first suggestion."""
        self._choose(1)

    def choose_2(self) -> None:
        """Post to the second suggestion."""
        self._choose(2)

    def choose_3(self) -> None:
        """Post to the third suggestion."""
        self._choose(3)

    def choose_4(self) -> None:
        """Post to the fourth suggestion."""
        self._choose(4)

    def choose_5(self) -> None:
        """Post to the fifth suggestion."""
        self._choose(5)

    def take_back(self) -> None:
        """Reverse a posted line."""
        if self._row is not None and self._row.state == "posted":
            self.desk.do(posting.take_back_posting, self._next, line_ids=(self._row.id,))

    # The small panels.
    def _search(self, text: str, give: Any) -> None:
        self.ask(targets.find_targets, give, text=text)

    def find_account(self) -> None:
        """Find the account by any fragment."""
        if self._row is not None:
            self._panel = FindPanel(self.pane, self._search, self._post_to, self._close_panel)

    def split_line(self) -> None:
        """Divide the line among accounts."""
        if self._row is not None:
            self._panel = SplitPanel(self.pane, self._row, self._search, self._post_split, self._close_panel)

    def _post_split(self, parts: tuple[Share, ...]) -> None:
        if self._row is not None:
            self.desk.do(posting.post_split, self._next, line_id=self._row.id, parts=parts)

    def park_line(self) -> None:
        """Leave the line with a question."""
        if self._row is not None:
            self._panel = ParkPanel(self.pane, self._users, self._park, self._close_panel)

    def _park(self, question: str, asked: int | None) -> None:
        if self._row is not None:
            self.desk.do(posting.park, self._next, line_id=self._row.id, question=question, asked_user_id=asked)

    def name_line(self) -> None:
        """Say which ledger account money goes to that is not one person's."""
        if self._row is None:
            return
        panel = FindPanel(self.pane, self._search_ledger, self._post_to, self._close_panel, title="Not rent: which account?",
                          words="Post to it")
        self._panel = panel
        self.ask(targets.ledger_targets, panel.show_all)

    def _search_ledger(self, text: str, give: Any) -> None:
        def fitting(found: list[targets.Target]) -> None:
            give([t for t in found if text.lower() in f"{t.name} {t.reference}".lower()])
        self.ask(targets.ledger_targets, fitting)

    def to_suspense(self) -> None:
        """Put the line to unidentified money, with an owner and an age."""
        if self._row is not None:
            self.desk.do(posting.post_to_suspense, self._next, line_ids=(self._row.id,))

    def leave_out(self) -> None:
        """Leave out a line that came with another file."""
        if self._row is not None:
            self.desk.do(importing.leave_out, self._next, line_id=self._row.id)

    # Files.
    def open_file(self) -> None:
        """Choose a statement file."""
        dialog = QFileDialog(self, "Open a statement")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._opened)
        dialog.open()

    def _opened(self, path: str) -> None:
        self.go_to("import", path=path, bank_account_id=self.account.value())

    def open_report(self) -> None:
        """The reconciliation of this week."""
        self.go_to("reconciliation")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self._opened(url.toLocalFile())
