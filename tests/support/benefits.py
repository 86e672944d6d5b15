"""Households and homes for tests of benefit estimates."""

from datetime import date
from typing import Any

from housingdesk.benefits.rules.assess import Assessment, Case, Rates, assess
from housingdesk.benefits.rules.assess.case import Charge, Every, Housing, Income, IncomeKind, Member, Relation
from housingdesk.benefits.rules.assess.rates import parse_rates, typed_in
from housingdesk.benefits.stock import sources
from housingdesk.rent.rules.words import ChargeCode

RATES = parse_rates(sources())
ON = date(2026, 11, 23)
ADULT = Member(Relation.CLAIMANT, date(1990, 1, 1), "F")
PARTNER = Member(Relation.PARTNER, date(1991, 1, 1), "M")
YOUNG = Member(Relation.CLAIMANT, date(2004, 1, 1), "M")
OLD = Member(Relation.CLAIMANT, date(1950, 1, 1), "F")


def rent(pence: int, service: int = 0, personal: int = 0) -> tuple[Charge, ...]:
    """Charges as they are on most accounts."""
    rows = ((ChargeCode.RENT, "Rent", pence), (ChargeCode.ELIGIBLE_SERVICE, "Cleaning", service),
            (ChargeCode.INELIGIBLE_SERVICE, "Heating and light", personal))
    return tuple(Charge(code, words, amount) for code, words, amount in rows if amount)


def supported(**more: Any) -> Case:
    """A single person of 36 in exempt accommodation at £200 a week."""
    facts: dict[str, Any] = {"housing": Housing.EXEMPT, "charges": rent(20_000), "people": (ADULT,), "bedrooms": 1, **more}
    return Case(**facts)


def ordinary(**more: Any) -> Case:
    """A single person of 36 in a one-bedroom home at £120 a week, outside London."""
    facts: dict[str, Any] = {"housing": Housing.ORDINARY, "charges": rent(12_000), "people": (ADULT,), "bedrooms": 1,
                             "london": False, **more}
    return Case(**facts)


def earns(pence: int, every: Every = Every.WEEK) -> tuple[Income, ...]:
    """Earnings after tax."""
    return (Income(IncomeKind.EARNINGS, pence, every),)


def child(born_on: date, sex: str = "F", **more: Any) -> Member:
    """A child of the household."""
    return Member(Relation.CHILD, born_on, sex, **more)


def other(born_on: date = date(1980, 1, 1), **more: Any) -> Member:
    """Another adult of the household."""
    return Member(Relation.OTHER, born_on, "M", **more)


def found(case: Case, on: date = ON, rates: Rates = RATES) -> Assessment:
    """The estimate; AssertionError with its sentence when it stopped."""
    made = assess(case, on, rates)
    assert not made.stopped, made.stopped
    return made


def stopped(case: Case, on: date = ON, rates: Rates = RATES) -> str:
    """Why an estimate stopped."""
    made = assess(case, on, rates)
    assert made.stopped and made.pence == 0 and made.weekly_pence == 0
    return made.stopped


def typed(key: str, amount: str, start: date = date(2026, 4, 6)) -> Rates:
    """The figures with one typed in by the association."""
    return parse_rates(sources(), typed_in([(start, [(key, amount)], "the letter of rates")]))


def effect(made: Assessment, key: str) -> list[int]:
    """What the steps of a name add or take off."""
    return [step.pence for step in made.steps if step.key == key]
