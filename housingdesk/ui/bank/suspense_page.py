"""Unidentified money: every receipt whose owner nobody knows yet, its age, and who looks into it."""

from functools import partial
from typing import Any

from housingdesk.access import queries as access_queries
from housingdesk.access.rules import Permission
from housingdesk.bank.actions import posting
from housingdesk.bank.queries import targets
from housingdesk.bank.queries.our_accounts import SuspenseRow, suspense
from housingdesk.bank.queries.payment_files import unidentified_pence
from housingdesk.errors import HousingDeskError
from housingdesk.ui.bank.columns import suspense_columns, suspense_sentence
from housingdesk.ui.bank.panels.find import FindPanel
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.fields import Choice, LongText
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date, format_long
from housingdesk.values.money import format_pence

_SUBTITLE = "Receipts that are in the books and on nobody's account yet, the oldest first"


class SuspensePage(Page):
    """Suspense: the oldest first, each moved to its account as soon as it is known."""

    title = "Unidentified money"
    tables = frozenset({"suspense_item", "bank_line", "balance", "payment_file_line"})
    keys = (Key("Up", "move"), Key("Enter", "find the account", "find_account"), Key("O", "who looks into it", "note"),
            Key("Ctrl+Enter", "keep it", "finish"))

    def build(self) -> None:
        """The list and the pane."""
        self._users: list[str] = []
        self._find: FindPanel | None = None
        self._form: PaneForm | None = None
        self.model = RowsModel(suspense_columns(self.desk.today), name="Unidentified money", sentence=suspense_sentence,
                               row_id=lambda r: r.line_id)
        self.table = Table(self.model, empty="Nothing is unidentified. U on Money in puts a line here", remember="suspense")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        self.pane = RefillPane("About this money")
        self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)
        self.header.set_subtitle(_SUBTITLE)
        self._moved(None)

    def reload(self) -> None:
        """Everything in suspense today."""
        self.ask(suspense, self._show, on=self.desk.today)
        self.ask(access_queries.users, self._show_users)
        self.ask(unidentified_pence, self._show_files)

    def _show_files(self, pence: int) -> None:
        also = f". {format_pence(pence)} more lies in payment files, to be moved there" if pence else ""
        self.header.set_subtitle(f"{_SUBTITLE}{also}")

    def _show_users(self, users: list[Any]) -> None:
        self._users = [user.name for user in users if user.active]

    def _show(self, rows: list[SuspenseRow]) -> None:
        self.model.show(rows)
        total = format_pence(sum(r.pence for r in rows))
        self.header.set_figures([("Receipts", f"{len(rows):,}"), ("Together", total)])
        self.table.set_totals({"bank": "Total", "amount": total} if rows else {})
        self._moved(None)

    def _current(self) -> SuspenseRow | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, SuspenseRow) else None

    def _is_open(self) -> bool:
        return self._find is not None or self._form is not None

    def is_valid(self, act: str) -> bool:
        """What can be done with the receipt chosen, while no panel is open."""
        if act == "finish":
            return self._form is not None
        return not self._is_open() and self._current() is not None and self.desk.may(Permission.POST_MONEY)

    def valid_keys(self) -> list[Key]:
        """The keys of the panel while one is open."""
        if self._find is not None:
            return list(self._find.keys)
        return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")] if self._form is not None else super().valid_keys()

    def _moved(self, _id: int | None) -> None:
        if self._is_open():
            return
        row = self._current()
        self.keys_changed.emit()
        if row is None:
            self.pane.begin("No receipt chosen", "Choose one to find whose it is")
            self.pane.finish()
            return
        self.pane.begin(row.narrative, f"{format_long(row.made_on)} · {format_pence(row.pence)}")
        self.pane.put(Facts([("Came in", format_date(row.made_on)), ("Waiting", f"{row.days:,} days"),
                             ("Who looks into it", row.owner or "nobody yet")]))
        if row.note:
            self.pane.put(label(row.note, "muted", wrap=True))
        may = self.desk.may(Permission.POST_MONEY)
        self.pane.finish(button("Find the account", self.find_account, key="Enter", kind="primary") if may else None,
                         [button("Who looks into it", self.note, key="O")] if may else [])

    def _opened(self, _id: int) -> None:
        if self.is_valid("find_account"):
            self.find_account()

    def find_account(self) -> None:
        """Find whose it is and move it there."""
        row = self._current()
        if row is not None and not self._is_open():
            about = f"{row.narrative} · {format_pence(row.pence)}"
            self._find = FindPanel(self.pane, self._search, partial(self._clear, row.line_id), self._close, about=about,
                                   words="Move it there")
            self.keys_changed.emit()

    def _search(self, text: str, give: Any) -> None:
        self.ask(targets.find_targets, give, text=text)

    def _clear(self, line_id: int, account_id: int) -> None:
        self.desk.do(posting.clear_suspense, self._done, self._refused, line_id=line_id, account_id=account_id)

    def note(self) -> None:
        """Say who looks into it, and how far they are."""
        row = self._current()
        if row is None or self._is_open():
            return
        form = PaneForm(self.pane, "Who looks into it?", f"{row.narrative} · {format_pence(row.pence)}")
        names = [*dict.fromkeys([*([row.owner] if row.owner else []), *self._users])]
        form.add("owner", "Who", Choice([("", "Nobody yet"), *((name, name) for name in names)]))
        form.add("note", "How far are they?", LongText(row.note, lines=4))
        form["owner"].set_value(row.owner)
        self._form = form
        form.setProperty("line", row.line_id)
        form.foot("Keep it", self.finish, self._close)
        self.keys_changed.emit()

    def finish(self) -> None:
        """Keep what is in the form."""
        form = self._form
        if form is not None:
            self.desk.do(posting.note_suspense, self._done, self._refused, line_id=int(form.property("line")), **form.values())

    def _done(self, _outcome: Any) -> None:
        self._close()

    def _refused(self, error: HousingDeskError) -> None:
        panel = self._find or self._form
        if panel is not None:
            panel.refused(error)

    def _close(self) -> None:
        self.escape()

    def escape(self) -> bool:
        """Esc closes the panel first."""
        was = self._is_open()
        self._find = self._form = None
        if was:
            self._moved(None)
            self.table.setFocus()
        return was
