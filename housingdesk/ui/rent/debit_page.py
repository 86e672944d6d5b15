"""The debit run: what is new, ended, changed, moved, and not debited with the reason; its proof; then posted once."""

from datetime import date
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.rent.actions import debit
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries import ledger
from housingdesk.rent.queries.ledger import BatchRow
from housingdesk.rent.rules.proof import Preview, PreviewRow
from housingdesk.rent.rules.words import BatchKind
from housingdesk.ui.kit.cards import Bullets, Card, columns, table_card
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, week_of
from housingdesk.values.money import format_pence

_GROUPS = (("new", "New"), ("ended", "Ended"), ("changed", "Changed"), ("moved", "Moved"), ("not debited", "Not debited"),
           ("void", "Empty homes"))


class DebitPage(Page):
    """One rent week before it is posted, and the weeks that were."""

    title = "Rent"
    tables = frozenset({"batch", "debit_run", "charge_line", "charge_share", "account", "balance", "occupancy",
                        "rent_free_week"})
    keys = (Key("Up", "move"), Key("Enter", "open the account", "open_account"),
            Key("Ctrl+Enter", "post the debit", "post_debit"))

    def build(self) -> None:
        """The proof, the accounts worth a look, and the runs before."""
        self._preview: Preview | None = None
        self.tabs = Tabs("Groups", [Tab(key, word) for key, word in _GROUPS])
        self.tabs.chosen.connect(self._show_group)
        self.post = button("Post the debit", self.post_debit, key="Ctrl+Enter", kind="primary")
        self.proof = Bullets()
        self.posted = label("", "muted", wrap=True)
        proof = Card(label("Proof", "section"), self.proof, self.posted)
        proof.body.addStretch(1)
        self.history = RowsModel(_batch_columns(), name="Debit runs", sentence=lambda r: f"{r.title}, {r.lines} lines")
        runs_card = table_card(Table(self.history, empty="No debit has been posted yet", plain=True))
        runs_card.setMaximumHeight(220)
        self.body.addWidget(columns((proof, 3), (runs_card, 2)))
        self.body.addWidget(tabs_row(self.tabs, self.post))
        self.model = RowsModel(_columns(), name="Accounts worth a look", sentence=lambda r: f"{r.name}: {r.why}",
                               row_id=lambda r: r.account_id)
        self.table = Table(self.model, empty="Nothing here. Every other account is debited as last week", remember="debit")
        self.table.opened.connect(lambda _id: self.open_account())
        self.body.addWidget(table_card(self.table), 1)

    def reload(self) -> None:
        """Work out the next week's debit in a worker."""
        self.ask(_next_preview, self._show, today=self.desk.today)
        self.ask(ledger.batches, self.history.show, limit=12, kind=BatchKind.DEBIT)

    def _show(self, found: Preview) -> None:
        self._preview = found
        counts = {key: sum(r.group == key for r in found.rows) for key, _ in _GROUPS}
        self.tabs.show_tabs([Tab(key, word, counts[key]) for key, word in _GROUPS])
        self.header.set_subtitle(f"Next debit: the week of Monday {format_date(found.week)} · {found.accounts:,} accounts · "
                                 f"{found.lines:,} lines")
        self.header.set_figures([("To debit", format_pence(found.total_pence)),
                                 ("Empty homes", format_pence(found.void_pence))])
        agrees = found.proof.roll_agrees and found.proof.debit_agrees
        self.header.set_chips([("The roll agrees to the penny", Status.GOOD)] if agrees else
                              [("The roll does not agree", Status.LATE)])
        self.proof.show_sentences(found.proof.sentences())
        self.posted.setText(f"Posted {found.posted_by}." if found.posted_by else "")
        self.post.setEnabled(self._can_post())
        self._show_group()

    def _can_post(self) -> bool:
        return (self._preview is not None and self._preview.lines > 0 and not self._preview.posted_by
                and self.desk.may(Permission.RUN_DEBIT))

    def is_valid(self, act: str) -> bool:
        """The debit is offered only when there is one to post."""
        return act != "post_debit" or self._can_post()

    def _show_group(self, _key: str = "") -> None:
        if self._preview is not None:
            self.model.show([r for r in self._preview.rows if r.group == self.tabs.key()])

    def post_debit(self) -> None:
        """Ask once, with the week, the total and the count; then post."""
        if not self._can_post() or self._preview is None:
            return
        found = self._preview
        silent = sum(r.group == "not debited" for r in found.rows)
        question = Question(f"Post the debit for the week of {format_date(found.week)}?",
                            f"{format_pence(found.total_pence)} on {found.accounts:,} accounts, {silent} not debited. "
                            f"It can be taken back as a whole.", (Choice("post", "Post the debit", primary=True),))
        self.notices.ask(question, self._answered)

    def _answered(self, answer: str) -> None:
        if answer == "post" and self._preview is not None:
            self.post.setEnabled(False)
            self.desk.do(debit.run_debit, self._posted, None, week=self._preview.week)

    def _posted(self, _outcome: Any) -> None:
        self.table.setFocus()

    def open_account(self) -> None:
        """Open the rent account of the current row."""
        chosen = self.table.current_id()
        if chosen is not None:
            self.go_to("account", account_id=chosen)


def _next_preview(today: date) -> Preview:
    return runs.preview(runs.next_week(week_of(today)))


def _columns() -> tuple[Column, ...]:
    def was(row: PreviewRow) -> str:
        return format_pence(row.was_pence) if row.was_pence is not None else ""
    return (Column("who", "Account", 200, lambda r: r.name, secondary=lambda r: r.reference, sort=True),
            Column("was", "Weekly before", 110, was, align=Align.RIGHT, sort=lambda r: r.was_pence or 0),
            Column("pence", "This debit", 110, lambda r: format_pence(r.pence), align=Align.RIGHT, sort=lambda r: r.pence),
            Column("why", "Why", 300, lambda r: r.why, stretch=1))


def _batch_columns() -> tuple[Column, ...]:
    def state(row: BatchRow) -> str:
        return "Reversed" if row.reversed_by else f"{row.made_by}, seal {row.sequence:,}"
    return (Column("title", "Debit runs", 190, lambda r: r.title.removeprefix("Debit for the "), secondary=state, stretch=1),
            Column("pence", "Total", 110, lambda r: format_pence(r.control_pence), align=Align.RIGHT))
