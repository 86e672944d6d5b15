"""Direct Debits: who pays so, what is due next and who is left out, the collections, and what Bacs reports."""

from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.bank.actions.bacs import carry_out_report, import_report
from housingdesk.bank.actions.mandates import confirm_mandate
from housingdesk.bank.queries import bacs, collections, mandates
from housingdesk.bank.queries.bacs import AdviceRow, DebitFit, ReportRow
from housingdesk.bank.queries.collections import CollectionPreview
from housingdesk.bank.queries.targets import Target, target
from housingdesk.bank.rules.words import CollectionState, MandateState
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.ui.bank.debit_forms import (
    ChangeQuestion,
    CollectQuestion,
    DebitQuestion,
    MandateQuestion,
    StopQuestion,
    WhoseQuestion,
)
from housingdesk.ui.bank.debit_words import (
    DebitRow,
    advice_facts,
    collection_facts,
    debit_columns,
    debit_sentence,
    mandate_facts,
    state_words,
    what_words,
    who_words,
)
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.files import ask_for_file
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

_ALL, _DUE, _MADE, _REPORTS = "all", "due", "collections", "reports"
_TABS = {_ALL: "Direct Debits", _DUE: "Due next", _MADE: "Collections", _REPORTS: "Reports of Bacs"}
_EMPTY = {_ALL: "Nobody pays by Direct Debit yet. N enters an instruction", _DUE: "Nothing is due with the next collection",
          _MADE: "Nothing was collected yet. C makes the file of what is due",
          _REPORTS: "Bacs has reported nothing. I takes a report in, or drop it here"}


@frozen
class DebitsSeen:
    """Everything the screen shows: rows by tab, what would be collected next, and the first day after the notice."""

    rows: dict[str, tuple[DebitRow, ...]]
    preview: CollectionPreview
    reports: dict[int, ReportRow]
    earliest: date


def debits_seen(on: date) -> DebitsSeen:
    """Instructions, the next collection with who is left out, collections, and lines of reports."""
    found = collections.preview(collections.next_day(on), on)
    due = [DebitRow(one.id, due=one) for one in (*found.payments, *found.instructions)]
    left = [DebitRow(one.id, left=one) for one in found.left_out]
    reports = {one.id: one for one in bacs.reports()}
    rows = {_ALL: tuple(DebitRow(one.id, one) for one in mandates.mandates(on)), _DUE: (*due, *left),
            _MADE: tuple(DebitRow(one.id, collection=one) for one in collections.collections()),
            _REPORTS: tuple(DebitRow(one.id, advice=one) for one in reversed(bacs.advices()))}
    return DebitsSeen(rows, found, reports, mandates.earliest(on))


