"""Whether a household can pay for a home: what comes in and goes out a week, what benefit covers, what is left. Pure.

Every line is turned into pence a week by itself and rounded once, so that what is shown adds up. Outgoings are the groups of
the Standard Financial Statement, without its trigger figures.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.benefits.rules.assess import Assessment, Case, Rates, assess
from housingdesk.benefits.rules.assess.case import (
    Charge,
    Every,
    Housing,
    Income,
    IncomeKind,
    Member,
    Passport,
    Relation,
    weekly,
)
from housingdesk.benefits.rules.assess.telling import as_data, headline, payer_words
from housingdesk.benefits.rules.clock import first_payment, weeks_until
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

LARGEST_PENCE = 10_000_000
INCOMES: dict[str, IncomeKind] = {
    "income_earnings": IncomeKind.EARNINGS, "income_uc": IncomeKind.UC, "income_state_pension": IncomeKind.STATE_PENSION,
    "income_pension": IncomeKind.OTHER_PENSION, "income_benefit": IncomeKind.OTHER_BENEFIT,
    "income_disability": IncomeKind.DISABILITY, "income_child_benefit": IncomeKind.CHILD_BENEFIT,
    "income_maintenance": IncomeKind.MAINTENANCE, "income_other": IncomeKind.OTHER}
SPENDS: dict[str, str] = {
    "spend_food": "food and housekeeping", "spend_energy": "gas and electricity", "spend_water": "water",
    "spend_council_tax": "Council Tax", "spend_phone": "phone, internet, TV licence", "spend_travel": "travel",
    "spend_clothing": "clothes and shoes", "spend_children": "children and childcare", "spend_health": "health",
    "spend_insurance": "insurance and savings", "spend_debts": "debts and fines", "spend_other": "other"}
_WORDS = {**{key: str(kind) for key, kind in INCOMES.items()}, **SPENDS}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that comes in or goes out, as it was said."""

    key: str
    pence: int
    every: Every

    @property
    def weekly(self) -> int:
        """Pence a week."""
        return weekly(self.pence, self.every)

    @property
    def words(self) -> str:
        """What it is."""
        return _WORDS[self.key]


