"""What a check of affordability asks: what the home costs, who lives there, what comes in and goes out, and about benefit."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.benefits.rules.assess.case import Charge, Every, Housing, Passport
from housingdesk.lettings.queries.affordability import Beginning
from housingdesk.lettings.rules.affordability import INCOMES, SPENDS, AffordabilityDraft, Home
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.fields import Choice, Tick
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.lettings.asked_answers import AGE, HELP, LONDON, PARTS, ROOMS
from housingdesk.ui.lettings.money_lines import MoneyLines, SideBySide
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_OTHERS = 3


class AffordabilityForm(QWidget):
    """Everything that is typed. ``edited`` comes with every change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begun: Beginning | None = None
        self._others: tuple[tuple[int, str], ...] = ()
        self.costs, self.help = Form(gap=12), Form(gap=12)
        self.incomes = MoneyLines("Comes in, after tax", [(key, sentence_case(kind)) for key, kind in INCOMES.items()],
                                  Every.MONTH)
        self.spends = MoneyLines("Goes out", [(key, sentence_case(words)) for key, words in SPENDS.items()], Every.WEEK)
        self._build_costs()
        self._build_help()
        column = QVBoxLayout(self)
        theme.lay(column, gap=16)
        for widget in (self.costs, SideBySide(self.incomes, self.spends), self.help):
            column.addWidget(widget)
        self.costs.edited.connect(self._changed)
        self.help.edited.connect(self._changed)
        self.incomes.edited.connect(self.edited)
        self.spends.edited.connect(self.edited)

    def _build_costs(self) -> None:
        self.costs.row(*((name, words, MoneyEdit()) for _, name, words in PARTS),
                       ("every", "Charged", Choice([(Every.WEEK, "a week"), (Every.MONTH, "a month")])), gap=12)

    def _build_help(self) -> None:
        self.help.row(("housing", "What sort of home", Choice([(one, sentence_case(one)) for one in Housing])),
                      ("bedrooms", "Bedrooms", Choice(ROOMS)), ("london", "In London", Choice(LONDON)), gap=12)
        self.help.row(("benefit", "Help with the rent", Tick("They get or will claim it")), gap=12)
        self.help.row(("passport", "They get already", Choice(HELP)), ("capital", "Savings", MoneyEdit()),
                      ("pension_age", "Pension age", Choice(AGE)), gap=12)
        self.help.row(("disability", "Attendance Allowance, PIP daily living, DLA care", Tick("They or their partner get it")),
                      ("limited", "Work", Tick("Too ill to work, for Universal Credit")), gap=12)
        self._gross = self.help.row(*((f"gross_{at}", "Another adult before tax, a week", MoneyEdit())
                                      for at in range(1, _OTHERS + 1)), gap=12)
        self.help.add("covered", "What a decision says benefit pays a week", MoneyEdit(),
                      hint="Empty while there is none: the estimate counts")

    # Showing.
    def show_beginning(self, begun: Beginning, others: tuple[tuple[int, str], ...]) -> None:
        """Everything that is known already."""
        self._begun, self._others = begun, others[:_OTHERS]
        said, home = begun.answers, begun.home
        amounts = _by_name(home)
        self.costs.set_values(**{name: amounts.get(name) for _, name, _ in PARTS}, every=home.every)
        self.incomes.set_lines({key: found for key in INCOMES if (found := _said(said, key))})
        self.spends.set_lines({key: found for key in SPENDS if (found := _said(said, key))})
        passport, age = said.look("afford_passport"), said.look("afford_pension_age")
        self.help.set_values(
            benefit=said.look("afford_benefit") != "no", housing=home.housing, bedrooms=home.bedrooms, london=home.london,
            passport=Passport(passport) if passport else None,
            capital=said.number("afford_capital"), pension_age={"yes": True, "no": False}.get(age),
            disability=said.look("afford_disability") == "yes", limited=said.look("afford_limited") == "yes", covered=None)
        for at in range(1, _OTHERS + 1):
            field = self.help.fields[f"gross_{at}"]
            field.setVisible(at <= len(self._others))
            if at <= len(self._others):
                number, name = self._others[at - 1]
                field.label.setText(f"{name} before tax, a week")
                self.help[f"gross_{at}"].setAccessibleName(field.words())
                self.help[f"gross_{at}"].set_value(said.number(f"afford_gross_{number}"))
        self._gross.setVisible(bool(self._others))
        self.show_problems([])

    # Reading.
    def unreadable(self) -> list[Problem]:
        """What cannot be read as it is typed."""
        return [*self.costs.unreadable(), *self.incomes.unreadable(), *self.spends.unreadable(), *self.help.unreadable()]

    def draft(self) -> AffordabilityDraft | None:
        """What is typed; None before anything was read."""
        if self._begun is None:
            return None
        said = self.help.values()
        gross = tuple((number, pence) for at, (number, _) in enumerate(self._others, 1)
                      if (pence := said[f"gross_{at}"]) is not None)
        return AffordabilityDraft(
            self._begun.applicant.id, self._begun.space_id, self._home(said), self.incomes.lines(),
            self.spends.lines(), said["capital"] or 0, said["passport"], said["disability"], said["limited"],
            said["pension_age"], said["covered"] if said["benefit"] else None, said["benefit"], gross)

    def _home(self, said: dict[str, Any]) -> Home:
        assert self._begun is not None
        typed = self.costs.values()
        charges = tuple(Charge(code, words, pence) for code, name, words in PARTS if (pence := typed[name]))
        return Home(charges, typed["every"], said["housing"], said["bedrooms"], said["london"], self._begun.home.starts_on)

    def show_problems(self, found: list[Problem]) -> bool:
        """Show each in its place; whether there were any."""
        self.help.show_problems([problem for problem in found if problem.field in self.help.fields])
        self.incomes.show_problems(found)
        self.spends.show_problems(found)
        self.costs.show_problems([problem for problem in found if problem.field not in self.help.fields])
        return bool(found)

    def first(self) -> QWidget:
        """Where one begins: the first amount that comes in, or the rent while it is not known."""
        rent: Any = self.costs["rent"]
        return next(iter(self.incomes.amounts.values())) if rent.value() is not None else rent

    def _changed(self, _name: str) -> None:
        self.edited.emit()


def _said(answers: Answers, key: str) -> tuple[int, Every] | None:
    pence = answers.number(key)
    if pence is None:
        return None
    every = answers.look(f"{key}_every")
    return pence, Every(every) if every else Every.WEEK


def _by_name(home: Home) -> dict[str, int]:
    """The home's charges in the three fields; water and support are not covered by benefit either."""
    found: dict[str, int] = {}
    for charge in home.charges:
        name = next((name for code, name, _ in PARTS if code is charge.code), "personal")
        found[name] = found.get(name, 0) + charge.pence
    return found
