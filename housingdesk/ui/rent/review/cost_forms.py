"""The forms of a service in the pane: the service itself, its year, its named parts, and its bills. They check nothing."""

from datetime import date
from functools import partial
from typing import Any

from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.rent.actions import costs
from housingdesk.rent.queries.costs import CostRow
from housingdesk.rent.rules.service_costs import BudgetDraft, HeadDraft, SpendingDraft
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.rent.review.cost_words import CODES, SHARED
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem


class HeadForm:
    """A service: its name, what it is, how it is shared."""

    def __init__(self, page: Any, scheme_id: int, row: CostRow | None) -> None:
        self._page, self._scheme, self._row = page, scheme_id, row
        self.form = form = PaneForm(page.pane, "Change the service" if row else "New service",
                                    "A charge with its name follows its budget at the rent review")
        form.add("name", "Service", TextField(row.name if row else "", longest=120), hint="Cleaning, lift, door entry")
        form.add("code", "What it is", Choice(CODES, chosen=row.code if row else CODES[0][0]))
        form.add("apportionment", "Shared", Choice(SHARED, chosen=row.apportionment if row else SHARED[0][0]),
                 hint="Empty homes carry their share")
        form.add("supplier", "Supplier", TextField(row.supplier if row else "", longest=200))
        form.add("ends_on", "Last day, if it ends", DateEdit(lambda: page.desk.today, row.ends_on if row else None))
        form.add("note", "Note", LongText(row.note if row else "", lines=2))
        form.foot("Keep it", page.finish, page.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        draft = self.form.draft(HeadDraft, scheme_id=self._scheme)
        if draft is not None and not self.form.show_problems(draft.problems()):
            seen = {"head_id": self._row.id, "version": self._row.version} if self._row is not None else {}
            self._page.desk.do(costs.keep_head, self._page.close_form, self.form.refused, draft=draft, **seen)


class BudgetForm:
    """A year of a service: what it is to cost, what is carried in, and what it cost in the end."""

    def __init__(self, page: Any, row: CostRow, year_from: date) -> None:
        self._page, self._row, self._year = page, row, year_from
        self.form = form = PaneForm(page.pane, f"{row.name}, the year from {format_date(year_from)}",
                                    "Shares of the year sum to the budget with what is carried in")
        last = "" if row.last_actual is None else (f"The year before {'cost' if row.last_over else 'is forecast at'} "
                                                   f"{format_pence(row.last_actual)}")
        form.add("budget_pence", "Budget for the year", MoneyEdit(row.budget if row.budget is not None else row.last_actual,
                                                                  needed=True), hint=last)
        carried = row.carried if row.budget is not None else row.carry or 0
        form.add("carried_pence", "Carried in", MoneyEdit(carried, needed=True), hint="A surplus is negative: −120.00")
        form.add("actual_pence", "Cost in the end", MoneyEdit(row.actual), hint="Empty: the bills recorded")
        form.add("note", "Note", LongText(row.budget_note, lines=2))
        form.foot("Keep it", page.finish, page.close_form)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        draft = self.form.draft(BudgetDraft)
        if draft is not None and not self.form.show_problems(draft.problems()):
            self._page.desk.do(costs.set_budget, self._page.close_form, self.form.refused, head_id=self._row.id,
                               year_from=self._year, draft=draft)


class BillForm:
    """A bill: its day, its sum, its number, and its paper if there is one."""

    def __init__(self, page: Any, row: CostRow) -> None:
        self._page, self._row = page, row
        self._paper: FileDraft | None = None
        self.form = form = PaneForm(page.pane, f"A bill for {row.name}", "Counted against the budget of its year")
        form.add("spent_on", "Of", DateEdit(lambda: page.desk.today, page.desk.today, needed=True))
        form.add("pence", "How much", MoneyEdit(needed=True), hint="A credit is negative: −20.00")
        form.add("supplier", "Supplier", TextField(row.supplier, longest=200))
        form.add("reference", "Invoice number", TextField(longest=80))
        form.add("text", "What for", TextField(longest=300))
        self._said = label("No paper is chosen", "small", wrap=True)
        form.add_widget(self._said)
        form.add_widget(button("Choose its paper", self.choose))
        form.foot("Record it", page.finish, page.close_form)

    def choose(self) -> None:
        """Choose the scanned bill."""
        ask_for_file(self._page, "Choose the bill", self.chose)

    def chose(self, path: str) -> None:
        """Read it."""
        self._page.desk.run(read_file, self._has, self.form.refused, label="Reading the bill", path=path)

    def _has(self, draft: FileDraft) -> None:
        self._paper = draft
        self._said.setText(draft.name)

    def submit(self) -> None:
        """Record it, or say what stands against it."""
        draft = self.form.draft(SpendingDraft, head_id=self._row.id)
        if draft is not None and not self.form.show_problems(draft.problems(self._page.desk.today)):
            self._page.desk.do(costs.record_spending, self._page.close_form, self.form.refused, draft=draft,
                               document=self._paper)


class WrongBillForm:
    """Which bill is wrong, and why."""

    def __init__(self, page: Any, row: CostRow) -> None:
        self._page = page
        bills = [(one.id, f"{format_short(one.spent_on, page.desk.today)} {format_pence(one.pence)} {one.reference}".strip())
                 for one in row.bills if not one.removed]
        self.form = PaneForm(page.pane, f"A bill of {row.name} is wrong", "It stays on file and counts no longer")
        self.form.add("spending_id", "Which", Choice(bills, chosen=bills[0][0]))
        self.form.add("reason", "Why it is wrong", TextField(longest=200))
        self.form.foot("Take it out", page.finish, page.close_form)

    def submit(self) -> None:
        """Take it out."""
        self._page.desk.do(costs.remove_spending, self._page.close_form, self.form.refused, **self.form.values())


class PartsForm:
    """The parts of homes in a service, a line each."""

    def __init__(self, page: Any, row: CostRow, homes: dict[int, str], parts: dict[int, int]) -> None:
        self._page, self._row, self._homes = page, row, homes
        self.form = PaneForm(page.pane, f"Who shares {row.name}", "How many parts each home takes; 0 takes none")
        for space, address in homes.items():
            self.form.add(f"s{space}", address, TextField(str(parts.get(space, 0)), longest=5))
        self.form.foot("Keep them", page.finish, page.close_form)

    def submit(self) -> None:
        """Keep them, or say which is no number."""
        said = self.form.values()
        wrong = [Problem(name, f"“{text}” is not a whole number") for name, text in said.items() if not (text or "0").isdigit()]
        if self.form.show_problems(wrong):
            return
        parts = {space: int(said[f"s{space}"] or 0) for space in self._homes}
        self._page.desk.do(costs.set_shares, self._page.close_form, self.form.refused, head_id=self._row.id, parts=parts)


def form_for_parts(page: Any, row: CostRow) -> None:
    """Reads the homes of the scheme, then asks for their parts."""
    page.ask(homes_and_parts, partial(_ask_parts, page, row), scheme_id=row.scheme_id, head_id=row.id, on=page.desk.today)


def _ask_parts(page: Any, row: CostRow, found: tuple[dict[int, str], dict[int, int]]) -> None:
    page.ask_form(PartsForm(page, row, *found))


def homes_and_parts(scheme_id: int, head_id: int, on: date) -> tuple[dict[int, str], dict[int, int]]:
    """The homes of a scheme by id, and the parts that they take in a service."""
    from housingdesk.properties.queries import let_spaces
    from housingdesk.rent.queries.costs import named_parts

    homes = {row.id: row.said for row in let_spaces(on, scheme_id) if row.residential}
    return homes, named_parts(head_id)
