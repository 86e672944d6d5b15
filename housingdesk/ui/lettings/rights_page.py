"""What councils may nominate to: the agreement with each, its times, and its share of this year's lettings in a sentence."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.nomination_rights import add_right, end_right
from housingdesk.lettings.queries.nominations import RightRow, rights, shares
from housingdesk.lettings.rules.nominations import RightDraft, Share
from housingdesk.properties import queries as property_queries
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.lettings.applicant_step_forms import StepForm
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

_NUMBERS = (("percent", "Share of re-lets, percent", "75"), ("first_lets_percent", "Share of first lettings, percent", "100"),
            ("working_days", "The council names somebody within, working days", "5"),
            ("answer_working_days", "We answer within, working days", "3"))


@frozen
class CouncilLine:
    """A council with its agreement, the older ones, and its share."""

    id: int
    name: str
    right: RightRow | None
    older: tuple[RightRow, ...]
    share: Share


def council_lines(on: Any) -> list[CouncilLine]:
    """Every council, by name."""
    all_rights, made = rights(), []
    for council, share in zip(property_queries.councils(), shares(on), strict=True):
        mine = [row for row in all_rights if row.council_id == council.id]
        now = next((row for row in mine if row.on(on) and row.scheme_id is None), None)
        made.append(CouncilLine(council.id, council.name, now, tuple(row for row in mine if row is not now), share))
    return made


class RightsPage(Page, ListWithPane):
    """The councils, one line each, and what was agreed in the pane."""

    title = "Councils’ agreements"
    name, pane_name, empty = "Councils", "The agreement", "No council is entered. Settings has them under Homes."
    pane_width = 360
    fold = 780
    tables = frozenset({"nomination_right", "council", "tenancy", "sign_up"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("Ctrl+N", "enter an agreement", "enter_agreement"),
                                       Key("E", "end it", "end"), Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """The list and its pane."""
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """The council, what was agreed, and its share."""
        return _COLUMNS

    def sentence(self, row: CouncilLine) -> str:
        """A council as a screen reader says it."""
        return f"{row.name}: {row.share.sentence}"

    def remembered(self) -> str:
        """As wide as they were made on this page."""
        return "rights"

    def reload(self) -> None:
        """Read councils, agreements and lettings."""
        self.ask(council_lines, self._show, on=self.desk.today)

    def _show(self, lines: list[CouncilLine]) -> None:
        self.header.set_subtitle("How many of our lettings in each area a council fills, since the first of April")
        self.show_rows(lines)

    def show_current(self) -> None:
        """What was agreed with the council that is marked."""
        line: CouncilLine | None = self.current()
        if line is None:
            self.pane.begin("No council is marked")
            self.pane.finish()
            return
        self.pane.begin(line.name, "" if line.right else "No agreement is entered for its whole area")
        if line.right is not None:
            self.pane.put(Facts(_facts(line.right)))
        self.pane.put(label(line.share.sentence, wrap=True))
        for row in line.older:
            until = f" up to {format_date(row.end)}" if row.end else ""
            words = f"{row.scheme or 'Before'}: {row.percent}% from {format_date(row.start)}{until}"
            self.pane.put(label(words, "muted", wrap=True))
        made = button("Enter an agreement", self.enter_agreement, key="Ctrl+N", kind="primary")
        ends = [button("End it", self.end, key="E")] if line.right is not None else []
        self.pane.finish(made if self.desk.may(Permission.KEEP_APPLICANTS) else None,
                         ends if self.desk.may(Permission.KEEP_APPLICANTS) else [])

    def is_valid(self, act: str) -> bool:
        """Of a council that is marked, by who keeps applicants."""
        line = self.current()
        if act == "finish":
            return self.question is not None
        if self.question is not None or line is None or not self.desk.may(Permission.KEEP_APPLICANTS):
            return False
        return act != "end" or line.right is not None

    def enter_agreement(self) -> None:
        """What was agreed, from a day on."""
        if (line := self.current()) is not None and self.is_valid("enter_agreement"):
            self.ask_form(RightForm(self, line))

    def end(self) -> None:
        """From which day it no longer holds."""
        if (line := self.current()) is not None and line.right is not None and self.is_valid("end"):
            self.ask_form(EndForm(self, line.right))


class RightForm(StepForm):
    """What a council and we have agreed."""

    def __init__(self, panel: Any, line: CouncilLine) -> None:
        super().__init__(panel, "Enter an agreement", line.name)
        self._line = line
        for name, words, value in _NUMBERS:
            self.form.add(name, words, TextField(str(getattr(line.right, name)) if line.right else value, longest=12))
        self.form.add("start", "From", DateEdit(self.today, self.today(), needed=True),
                      hint="One that runs now ends the day before")
        self.form.add("source", "Where it stands", TextField(longest=300), hint="Nomination agreement of March 2026, clause 4")
        self.foot("Enter the agreement")

    def send(self, values: dict[str, Any]) -> None:
        """Keep it."""
        names = [name for name, _, _ in _NUMBERS]
        wrong = [Problem(name, f"“{values[name]}” is not a whole number") for name in names if not values[name].isdigit()]
        if self.form.show_problems(wrong):
            return
        draft = RightDraft(self._line.id, **{**values, **{name: int(values[name]) for name in names}})
        self.do(add_right, draft.problems(), draft=draft)


class EndForm(StepForm):
    """An agreement ends."""

    def __init__(self, panel: Any, row: RightRow) -> None:
        super().__init__(panel, "End the agreement", row.council)
        self._row = row
        self.form.add("end", "First day without it", DateEdit(self.today, row.end, needed=True))
        self.foot("End it")

    def send(self, values: dict[str, Any]) -> None:
        """Keep the day."""
        self.do(end_right, right_id=self._row.id, version=self._row.version, **values)


def _facts(row: RightRow) -> list[tuple[str, str]]:
    found = [("Re-lets", f"{row.percent}%"), ("First lettings", f"{row.first_lets_percent}%"),
             ("Names somebody within", f"{row.working_days} working days"),
             ("We answer within", f"{row.answer_working_days} working days"), ("From", format_date(row.start))]
    found += [("Up to", format_date(row.end))] if row.end else []
    return found + ([("Where it stands", row.source)] if row.source else [])


def _status(line: CouncilLine) -> Status | None:
    if line.right is None:
        return Status.NEUTRAL
    return Status.DUE if line.share.behind and line.share.lettings else Status.GOOD


_COLUMNS = (Column("name", "Council", 200, lambda one: one.name, sort=True, stretch=1),
            Column("right", "Agreement", 150, lambda one: f"{one.right.percent}% of re-lets" if one.right else "None",
                   status=_status),
            Column("share", "Share since April", 420, lambda one: one.share.short, stretch=2))