@dataclass(frozen=True, slots=True)
class Home:
    """The home as far as a check needs it; ``charges`` are pence for each ``every``."""

    charges: tuple[Charge, ...]
    every: Every = Every.WEEK
    housing: Housing = Housing.ORDINARY
    bedrooms: int | None = None
    london: bool | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class AffordabilityDraft:
    """A check about to be kept. ``covered_pence``: what benefit pays a week where a decision says it; None is estimated.

    ``gross`` is pence a week before tax by the number of another adult. ``benefit``: they claim or will claim help.
    """

    applicant_id: int
    space_id: int | None
    home: Home
    incomes: tuple[Line, ...]
    spends: tuple[Line, ...]
    capital_pence: int = 0
    passport: Passport | None = None
    disability: bool = False
    limited_capability: bool = False
    pension_age: bool | None = None
    covered_pence: int | None = None
    benefit: bool = True
    gross: tuple[tuple[int, int], ...] = ()

    def problems(self) -> list[Problem]:
        """All that stands against it."""
        found = []
        if not self.home.charges or not sum(charge.pence for charge in self.home.charges):
            found.append(Problem("rent", "Say what the home costs"))
        amounts = [(line.key, line.pence) for line in (*self.incomes, *self.spends)] + [("capital", self.capital_pence)]
        amounts += [(f"gross_{number}", pence) for number, pence in self.gross]
        for name, pence in amounts:
            if not 0 <= pence <= LARGEST_PENCE:
                found.append(Problem(name, f"{format_pence(pence)} cannot be right. It is nil or more, up to "
                                           f"{format_pence(LARGEST_PENCE)}"))
        charged = sum(weekly(charge.pence, self.home.every) for charge in self.home.charges)
        if self.covered_pence is not None and not 0 <= self.covered_pence <= charged:
            found.append(Problem("covered", "What benefit pays lies between nil and what the home costs"))
        return found


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a check; pence a week. ``share`` is hundredths of a per cent of the income, None without income."""

    on: date
    charged: int
    covered: int
    own: int
    ineligible: int
    income: int
    spent: int
    left: int
    share: int | None
    flagged: bool
    estimate: Assessment | None
    first_on: date | None
    gap: int
    verdict: tuple[str, ...]

    @property
    def short(self) -> bool:
        """Whether there is less than nothing left."""
        return self.left < 0


def work_out(draft: AffordabilityDraft, members: Sequence[Member], rates: Rates, on: date, limit: int) -> Result:
    """The check on a day; ``limit`` is the part of the income, in hundredths of a per cent, from which a rent is flagged."""
    estimate = assess(case_of(draft, members), on, rates) if draft.benefit else None
    charged = sum(weekly(charge.pence, draft.home.every) for charge in draft.home.charges)
    eligible = sum(weekly(charge.pence, draft.home.every) for charge in draft.home.charges if charge.code in BENEFIT_ELIGIBLE)
    covered = draft.covered_pence if draft.covered_pence is not None else estimate.weekly_pence if estimate else 0
    income, spent = sum(line.weekly for line in draft.incomes), sum(line.weekly for line in draft.spends)
    own = charged - covered
    share = own * 10_000 // income if income else None
    first_on, gap, gap_words = _gap(draft, estimate, covered, on)
    flagged = own > 0 and (share is None or share >= limit)
    left = income - spent - own
    found = Result(on, charged, covered, own, charged - eligible, income, spent, left, share, flagged, estimate, first_on, gap,
                   ())
    return Result(on, charged, covered, own, charged - eligible, income, spent, left, share, flagged, estimate, first_on, gap,
                  (*_verdict(found, draft, limit), *gap_words))


def case_of(draft: AffordabilityDraft, members: Sequence[Member]) -> Case:
    """The household and the home as an estimate takes them; Universal Credit that comes in stands for the means test of HB."""
    home = draft.home
    on_uc = any(line.key == "income_uc" and line.pence for line in draft.incomes)
    passport = draft.passport or (Passport.UC if on_uc else None)
    return Case(home.housing, home.charges, tuple(members), home.every, bedrooms=home.bedrooms,
                incomes=tuple(Income(INCOMES[line.key], line.pence, line.every) for line in draft.incomes),
                capital_pence=draft.capital_pence, passport=passport, disability=draft.disability,
                limited_capability=draft.limited_capability, london=home.london, pension_age=draft.pension_age,
                joint=1 + sum(one.relation is Relation.JOINT for one in members))


def _gap(draft: AffordabilityDraft, estimate: Assessment | None, covered: int, on: date) -> tuple[date | None, int, list[str]]:
    """What falls due before the first benefit comes, where benefit pays anything."""
    if estimate is None or estimate.kind is None or not covered:
        return None, 0, []
    start = max(draft.home.starts_on or on, on)
    first = first_payment(estimate.kind, start)
    weeks = weeks_until(first, start)
    gap = weeks * covered
    return first.on, gap, [f"{first.sentence}. Until then {weeks} weeks fall due, {format_pence(gap)} of them to come from "
                           "benefit"]


def _verdict(found: Result, draft: AffordabilityDraft, limit: int) -> list[str]:
    said = [_first(found)]
    if found.share is not None and found.own > 0:
        words = f"What they pay themselves, {format_pence(found.own)} a week, is {found.share // 100}% of their income"
        said.append(f"{words}: {limit // 100}% or more is too much" if found.flagged else words)
    if found.ineligible:
        said.append(f"{format_pence(found.ineligible)} a week is never covered by benefit and comes from pocket")
    if draft.covered_pence is not None:
        said.append(f"Benefit pays {format_pence(found.covered)} a week, as a decision says")
    elif found.estimate is not None and found.estimate.stopped:
        said.append(f"What benefit pays is not in this yet. {found.estimate.stopped}")
    elif found.estimate is not None:
        said.append(headline(found.estimate))
        said += _living(found.estimate, draft)
    return said


def _first(found: Result) -> str:
    if found.short:
        return f"They cannot pay for it as things stand: {format_pence(-found.left)} a week is missing"
    if not found.income and found.own:
        return "No income is known, so nothing shows that they can pay for it"
    if found.flagged:
        return f"It will be tight: {format_pence(found.left)} a week is left when all is paid"
    return f"They can pay for it: {format_pence(found.left)} a week is left when all is paid"


def _living(estimate: Assessment, draft: AffordabilityDraft) -> list[str]:
    """Universal Credit for living costs that was worked out and not typed in is said, never counted."""
    typed = any(line.key == "income_uc" for line in draft.incomes)
    if typed or not estimate.living_pence:
        return []
    return [f"{payer_words(estimate.kind)} may pay about {format_pence(estimate.living_pence)} a month for living costs "
            "besides; it is not counted until it is typed in"]


def figures_text(draft: AffordabilityDraft, found: Result) -> str:
    """The check as it is kept: every line in pence a week, the estimate with its steps and version, as JSON."""
    lines = {side: [{"key": line.key, "words": line.words, "pence": line.pence, "every": str(line.every), "weekly": line.weekly}
                    for line in rows] for side, rows in (("incomes", draft.incomes), ("spends", draft.spends))}
    charges = [{"code": str(charge.code), "words": charge.words, "weekly": weekly(charge.pence, draft.home.every)}
               for charge in draft.home.charges]
    return json.dumps({
        **lines, "charges": charges, "charged": found.charged, "covered": found.covered, "own": found.own,
        "ineligible": found.ineligible, "income": found.income, "spent": found.spent, "left": found.left, "share": found.share,
        "flagged": found.flagged, "first_on": found.first_on.isoformat() if found.first_on else None, "gap": found.gap,
        "covered_typed": draft.covered_pence is not None, "housing": str(draft.home.housing),
        "bedrooms": draft.home.bedrooms, "london": draft.home.london,
        "estimate": None if found.estimate is None else as_data(found.estimate), "verdict": list(found.verdict),
    }, ensure_ascii=False)


def read_figures(text: str) -> Mapping[str, Any]:
    """A kept check's figures."""
    found: Mapping[str, Any] = json.loads(text)
    return found
