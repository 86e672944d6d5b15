"""One run: its lines against the last one, who is missing, the money it is held against; posted whole or not at all."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from housingdesk.access.rules import Permission
from housingdesk.bank.actions.schedules import post_run, take_back_run
from housingdesk.bank.queries.lumps import FitRow
from housingdesk.benefits.actions.schedules import match_again, put_aside, take_up
from housingdesk.benefits.queries.schedule_rows import RunLine
from housingdesk.benefits.rules.words import LineState, ScheduleState
from housingdesk.errors import HousingDeskError
from housingdesk.ui.benefits.run_forms import NotOursQuestion, WhoseDebtQuestion, WhoseQuestion, choose
from housingdesk.ui.benefits.run_head import Run, RunHead, run_of
from housingdesk.ui.benefits.run_letters import RunLetters
from housingdesk.ui.benefits.run_pane import show_item, show_nothing
from housingdesk.ui.benefits.schedule_words import RunItem, item_columns, item_sentence
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button
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

_ALL, _ASKS, _VARIES, _MISSING = "all", "needs you", "varies", "missing"
_WORDS = {_ALL: "All", _ASKS: "Needs you", _VARIES: "To look at", _MISSING: "Missing"}
_EMPTY = {_ALL: "This schedule has no lines", _ASKS: "No line needs you", _VARIES: "Every line is as in the last run",
          _MISSING: "Nobody of the last run is missing from this one"}
_TESTS: dict[str, Callable[[RunItem], bool]] = {
    _ALL: lambda one: bool(one.id), _ASKS: lambda one: one.asks, _VARIES: lambda one: one.varies,
    _MISSING: lambda one: one.missing is not None}


class SchedulePage(NumberedSections, Page, ListWithPane):
    """Lines at the left, what one of them is at the right, the sums and the money above."""

    title = "Schedule"
    name, pane_name = "Lines of the schedule", "Line"
    empty = "Reading the schedule"
    tables = frozenset({"schedule", "schedule_line", "bank_line", "entry", "award", "tenancy", "overpayment"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open, or say whose", "enter_line"), Key("N", "not ours", "not_ours"),
        Key("R", "whose overpayment", "whose_debt"), Key("C", "ask why", "chase"), Key("L", "write to them", "write_tenant"),
        Key("B", "other bank line", "next_lump"),
        Key("]", "next variance", "next_variance"), Key("[", "the one before", "variance_before", shown=False),
        Key("F", "find the account", "find_account", shown=False), Key("W", "record award", "award", shown=False),
        Key("1", "the first suggestion", "first", shown=False), Key("2", "the second", "second", shown=False),
        Key("3", "the third", "third", shown=False), Key("Alt+M", "look again whose they are", "look_again", shown=False),
        Key("Alt+P", "put aside", "aside", shown=False), Key("Alt+T", "take the run back", "take_back", shown=False),
        Key("Alt+1…4", "lists"), *section_keys(list(_WORDS.items())), Key("Ctrl+Enter", "post the run", "finish"))

    def build(self) -> None:
        """The head with sums and money, who is missing, the tabs, the lines and the pane."""
        self._id = 0
        self._seen: Run | None = None
        self._lump: int | None = None
        self.letters = RunLetters(self)
        self.head = RunHead(self._chose_lump, self.finish)
        self.summary = SummaryBar()
        self.stay(self.summary)
        self.tabs = Tabs("Which lines", [Tab(key, words, 0) for key, words in _WORDS.items()])
        self.tabs.chosen.connect(self._show_tab)
        self.body.addWidget(self.head)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return tuple(item_columns())

    def sentence(self, row: RunItem) -> str:
        """A row as a screen reader says it."""
        return item_sentence(row)

    def remembered(self) -> str:
        """Under which name the widths of the columns are kept."""
        return "lines of a schedule"

    def open(self, **facts: Any) -> None:
        """``schedule_id``: which run; ``ask``: posting it is asked at once when nothing of it varies and its money is there."""
        self._ask_at_once = bool(facts.get("ask"))
        if facts.get("schedule_id") not in (None, self._id):
            self._id, self._seen, self._lump, self.question = int(facts["schedule_id"]), None, None, None
            self.summary.put_away()
            self.tabs.choose(_ALL)
        self.mark_stale()

    # Reading.
    def reload(self) -> None:
        """The run, and the money it may be the list of."""
        if self._id:
            self.ask(run_of, self._show, schedule_id=self._id, on=self.desk.today)

    def _show(self, found: Run) -> None:
        first = self._seen is None
        self._seen, head = found, found.view.head
        day = head.paid_on or head.period_to
        self.set_title(f"{head.office}{f', {format_date(day)}' if day else ''}")
        self.header.set_subtitle(f"{head.name} · {head.lines:,} lines · {found.words}")
        if self._lump is None or self._lump not in [fit.lump.bank_line_id for fit in found.fits]:
            self._lump = found.fits[0].lump.bank_line_id if found.fits else None
        self.head.show_run(found, self._lump)
        self.tabs.show_tabs([Tab(key, words, sum(map(_TESTS[key], found.items))) for key, words in _WORDS.items()])
        if first and any(map(_TESTS[_ASKS], found.items)):
            self.tabs.choose(_ASKS)
        self.header.set_actions(*(self._actions(head.state) if self.desk.may(Permission.POST_MONEY) else ()))
        self._show_tab()
        if self._ask_at_once:
            self._ask_at_once = False
            if self._is_plain(found):
                self.finish()

    def _is_plain(self, found: Run) -> bool:
        """Whether all is said of a run by its summary: it agrees with its money, and everybody is as in the last run."""
        fit = self._fit()
        return (fit is not None and fit.fits and self._open() and not found.view.stops
                and not any(map(_TESTS[_VARIES], found.items)))

    def _actions(self, state: ScheduleState) -> list[QPushButton]:
        """What can be done with the run as a whole besides posting it."""
        if state is ScheduleState.LEFT:
            return [button("Take it up again", self.aside, key="Alt+P")]
        if state is ScheduleState.POSTED:
            return [button("Take the run back", self.take_back, key="Alt+T")]
        return [button("Put aside", self.aside, key="Alt+P"), button("Look again", self.look_again, key="Alt+M")]

    def _show_tab(self, _key: str = "") -> None:
        key = self.tabs.key()
        self.table.set_empty(_EMPTY[key] if self._seen is not None else self.empty)
        self.show_rows([one for one in self._seen.items if _TESTS[key](one)] if self._seen is not None else [])

    def show_current(self) -> None:
        """What the line is, why it is taken to be whose it is, and what is next."""
        row: RunItem | None = self.current()
        if row is None or self._seen is None:
            show_nothing(self.pane)
        else:
            show_item(self.pane, row, self)

    # One line.
    def line(self) -> RunLine | None:
        """The line that is marked, if the run is still to be posted and nothing is open."""
        row: RunItem | None = self.current()
        return row.line if row is not None and self._open() and self.question is None else None

    def _open(self) -> bool:
        return self._seen is not None and self._seen.view.head.open and self.desk.may(Permission.POST_MONEY)

    def is_valid(self, act: str) -> bool:
        """What can be done with the run and with the line that is marked."""
        line = self.line()
        if act in ("find_account", "not_ours"):
            return line is not None
        if act == "whose_debt":
            return line is not None and bool(line.recovery_pence or line.gross_pence < 0)
        if act in ("first", "second", "third"):
            return line is not None and len(line.candidates) > ("first", "second", "third").index(act)
        if act == "award":
            row: RunItem | None = self.current()
            return row is not None and row.line is not None and row.line.claim_id is not None
        if act in ("chase", "write_tenant"):
            return self._may_write(act)
        if act == "take_back":
            return (self._seen is not None and self._seen.view.head.state is ScheduleState.POSTED
                    and self.desk.may(Permission.POST_MONEY))
        if act == "finish":
            return self.question is not None or (self._open() and self._lump is not None)
        if act == "next_lump":
            return self._open() and self._seen is not None and len(self._seen.fits) > 1
        if act == "enter_line":
            return self.current() is not None
        if act == "aside":
            return self._seen is not None and self._seen.view.head.state is not ScheduleState.POSTED
        return act != "look_again" or self._open()

    def _may_write(self, act: str) -> bool:
        """The office is asked about somebody who is missing; a tenant is written to about a new shortfall."""
        row: RunItem | None = self.current()
        if row is None or self.question is not None:
            return False
        if act == "chase":
            return row.missing is not None and row.missing.tenancy_id is not None and self.desk.may(Permission.KEEP_TENANCIES)
        return (row.line is not None and row.line.letter and row.line.tenancy_id is not None
                and self.desk.may(Permission.SEND_LETTERS))

    def enter_pressed(self) -> None:
        """Enter in the list."""
        self.enter_line()

    def to_section(self, number: int) -> None:
        """To one of the lists, counted from 1."""
        self.tabs.choose(list(_WORDS)[number - 1])
        self.table.setFocus()

    def chase(self) -> None:
        """Ask the office why somebody of the last run is missing."""
        row: RunItem | None = self.current()
        if self._seen is not None and row is not None and row.missing is not None and self.is_valid("chase"):
            self.letters.chase(self._seen.view.head, row.missing)

    def write_tenant(self) -> None:
        """The letter about the new shortfall of the line."""
        row: RunItem | None = self.current()
        if self._seen is not None and row is not None and row.line is not None and self.is_valid("write_tenant"):
            self.letters.shortfall(self._seen.view.head, row.line)

    def enter_line(self) -> None:
        """Say whose it is, or open the file of whoever it is."""
        row: RunItem | None = self.current()
        if row is None:
            return
        line = self.line()
        if line is not None and line.state is LineState.ASK and line.account_id is not None and line.recovery_pence:
            self.whose_debt()
        elif line is not None and line.state is LineState.ASK:
            self.find_account()
        elif (tenancy := row.line.tenancy_id if row.line else row.missing.tenancy_id if row.missing else None) is not None:
            self.go_to("tenancy", tenancy_id=tenancy)

    def find_account(self) -> None:
        """Find the account whose rent the line pays."""
        if (line := self.line()) is not None:
            self.ask_form(WhoseQuestion(self, line))

    def whose_debt(self) -> None:
        """Find the account of whoever was overpaid."""
        if (line := self.line()) is not None and self.is_valid("whose_debt"):
            self.ask_form(WhoseDebtQuestion(self, line))

    def not_ours(self) -> None:
        """The line is another landlord's."""
        if (line := self.line()) is not None:
            self.ask_form(NotOursQuestion(self, line))

    def first(self) -> None:
        """Take the first suggestion."""
        self.suggestion(0)

    def second(self) -> None:
        """Take the second suggestion."""
        self.suggestion(1)

    def third(self) -> None:
        """Take the third suggestion."""
        self.suggestion(2)

    def suggestion(self, place: int) -> None:
        """Take the n-th suggestion, from 0."""
        line = self.line()
        if line is not None and place < len(line.candidates):
            choose(self.desk, line, line.candidates[place].account_id, self._refused)

    def award(self) -> None:
        """Record the new award on the benefit board."""
        row: RunItem | None = self.current()
        if row is not None and row.line is not None and row.line.claim_id is not None:
            self.go_to("benefits", claim_id=row.line.claim_id)

    def next_variance(self) -> None:
        """The next line that is not as in the last run."""
        self._step(1)

    def variance_before(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, way: int) -> None:
        count, here = self.model.rowCount(), self.model.place_of(self.table.current_id() or 0)
        start = here if here is not None else -1 if way > 0 else count
        if self.tabs.key() == _ASKS and not 0 <= start + way < count:
            self.tabs.choose(_VARIES)  # those that need somebody are done with; the rest that is to be looked at follows
            self.table.view.select_place(0 if way > 0 else self.model.rowCount() - 1)
            return
        for ahead in range(1, count + 1):
            row: RunItem | None = self.model.row((start + way * ahead) % count)
            if row is not None and row.varies:
                self.table.go_to(row.id)
                return

    # The run.
    def _chose_lump(self, bank_line_id: int | None) -> None:
        self._lump = bank_line_id
        self.summary.put_away()
        if self._seen is not None:
            self.head.show_run(self._seen, self._lump)
        self.keys_changed.emit()

    def next_lump(self) -> None:
        """Hold the run against the next line of the bank that it may be the list of."""
        if self._seen is not None and self._seen.fits:
            lines = [fit.lump.bank_line_id for fit in self._seen.fits]
            place = lines.index(self._lump) + 1 if self._lump in lines else 0
            self._chose_lump(lines[place % len(lines)])

    def _fit(self) -> FitRow | None:
        fits = self._seen.fits if self._seen is not None else ()
        return next((fit for fit in fits if fit.lump.bank_line_id == self._lump), None)

    def finish(self) -> None:
        """Keep what is in the form; else post the run, asked once with what it comes to and who is missing."""
        if self.question is not None:
            self.question.submit()
            return
        fit = self._fit()
        if self.summary.press() or self._seen is None or fit is None or not self._open():
            return
        view = self._seen.view
        if view.stops or not fit.fits:
            self._say(self._seen.stop_words or fit.sentence)
            self.tabs.choose(_ASKS if any(map(_TESTS[_ASKS], self._seen.items)) else _ALL)
            return
        gone = len(view.missing)
        said = f"{gone} of the last run {'are' if gone != 1 else 'is'} missing. " if gone else ""
        self.summary.ask(f"{said}{view.head.lines:,} line{'s' if view.head.lines != 1 else ''}, "
                         f"{format_pence(view.head.net_pence)}, against the bank’s "
                         f"{format_pence(fit.lump.pence)} of {format_date(fit.lump.made_on)}", "Post run",
                         partial(self._post, fit.lump.bank_line_id))

    def _post(self, bank_line_id: int) -> None:
        self.desk.do(post_run, self._posted, self._refused, schedule_id=self._id, bank_line_id=bank_line_id)

    def _posted(self, _outcome: Any) -> None:
        self.tabs.choose(_ALL)
        if self.isVisible():
            self.focus_list()

    def take_back(self) -> None:
        """Take the posted run back as one."""
        head = self._seen.view.head if self._seen is not None else None
        if head is not None and head.bank_line_id is not None:
            self.desk.do(take_back_run, None, self._refused, schedule_id=self._id, bank_line_id=head.bank_line_id)

    def look_again(self) -> None:
        """Look again whose the lines are that nobody has said."""
        if self._open():
            self.desk.do(match_again, None, self._refused, schedule_id=self._id)

    def aside(self) -> None:
        """Put the schedule aside with a reason, or take it up again."""
        if self._seen is None:
            return
        if self._seen.view.head.state is ScheduleState.LEFT:
            self.desk.do(take_up, None, self._refused, schedule_id=self._id)
        else:
            asked = (("why", "Why", TextField(longest=400, placeholder="It came twice")),)
            self.ask_form(Question(self, "Put it aside", "It is not posted; its money, if it came, waits on", asked,
                                   "Put it aside", self._put_aside))

    def _put_aside(self, form: PaneForm) -> None:
        self.desk.do(put_aside, self.close_form, form.refused, schedule_id=self._id, why=form.values()["why"])

    def _refused(self, error: HousingDeskError) -> None:
        self._say(refusal(error))

    def _say(self, sentence: str) -> None:
        self.notices.message(sentence, Status.LATE)

    def escape(self) -> bool:
        """Esc leaves what was asked first."""
        return self.summary.put_away() or super().escape()
