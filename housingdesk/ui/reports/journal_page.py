"""The nominal journal: which code each side of the ledger goes to, what the journal comes to, and writing it for finance."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.desk import Outcome
from housingdesk.access.rules import Permission
from housingdesk.documents.queries import kept
from housingdesk.errors import HousingDeskError
from housingdesk.reports.actions.journal import export_journal, set_code
from housingdesk.reports.journal_files import JournalForm
from housingdesk.reports.queries.journal import (
    CodeRow,
    ExportRow,
    Journal,
    code_rows,
    exports,
    journal,
    schemes,
    written_before,
)
from housingdesk.reports.rules.journal import Grouping
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, ListWithPane, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, month_start
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_CODES, _WRITTEN = "codes", "written"
TABS = {_CODES: "Codes", _WRITTEN: "Written"}
_DAY = timedelta(1)
_KINDS = {"CSV (*.csv)": ".csv", "Excel workbook (*.xlsx)": ".xlsx"}


@frozen
class Seen:
    """The journal of some days, its codes, the schemes, what was written, and what stands against writing it again."""

    found: Journal
    codes: tuple[CodeRow, ...]
    schemes: tuple[str, ...]
    written: tuple[ExportRow, ...]
    before: str


def seen(start: date, end: date) -> Seen:
    """Everything the screen shows."""
    found = journal(start, end)
    return Seen(found, tuple(code_rows(found)), tuple(schemes()), tuple(exports()), written_before(start, end))


class JournalPage(NumberedSections, Page, ListWithPane):
    """Codes that are missing first; the journal is written once each has one."""

    title = "Journal"
    name, pane_name = "Journal", "What is marked"
    empty = "Reading the ledger"
    pane_width = 330
    fold = 860
    tables = frozenset({"entry", "nominal_code", "journal_export"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "code, or save the file", "open_row"), Key("E", "code", "set_code"),
        Key("S", "code of one scheme", "set_scheme_code"), Key("X", "take the code out", "drop_code"),
        Key("P", "month before", "earlier"), Key("N", "month after", "later"), Key("Ctrl+E", "write the journal", "write"),
        Key("Alt+1…2", "lists"), *section_keys(list(TABS.items())), FINISH)

    def build(self) -> None:
        """The lists, the pane, and the key that writes."""
        last = month_start(self.desk.today) - _DAY
        self._start, self._end, self._seen = month_start(last), last, None
        self.summary = SummaryBar(key="Ctrl+E")
        self.body.addWidget(self.summary)
        self.tabs = Tabs("What is shown", [Tab(key, word) for key, word in TABS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.write_button = button("Write the journal", self.write, key="Ctrl+E", kind="primary")
        self.summary.turned.connect(lambda asked: self.write_button.setVisible(not asked))
        self.body.addWidget(flow_row(self.tabs, self.write_button, gap=24))
        self.body.addWidget(self.list_and_pane(), 1)

    _seen: Seen | None

    def open(self, start: date | None = None, end: date | None = None, **_facts: Any) -> None:
        """The days of the journal; without any, last month."""
        if start is not None and end is not None:
            self._start, self._end = start, end
            self.mark_stale()

    def columns(self) -> tuple[Column, ...]:
        """Codes, or files that were written."""
        return (Column("what", "What", 250, _what, secondary=_more, status=_status, stretch=1, least=180),
                Column("code", "Code", 90, lambda r: getattr(r, "code", ""), hide_empty=True),
                Column("centre", "Cost centre", 90, lambda r: getattr(r, "cost_centre", ""), hide_empty=True, hide_below=520),
                Column("debit", "Debit", 112, _debit, align=Align.RIGHT, hide_empty=True),
                Column("credit", "Credit", 112, _credit, align=Align.RIGHT, hide_empty=True))

    def sentence(self, row: Any) -> str:
        """A row read aloud."""
        return ", ".join(part for part in (_what(row), _more(row), getattr(row, "code", ""), _debit(row), _credit(row)) if part)

    def reload(self) -> None:
        """Read the ledger."""
        self.ask(seen, self._show, start=self._start, end=self._end)

    def _show(self, found: Seen) -> None:
        self._seen = found
        missing = sum(1 for row in found.codes if row.lines)
        self.header.set_subtitle(f"{format_date(found.found.start)} to {format_date(found.found.end)} · "
                                 f"{len(found.found.lines):,} lines")
        self.header.set_figures([("Debit", format_pence(found.found.debit_pence)),
                                 ("Credit", format_pence(found.found.debit_pence if found.found.holds else 0))])
        chips = [(f"{missing} without a code", Status.DUE) if missing else ("Every line has a code", Status.GOOD)]
        if not found.found.holds or found.found.faults:
            chips.append(("It does not balance", Status.LATE))
        if found.before:
            chips.append(("Written before", Status.DUE))
        self.header.set_chips(chips)
        self.tabs.show_tabs([Tab(_CODES, TABS[_CODES], missing or None), Tab(_WRITTEN, TABS[_WRITTEN], len(found.written))])
        self.write_button.setEnabled(self.is_valid("write"))
        self._show_tab()

    def _show_tab(self, _key: str = "") -> None:
        codes = self.tabs.key() == _CODES
        self.table.set_empty("Nothing moved in these days" if codes else "No journal was written yet. Ctrl+E writes one")
        if self._seen is not None:
            self.show_rows(self._seen.codes if codes else self._seen.written)

    def to_section(self, number: int) -> None:
        """One of the lists, from 1."""
        self.tabs.choose(list(TABS)[number - 1])
        self.table.setFocus()

    def show_current(self) -> None:
        """What the key is, or the file."""
        row = self.current()
        if isinstance(row, CodeRow):
            self.pane.begin(row.words, row.scheme or "every scheme without a code of its own")
            self.pane.put(Facts([(word, text) for word, text in (
                ("Code", row.code or "none yet"), ("Its name there", row.name), ("Cost centre", row.cost_centre),
                ("In these days", format_pence(row.pence)), ("Lines without a code", f"{row.lines:,}")) if text]))
            self.pane.finish(button("Say its code", self.set_code, key="E", kind="primary" if row.lines else "secondary"),
                             [button("Of one scheme", self.set_scheme_code, key="S")])
        elif isinstance(row, ExportRow):
            self.pane.begin(row.file, f"written by {row.made_by} on {format_date(row.made_at.date())}")
            self.pane.put(Facts([("Lines", f"{row.rows:,}"), ("Each side", format_pence(row.debit_pence)),
                                 ("Seals", f"{row.first_sequence:,} to {row.last_sequence:,}")]))
            self.pane.finish(button("Save it again", self.open_row, key="Enter"))
        else:
            self.pane.begin("Nothing marked")
            for words in () if self._seen is None else self._seen.found.faults[:4]:
                self.pane.put(label(f"{words}.", wrap=True))
            self.pane.finish()

    # Days.
    def earlier(self) -> None:
        """The month before."""
        self._turn_to(month_start(self._start) - _DAY)

    def later(self) -> None:
        """The month after, as far as it has begun."""
        after = month_start(month_start(self._start) + timedelta(31))
        if after <= self.desk.today:
            self._turn_to(month_start(after + timedelta(31)) - _DAY)

    def _turn_to(self, last: date) -> None:
        self._start, self._end = month_start(last), last
        self.summary.put_away()
        self.refresh()

    # Codes.
    def is_valid(self, act: str) -> bool:
        """Who may close may say codes and write."""
        if act in ("earlier", "later", "open_row"):
            return act != "open_row" or self.current() is not None
        may = self.desk.may(Permission.CLOSE_PERIODS)
        if act == "write":
            return may and self._seen is not None and bool(self._seen.found.lines)
        if act == "finish":
            return self.question is not None
        return may and isinstance(self.current(), CodeRow) and (act != "drop_code" or bool(self.current().code))

    def enter_pressed(self) -> None:
        """The code of the row, or its file."""
        self.open_row()

    def open_row(self) -> None:
        """The code of the row, or its file saved again."""
        row = self.current()
        if isinstance(row, CodeRow) and self.is_valid("set_code"):
            self.set_code()
        elif isinstance(row, ExportRow):
            ask_where(self, "Save the journal", row.file, lambda path: self.save_to(row.document_id, path),
                      {name: end for name, end in _KINDS.items() if row.file.endswith(end)})

    def set_code(self) -> None:
        """The form for the code of the key that is marked."""
        row = self.current()
        if isinstance(row, CodeRow):
            self._ask_code(row, row.scheme, row)

    def set_scheme_code(self) -> None:
        """The form for a code of one scheme."""
        row = self.current()
        if isinstance(row, CodeRow) and self._seen is not None and self._seen.schemes:
            self._ask_code(row, None, None)

    def _ask_code(self, row: CodeRow, scheme: str | None, was: CodeRow | None) -> None:
        options = [(name, name) for name in (self._seen.schemes if self._seen is not None else ())]
        asked: list[Any] = [("scheme", "Scheme", Choice(options))] if scheme is None else []
        asked += [("code", "Code", TextField(was.code if was else "", longest=40)),
                  ("name", "What finance calls it", TextField(was.name if was else "", longest=120)),
                  ("cost_centre", "Cost centre", TextField(was.cost_centre if was else "", longest=40))]
        self.ask_form(Question(self, row.words, scheme or "", asked, "Keep it", lambda form: self._keep(form, row.key, scheme)))

    def _keep(self, form: PaneForm, key: str, scheme: str | None) -> None:
        facts = form.values()
        self.desk.do(set_code, self.close_form, form.refused, key=key, scheme=scheme if scheme is not None else facts["scheme"],
                     code=facts["code"], name=facts["name"], cost_centre=facts["cost_centre"])

    def drop_code(self) -> None:
        """Take the code of the row out."""
        row = self.current()
        if isinstance(row, CodeRow):
            self.desk.do(set_code, None, self._refused, key=row.key, scheme=row.scheme, code="")

    # Writing.
    def write(self) -> None:
        """Say what is written, and what was before; the same key again asks where to."""
        if self.summary.press() or self._seen is None or not self.is_valid("write"):
            return
        found = self._seen
        said = f" {found.before}." if found.before else ""
        self.summary.ask(f"{len(found.found.lines):,} lines, {format_pence(found.found.debit_pence)} each side.{said}",
                         "Write it again" if found.before else "Write it", self._ask_where)

    def _ask_where(self) -> None:
        name = f"journal-{self._start.isoformat()}-to-{self._end.isoformat()}.csv"
        ask_where(self, "Write the journal", name, self.write_to, _KINDS)

    def write_to(self, path: str) -> None:
        """Make the journal, keep it, and write the kept file."""
        form = JournalForm.XLSX if Path(path).suffix.lower() == ".xlsx" else JournalForm.CSV

        def written(outcome: Outcome) -> None:
            self.desk.ask(_document_of, lambda document: self.save_to(document, path), export_id=int(outcome.value))

        self.desk.do(export_journal, written, self._refused, start=self._start, end=self._end, form=form, by=Grouping.BATCH,
                     again=self._seen is not None and bool(self._seen.before))

    def save_to(self, document_id: int, path: str) -> None:
        """Write a kept journal to a file."""
        self.desk.run(_save, self.notices.toast, self._refused, label=f"Writing {Path(path).name}", document_id=document_id,
                      path=path)

    def _refused(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), stays=True)
        self.refresh()

    def escape(self) -> bool:
        """Esc leaves what was asked, then the form."""
        return self.summary.put_away() or super().escape()


def _document_of(export_id: int) -> int:
    return next(row.document_id for row in exports(400) if row.id == export_id)


def _save(progress: Any, *, document_id: int, path: str) -> str:
    return write_file(progress, path, lambda: kept(document_id).content)


def _what(row: CodeRow | ExportRow) -> str:
    return row.words if isinstance(row, CodeRow) else f"{format_date(row.start)} to {format_date(row.end)}"


def _more(row: CodeRow | ExportRow) -> str:
    if isinstance(row, ExportRow):
        return f"{row.rows:,} lines, by {row.made_by} on {format_date(row.made_at.date())}"
    return row.scheme or (_waiting(row.lines) if row.lines else row.name)


def _waiting(lines: int) -> str:
    return "one line waits for a code" if lines == 1 else f"{lines:,} lines wait for a code"


def _status(row: CodeRow | ExportRow) -> Status | None:
    return Status.DUE if isinstance(row, CodeRow) and row.lines else None


def _debit(row: CodeRow | ExportRow) -> str:
    pence = row.pence if isinstance(row, CodeRow) else row.debit_pence
    return format_pence(pence) if pence > 0 else ""


def _credit(row: CodeRow | ExportRow) -> str:
    pence = row.pence if isinstance(row, CodeRow) else 0
    return format_pence(-pence) if pence < 0 else ""