class DirectDebitsPage(TakesFiles, NumberedSections, Page, ListWithPane):
    """Four lists at the left; what is marked, or one form, at the right."""

    title = "Direct Debits"
    name, pane_name = "Direct Debits", "Direct Debit"
    empty = "Reading the Direct Debits"
    tables = frozenset({"mandate", "collection", "collection_line", "bacs_report", "bacs_advice", "payment_file", "bank_line"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("N", "new", "new_mandate"), Key("C", "collect", "collect"),
        Key("I", "take a report in", "import_file"), Key("E", "change", "change"), Key("L", "it is live", "confirm"),
        Key("S", "stop", "stop"), Key("F", "whose it is", "whose"), Key("D", "the bank’s debit", "debit"),
        Key("G", "do what waits", "carry_out"), Key("Enter", "open", "open_row"), Key("Alt+1…4", "lists"),
        *section_keys(list(_TABS.items())), Key("Ctrl+Enter", "finish", "finish", shown=False))

    def build(self) -> None:
        """Four lists and their verbs, the pane beside them."""
        self.setAcceptDrops(True)
        self._seen: DebitsSeen | None = None
        self._wanted: int | None = None
        self.tabs = Tabs("Which Direct Debits", [Tab(key, word, 0) for key, word in _TABS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.body.addWidget(flow_row(self.tabs, button("New", self.new_mandate, key="N"),
                                     button("Collect", self.collect, key="C", kind="primary"),
                                     button("Take a report in", self.import_file, key="I"), gap=18))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the lists show."""
        return tuple(debit_columns(self.desk.today))

    def sentence(self, row: DebitRow) -> str:
        """A row as a screen reader says it."""
        return debit_sentence(row)

    def open(self, **facts: Any) -> None:
        """``account_id``: the Direct Debit of this account, or a new one for it at once; ``tab``: which list."""
        self._wanted = facts.get("account_id")
        if facts.get("tab") in _TABS:
            self.tabs.choose(facts["tab"])
        self.mark_stale()

    def reload(self) -> None:
        """All lists."""
        self.ask(debits_seen, self._show, on=self.desk.today)

    def _show(self, found: DebitsSeen) -> None:
        self._seen = found
        self.tabs.show_tabs([Tab(key, word, len(found.rows[key])) for key, word in _TABS.items()])
        self.header.set_subtitle("Collected with one sum of the bank; what comes back is owed again")
        self.header.set_figures([("Due next", format_pence(found.preview.pence))] if found.preview.pence else [])
        self._show_tab()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            mine = next((one.id for one in found.rows[_ALL] if one.about is not None and one.about.account_id == wanted
                         and one.about.runs), None)
            if mine is None:
                self.ask(target, self._enter_for, account_id=wanted)
            else:
                self.tabs.choose(_ALL)
                self.table.go_to(mine)

    def _show_tab(self, _key: str = "") -> None:
        key = self.tabs.key()
        self.table.set_empty(_EMPTY[key] if self._seen is not None else self.empty)
        self.show_rows(self._seen.rows[key] if self._seen is not None else ())

    # The pane.
    def show_current(self) -> None:
        """What is marked, and its next step first."""
        row: DebitRow | None = self.current()
        if row is None:
            self.pane.begin("Nothing chosen", "Bacs debits the payers, and the bank shows one sum for all of them")
            self.pane.finish(button("New Direct Debit", self.new_mandate, key="N"))
            return
        self.pane.begin(who_words(row), what_words(row))
        self.pane.put(label(f"{state_words(row)}.", "strong", wrap=True))
        for text in _told(row):
            self.pane.put(label(f"{text.removesuffix('.')}.", wrap=True))
        self.pane.put(Facts(self._facts(row), strong_last=True))
        first, *others = self._buttons()
        self.pane.finish(first, others)

    def _facts(self, row: DebitRow) -> list[tuple[str, str]]:
        if row.about is not None:
            return mandate_facts(row.about)
        if row.collection is not None:
            return collection_facts(row.collection)
        report = self._seen.reports.get(row.advice.report_id) if self._seen is not None and row.advice is not None else None
        return advice_facts(row.advice, report) if row.advice is not None else []

    def _buttons(self) -> list[Any]:
        named = (("confirm", "It is live", "L", self.confirm), ("carry_out", "Do what waits", "G", self.carry_out),
                 ("whose", "Whose it is", "F", self.whose), ("debit", "The bank’s debit", "D", self.debit),
                 ("change", "Change", "E", self.change), ("stop", "Stop", "S", self.stop),
                 ("open_row", "Open", "Enter", self.open_row))
        return [button(words, do, key=key) for act, words, key, do in named if self.is_valid(act)] or [None]

    # What can be done.
    def is_valid(self, act: str) -> bool:
        """What can be done with what is marked."""
        row: DebitRow | None = self.current()
        if act == "finish":
            return self.question is not None
        if act == "open_row":
            return row is not None and (row.collection is not None or _account(row) is not None)
        if not self.desk.may(Permission.POST_MONEY) or self.question is not None:
            return False
        about, advice = (row.about, row.advice) if row is not None else (None, None)
        if act in ("change", "stop"):
            return about is not None and about.runs
        if act == "confirm":
            return about is not None and about.state in (MandateState.TO_SEND, MandateState.SENT)
        if act == "collect":
            return self._seen is not None and bool(self._seen.preview.payments or self._seen.preview.instructions)
        if act in ("whose", "carry_out"):
            return advice is not None and advice.state in bacs.OPEN
        return act != "debit" or (advice is not None and advice.kind in bacs.MONEY)

    def enter_pressed(self) -> None:
        """Enter in the list."""
        self.open_row()

    def to_section(self, number: int) -> None:
        """To one of the lists, counted from 1."""
        self.tabs.choose(list(_TABS)[number - 1])
        self.table.setFocus()

    def open_row(self) -> None:
        """The collection, or the account."""
        row: DebitRow | None = self.current()
        if row is not None and row.collection is not None:
            self.go_to("collection", collection_id=row.collection.id)
        elif row is not None and _account(row) is not None:
            self.go_to("account", account_id=_account(row))

    def new_mandate(self) -> None:
        """Somebody signed an instruction."""
        self._enter_for(None)

    def _enter_for(self, account: Target | None) -> None:
        if self.desk.may(Permission.POST_MONEY) and self._seen is not None:
            self.ask_form(MandateQuestion(self, self._seen.earliest, account))

    def change(self) -> None:
        """Another amount, day or bank account."""
        row: DebitRow | None = self.current()
        if row is not None and row.about is not None and self.is_valid("change"):
            self.ask_form(ChangeQuestion(self, row.about))

    def stop(self) -> None:
        """Nothing more is collected."""
        row: DebitRow | None = self.current()
        if row is not None and row.about is not None and self.is_valid("stop"):
            self.ask_form(StopQuestion(self, row.about))

    def confirm(self) -> None:
        """The bank has the instruction."""
        row: DebitRow | None = self.current()
        if row is not None and row.about is not None and self.is_valid("confirm"):
            self.desk.do(confirm_mandate, None, self._refused, mandate_id=row.about.id)

    def collect(self) -> None:
        """The file of what is due."""
        if self._seen is not None and self.is_valid("collect"):
            self.tabs.choose(_DUE)
            self.ask_form(CollectQuestion(self, self._seen.preview, (), self._made))

    def _made(self, outcome: Any) -> None:
        self.close_form()
        self.go_to("collection", collection_id=int(outcome.value))

    # Reports.
    def import_file(self) -> None:
        """A report as Bacs or the bureau gave it."""
        if self.is_valid("import_file"):
            ask_for_file(self, "Open a report of Bacs", self.read_path, ("Reports (*.xml)", "All files (*)"))

    def files_dropped(self, paths: list[str]) -> None:
        """One or several reports."""
        for path in paths:
            self.read_path(path)

    def read_path(self, path: str) -> None:
        """A report's file."""
        self.desk.run(read_file, self._has_file, self._refused, label=f"Reading {Path(path).name}", path=path)

    def _has_file(self, draft: FileDraft) -> None:
        self.tabs.choose(_REPORTS)
        self.desk.do(import_report, None, self._refused, name=draft.name, data=draft.content)

    def carry_out(self) -> None:
        """What a report calls for, where it waited."""
        row: DebitRow | None = self.current()
        if row is not None and row.advice is not None and self.is_valid("carry_out"):
            self.desk.do(carry_out_report, None, self._refused, report_id=row.advice.report_id)

    def whose(self) -> None:
        """Which Direct Debit a line is about."""
        row: DebitRow | None = self.current()
        if row is None or row.advice is None or self._seen is None or not self.is_valid("whose"):
            return
        rows = [one.mandate for one in self._seen.rows[_ALL] if one.mandate is not None]
        if rows:
            self.ask_form(WhoseQuestion(self, row.advice, rows, self.close_form))
        else:
            self.notices.message("Nobody pays by Direct Debit yet", Status.INFORMATION)

    def debit(self) -> None:
        """The bank's line of what came back."""
        row: DebitRow | None = self.current()
        if row is not None and row.advice is not None and self.is_valid("debit"):
            advice = row.advice
            self.ask(bacs.debits_of, lambda fits: self._ask_debit(advice, fits), report_id=advice.report_id)

    def _ask_debit(self, advice: AdviceRow, fits: tuple[DebitFit, ...]) -> None:
        if fits:
            self.ask_form(DebitQuestion(self, advice, fits))
        else:
            self.notices.message("The bank’s debit for it has not come yet, or is posted", Status.INFORMATION)

    def _refused(self, error: Any) -> None:
        self.notices.message(refusal(error), Status.LATE)


def _account(row: DebitRow) -> int | None:
    return row.about.account_id if row.about is not None else row.advice.account_id if row.advice is not None else None


def _told(row: DebitRow) -> tuple[str, ...]:
    """What a person has to know of it."""
    if row.due is not None:
        return row.due.warnings
    if row.left is not None:
        return (row.left.why,)
    if row.collection is not None:
        return ("Save its file and send it, then say that it is sent",) if row.collection.state is CollectionState.MADE else ()
    return (row.advice.done,) if row.advice is not None and row.advice.done else ()
