"""The statements of a quarter: made as one run, and the issue log in which every account stands once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.actions.statements import issue_statements
from housingdesk.mailings.queries import statement_log, statements
from housingdesk.mailings.queries.due_statements import kind_of, quarters
from housingdesk.mailings.queries.statements import Planned
from housingdesk.mailings.rules.statements import LogLine, LogState, tally
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.header import FoldingRow
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.qt_desk import Job, refusal
from housingdesk.ui.kit.qt_desk.job import JobState
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.mailings.statement_columns import log_columns, log_sentence
from housingdesk.values.quarters import Quarter, parse_quarter

_BEHIND = "behind"
_TABS = (("all", "All"), (str(LogState.TO_MAKE), "To be made"), (str(LogState.MADE), "On their way"),
         (str(LogState.SENT), "Sent"), (str(LogState.NOT_SENT), "Not sent"), (str(LogState.NOTHING), "Nothing to state"),
         (_BEHIND, "None for 13 weeks"))
_EMPTY = {"all": "There is no rent or garage account yet", _BEHIND: "Everybody has had a statement in the last 13 weeks"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A quarter as it was read: the quarters to choose from, the log, and who gets one now."""

    quarter: Quarter
    quarters: list[Quarter]
    lines: list[LogLine]
    open_ones: list[Planned]


class StatementsPage(Page):
    """The quarter on top; the log by where each account stands; the statement itself at the side."""

    title = "Statements"
    tables = frozenset({"letter", "letter_run", "delivery_stop", "account", "balance", "tenancy", "holder", "person", "contact",
                        "need", "hold", "setting"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open the account", "open_account"), Key("Q", "another quarter", "to_quarter"),
        Key("Ctrl+P", "print the log", "print_log"), Key("Ctrl+E", "export the log", "export"),
        Key("Ctrl+Enter", "make the statements", "make"))

    def build(self) -> None:
        """Which quarter, the counts, the log and a look at one."""
        self._shown: _Shown | None = None
        self._wanted: str | None = None
        self._job: Job | None = None
        self._keeping = False
        self.quarter = Choice()
        self.quarter.setAccessibleName("Quarter")
        self.quarter.edited.connect(self._chosen)
        self.make_button = button("Make the statements", self.make, key="Ctrl+Enter", kind="primary")
        self.make_button.setEnabled(False)
        self.body.addWidget(FoldingRow(flow_row(self.quarter), button("Print the log", self.print_log, key="Ctrl+P"),
                                       button("Export", self.export, key="Ctrl+E"), self.make_button))
        self.tabs = Tabs("Where accounts stand", [Tab(key, word) for key, word in _TABS])
        self.tabs.chosen.connect(lambda _key: self._filter())
        self.body.addWidget(self.tabs)
        self.model = RowsModel(log_columns(self.desk.today), name="Issue log", sentence=log_sentence)
        self.table = Table(self.model, empty=_EMPTY["all"], remember="statements")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _id: self.open_account())
        self.listen(self.table)
        self.view = PdfView(self.desk, "The statement")
        self.why = label("", "muted", wrap=True)
        pane = Card(self.why, margin=12)
        pane.add(self.view, 1)
        self.body.addWidget(columns((table_card(self.table), 6), (pane, 5, 820)), 1)

    def open(self, **facts: Any) -> None:
        """A quarter by its key (``2026-Q3``), or the last one that is over."""
        self._wanted = facts.get("quarter", self._wanted)
        self.mark_stale()

    def reload(self) -> None:
        """Read the quarter."""
        self.ask(_read, self._show, wanted=self._wanted, on=self.desk.today)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        self.quarter.set_options([(one.key, one.name) for one in shown.quarters])
        self.quarter.set_value(shown.quarter.key)
        today = self.desk.today
        found = tally(shown.lines)
        counts = {str(state): sum(line.state is state for line in shown.lines) for state in LogState}
        counts |= {"all": len(shown.lines), _BEHIND: sum(line.behind(today) for line in shown.lines)}
        self.tabs.show_tabs([Tab(key, word, counts[key]) for key, word in _TABS])
        running = shown.quarter.end >= today
        self.header.set_subtitle(f"{found.sentence}{'. The quarter has not ended yet' if running else ''}")
        ready = sum(one.why_not is None for one in shown.open_ones)
        set_button_text(self.make_button, f"Make {ready:,} statement{'s' if ready != 1 else ''}" if ready else
                        "Make the statements", "Ctrl+Enter")
        self._filter()

    def _filter(self) -> None:
        key = self.tabs.key()
        lines = self._shown.lines if self._shown is not None else []
        if key == _BEHIND:
            lines = [line for line in lines if line.behind(self.desk.today)]
        elif key != "all":
            lines = [line for line in lines if line.state == key]
        self.table.set_empty(_EMPTY.get(key, "No account stands here"))
        self.model.show(lines)
        self.make_button.setEnabled(self.is_valid("make"))
        self._moved(self.table.current_id())

    def _chosen(self) -> None:
        self._wanted = self.quarter.value()
        self.refresh()

    def _current(self) -> LogLine | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row if isinstance(row, LogLine) else None

    # The statement at the side.
    def _moved(self, _id: int | None) -> None:
        line = self._current()
        self.why.setText("Choose an account to see its statement" if line is None else log_sentence(line))
        made = next((one for one in line.issued if one.live), None) if line is not None else None
        if made is not None:
            self.ask(letter_queries.pdf, partial(self._show_pdf, made.letter_id), letter_id=made.letter_id)
        elif line is not None and line.state is LogState.TO_MAKE and self._shown is not None:
            self.ask(_look, self._show_look, account_id=line.id, quarter=self._shown.quarter, on=self.desk.today,
                     signed_by=self.desk.who.name, chosen=self._shown.open_ones)
        else:
            self.view.show_pdf(None)
        self.keys_changed.emit()

    def _show_pdf(self, letter_id: int, pdf: bytes) -> None:
        line = self._current()
        if line is not None and any(one.letter_id == letter_id for one in line.issued):
            self.view.show_pdf(pdf)

    def _show_look(self, found: tuple[int, MadeLetter | None]) -> None:
        line = self._current()
        if line is None or line.id != found[0] or found[1] is None:
            return
        self.view.show_pdf(found[1].pdf)
        if found[1].held_because:
            self.why.setText(f"No statement to {found[1].addressee}. {found[1].held_because}.")

    # Keys.
    def is_valid(self, act: str) -> bool:
        """Statements are made once the quarter is over, of whoever has none yet."""
        if act == "make":
            shown = self._shown
            return (not self._busy() and shown is not None and shown.quarter.end < self.desk.today
                    and self.desk.may(Permission.SEND_LETTERS) and any(one.why_not is None for one in shown.open_ones))
        if act == "open_account":
            return self._current() is not None
        return self._shown is not None

    def to_quarter(self) -> None:
        """To the choice of the quarter."""
        self.quarter.setFocus()

    def open_account(self) -> None:
        """The rent account of the current line."""
        if (line := self._current()) is not None:
            self.go_to("account", account_id=line.id)

    def escape(self) -> bool:
        """Esc stops what is being drawn."""
        if self._job is not None and self._busy():
            self._job.cancel()
            return True
        return False

    def _busy(self) -> bool:
        return self._keeping or (self._job is not None and self._job.state in (JobState.WAITING, JobState.RUNNING))

    # The run.
    def make(self) -> None:
        """Draw them all in a worker, then keep them as one run."""
        if not self.is_valid("make") or self._shown is None:
            return
        chosen, quarter = self._shown.open_ones, self._shown.quarter
        self._job = self.desk.run(_draw, partial(self._drawn, quarter), self._stopped,
                                  label=f"Drawing {len(chosen):,} statements", chosen=chosen, quarter=quarter,
                                  on=self.desk.today, signed_by=self.desk.who.name)
        self._job.ended.connect(self._ended)
        self._ended()

    def _ended(self) -> None:
        self.make_button.setEnabled(self.is_valid("make"))
        self.keys_changed.emit()

    def _drawn(self, quarter: Quarter, letters: list[MadeLetter]) -> None:
        self._keeping = True
        job = self.desk.do(issue_statements, self._kept, self._stopped, quarter=quarter, letters=letters)
        job.ended.connect(self._done_keeping)
        self._job = job

    def _done_keeping(self) -> None:
        self._keeping = False
        self._ended()

    def _kept(self, _outcome: Any) -> None:
        self._keeping = False
        self.tabs.choose(str(LogState.MADE))

    def _stopped(self, error: HousingDeskError) -> None:
        self._keeping = False
        self.notices.message(refusal(error) or "Nothing was made", stays=True)

    # Paper and files.
    def _facts(self) -> dict[str, Any]:
        assert self._shown is not None
        return {"lines": list(self.model.rows()), "quarter": self._shown.quarter, "on": self.desk.today,
                "by": self.desk.who.name}

    def print_log(self) -> None:
        """The lines in sight on paper."""
        if self._shown is not None:
            self.desk.run(_paper, self._print, self._stopped, label="Drawing the log", **self._facts())

    def _print(self, drawn: tuple[bytes, int]) -> None:
        from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer

        PrintPanel(self.window(), self.desk, "Print the issue log", *drawn, sent_to_printer(self.desk, "The issue log"))

    def export(self) -> None:
        """Ask where to, and as what."""
        from housingdesk.reports.statement_log import KINDS

        if self._shown is None:
            return
        ask_where(self, "Export the issue log", f"statements-{self._shown.quarter.key}.xlsx", self.export_to, KINDS)

    def export_to(self, path: str) -> None:
        """Write the lines in sight; the file's ending says as what."""
        self.desk.run(_export, self.notices.toast, self._stopped, label=f"Writing {Path(path).name}", path=path,
                      **self._facts())


