"""Money taken at a desk: taken fast with the keyboard, counted at the end of the day, paid in by slip, and what came back."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.bank.actions.slips import take_back_banking, withdraw_slip
from housingdesk.bank.actions.takings import join_return, take_back_bounce
from housingdesk.bank.queries import slips as slip_queries
from housingdesk.bank.queries import takings as taking_queries
from housingdesk.bank.queries.our_accounts import bank_accounts
from housingdesk.bank.queries.takings import ReturnFit, TillSum
from housingdesk.bank.queries.targets import Target, target
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.documents.queries import Kept, kept
from housingdesk.errors import HousingDeskError
from housingdesk.properties.queries import schemes
from housingdesk.ui.bank.taking_words import (
    TillRow,
    counted_words,
    facts_of,
    is_struck,
    state_words,
    till_columns,
    till_facts,
    till_sentence,
    what_words,
    who_words,
)
from housingdesk.ui.bank.takings_forms import (
    BankedQuestion,
    BounceQuestion,
    CountQuestion,
    SlipQuestion,
    TakeQuestion,
    WithdrawQuestion,
)
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_TILL, _DAY, _SLIPS, _ALL = "till", "today", "slips", "all"
_TABS = {_TILL: "Not banked", _DAY: "Today", _SLIPS: "Paying-in slips", _ALL: "All receipts"}
_EMPTY = {_TILL: "Everything that was taken is banked. N takes money", _DAY: "Nothing was taken today. N takes money",
          _SLIPS: "No paying-in slip was made yet. S makes one of what lies in the till",
          _ALL: "Nothing was taken yet. N takes money"}
_MOST = 300


@frozen
class TillSeen:
    """Everything the screen shows: rows by tab, today's sums, our bank accounts and schemes, and the account asked for."""

    rows: dict[str, tuple[TillRow, ...]]
    sums: tuple[TillSum, ...]
    waiting_pence: int
    banks: tuple[tuple[int, str], ...]
    places: tuple[tuple[int, str], ...]


def till_seen(on: date) -> TillSeen:
    """What lies in the till and on slips, today's receipts, and all of them."""
    every = taking_queries.takings(on, limit=_MOST)
    waiting = taking_queries.takings(on, *taking_queries.NOT_BANKED)
    today = taking_queries.takings(on, taken_on=on)
    fits = slip_queries.slip_lines()
    slips = tuple(TillRow(-one.id, None, one, fits.get(one.id, ())) for one in slip_queries.slips(on))
    rows = {key: tuple(TillRow(one.id, one) for one in some) for key, some in ((_TILL, waiting), (_DAY, today), (_ALL, every))}
    return TillSeen({**rows, _SLIPS: slips}, taking_queries.till(today), sum(one.pence for one in waiting),
                    tuple((one.id, one.name) for one in bank_accounts()), tuple((one.id, one.label) for one in schemes(on)))


def with_pages(document_id: int) -> tuple[Kept, int]:
    """A receipt or slip as it was kept, and how many pages it has."""
    from housingdesk.letters.pdf.window_check import read_back

    file = kept(document_id)
    return file, read_back(file.content, None).pages


