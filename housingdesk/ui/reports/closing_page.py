"""Closing a week, four weeks or a month: what has to agree, the proof, and the key that closes; never opened again."""

from datetime import date, timedelta
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.reports.actions.closing import close_period
from housingdesk.reports.queries.closing import CloseRow, Closing, closes, closing, next_to_close
from housingdesk.reports.queries.snapshots import SnapshotRow, snapshots
from housingdesk.reports.rules.closing import Weight
from housingdesk.reports.rules.words import PeriodKind
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.reports.closing_words import BETWEEN, CHECKS, EMPTY, FROZEN, TABS, Listed, columns, rows_of, sentence
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_DAY = timedelta(1)
_PDF = {"PDF (*.pdf)": ".pdf"}


@frozen
class Seen:
    """What the screen shows, read at once."""

    found: Closing
    closed: tuple[CloseRow, ...]
    frozen_days: tuple[SnapshotRow, ...]


def seen(kind: PeriodKind, day: date | None, today: date) -> Seen:
    """The period that holds a day, or the next one to close, with what was closed and frozen."""
    on = day if day is not None else next_to_close(kind, today)[0]
    return Seen(closing(kind, on, today), tuple(closes()), tuple(snapshots()))


class ClosingPage(NumberedSections, Page, ListWithPane):
    """One period; its key closes it once nothing stops it."""

    title = "Closing"
    name, pane_name = "Closing", "What is marked"
    empty = EMPTY[CHECKS]
    pane_width = 330
    fold = 860
    tables = frozenset({"entry", "bank_line", "bank_file", "suspense_item", "period_close", "snapshot", "debit_run",
                        "money_request", "taking", "payment_file", "schedule"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open", "open_row"), Key("W", "week", "show_week"), Key("F", "four weeks", "show_four"),
        Key("M", "month", "show_month"), Key("P", "period before", "earlier"), Key("N", "period after", "later"),
        Key("Ctrl+Enter", "close", "close_it"), Key("Ctrl+P", "print the proof", "print_proof"),
        Key("Ctrl+E", "audit pack", "save_pack"), Key("L", "journal", "open_journal"),
        Key("Y", "why arrears changed", "open_why"), Key("S", "save the frozen figures", "save_frozen"),
        Key("Alt+1…7", "lists"), *section_keys(list(TABS.items())))

    def build(self) -> None:
        """The summary, the lists and the pane."""
        self._kind, self._day, self._seen = PeriodKind.WEEK, None, None
        self._rows: dict[str, list[Listed]] = {}
        self.summary = SummaryBar()
        self.summary.turned.connect(self._turned)
        self.body.addWidget(self.summary)
        self.tabs = Tabs("What is shown", [Tab(key, word) for key, word in TABS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.close_button = button("Close the period", self.close_it, key="Ctrl+Enter", kind="primary")
        self.body.addWidget(self.tabs)
        self.body.addWidget(flow_row(self.close_button, button("Print the proof", self.print_proof, key="Ctrl+P"),
                                     button("Audit pack", self.save_pack, key="Ctrl+E"),
                                     *([button("Journal", self.open_journal, key="L")]
                                       if self.desk.may(Permission.CLOSE_PERIODS) else []),
                                     button("Why arrears changed", self.open_why, key="Y")))
        self.body.addWidget(self.list_and_pane(), 1)

    _kind: PeriodKind
    _day: date | None
    _seen: Seen | None

    def open(self, kind: str = PeriodKind.WEEK, day: date | None = None, **_facts: Any) -> None:
        """A kind of period, and a day in it."""
        self._kind, self._day = PeriodKind(kind), day

    def columns(self) -> tuple[Column, ...]:
        """What the lists show."""
        return columns()

    def sentence(self, row: Listed) -> str:
        """A row read aloud."""
        return sentence(row)

    def reload(self) -> None:
        """Look at it again."""
        self.ask(seen, self._show, kind=self._kind, day=self._day, today=self.desk.today)

    def _show(self, found: Seen) -> None:
        self._seen, one = found, found.found
        self._rows = rows_of(one, found.closed, found.frozen_days)
        self.header.set_subtitle(f"{sentence_case(one.name)} · {format_date(one.start)} to {format_date(one.end)}")
        self.header.set_chips([self._chip(one)])
        people = [row for row in one.proof.debtors if row.sort.startswith("rent")]
        self.header.set_figures([("People owe", format_pence(sum(row.closing for row in people))),
                                 ("Bank", format_pence(sum(bank.days[-1].ledger for bank in one.proof.banks)))])
        self.tabs.show_tabs([Tab(key, word, len(self._rows[key]) if key == BETWEEN else None) for key, word in TABS.items()])
        self._turned()
        self._show_tab()

    def _chip(self, one: Closing) -> tuple[str, Status]:
        if one.closed is not None:
            return f"Closed by {one.closed.made_by}", Status.GOOD
        stops = sum(check.weight is Weight.STOPS for check in one.checks)
        if stops:
            return f"{stops} thing{'s' if stops > 1 else ''} in the way", Status.LATE
        warns = sum(check.weight is Weight.WARNS for check in one.checks)
        return (f"{warns} to look at", Status.DUE) if warns else ("Ready to close", Status.GOOD)

    def _show_tab(self, _key: str = "") -> None:
        self.table.set_empty(EMPTY[self.tabs.key()])
        self.show_rows(self._rows.get(self.tabs.key(), []))

    def to_section(self, number: int) -> None:
        """One of the lists, from 1."""
        self.tabs.choose(list(TABS)[number - 1])
        self.table.setFocus()

    def show_current(self) -> None:
        """What is known of the row that is marked."""
        row: Listed | None = self.current()
        if row is None:
            self.pane.begin("Nothing marked", "A closed period keeps its figures for good; corrections count in the next")
            self.pane.finish()
            return
        self.pane.begin(row.what, row.more if not row.words else "")
        for words in row.words:
            self.pane.put(label(words, wrap=True))
        if row.facts:
            self.pane.put(Facts(row.facts))
        if self.tabs.key() == FROZEN:
            self.pane.finish(button("Save them", self.save_frozen, key="S"))
        else:
            self.pane.finish(button("Open it", self.open_row, key="Enter") if row.go is not None else None)

    # Which period.
    def show_week(self) -> None:
        """The next week to close."""
        self._turn_to(PeriodKind.WEEK)

    def show_four(self) -> None:
        """The next four weeks to close."""
        self._turn_to(PeriodKind.FOUR_WEEKS)

    def show_month(self) -> None:
        """The next month to close."""
        self._turn_to(PeriodKind.MONTH)

    def earlier(self) -> None:
        """The period before."""
        if self._seen is not None:
            self._turn_to(self._kind, self._seen.found.start - _DAY)

    def later(self) -> None:
        """The period after."""
        if self._seen is not None:
            self._turn_to(self._kind, self._seen.found.end + _DAY)

    def _turn_to(self, kind: PeriodKind, day: date | None = None) -> None:
        self._kind, self._day = kind, day
        self.summary.put_away()
        self.refresh()

    # Closing.
    def is_valid(self, act: str) -> bool:
        """The close is offered to who may, once nothing stops it."""
        if act == "close_it":
            return self._seen is not None and self._seen.found.may_close and self.desk.may(Permission.CLOSE_PERIODS)
        if act == "open_row":
            row = self.current()
            return row is not None and row.go is not None
        if act == "save_frozen":
            return self.tabs.key() == FROZEN and self.current() is not None
        return act != "save_pack" or self._seen is not None

    def _turned(self, _open: bool = False) -> None:
        self.close_button.setEnabled(self.is_valid("close_it"))
        self.close_button.setVisible(not self.summary.is_open())
        self.keys_changed.emit()

    def close_it(self) -> None:
        """Say what is closed; the same key again closes it."""
        if self.summary.press() or not self.is_valid("close_it") or self._seen is None:
            return
        one = self._seen.found
        warns = [check.name for check in one.checks if check.weight is Weight.WARNS]
        said = f" To look at: {', '.join(warns)}." if warns else ""
        self.summary.ask(f"{sentence_case(one.name)}: nothing can be entered on or before {format_date(one.end)} afterwards, "
                         f"and it is never opened again.{said}", "Close it", self._close)

    def _close(self) -> None:
        if self._seen is not None:
            self.close_button.setEnabled(False)
            self._day = self._seen.found.end
            self.desk.do(close_period, None, self._refused, kind=self._kind, end=self._seen.found.end)

    def _refused(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), stays=True)
        self.refresh()

    def escape(self) -> bool:
        """Esc leaves the period open."""
        return self.summary.put_away() or super().escape()

    # Other screens, and paper.
    def enter_pressed(self) -> None:
        """Where the row can be put right."""
        self.open_row()

    def open_row(self) -> None:
        """Where the row can be put right."""
        row: Listed | None = self.current()
        if row is not None and row.go is not None:
            self.go.emit(row.go)

    def open_journal(self) -> None:
        """The nominal journal of these days."""
        self._go("journal")

    def open_why(self) -> None:
        """Why arrears changed in these days."""
        self._go("why_arrears")

    def _go(self, place: str) -> None:
        if self._seen is not None:
            self.go_to(place, start=self._seen.found.start, end=self._seen.found.end)

    def print_proof(self) -> None:
        """Draw the proof in a worker, then ask for the printer."""
        if self._seen is not None:
            self.desk.run(_drawn, self._print, label="Drawing the proof", kind=self._kind, day=self._seen.found.end,
                          on=self.desk.today, printed_by=self.desk.who.name)

    def _print(self, drawn: tuple[bytes, int]) -> None:
        data, pages = drawn
        PrintPanel(self.window(), self.desk, f"Print the proof, {pages} page{'s' if pages > 1 else ''}", data, pages,
                   sent_to_printer(self.desk, "The proof"))

    def save_frozen(self) -> None:
        """Ask where the frozen figures of the marked day go."""
        row: Listed | None = self.current()
        if row is not None and self.is_valid("save_frozen"):
            ask_where(self, "Save the frozen figures", f"figures-{row.what.replace(' ', '-')}.xlsx",
                      lambda path: self.save_frozen_to(row.id, path), {"Excel workbook (*.xlsx)": ".xlsx"})

    def save_frozen_to(self, snapshot_id: int, path: str) -> None:
        """Write them."""
        self.desk.run(_book, self.notices.toast, self._refused, label="Writing the frozen figures", path=path,
                      snapshot_id=snapshot_id)

    def save_pack(self) -> None:
        """Ask where the audit pack of these days goes."""
        if self._seen is not None:
            one = self._seen.found
            ask_where(self, "Save the audit pack", f"audit-pack-{one.start}-to-{one.end}.pdf", self.save_pack_to, _PDF)

    def save_pack_to(self, path: str) -> None:
        """Write it."""
        assert self._seen is not None
        one = self._seen.found
        self.desk.run(_pack, self.notices.toast, self._refused, label="Making the audit pack", path=path, start=one.start,
                      end=one.end, on=self.desk.today, printed_by=self.desk.who.name)


def _drawn(progress: Any, **facts: Any) -> tuple[bytes, int]:
    from housingdesk.reports.closing_paper import closing_paper
    from housingdesk.ui.kit.pdf_document import Pdf

    progress(0, 1, "Drawing the proof")
    data = closing_paper(**facts)
    pdf = Pdf(data)
    try:
        return data, pdf.pages
    finally:
        pdf.close()


def _book(progress: Any, *, path: str, snapshot_id: int) -> str:
    from housingdesk.reports.frozen_book import frozen_book

    return write_file(progress, path, lambda: frozen_book(snapshot_id))


def _pack(progress: Any, *, path: str, **facts: Any) -> str:
    from housingdesk.reports.audit_pack import audit_pack

    return write_file(progress, path, lambda: audit_pack(**facts))
