"""What an estimate asks of a household at the desk: the home, who lives there, what comes in, and what advice hangs on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.benefits.rules.advice.known import More
from housingdesk.benefits.rules.assess.case import Case, Charge, Every, Housing, Income, Meals, Passport, Relation
from housingdesk.benefits.rules.direct import Tier
from housingdesk.lettings.queries.advising import Advising
from housingdesk.lettings.rules.affordability import INCOMES
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, Tick
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.lettings.asked_answers import AGE, HELP, LONDON, PARTS, ROOMS
from housingdesk.ui.lettings.money_lines import MoneyLines
from housingdesk.ui.lettings.people_lines import PeopleLines
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_MEALS = ((None, "No meals"), *((one, sentence_case(one)) for one in Meals))
_TIERS = ((None, "Not that we know"), (Tier.ONE, "Tier 1: very likely"), (Tier.TWO, "Tier 2: may be"))


class HouseholdForm(QWidget):
    """Everything that is typed. ``edited`` comes with every change."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: Case | None = None
        self._charged = False
        self.costs, self.help, self.more = Form(gap=12), Form(gap=12), Form(gap=12)
        self.from_account = label("", "read", wrap=True)
        self.people = PeopleLines(today)
        self.incomes = MoneyLines("Comes in, after tax", [(key, sentence_case(kind)) for key, kind in INCOMES.items()],
                                  Every.MONTH)
        self._ask(today)
        column = QVBoxLayout(self)
        theme.lay(column, gap=16)
        for widget in (self.from_account, self.costs, self.people, self.incomes, self.help, self.more):
            column.addWidget(widget)
        for form in (self.costs, self.help, self.more):
            form.edited.connect(self._changed)
        self.people.edited.connect(self.edited)
        self.incomes.edited.connect(self.edited)

    def _ask(self, today: Callable[[], date]) -> None:
        self.costs.row(*((name, words, MoneyEdit()) for _, name, words in PARTS), gap=12)
        self.costs.row(("every", "Charged", Choice([(Every.WEEK, "a week"), (Every.MONTH, "a month")])))
        self.help.row(("housing", "What sort of home", Choice([(one, sentence_case(one)) for one in Housing])),
                      ("bedrooms", "Bedrooms", Choice(ROOMS)), ("london", "In London", Choice(LONDON)), gap=12)
        self.help.row(("passport", "They get already", Choice(HELP)), ("capital", "Savings", MoneyEdit()),
                      ("pension_age", "Pension age", Choice(AGE)), gap=12)
        self.help.row(("disability", "Attendance Allowance, PIP daily living, DLA care", Tick("They or their partner get it")),
                      ("limited", "Work, for Universal Credit", Tick("Too ill to work")), gap=12)
        self.help.row(("carer_room", "A carer at night", Tick("Needs a room for one")),
                      ("meals", "Meals in the rent", Choice(_MEALS)), gap=12)
        self._starts = self.more.add("starts_on", "Rent begins, or began, on", DateEdit(today))
        self.more.row(("old_home_until", "Rent of an old home runs to", DateEdit(today)),
                      ("violence", "Why they moved", Tick("For fear of violence")),
                      ("tier", "Hard to manage the rent", Choice(_TIERS)), gap=12)

    # Showing.
    def show_household(self, known: Advising) -> None:
        """Everything that is known already; what the account charges is not asked."""
        case = known.case
        self._base, self._charged = case, known.tenancy_id is not None and bool(case.charges)
        self.from_account.setVisible(self._charged)
        self.costs.setVisible(not self._charged)
        self.from_account.setText("The account charges " + ", ".join(
            f"{one.words} {format_pence(one.pence)}" for one in case.charges) + f" a {case.every}" if self._charged else "")
        amounts = _by_name(case)
        self.costs.set_values(**{name: amounts.get(name) for _, name, _ in PARTS},
                              every=case.every if case.every is Every.MONTH else Every.WEEK)
        self.people.set_people(case.people)
        keys = {kind: key for key, kind in INCOMES.items()}
        self.incomes.set_lines({keys[one.kind]: (one.pence, one.every) for one in case.incomes})
        self.help.set_values(
            housing=case.housing, bedrooms=case.bedrooms, london=case.london, passport=case.passport,
            capital=case.capital_pence or None, pension_age=case.pension_age, disability=case.disability,
            limited=case.limited_capability, carer_room=case.carer_room, meals=case.meals)
        self._starts.setVisible(known.tenancy_id is None)
        self.more.set_values(starts_on=known.more.starts_on, old_home_until=known.more.old_home_until,
                             violence=known.more.violence, tier=known.more.tier)
        self.show_problems([])

    # Reading.
    def unreadable(self) -> list[Problem]:
        """What cannot be read as it is typed."""
        return [*([] if self._charged else self.costs.unreadable()), *self.people.unreadable(), *self.incomes.unreadable(),
                *self.help.unreadable(), *self.more.unreadable()]

    def case(self) -> Case | None:
        """What is typed; None before anything was shown."""
        if self._base is None:
            return None
        said, people = self.help.values(), self.people.people()
        incomes = tuple(Income(INCOMES[line.key], line.pence, line.every) for line in self.incomes.lines() if line.pence)
        on_uc = any(line.key == "income_uc" and line.pence for line in self.incomes.lines())
        made = replace(
            self._base, people=people, incomes=incomes, housing=said["housing"], bedrooms=said["bedrooms"],
            london=said["london"], passport=said["passport"] or (Passport.UC if on_uc else None),
            capital_pence=said["capital"] or 0, pension_age=said["pension_age"], disability=said["disability"],
            limited_capability=said["limited"], carer_room=said["carer_room"], meals=said["meals"],
            joint=1 + sum(one.relation is Relation.JOINT for one in people))
        return made if self._charged else self._with_costs(made)

    def _with_costs(self, case: Case) -> Case:
        typed = self.costs.values()
        charges = tuple(Charge(code, words, pence) for code, name, words in PARTS if (pence := typed[name]))
        return replace(case, charges=charges, every=typed["every"])

    def asked_besides(self) -> More:
        """What advice asks beside the household."""
        said: dict[str, Any] = self.more.values()
        return More(said["starts_on"], said["old_home_until"], said["violence"], said["tier"])

    def show_problems(self, found: list[Problem]) -> bool:
        """Show each in its place, the first in words; whether there were any."""
        self.people.show_problems(found)
        self.incomes.show_problems(found)
        self.help.show_problems([one for one in found if one.field in self.help.fields])
        self.more.show_problems([one for one in found if one.field in self.more.fields])
        besides = {*self.help.fields, *self.more.fields}
        self.costs.show_problems([one for one in found if one.field not in besides])
        self.costs.setVisible(not self._charged or any(one.field not in besides for one in found))
        return bool(found)

    def first(self) -> QWidget:
        """Where one begins: the rent while it is not known, else who lives there."""
        rent: Any = self.costs["rent"]
        return rent if not self._charged and rent.value() is None else self.people.first()

    def _changed(self, _name: str) -> None:
        self.edited.emit()


def _by_name(case: Case) -> dict[str, int]:
    """The charges in the three fields; what benefit never pays for stands together."""
    found: dict[str, int] = {}
    for charge in case.charges:
        name = next((name for code, name, _ in PARTS if code is charge.code), "personal")
        found[name] = found.get(name, 0) + charge.pence
    return found
