"""Rent reviews: those there were and the one that is made now; the way to formula rents and to what services cost."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.rent.actions.review.making import make_review
from housingdesk.rent.queries.review.rows import ReviewHead, reviews
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, line
from housingdesk.ui.kit.list_part import FINISH, ListWithPane, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.rent.review import review_words as words
from housingdesk.values.dates import format_date, rent_year_of, rent_year_start
from housingdesk.values.text import sentence_case


class RentReviewsPage(Page, ListWithPane):
    """The reviews, and the steps before one."""

    title = "Rent reviews"
    name, pane_name = "Rent reviews", "Review"
    empty = "No rent review was made yet. N makes a dry run: nothing is charged by it"
    tables = frozenset({"rent_review", "review_row"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open it", "open_it"), Key("N", "new dry run", "add"),
        Key("Alt+F", "formula rents", "formulas"), Key("Alt+C", "costs of services", "costs"),
        Key("Alt+S", "limits in Settings", "limits", shown=False), FINISH)

    def build(self) -> None:
        """The ways on, the reviews and the pane."""
        self.body.addWidget(flow_row(
            button("New dry run", self.add, key="N", kind="primary"), button("Formula rents", self.formulas, key="Alt+F"),
            button("Costs of services", self.costs, key="Alt+C"), button("Limits in Settings", self.limits, key="Alt+S")))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return words.head_columns(self.desk.today)

    def sentence(self, row: ReviewHead) -> str:
        """A review as a screen reader says it."""
        return words.head_sentence(row)

    def reload(self) -> None:
        """Read them."""
        self.ask(reviews, self._show)

    def _show(self, rows: list[ReviewHead]) -> None:
        self.header.set_subtitle("A dry run shows every new charge and what needs a look, long before anything is charged")
        self.show_rows(rows)
        if rows and self.table.current_id() is None:
            self.table.view.select_place(0)

    def show_current(self) -> None:
        """How far the review is and what it was reckoned by."""
        row: ReviewHead | None = self.current()
        if row is None:
            self.pane.begin("No review yet", "First the formula rents and the budgets of services, then a dry run")
            self.pane.finish(button("New dry run", self.add, key="N") if self.is_valid("add") else None)
            return
        self.pane.begin(row.title, sentence_case(str(row.state)))
        self.pane.put(label(f"{words.steps(row)}.", wrap=True))
        if notice := words.notice_words(row, self.desk.today):
            self.pane.put(label(f"{notice}.", "strong", wrap=True))
        self.pane.put(Facts([("Begins", format_date(row.starts_on)), ("Accounts", f"{row.accounts:,}"),
                             ("Charges", f"{row.charges:,}"), ("To look at", f"{row.looked:,}")]))
        self.pane.put(line())
        for figure, value, _ in row.figures:
            self.pane.put(label(f"{figure}: {value}", "small", wrap=True))
        self.pane.finish(button("Open it", self.open_it, key="Enter", kind="primary"))

    # Keys.
    def is_valid(self, act: str) -> bool:
        """A review is made by whoever may change charges."""
        if act == "finish":
            return self.question is not None
        if act == "add":
            return self.question is None and bool(self.desk.may(Permission.KEEP_CHARGES))
        return act != "open_it" or self.current() is not None

    def enter_pressed(self) -> None:
        """Enter opens the review."""
        self.open_it()

    def open_it(self) -> None:
        """The marked review, charge by charge."""
        row: ReviewHead | None = self.current()
        if row is not None:
            self.go_to("rent_review", review_id=row.id)

    def add(self) -> None:
        """A dry run from a Monday: that of next April, if nothing else is typed."""
        if not self.is_valid("add"):
            return
        april = rent_year_start(rent_year_of(self.desk.today) + 1)
        asked = [("starts_on", "From", DateEdit(lambda: self.desk.today, april, needed=True),
                  "A Monday; who pays by the month changes on the first"),
                 ("title", "Name", TextField(longest=120), "Empty: it is called by its day")]
        self.ask_form(Question(self, "New dry run", "Every rent and garage account. Nothing is charged by it", asked,
                               "Make the dry run", self._make))

    def _make(self, form: PaneForm) -> None:
        self.desk.do(make_review, self._made, form.refused, **form.values())

    def _made(self, outcome: Any) -> None:
        self.question = None
        self.go_to("rent_review", review_id=outcome.value)

    def formulas(self) -> None:
        """Formula rents."""
        self.go_to("formula_rents")

    def costs(self) -> None:
        """What services cost."""
        self.go_to("costs")

    def limits(self) -> None:
        """The limits of the review in Settings."""
        self.go_to("settings", search="rise")