def _read(wanted: str | None, on: date) -> _Shown:
    offered = quarters(on)
    quarter = parse_quarter(wanted, kind_of(on)) if wanted else offered[0]
    others = offered if quarter in offered else [*offered, quarter]
    return _Shown(quarter, others, statement_log.log(quarter, on), statement_log.to_make(quarter, on))


def _look(account_id: int, chosen: list[Planned], **facts: Any) -> tuple[int, MadeLetter | None]:
    theirs = [one for one in chosen if one.account.id == account_id and one.why_not is None]
    drawn = statements.draw(theirs, **facts) if theirs else []
    return account_id, drawn[0] if drawn else None


def _draw(progress: Callable[[int, int, str], None], **facts: Any) -> list[MadeLetter]:
    return statements.draw(progress=progress, **facts)


def _paper(progress: Callable[[int, int, str], None], **facts: Any) -> tuple[bytes, int]:
    from housingdesk.letters.pdf import read_back
    from housingdesk.reports.statement_log import statement_log_file

    progress(0, 1, "Drawing the log")
    data = statement_log_file(".pdf", **facts)
    return data, read_back(data, None).pages


def _export(progress: Callable[[int, int, str], None], *, path: str, **facts: Any) -> str:
    from housingdesk.reports.statement_log import statement_log_file

    return write_file(progress, path, lambda: statement_log_file(Path(path).suffix.lower(), **facts))
