"""One collection of Direct Debits: its payments and what became of each; its file is saved, sent, and posted with its lump."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.bank.actions.collections import mark_sent, withdraw_collection
from housingdesk.bank.queries import collections
from housingdesk.bank.queries.collections import CollectedRow, CollectionRow
from housingdesk.bank.rules.instructions import CODE_WORDS
from housingdesk.bank.rules.words import CollectedState, CollectionState
from housingdesk.ui.bank.debit_words import collected_columns, collected_sentence, collected_words, collection_facts
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_NEXT = {CollectionState.MADE: "Save the file, send it, then say that it is sent",
         CollectionState.SENT: "Waits for its sum in the bank; then everybody is credited",
         CollectionState.POSTED: "Everybody was credited on the day of the collection",
         CollectionState.WITHDRAWN: "Withdrawn before it was sent: its payments are due as before"}


@frozen
class CollectionSeen:
    """A collection and its payments."""

    head: CollectionRow
    rows: tuple[CollectedRow, ...]


def collection_seen(collection_id: int) -> CollectionSeen:
    """A collection with all its lines."""
    return CollectionSeen(collections.collection(collection_id), collections.lines_of(collection_id))


def _save(progress: Any, collection_id: int, path: str) -> str:
    return write_file(progress, path, lambda: collections.content(collection_id)[1])


class CollectionPage(Page, ListWithPane):
    """Payments at the left; the collection, or the payment that is marked, at the right."""

    title = "Collection"
    name, pane_name = "Payments of the collection", "Payment"
    empty = "Reading the collection"
    tables = frozenset({"collection", "collection_line", "payment_file", "mandate"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Ctrl+S", "save the file", "save_file"), Key("M", "it is sent", "sent"),
        Key("W", "withdraw", "withdraw"), Key("B", "its sum in the bank", "open_file"), Key("Enter", "open the account",
                                                                                          "open_account"))

    def build(self) -> None:
        """The verbs, the payments, the pane."""
        self._id = 0
        self._seen: CollectionSeen | None = None
        self._verbs = {"save_file": button("Save the file", self.save_file, key="Ctrl+S"),
                       "sent": button("It is sent", self.sent, key="M", kind="primary"),
                       "open_file": button("Its sum in the bank", self.open_file, key="B"),
                       "withdraw": button("Withdraw", self.withdraw, key="W")}
        self.body.addWidget(flow_row(*self._verbs.values(), gap=10))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return tuple(collected_columns(self.desk.today))

    def sentence(self, row: CollectedRow) -> str:
        """A payment as a screen reader says it."""
        return collected_sentence(row)

    def open(self, **facts: Any) -> None:
        """One collection: ``collection_id``."""
        self._id = int(facts["collection_id"])
        self._seen = None
        self.mark_stale()

    def reload(self) -> None:
        """The collection and its payments."""
        if self._id:
            self.ask(collection_seen, self._show, collection_id=self._id)

    def _show(self, found: CollectionSeen) -> None:
        self._seen, head = found, found.head
        self.set_title(f"Collection of {format_date(head.collect_on)}")
        self.header.set_subtitle(f"{sentence_case(head.state)}. {_NEXT[head.state]}")
        self.header.set_figures([("Payments", f"{head.lines:,}"), ("Amount", format_pence(head.pence))])
        for act, made in self._verbs.items():
            made.setVisible(self.is_valid(act))
        self.table.set_empty("This collection has no payment")
        self.show_rows(found.rows)

    def show_current(self) -> None:
        """The payment that is marked; the collection while none is."""
        row: CollectedRow | None = self.current()
        if self._seen is None:
            self.pane.begin("Nothing chosen", "")
        elif row is None:
            self.pane.begin("The collection", self._seen.head.form)
            self.pane.put(Facts(collection_facts(self._seen.head), strong_last=True))
        else:
            self.pane.begin(row.names, row.address)
            if row.state is not CollectedState.COLLECTED:
                self.pane.put(label(f"{collected_words(row, self.desk.today)}: {row.reason}.", "late", wrap=True))
            self.pane.put(Facts([("Reference", row.reference), ("Is", sentence_case(CODE_WORDS[row.code])),
                                 ("Amount", format_pence(row.pence))], strong_last=True))
        self.pane.finish(button("Their account", self.open_account, key="Enter") if row is not None else None)

    def is_valid(self, act: str) -> bool:
        """What can be done with a collection as far as it is."""
        if act == "open_account":
            return self.current() is not None
        if self._seen is None:
            return False
        head, may = self._seen.head, self.desk.may(Permission.POST_MONEY)
        if act in ("sent", "withdraw"):
            return may and head.state is CollectionState.MADE
        if act == "open_file":
            return head.file_id is not None
        return act != "save_file" or (may and head.state is not CollectionState.WITHDRAWN)

    def enter_pressed(self) -> None:
        """Enter in the list."""
        self.open_account()

    def open_account(self) -> None:
        """Whose payment it is."""
        row: CollectedRow | None = self.current()
        if row is not None:
            self.go_to("account", account_id=row.account_id)

    def save_file(self) -> None:
        """The file for the bureau or Bacs."""
        if self._seen is not None and self.is_valid("save_file"):
            ask_where(self, "Save the collection", self._seen.head.file_name, partial(self.save_to, self._id))

    def save_to(self, collection_id: int, path: str) -> None:
        """Write it in a worker."""
        self.desk.run(_save, self.notices.toast, self._refused, label=f"Writing {Path(path).name}",
                      collection_id=collection_id, path=path)

    def sent(self) -> None:
        """The file went out."""
        if self.is_valid("sent"):
            self.desk.do(mark_sent, None, self._refused, collection_id=self._id)

    def withdraw(self) -> None:
        """It is not to go out."""
        if self.is_valid("withdraw"):
            self.desk.do(withdraw_collection, None, self._refused, collection_id=self._id)

    def open_file(self) -> None:
        """The payment file that its lump is posted with."""
        if self._seen is not None and self._seen.head.file_id is not None:
            self.go_to("payment_file", file_id=self._seen.head.file_id)

    def _refused(self, error: Any) -> None:
        self.notices.message(refusal(error), Status.LATE)
