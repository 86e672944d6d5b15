"""Requests: what one person asked for and another allows, the refunds to be paid, and what became of the others."""

from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.refunding import allow_request
from housingdesk.rent.actions import requests as actions
from housingdesk.rent.queries.requests import Waiting, bands, board
from housingdesk.rent.rules.bands import Bands, Hand, Minute
from housingdesk.rent.rules.words import RequestState
from housingdesk.reports.payment_list import payment_list, payment_table
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import LongText, TextField
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, ListWithPane, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.rent.request_words import (
    DECIDED,
    EMPTY,
    TABS,
    TO_PAY,
    WAITING,
    Listed,
    columns,
    facts,
    listed,
    payee,
    sentence,
)
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

_TITLE = "Refunds to pay"


class RequestsPage(NumberedSections, Page, ListWithPane):
    """Three lists; the pane says why somebody may not allow what is marked."""

    title = "Requests"
    name, pane_name = "Requests", "Request"
    empty = "Reading what was asked for"
    pane_width = 330
    fold = 860
    tables = frozenset({"money_request", "balance", "setting"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "open the account"), Key("A", "allow", "allow"), Key("D", "decline", "decline"),
        Key("W", "withdraw", "withdraw"), Key("P", "paid", "mark_paid"), Key("B", "take back", "take_back"),
        Key("Ctrl+P", "payment list", "print_list"), Key("Ctrl+E", "as a table", "save_list", shown=False),
        Key("Alt+1…3", "lists"), *section_keys(list(TABS.items())), FINISH)

    def build(self) -> None:
        """The tabs, the list and its pane."""
        self._found = Waiting((), (), ())
        self._bands: dict[Any, Bands] = {}
        self.tabs = Tabs("Which requests", [Tab(key, word, 0) for key, word in TABS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.print_button = button("Payment list", self.print_list, key="Ctrl+P")
        self.body.addWidget(flow_row(self.tabs, self.print_button, gap=24))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return columns(self.desk.today)

    def sentence(self, row: Listed) -> str:
        """A row as a screen reader says it."""
        return sentence(row)

    def open(self, **facts: Any) -> None:
        """With ``tab`` one of the lists."""
        if facts.get("tab") in TABS:
            self.tabs.choose(facts["tab"])
        self.mark_stale()

    def reload(self) -> None:
        """Everything that was asked for."""
        who = self.desk.who
        self.ask(board, self._show, on=self.desk.today, who=Hand(who.id, who.name, who.role))

    def _show(self, found: Waiting) -> None:
        self._found = found
        counts = {WAITING: len(found.rows), TO_PAY: len(found.to_pay), DECIDED: len(found.decided)}
        self.tabs.show_tabs([Tab(key, word, counts[key]) for key, word in TABS.items()])
        yours = sum(not why for _, why in found.rows)
        self.header.set_subtitle("Nothing moves until somebody other than whoever asked has allowed it")
        self.header.set_figures([("For you to decide", f"{yours}"),
                                 ("To pay", format_pence(sum(row.pence for row in found.to_pay)))])
        self._show_tab()

    def _show_tab(self, _key: str = "") -> None:
        key = self.tabs.key()
        self.table.set_empty(EMPTY[key])
        self.show_rows(listed(self._found, key))
        self.print_button.setVisible(self.is_valid("print_list"))
        if self.model.count() and self.table.current_id() is None:
            self.table.view.select_place(0)

    def to_section(self, number: int) -> None:
        """One of the lists."""
        self.tabs.choose(list(TABS)[number - 1])
        self._show_tab()
        self.focus_list()

    # The pane.
    def show_current(self) -> None:
        """What was asked for and why, what was looked at, and what this person may do about it."""
        one = self.current()
        if not isinstance(one, Listed):
            self.pane.begin("Nothing is marked")
            self.pane.finish()
            return
        row = one.row
        self.pane.begin(row.what, f"{row.name} · {row.write_off_reason or row.kind}")
        self.pane.put(Facts([*facts(row), *(payee(row) if not self.desk.privacy.on else [])]))
        self.pane.put(label(row.reason, "read", wrap=True))
        if row.answers:
            checks = Checks()
            checks.show_checks([(Status.INFORMATION, f"{said.sentence}. {said.answer}".strip()) for said in row.answers])
            self.pane.put(checks)
        if row.decision:
            self.pane.put(label(f"{row.decided_by}: {row.decision}", wrap=True))
        if one.why_not:
            self.pane.put(label(f"{one.why_not}.", "due", wrap=True))
        offered = (("decline", "Decline", "D"), ("withdraw", "Withdraw", "W"), ("mark_paid", "Paid", "P"),
                   ("take_back", "Take back", "B"))
        others = [button(words, getattr(self, act), key=key) for act, words, key in offered if self.is_valid(act)]
        others.append(button("The account", self.enter_pressed, key="Enter"))
        self.pane.finish(button("Allow it", self.allow, key="A", kind="primary") if self.is_valid("allow") else None, others)

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What may be done with the marked request by this person."""
        if act == "finish":
            return self.question is not None
        if act.startswith("section_"):
            return True
        if act in ("print_list", "save_list"):
            return bool(self._found.to_pay) and self.tabs.key() == TO_PAY and not self.desk.privacy.on
        one = self.current()
        if self.question is not None or not isinstance(one, Listed):
            return False
        row, decides = one.row, self.desk.may(Permission.ADJUST_ACCOUNTS)
        mine, posts = row.asked_by.user_id == self.desk.who.id, self.desk.may(Permission.POST_MONEY)
        asked, approved = row.state is RequestState.ASKED, row.state is RequestState.APPROVED
        return {"allow": asked and decides and not one.why_not, "decline": asked and decides and not mine,
                "withdraw": asked and mine and posts, "mark_paid": approved and self.tabs.key() == TO_PAY and posts,
                "take_back": approved and decides}.get(act, True)

    def enter_pressed(self) -> None:
        """Open the account."""
        one = self.current()
        if isinstance(one, Listed) and self.question is None:
            self.go_to("account", account_id=one.row.account_id)

    def allow(self) -> None:
        """Allow what is marked: with the board's minute where it is the board that allows."""
        one = self.current()
        if isinstance(one, Listed) and self.is_valid("allow"):
            self.ask(bands, partial(self._ask_allow, one), kind=one.row.kind, on=self.desk.today)

    def _ask_allow(self, one: Listed, found: Bands) -> None:
        today = self.desk.today
        asked: list[Any] = [("note", "Note", LongText(lines=2), "What you checked, if it is worth keeping")]
        if found.needs_board(one.row.pence):
            asked[:0] = [("reference", "Board minute", TextField(longest=60), "Above a manager’s band the board allows it"),
                         ("on", "Day of the meeting", DateEdit(lambda: today, None, needed=True))]
        self.ask_form(Question(self, f"Allow: {one.row.what}", f"{one.row.name}. It is posted at once, dated today", asked,
                               "Allow and post it", partial(self._allow, one)))

    def _allow(self, one: Listed, form: PaneForm) -> None:
        values = form.values()
        minute = Minute(values["reference"], values["on"]) if "reference" in values else None
        self.desk.do(allow_request, self.close_form, form.refused, request_id=one.id, note=values["note"], minute=minute)

    def decline(self) -> None:
        """Decline it with the reason."""
        one = self.current()
        if isinstance(one, Listed) and self.is_valid("decline"):
            self.ask_form(Question(self, f"Decline: {one.row.what}", f"{one.row.asked_by.name} reads the reason",
                                   [("reason", "Why", LongText(lines=3))], "Decline it", partial(self._decline, one)))

    def _decline(self, one: Listed, form: PaneForm) -> None:
        self.desk.do(actions.decline, self.close_form, form.refused, request_id=one.id, reason=form["reason"].value())

    def withdraw(self) -> None:
        """Withdraw one's own."""
        one = self.current()
        if isinstance(one, Listed) and self.is_valid("withdraw"):
            self.desk.do(actions.withdraw, request_id=one.id)

    def mark_paid(self) -> None:
        """Say on which day it left the bank; its line on a statement says so by itself."""
        one, today = self.current(), self.desk.today
        if isinstance(one, Listed) and self.is_valid("mark_paid"):
            self.ask_form(Question(self, f"Paid: {one.row.what}", "The bank’s own line says so by itself, once it is posted",
                                   [("on", "Left the bank on", DateEdit(lambda: today, today, needed=True))], "It is paid",
                                   partial(self._paid, one)))

    def _paid(self, one: Listed, form: PaneForm) -> None:
        self.desk.do(actions.mark_paid, self.close_form, form.refused, request_id=one.id, on=form["on"].value())

    def take_back(self) -> None:
        """Reverse what was allowed, with the reason."""
        one = self.current()
        if isinstance(one, Listed) and self.is_valid("take_back"):
            self.ask_form(Question(self, f"Take back: {one.row.what}", "It is reversed on the account; both entries stay",
                                   [("reason", "Why", LongText(lines=3))], "Take it back", partial(self._take_back, one)))

    def _take_back(self, one: Listed, form: PaneForm) -> None:
        reason = form["reason"].value()
        if len(reason) < 4:
            form.show_problems([Problem("reason", "Say in a few words why")])
        else:
            self.desk.do(actions.take_back_approval, self.close_form, form.refused, request_id=one.id, reason=reason)

    # The list on paper.
    def print_list(self) -> None:
        """The refunds to be paid, to a printer."""
        if self.is_valid("print_list"):
            self.ask(payment_list, self._print, on=self.desk.today, by=self.desk.who.name)

    def _print(self, data: bytes) -> None:
        from housingdesk.letters.pdf import read_back  # it brings the PDF reader, which nothing else here needs

        PrintPanel(self.window(), self.desk, "Print the refunds to pay", data, read_back(data, None).pages,
                   sent_to_printer(self.desk, _TITLE))

    def save_list(self) -> None:
        """The refunds to be paid as a table."""
        if self.is_valid("save_list"):
            ask_where(self, "Save the refunds to pay", f"{_TITLE}.csv", self.save_to, {"Table (*.csv)": ".csv"})

    def save_to(self, path: str) -> None:
        """Write the table to a file."""
        self.desk.ask(payment_table, partial(self._write, path))

    def _write(self, path: str, content: bytes) -> None:
        self.desk.run(write_file, self.desk.notices.toast, label="Saving", path=path, made=lambda: content)
