"""One payment file: its payments with whose each is, the money it is held against; posted whole or not at all."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from housingdesk.access.rules import Permission
from housingdesk.bank.actions.file_posting import move_line, post_file, take_back_file
from housingdesk.bank.actions.payment_files import choose_line, put_aside, take_up
from housingdesk.bank.queries import file_lumps, payment_files
from housingdesk.bank.queries.file_lumps import FileFit
from housingdesk.bank.queries.payment_files import PaymentFileRow, PaymentLineRow
from housingdesk.bank.queries.targets import find_targets
from housingdesk.bank.rules.payment_files import many
from housingdesk.bank.rules.words import FileLineState, FileState
from housingdesk.errors import HousingDeskError
from housingdesk.ui.bank.file_head import FileHead
from housingdesk.ui.bank.file_words import KIND_WORDS, line_columns, line_sentence, line_words, whose_words
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.finder import Finder, Search
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

_ALL, _ASKS, _NOBODY = "all", "needs you", "unidentified"
_WORDS = {_ALL: "All", _ASKS: "Needs you", _NOBODY: "Unidentified"}
_EMPTY = {_ALL: "This file has no payments", _ASKS: "No payment needs you",
          _NOBODY: "Every payment is somebody’s"}
_TESTS: dict[str, Callable[[PaymentLineRow], bool]] = {
    _ALL: lambda _: True, _ASKS: lambda one: one.asks, _NOBODY: lambda one: one.state is FileLineState.TO_SUSPENSE}


@frozen
class FileSeen:
    """A file with its payments, and the sums of the bank it may explain."""

    head: PaymentFileRow
    lines: tuple[PaymentLineRow, ...]
    fits: tuple[FileFit, ...]


def file_seen(file_id: int, on: date) -> FileSeen:
    """Everything the screen shows."""
    head = payment_files.payment_file(file_id)
    fits = file_lumps.lumps_for(file_id, on) if head.state is FileState.WAITING else ()
    return FileSeen(head, payment_files.lines_of(file_id), fits)


def people(text: str) -> list[tuple[int, str, str]]:
    """Accounts of people that fit a fragment."""
    return [(one.id, one.name, one.detail) for one in find_targets(text)]


class PaymentFilePage(NumberedSections, Page, ListWithPane):
    """Payments at the left, what one of them is at the right, sums and money above."""

    title = "Payment file"
    name, pane_name = "Payments of the file", "Payment"
    empty = "Reading the payment file"
    tables = frozenset({"payment_file", "payment_file_line", "bank_line", "entry"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open, or say whose", "enter_line"), Key("F", "find the account", "find_account"),
        Key("U", "unidentified", "to_nobody"), Key("Y", "it is theirs", "agree"), Key("B", "other bank line", "next_lump"),
        Key("]", "next that needs you", "next_asking"), Key("Alt+P", "put aside", "aside", shown=False),
        Key("Alt+T", "take the file back", "take_back", shown=False), Key("Alt+1…3", "lists"),
        *section_keys(list(_WORDS.items())), Key("Ctrl+Enter", "post the file", "finish"))

    def build(self) -> None:
        """The head with sums and money, the tabs, the payments and the pane."""
        self._id = 0
        self._seen: FileSeen | None = None
        self._lump: int | None = None
        self.head = FileHead(self._chose_lump, self.finish)
        self.summary = SummaryBar()
        self.summary.turned.connect(self.head.hide_button)
        self.stay(self.summary)
        self.tabs = Tabs("Which payments", [Tab(key, words, 0) for key, words in _WORDS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.body.addWidget(self.head)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return tuple(line_columns(self.desk.today))

    def sentence(self, row: PaymentLineRow) -> str:
        """A row as a screen reader says it."""
        return line_sentence(row)

    def open(self, **facts: Any) -> None:
        """``file_id``: which file; ``bank_line_id``: the line it is held against first."""
        if facts.get("file_id") not in (None, self._id):
            self._id, self._seen, self._lump, self.question = int(facts["file_id"]), None, None, None
            self.summary.put_away()
            self.tabs.choose(_ALL)
        if facts.get("bank_line_id") is not None:
            self._lump = int(facts["bank_line_id"])
        self.mark_stale()

    def reload(self) -> None:
        """The file, and the money it may be the list of."""
        if self._id:
            self.ask(file_seen, self._show, file_id=self._id, on=self.desk.today)

    def _show(self, found: FileSeen) -> None:
        first = self._seen is None
        self._seen, head = found, found.head
        self.set_title(f"{KIND_WORDS[head.kind]}{f', {format_date(head.last_on)}' if head.last_on else ''}")
        self.header.set_subtitle(f"{head.name} · {many(head.lines)}")
        if self._lump not in [fit.lump.bank_line_id for fit in found.fits]:
            self._lump = found.fits[0].lump.bank_line_id if found.fits else None
        self.head.show_file(head, found.fits, self._lump, self.desk.today)
        self.tabs.show_tabs([Tab(key, words, sum(map(_TESTS[key], found.lines))) for key, words in _WORDS.items()])
        if first and head.asks and head.state is FileState.WAITING:
            self.tabs.choose(_ASKS)
        self.header.set_actions(*(self._actions(head.state) if self.desk.may(Permission.POST_MONEY) else ()))
        self._show_tab()

    def _actions(self, state: FileState) -> list[QPushButton]:
        if state is FileState.PUT_ASIDE:
            return [button("Take it up again", self.aside, key="Alt+P")]
        if state is FileState.POSTED:
            return [button("Take the file back", self.take_back, key="Alt+T")]
        return [button("Put aside", self.aside, key="Alt+P")]

    def _show_tab(self, _key: str = "") -> None:
        key = self.tabs.key()
        self.table.set_empty(_EMPTY[key] if self._seen is not None else self.empty)
        self.show_rows([one for one in self._seen.lines if _TESTS[key](one)] if self._seen is not None else [])

    # The pane.
    def show_current(self) -> None:
        """Whose the payment is, by what, and what is next."""
        row: PaymentLineRow | None = self.current()
        if row is None:
            self.pane.begin("No payment chosen", "Choose a payment to see whose it is, and by what")
            self.pane.finish()
            return
        self.pane.begin(whose_words(row), row.where)
        self.pane.put(label(f"{line_words(row)}. {row.why.removesuffix('.')}.", "late" if row.asks else "strong", wrap=True))
        self.pane.put(Facts([(word, text) for word, text in (
            ("Reference", row.reference), ("The file says", row.name), ("Paid", row.way), ("Paid on", format_date(row.paid_on)),
            ("Our reference", row.account_reference), ("Said by", row.chosen_by or ""),
            ("Amount", format_pence(row.pence))) if text], strong_last=True))
        first, *others = self._buttons(row) or [None]
        self.pane.finish(first, [one for one in others if one is not None])

    def _buttons(self, row: PaymentLineRow) -> list[QPushButton | None]:
        made: list[QPushButton | None] = []
        if self.is_valid("agree"):
            made.append(button("It is theirs", self.agree, key="Y", kind="primary"))
        if self.is_valid("find_account"):
            kind = "primary" if not made and (row.asks or row.account_id is None) else ""
            made.append(button("Find the account", self.find_account, key="F", kind=kind))
        if self.is_valid("to_nobody"):
            made.append(button("Nobody knows", self.to_nobody, key="U"))
        if row.tenancy_id is not None:
            made.append(button("Open their account", self.open_account, key="Enter", kind="" if made else "primary"))
        return made

    # One payment.
    def _open(self) -> bool:
        return (self._seen is not None and self._seen.head.state is FileState.WAITING and self.desk.may(Permission.POST_MONEY)
                and self.question is None)

    def is_valid(self, act: str) -> bool:
        """What can be done with the file and with the payment that is marked."""
        row: PaymentLineRow | None = self.current()
        state = self._seen.head.state if self._seen is not None else None
        if act == "find_account":
            moves = (state is FileState.POSTED and row is not None and row.state is FileLineState.TO_SUSPENSE
                     and self.desk.may(Permission.POST_MONEY) and self.question is None)
            return row is not None and (self._open() or moves)
        if act == "to_nobody":
            return row is not None and self._open() and row.state is not FileLineState.TO_SUSPENSE
        if act == "agree":
            return (row is not None and self._open() and row.state is FileLineState.TAKES_BACK
                    and row.account_id is not None)
        if act == "take_back":
            return state is FileState.POSTED and self.desk.may(Permission.POST_MONEY)
        if act == "finish":
            return self.question is not None or (self._open() and self._lump is not None)
        if act == "next_lump":
            return self._open() and self._seen is not None and len(self._seen.fits) > 1
        if act == "next_asking":
            return self._open() and self._seen is not None and self._seen.head.asks > 0
        if act == "aside":
            return state in (FileState.WAITING, FileState.PUT_ASIDE)
        return act != "enter_line" or row is not None

    def enter_pressed(self) -> None:
        """Enter in the list."""
        self.enter_line()

    def to_section(self, number: int) -> None:
        """To one of the lists, counted from 1."""
        self.tabs.choose(list(_WORDS)[number - 1])
        self.table.setFocus()

    def enter_line(self) -> None:
        """Say whose it is, or open their account."""
        row: PaymentLineRow | None = self.current()
        if row is not None and (row.asks or row.state is FileLineState.TO_SUSPENSE) and self.is_valid("find_account"):
            self.find_account()
        else:
            self.open_account()

    def open_account(self) -> None:
        """The account that the payment goes to."""
        row: PaymentLineRow | None = self.current()
        if row is not None and row.account_id is not None and row.tenancy_id is not None:
            self.go_to("account", account_id=row.account_id)

    def find_account(self) -> None:
        """Find the account whose payment it is."""
        row: PaymentLineRow | None = self.current()
        if row is None or not self.is_valid("find_account"):
            return
        finder = Finder(Search(self.desk, people), name="Account", placeholder="Name, reference, street")
        about = f"Line {row.number}: {row.reference or row.name or 'no reference'} · {format_pence(row.pence)}"
        self.ask_form(Question(self, "Whose payment is this?", about, (("account_id", "Account", finder),), "It is theirs",
                               partial(self._found, row, finder)))

    def _found(self, row: PaymentLineRow, finder: Finder, form: PaneForm) -> None:
        chosen = finder.value()
        if not chosen:
            form.show_problems([Problem("account_id", "Choose an account: type a part of the name, Enter takes it")])
            return
        posted = self._seen is not None and self._seen.head.state is FileState.POSTED
        self.desk.do(move_line if posted else choose_line, self.close_form, form.refused, line_id=row.id, account_id=chosen[0])

    def to_nobody(self) -> None:
        """Nobody knows whose it is."""
        row: PaymentLineRow | None = self.current()
        if row is not None and self.is_valid("to_nobody"):
            self.desk.do(choose_line, None, self._refused, line_id=row.id, account_id=None)

    def agree(self) -> None:
        """A line that may take money back is theirs."""
        row: PaymentLineRow | None = self.current()
        if row is not None and self.is_valid("agree"):
            self.desk.do(choose_line, None, self._refused, line_id=row.id, account_id=row.account_id)

    def next_asking(self) -> None:
        """To the payments that need somebody."""
        self.tabs.choose(_ASKS)
        self.table.setFocus()

    # The whole file.
    def _chose_lump(self, bank_line_id: int | None) -> None:
        self._lump = bank_line_id
        if self._seen is not None:
            self.head.show_file(self._seen.head, self._seen.fits, bank_line_id, self.desk.today)

    def next_lump(self) -> None:
        """Hold it against the next line of the bank."""
        if self._seen is not None and self._seen.fits:
            ids = [fit.lump.bank_line_id for fit in self._seen.fits]
            self._chose_lump(ids[(ids.index(self._lump) + 1) % len(ids)] if self._lump in ids else ids[0])

    def finish(self) -> None:
        """Ctrl+Enter: keep what is asked, or post the file after one look at its sums."""
        if self.question is not None:
            self.question.submit()
            return
        if self._seen is None or not self._open() or self.summary.press():
            return
        fit = next((one for one in self._seen.fits if one.lump.bank_line_id == self._lump), None)
        if fit is None or not fit.fits or self._seen.head.asks:
            need = "needs" if self._seen.head.asks == 1 else "need"
            asks = f"{many(self._seen.head.asks)} of this file {need} you" if self._seen.head.asks else ""
            self._say(asks or (fit.sentence if fit is not None else "Its money has not come to the bank"))
            self.tabs.choose(_ASKS if self._seen.head.asks else _ALL)
            return
        head = self._seen.head
        fees = f" less {format_pence(head.fee_pence)} of fees" if head.fee_pence else ""
        self.summary.ask(f"{many(head.lines)}, {format_pence(head.pence)}{fees}, against the bank’s "
                         f"{format_pence(fit.lump.pence)} of {format_date(fit.lump.made_on)}", "Post the file",
                         partial(self._post, fit.lump.bank_line_id))

    def _post(self, bank_line_id: int) -> None:
        self.desk.do(post_file, self._posted, self._refused, file_id=self._id, bank_line_id=bank_line_id)

    def _posted(self, _outcome: Any) -> None:
        self.tabs.choose(_ALL)
        if self.isVisible():
            self.focus_list()

    def take_back(self) -> None:
        """Take the posted file back as one."""
        if self.is_valid("take_back"):
            self.desk.do(take_back_file, None, self._refused, file_id=self._id)

    def aside(self) -> None:
        """Put the file aside with a reason, or take it up again."""
        if self._seen is None:
            return
        if self._seen.head.state is FileState.PUT_ASIDE:
            self.desk.do(take_up, None, self._refused, file_id=self._id)
        else:
            asked = (("why", "Why", TextField(longest=400, placeholder="It came twice")),)
            self.ask_form(Question(self, "Put it aside", "It is not posted; its money, if it came, waits on", asked,
                                   "Put it aside", self._put_aside))

    def _put_aside(self, form: PaneForm) -> None:
        self.desk.do(put_aside, self.close_form, form.refused, file_id=self._id, why=form.values()["why"])

    def _refused(self, error: HousingDeskError) -> None:
        self._say(refusal(error))

    def _say(self, sentence: str) -> None:
        self.notices.message(sentence, Status.LATE)

    def escape(self) -> bool:
        """Esc leaves what was asked first."""
        return self.summary.put_away() or super().escape()