class TakingsPage(NumberedSections, Page, ListWithPane):
    """Receipts and slips at the left; what is taken, and what is marked, at the right."""

    title = "Takings"
    name, pane_name = "Takings", "Taking"
    empty = "Reading what was taken"
    tables = frozenset({"taking", "paying_in_slip", "bank_line"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("N", "take money", "take_money"), Key("Enter", "open the account", "open_account"),
        Key("Ctrl+P", "print it", "print_it"), Key("S", "paying-in slip", "slip"), Key("B", "it is banked", "banked"),
        Key("C", "count the till", "count"), Key("R", "came back unpaid", "came_back"), Key("W", "withdraw", "withdraw"),
        Key("V", "take back", "take_back", shown=False), Key("Alt+1…4", "lists"), *section_keys(list(_TABS.items())),
        Key("Ctrl+Enter", "finish", "finish", shown=False))

    def build(self) -> None:
        """Four lists and their verbs, the pane beside them."""
        self._seen: TillSeen | None = None
        self._wanted: int | None = None
        self._made: int | None = None
        self.tabs = Tabs("Which takings", [Tab(key, word, 0) for key, word in _TABS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.body.addWidget(flow_row(self.tabs, button("Take money", self.take_money, key="N", kind="primary"),
                                     button("Paying-in slip", self.slip, key="S"),
                                     button("Count", self.count, key="C"), gap=18))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return tuple(till_columns(self.desk.today))

    def sentence(self, row: TillRow) -> str:
        """A row as a screen reader says it."""
        return till_sentence(row)

    def open(self, **facts: Any) -> None:
        """``account_id``: money is taken for this account at once; ``tab``: which list."""
        self._wanted = facts.get("account_id")
        if facts.get("tab") in _TABS:
            self.tabs.choose(facts["tab"])
        self.mark_stale()

    def enter(self) -> None:
        """To the list, or to the form where money is taken for an account at once."""
        if isinstance(self.question, TakeQuestion):
            self.question.enter()
        else:
            super().enter()

    def reload(self) -> None:
        """All lists; and the account that money is to be taken for."""
        self.ask(till_seen, self._show, on=self.desk.today)

    def _show(self, found: TillSeen) -> None:
        self._seen = found
        self.tabs.show_tabs([Tab(key, word, len(found.rows[key])) for key, word in _TABS.items()])
        self.header.set_subtitle("Credited when it was taken; it waits here until the bank shows it")
        self.header.set_figures([("Not banked", format_pence(found.waiting_pence))] if found.waiting_pence else [])
        self._show_tab()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.ask(target, self._take_for, account_id=wanted)

    def _show_tab(self, _key: str = "") -> None:
        key = self.tabs.key()
        self.table.set_empty(_EMPTY[key] if self._seen is not None else self.empty)
        self.show_rows(self._seen.rows.get(key, ()) if self._seen is not None else ())
        if self._made is not None and self.table.go_to(self._made):
            self._made = None  # the receipt or slip that was just made is the one in hand

    # The pane.
    def show_current(self) -> None:
        """What is marked; today's sums while nothing is."""
        row: TillRow | None = self.current()
        if row is None:
            self._show_sums()
            return
        self.pane.begin(who_words(row), row.taking.address if row.taking is not None else what_words(row))
        self.pane.put(label(f"{state_words(row)}.", "late" if is_struck(row) else "strong", wrap=True))
        for fit in row.fits[:2] if row.slip is not None and row.slip.state is SlipState.MADE else ():
            self.pane.put(label(f"{fit.sentence}: {fit.narrative}.", wrap=True))
        self.pane.put(Facts(facts_of(row), strong_last=True))
        if self.tabs.key() == _DAY and self._seen is not None:
            self.pane.put(label("Today, by person and way", "section"))
            self.pane.put(Facts(till_facts(self._seen.sums), strong_last=True))
        first, *others = self._buttons()
        self.pane.finish(first, others)

    def _show_sums(self) -> None:
        self.pane.begin("Today’s till", "By person and way, to be counted against")
        if self._seen is not None:
            self.pane.put(Facts(till_facts(self._seen.sums) or [("Nothing was taken", "")], strong_last=True))
        self.pane.finish(button("Take money", self.take_money, key="N", kind="primary"))

    def _buttons(self) -> list[Any]:
        """The next step first."""
        named = (("banked", "It is banked", "B", self.banked), ("came_back", "Came back unpaid", "R", self.came_back),
                 ("print_it", "Print it", "Ctrl+P", self.print_it), ("withdraw", "Withdraw", "W", self.withdraw),
                 ("take_back", "Take back", "V", self.take_back), ("open_account", "Their account", "Enter", self.open_account))
        return [button(words, do, key=key) for act, words, key, do in named if self.is_valid(act)] or [None]

    # What can be done.
    def is_valid(self, act: str) -> bool:
        """What can be done with what is marked."""
        row: TillRow | None = self.current()
        taking, slip = (row.taking, row.slip) if row is not None else (None, None)
        if act in ("open_account", "print_it"):
            return taking is not None or (act == "print_it" and slip is not None)
        if act == "finish":
            return self.question is not None
        if not self.desk.may(Permission.POST_MONEY) or self.question is not None:
            return False
        if act == "slip":
            return bool(self._payable())
        if act == "banked":
            return slip is not None and slip.state is SlipState.MADE and row is not None and bool(row.fits)
        if act == "withdraw":
            mine = taking is not None and taking.state is TakingState.TAKEN and taking.taken_on == self.desk.today
            return mine or (slip is not None and slip.state is SlipState.MADE)
        if act == "came_back":
            return (taking is not None and taking.way in (TakingWay.CHEQUE, TakingWay.POSTAL_ORDER)
                    and (taking.state is TakingState.BANKED
                         or (taking.state is TakingState.BOUNCED and taking.returned_line_id is None)))
        if act == "take_back":
            return (taking is not None and taking.state is TakingState.BOUNCED) or (
                slip is not None and slip.state is SlipState.BANKED)
        return True

    def _payable(self) -> list[Any]:
        rows = self._seen.rows[_TILL] if self._seen is not None else ()
        return [one.taking for one in rows if one.taking is not None and one.taking.state is TakingState.TAKEN
                and one.taking.way is not TakingWay.CARD]

    def enter_pressed(self) -> None:
        """Enter in the list."""
        self.open_account()

    def to_section(self, number: int) -> None:
        """To one of the lists, counted from 1."""
        self.tabs.choose(list(_TABS)[number - 1])
        self.table.setFocus()

    def take_money(self) -> None:
        """Somebody hands money over."""
        self._take_for(None)

    def _take_for(self, account: Target | None) -> None:
        if self.desk.may(Permission.POST_MONEY):
            places = self._seen.places if self._seen is not None else ()
            self.ask_form(TakeQuestion(self, places, self._taken, account))

    def _taken(self, outcome: Any) -> None:
        self.close_form()
        self._made = int(outcome.value)
        self.tabs.choose(_DAY)
        self.ask(taking_queries.taking, lambda row: self._print_document(row.document_id), taking_id=int(outcome.value),
                 on=self.desk.today)

    def print_it(self) -> None:
        """The receipt or the slip as it was kept."""
        row: TillRow | None = self.current()
        if row is not None:
            self._print_document(row.taking.document_id if row.taking is not None else row.slip.document_id
                                 if row.slip is not None else None)

    def _print_document(self, document_id: int | None) -> None:
        if document_id is not None:
            self.ask(with_pages, self._print, document_id=document_id)

    def _print(self, found: tuple[Kept, int]) -> None:
        from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer

        file, pages = found
        words = file.name.removesuffix(".pdf")
        PrintPanel(self.window(), self.desk, f"Print {words}", file.content, pages, sent_to_printer(self.desk, words))

    def slip(self) -> None:
        """Pay in what lies in the till."""
        if self._seen is not None and self.is_valid("slip"):
            self.ask_form(SlipQuestion(self, self._payable(), self._seen.banks, self._slip_made))

    def _slip_made(self, outcome: Any) -> None:
        self.close_form()
        self._made = -int(outcome.value)  # as the list numbers its slips
        self.tabs.choose(_SLIPS)
        self.ask(slip_queries.slip, lambda row: self._print_document(row.document_id), slip_id=int(outcome.value),
                 on=self.desk.today)

    def banked(self) -> None:
        """The bank shows a slip."""
        row: TillRow | None = self.current()
        if row is not None and row.slip is not None and self.is_valid("banked"):
            self.ask_form(BankedQuestion(self, row.slip, row.fits))

    def withdraw(self) -> None:
        """A receipt of today does not stand, or a slip was not paid in."""
        row: TillRow | None = self.current()
        if row is None or not self.is_valid("withdraw"):
            return
        if row.taking is not None:
            self.ask_form(WithdrawQuestion(self, row.taking))
        elif row.slip is not None:
            self.desk.do(withdraw_slip, None, self._refused, slip_id=row.slip.id)

    def came_back(self) -> None:
        """A cheque came back unpaid, or the bank's debit for one has come."""
        row: TillRow | None = self.current()
        if row is not None and row.taking is not None and self.is_valid("came_back"):
            self.ask(taking_queries.return_lines, partial(self._ask_return, row), taking_id=row.taking.id, on=self.desk.today)

    def _ask_return(self, row: TillRow, fits: tuple[ReturnFit, ...]) -> None:
        if row.taking is None:
            return
        if row.taking.state is TakingState.BANKED:
            self.ask_form(BounceQuestion(self, row.taking, fits))
        elif fits:
            self.desk.do(join_return, None, self._refused, taking_id=row.taking.id, bank_line_id=fits[0].bank_line_id)
        else:
            self.notices.message("The bank’s debit for it has not come yet", Status.INFORMATION)

    def take_back(self) -> None:
        """A cheque was paid after all, or a line of the bank was not a slip's."""
        row: TillRow | None = self.current()
        if row is None or not self.is_valid("take_back"):
            return
        if row.taking is not None:
            self.desk.do(take_back_bounce, None, self._refused, taking_id=row.taking.id)
        elif row.slip is not None:
            self.desk.do(take_back_banking, None, self._refused, slip_id=row.slip.id, brought=True)

    def count(self) -> None:
        """Hold the cash that was counted against today's receipts."""
        self.ask_form(CountQuestion(self, self._counted))

    def _counted(self, pence: int) -> None:
        sums = self._seen.sums if self._seen is not None else ()
        said = counted_words(sums, pence)
        self.close_form()
        self.notices.message(said, Status.GOOD if "agrees" in said else Status.LATE)

    def open_account(self) -> None:
        """The account that was credited."""
        row: TillRow | None = self.current()
        if row is not None and row.taking is not None:
            self.go_to("account", account_id=row.taking.account_id)

    def _refused(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), Status.LATE)
