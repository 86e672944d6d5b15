"""The debit run: what is new, ended, changed, moved, and not debited with the reason; its proof; then posted once."""

from datetime import date
from functools import partial
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.rent.actions import debit
from housingdesk.rent.queries import debit_preview as runs
from housingdesk.rent.queries import ledger
from housingdesk.rent.queries.ledger import BatchRow
from housingdesk.rent.queries.next_debit import next_week
from housingdesk.rent.rules.proof import Preview, PreviewRow, Proof
from housingdesk.rent.rules.words import BatchKind
from housingdesk.reports.actions.freezing import freeze_due
from housingdesk.reports.queries.snapshots import days_due
from housingdesk.ui.kit.cards import Card, Facts, columns, table_card
from housingdesk.ui.kit.checks import Check, Checks
from housingdesk.ui.kit.header import tabs_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.notices import Choice, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.rent import debit_more as more_menu
from housingdesk.values.dates import format_date, week_of
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_GROUPS = (("new", "New"), ("ended", "Ended"), ("changed", "Changed"), ("moved", "Moved"), ("not debited", "Not debited"),
           ("void", "Empty"))
_WORKING = "Working out the next debit"


class DebitPage(Page):
    """One rent week before it is posted, and the weeks that were."""

    title = "Rent"
    tables = frozenset({"batch", "debit_run", "charge_line", "charge_share", "account", "balance", "occupancy",
                        "setting"})
    keys = (Key("Up", "move"), Key("Enter", "open the account", "open_account"),
            Key("Ctrl+Enter", "post the debit", "post_debit"), Key("V", "take the last debit back", "take_back"),
            Key("Q", "requests", "open_requests"),
            Key("Alt+R", "rent reviews", "open_reviews"), Key("Alt+C", "close a period", "open_closing"),
            Key("M", "more about rent", "open_more"))

    def build(self) -> None:
        """The proof, the accounts worth a look, and the runs before."""
        self._preview: Preview | None = None
        self._chosen = False
        self.summary = SummaryBar()
        self.summary.turned.connect(self._show_button)
        self.body.addWidget(self.summary)
        self.roll, self.checks, self.posted = Facts(), Checks(), label("", "muted", wrap=True)
        proof = Card(label("Proof", "section"), self.roll, self.checks, self.posted)
        proof.body.addStretch(1)
        self.body.addWidget(columns((proof, 1), (self._build_history(), 1, 620)))
        self.tabs = Tabs("Groups", [Tab(key, word) for key, word in _GROUPS])
        self.tabs.chosen.connect(self._show_group)
        self.post = button("Post the debit", self.post_debit, key="Ctrl+Enter", kind="primary")
        self.more = button("More", self.open_more, key="M")
        self.body.addWidget(tabs_row(self.tabs, self.more, self.post))
        self.model = RowsModel(_columns(), name="Accounts worth a look", sentence=lambda r: f"{r.name}: {r.why}",
                               row_id=lambda r: r.account_id)
        self.table = Table(self.model, empty=_WORKING, remember="debit")
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        self.body.addWidget(table_card(self.table), 1)

    def _build_history(self) -> Card:
        self.history = RowsModel(_batch_columns(), name="Debit runs", sentence=lambda r: f"{r.title}, {r.lines} lines")
        self.runs = Table(self.history, empty="No debit has been posted yet", remember="debit runs")
        self.listen(self.runs)
        return table_card(self.runs)

    def reload(self) -> None:
        """Work out the next week's debit in a worker."""
        self.ask(_next_preview, self._show, today=self.desk.today)
        self.ask(ledger.batches, self.history.show, limit=12, kind=BatchKind.DEBIT, begins="debit:")

    def _show(self, found: Preview) -> None:
        self._preview = found
        counts = {key: sum(r.group == key for r in found.rows) for key, _ in _GROUPS}
        self.tabs.show_tabs([Tab(key, word, counts[key]) for key, word in _GROUPS])
        self.header.set_subtitle(f"Next debit: the week of Monday {format_date(found.week)} · {found.accounts:,} accounts · "
                                 f"{found.lines:,} lines")
        self.header.set_figures([("To debit", format_pence(found.total_pence)),
                                 ("Empty homes", format_pence(found.void_pence))])
        self.roll.show_rows(_roll(found.proof), strong_last=True)
        self.checks.show_checks(_checks(found.proof))
        self.posted.setText(f"Posted {found.posted_by}." if found.posted_by else "")
        self.posted.setVisible(bool(found.posted_by))
        self.table.set_empty("Nothing here. Every other account is debited as last week")
        self._choose_first(counts)
        self._show_group()
        self._show_button()

    def _choose_first(self, counts: dict[str, int]) -> None:
        """The first group with something in it, once; after that the person chooses."""
        if not self._chosen:
            self._chosen = True
            self.tabs.choose(next((key for key, _ in _GROUPS if counts[key]), _GROUPS[0][0]))

    def _show_button(self, _open: bool = False) -> None:
        self.post.setEnabled(self._can_post())
        self.post.setVisible(not self.summary.is_open())
        self.keys_changed.emit()

    def _can_post(self) -> bool:
        return (self._preview is not None and self._preview.lines > 0 and not self._preview.posted_by
                and self.desk.may(Permission.RUN_DEBIT))

    def is_valid(self, act: str) -> bool:
        """The debit is offered only when there is one to post, the way back only for the newest."""
        if act == "post_debit":
            return self._can_post()
        if act in ("open_reviews", "open_requests", "open_closing", "open_more"):
            return True
        if act == "take_back":
            return self.desk.may(Permission.ADJUST_ACCOUNTS) and self._newest() is not None
        return self.table.current_id() is not None and self.table.view.hasFocus()

    def _newest(self) -> BatchRow | None:
        return next((row for row in self.history.rows() if row.reversed_by is None), None)

    def _show_group(self, _key: str = "") -> None:
        if self._preview is not None:
            self.model.show([r for r in self._preview.rows if r.group == self.tabs.key()])

    # Posting.
    def post_debit(self) -> None:
        """Say once the week, the total and the count; the same key again posts."""
        if self.summary.press() or not self._can_post() or self._preview is None:
            return
        found = self._preview
        silent = sum(r.group == "not debited" for r in found.rows)
        self.summary.ask(f"Week of {format_date(found.week)}: {format_pence(found.total_pence)} on {found.accounts:,} "
                         f"accounts, {silent:,} not debited. It can be taken back as a whole", "Post the debit", self._post)

    def _post(self) -> None:
        if self._preview is not None:
            self.post.setEnabled(False)
            self.desk.do(debit.run_debit, self._posted, self._refused, week=self._preview.week)

    def _posted(self, _outcome: Any) -> None:
        self.table.setFocus()
        self.desk.ask(days_due, self._freeze, today=self.desk.today)

    def _freeze(self, days: int) -> None:
        """Sundays and quarters that ended since the last figures were frozen."""
        if days:
            self.desk.do(freeze_due, None, None)

    def open_closing(self) -> None:
        """The weeks and months that wait to be closed."""
        self.go_to("closing")

    def open_more(self) -> None:
        """Every other screen about rent, each with its key."""
        more_menu.open_more(self.more, self.desk.may, self.go_to)

    def _refused(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), stays=True)
        self.refresh()

    def open_requests(self) -> None:
        """Refunds, write-offs and large adjustments that somebody asked for."""
        self.go_to("requests")

    def take_back(self) -> None:
        """Ask, then reverse the newest run as a whole; its days can be charged again."""
        row = self._newest()
        if row is not None:
            question = Question(f"Take the {row.title[:1].lower()}{row.title[1:]} back?",
                                f"{row.lines:,} lines, {format_pence(row.control_pence)}, are reversed. Both stay in the "
                                "ledger.", (Choice("back", "Take it back", primary=True),))
            self.notices.ask(question, partial(self._take_back, row.id))

    def _take_back(self, batch_id: int, answer: str) -> None:
        if answer == "back":
            self.desk.do(debit.reverse_debit, None, batch_id=batch_id, reason=f"Taken back by {self.desk.who.name}")

    def escape(self) -> bool:
        """Esc leaves the debit as it is."""
        return self.summary.put_away()

    def _opened(self, _id: int) -> None:
        self.open_account()

    def open_reviews(self) -> None:
        """The rent reviews, formula rents and costs of services."""
        self.go_to("rent_reviews")

    def open_account(self) -> None:
        """Open the rent account of the current row."""
        chosen = self.table.current_id()
        if chosen is not None:
            self.go_to("account", account_id=chosen)


