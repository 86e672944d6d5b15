"""What the services of a scheme cost: budget, last year, spent so far, the forecast, and what each home is charged for it."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.rent.queries.costs import CostRow, SchemeCosts
from housingdesk.rent.rules.service_costs import next_year, year_of
from housingdesk.rent.rules.words import Apportionment
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import WrapLink, button, label, line
from housingdesk.ui.kit.list_part import FINISH, ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.rent.review import cost_forms as forms
from housingdesk.ui.rent.review import cost_words as words
from housingdesk.ui.rent.review.cost_papers import CostPapers, with_paper
from housingdesk.values.dates import format_date, format_short, rent_year_of, rent_year_start
from housingdesk.values.money import format_pence

_MOST_BILLS, _MOST_SHARES = 12, 40


class CostsPage(CostPapers, Page, ListWithPane):
    """The services of one scheme in one rent year."""

    title = "Costs of services"
    name, pane_name = "Services", "Service"
    empty = "This scheme has no service yet. N enters one"
    pane_width = 360
    tables = frozenset({"cost_head", "cost_budget", "cost_share", "spending", "space"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "budget", "budget"), Key("B", "record a bill", "bill"),
        Key("N", "new service", "add"), Key("E", "change it", "edit", shown=False), Key("P", "who shares it", "parts"),
        Key("R", "a bill is wrong", "wrong_bill", shown=False), Key("S", "other scheme", "choose_scheme", shown=False),
        Key("V", "a bill’s paper", "paper", shown=False), Key("Ctrl+P", "list of all schemes", "print_list"),
        Key("Ctrl+E", "as a table", "save_list", shown=False), Key("]", "next year", "year_after", shown=False),
        Key("[", "year before", "year_before", shown=False), FINISH)

    def build(self) -> None:
        """The scheme, the services and the pane."""
        self._scheme: int | None = None
        self._year: date | None = None
        self._found: SchemeCosts | None = None
        self.scheme = Choice()
        self.scheme.setAccessibleName("Scheme")
        self.scheme.edited.connect(self._chose_scheme)
        self.body.addWidget(flow_row(self.scheme, button("New service", self.add, key="N"),
                                     button("Year before", self.year_before, key="["),
                                     button("Next year", self.year_after, key="]"),
                                     button("List of all schemes", self.print_list, key="Ctrl+P")))
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return words.cost_columns()

    def sentence(self, row: CostRow) -> str:
        """A service as a screen reader says it."""
        return words.cost_sentence(row)

    def open(self, **facts: Any) -> None:
        """``scheme_id``: which scheme, ``year_from``: which rent year."""
        if facts.get("scheme_id") not in (None, self._scheme):
            self._scheme, self.question = int(facts["scheme_id"]), None
        self._year = facts.get("year_from", self._year)
        self.mark_stale()

    @property
    def year(self) -> date:
        """The rent year in sight: this one until another is chosen."""
        return self._year or year_of(self.desk.today)

    # Reading.
    def reload(self) -> None:
        """The services of the scheme."""
        self.ask(words.costs_of, self._show, scheme_id=self._scheme, year_from=self.year, on=self.desk.today)

    def _show(self, costs: words.Costs) -> None:
        self._found = found = costs.found
        self.scheme.set_options(list(costs.schemes))
        if found is None:
            self.table.set_empty("No scheme is entered yet")
            self.show_rows(())
            return
        self._scheme = found.scheme_id
        self.scheme.set_value(found.scheme_id)
        self.set_title(f"Costs of {found.scheme}")
        self.header.set_subtitle(f"The rent year from {format_date(found.year_from)}, {found.homes:,} homes, let or empty")
        planned, spent = sum(one.budget or 0 for one in found.rows), sum(one.spent for one in found.rows)
        self.header.set_figures([("Budget", format_pence(planned)), ("Spent", format_pence(spent)),
                                 ("Forecast", format_pence(sum(one.forecast or one.spent for one in found.rows)))])
        self.show_rows(found.rows)
        if found.rows and self.table.current_id() is None:
            self.table.view.select_place(0)

    # The pane.
    def show_current(self) -> None:
        """The service: its year, its bills, each home's share."""
        row: CostRow | None = self.current()
        if row is None:
            self.pane.begin("No service marked", "A service is what the homes of a scheme pay for together")
            self.pane.finish(button("New service", self.add, key="N") if self.is_valid("add") else None)
            return
        self.pane.begin(row.name, row.supplier)
        self.pane.put(Facts(words.facts_of(row)))
        if said := words.carry_words(row):
            self.pane.put(label(f"{said}.", "due", wrap=True))
        for text in (row.budget_note, row.note):
            if text:
                self.pane.put(label(text, "muted", wrap=True))
        self._tell_bills(row)
        self._tell_shares(row)
        self._buttons(row)

    def _tell_bills(self, row: CostRow) -> None:
        if not row.bills:
            return
        self.pane.put(line())
        self.pane.put(label("Bills of the year", "strong"))
        for one in row.bills[:_MOST_BILLS]:
            day = format_short(one.spent_on, self.desk.today)
            said = " ".join(part for part in (day, format_pence(one.pence), one.supplier, one.reference, one.text) if part)
            out = f". Taken out: {one.removed}" if one.removed else ""
            if one.document_id is not None:
                self.pane.put(WrapLink(f"{said}{out}", partial(self.open_paper, one.document_id)))
            else:
                self.pane.put(label(f"{said}{out}", "muted" if one.removed else "small", wrap=True))
        if len(row.bills) > _MOST_BILLS:
            self.pane.put(label(f"and {len(row.bills) - _MOST_BILLS:,} more", "small"))

    def _tell_shares(self, row: CostRow) -> None:
        if not row.shares:
            if row.recover:
                self.pane.put(label("No home takes a part in it yet, so nothing is charged for it.", "due", wrap=True))
            return
        self.pane.put(line())
        self.pane.put(label("Each home: the year, and a week", "strong"))
        for one in row.shares[:_MOST_SHARES]:
            said = f"{one.address}: {format_pence(one.year_pence)}, {format_pence(one.week_pence)} a week"
            self.pane.put(label(said, "small", wrap=True))
        if len(row.shares) > _MOST_SHARES:
            self.pane.put(label(f"and {len(row.shares) - _MOST_SHARES:,} more", "small"))
        if row.left:
            self.pane.put(label(f"Whole pennies a week leave {format_pence(row.left)} of the year uncharged.", "small",
                                wrap=True))

    def _buttons(self, row: CostRow) -> None:
        if not self._may():
            self.pane.finish()
            return
        others = [button("Record a bill", self.bill, key="B"), button("Change it", self.edit, key="E")]
        others += [button("Who shares it", self.parts, key="P")] if row.apportionment is Apportionment.NAMED else []
        others += [button("A bill’s paper", self.paper, key="V")] if self.is_valid("paper") else []
        others += [button("A bill is wrong", self.wrong_bill, key="R")] if self.is_valid("wrong_bill") else []
        self.pane.finish(button("Budget", self.budget, key="Enter", kind="primary"), others)

    # Keys.
    def _may(self) -> bool:
        return bool(self.desk.may(Permission.KEEP_CHARGES))

    def is_valid(self, act: str) -> bool:
        """What the marked service allows."""
        row: CostRow | None = self.current()
        if act == "finish":
            return self.question is not None
        if self.question is not None:
            return False
        if act in ("year_after", "year_before", "choose_scheme"):
            return True
        if act in ("print_list", "save_list"):
            return self._found is not None and bool(self._found.rows)
        if act == "paper":
            return bool(with_paper(row))
        if act == "add":
            return self._may() and self._found is not None
        if act == "parts" and (row is None or row.apportionment is not Apportionment.NAMED):
            return False
        if act == "wrong_bill" and (row is None or all(one.removed for one in row.bills)):
            return False
        return self._may() and row is not None

    def enter_pressed(self) -> None:
        """Enter in the list."""
        self.budget()

    def budget(self) -> None:
        """The figures of the year."""
        row: CostRow | None = self.current()
        if row is not None and self.is_valid("budget"):
            self.ask_form(forms.BudgetForm(self, row, self.year))

    def bill(self) -> None:
        """Record a bill."""
        row: CostRow | None = self.current()
        if row is not None and self.is_valid("bill"):
            self.ask_form(forms.BillForm(self, row))

    def wrong_bill(self) -> None:
        """Take a bill out."""
        row: CostRow | None = self.current()
        if row is not None and self.is_valid("wrong_bill"):
            self.ask_form(forms.WrongBillForm(self, row))

    def add(self) -> None:
        """A new service of the scheme."""
        if self._found is not None and self.is_valid("add"):
            self.ask_form(forms.HeadForm(self, self._found.scheme_id, None))

    def edit(self) -> None:
        """Change the service."""
        row: CostRow | None = self.current()
        if row is not None and self.is_valid("edit"):
            self.ask_form(forms.HeadForm(self, row.scheme_id, row))

    def parts(self) -> None:
        """Name the parts of homes."""
        row: CostRow | None = self.current()
        if row is not None and self.is_valid("parts"):
            forms.form_for_parts(self, row)

    def choose_scheme(self) -> None:
        """Into the choice of schemes."""
        self.scheme.setFocus()

    def _chose_scheme(self) -> None:
        self._scheme, self.question = self.scheme.value(), None
        self.refresh()

    def year_after(self) -> None:
        """The next rent year."""
        self._to_year(next_year(self.year))

    def year_before(self) -> None:
        """The rent year before."""
        self._to_year(rent_year_start(rent_year_of(self.year) - 1))

    def _to_year(self, year: date) -> None:
        if self.is_valid("year_after"):
            self._year = year
            self.refresh()