def _next_preview(today: date) -> Preview:
    return runs.preview(next_week(week_of(today)))


def _roll(proof: Proof) -> list[tuple[str, str]]:
    return [("Charged each week at the last run", format_pence(proof.opening_pence)), ("New", format_pence(proof.new_pence)),
            ("Ended", format_pence(-proof.ended_pence)), ("Changed", format_pence(proof.changed_pence)),
            ("Charged each week now", format_pence(proof.closing_pence))]


def _checks(proof: Proof) -> list[Check]:
    roll = (Status.GOOD, "The roll agrees to the penny") if proof.roll_agrees else \
        (Status.LATE, "The roll does not agree: look at what changed before posting")
    together = f"{format_pence(proof.debited_pence)} debited and {format_pence(proof.void_pence)} for empty homes"
    if proof.debit_agrees:
        return [roll, (Status.GOOD, f"{together} are the charges in force for these days")]
    return [roll, (Status.LATE, f"{together}, but {format_pence(proof.expected_pence)} is in force for these days")]


def _columns() -> tuple[Column, ...]:
    def was(row: PreviewRow) -> str:
        return format_pence(row.was_pence) if row.was_pence is not None else ""
    return (Column("who", "Account", 220, lambda r: r.name, secondary=lambda r: r.reference, sort=True),
            Column("was", "Weekly before", 118, was, align=Align.RIGHT, sort=lambda r: r.was_pence or 0, hide_below=520),
            Column("pence", "This debit", 110, lambda r: format_pence(r.pence), align=Align.RIGHT, sort=lambda r: r.pence),
            Column("why", "Why", 300, lambda r: r.why, stretch=1))


def _batch_columns() -> tuple[Column, ...]:
    def state(row: BatchRow) -> str:
        made = f"{row.made_by}, {row.made_at.astimezone():%d %b %H:%M}, seal {row.sequence:,}"
        return "Taken back" if row.reversed_by else made

    def week(row: BatchRow) -> str:
        text = row.title.removeprefix("Debit for the ")
        return sentence_case(text)
    return (Column("title", "Debits posted", 200, week, secondary=state, stretch=1,
                   status=lambda r: Status.NEUTRAL if r.reversed_by else None),
            Column("pence", "Total", 120, lambda r: format_pence(r.control_pence), align=Align.RIGHT))
