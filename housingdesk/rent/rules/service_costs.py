"""What the services of a scheme cost its homes: how a budget falls on them, what is carried, and what is left over. Pure.

Shares of a year sum to the budget exactly; a charge is down to the whole penny, so that no home pays more than its share.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor

from housingdesk.rent.rules.review.limits import Pattern
from housingdesk.rent.rules.words import Apportionment, ChargeCode, Frequency
from housingdesk.values.dates import rent_year_of, rent_year_start, weeks_in_rent_year
from housingdesk.values.money import format_pence, share
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line

SERVICES = (ChargeCode.ELIGIBLE_SERVICE, ChargeCode.INELIGIBLE_SERVICE, ChargeCode.WATER, ChargeCode.SUPPORT)
LARGEST_PENCE = 100_000_000


@frozen
class Home:
    """A home of a scheme as costs fall on it, let or empty. ``parts`` are those named for it, nil where none are."""

    space_id: int
    bedrooms: int | None
    parts: int = 0


@frozen
class ServiceCharge:
    """A home's part in a service for a rent year: pence for the whole year. ``ended_on``: it is given no longer, so nothing."""

    head_id: int
    name: str
    code: ChargeCode
    year_pence: int
    year_from: date
    ended_on: date | None = None

    def charge(self, pattern: Pattern) -> int:
        """Pence for each charge of such an account, down to the whole penny: a year has 52 or 53 weeks, or 12 months.

        >>> one = ServiceCharge(1, "Cleaning", ChargeCode.ELIGIBLE_SERVICE, 52_000, date(2027, 4, 5))
        >>> one.charge(Pattern()), one.charge(Pattern(Frequency.MONTHLY)), one.charge(Pattern(Frequency.WEEKLY, 4))
        (1000, 4333, 1083)
        """
        return floor(Fraction(self.year_pence, 1) / charges_a_year(self.year_from, pattern))


def charges_a_year(year_from: date, pattern: Pattern) -> int:
    """How often an account is charged in the rent year that begins on a day: weeks, months or nights."""
    weeks = weeks_in_rent_year(rent_year_of(year_from))
    if pattern.frequency is Frequency.MONTHLY:
        return 12
    return weeks * 7 if pattern.frequency is Frequency.NIGHTLY else weeks - pattern.free_weeks


def apportioned(pence: int, how: Apportionment, homes: Sequence[Home]) -> dict[int, int]:
    """Each home's share of a year's cost, by its id; they sum to the cost. Empty homes carry theirs.

    A home without bedrooms (a bedsit) counts as one. Nothing where no home takes a part.

    >>> apportioned(1000, Apportionment.EQUAL, [Home(1, 1), Home(2, 3), Home(3, None)])
    {1: 334, 2: 333, 3: 333}
    >>> apportioned(1000, Apportionment.BEDROOMS, [Home(1, 1), Home(2, 3), Home(3, 0)])
    {1: 200, 2: 600, 3: 200}
    """
    weights = [_weight(how, home) for home in homes]
    if not sum(weights):
        return {}
    parts = share(pence, weights)
    return {home.space_id: part for home, part, weight in zip(homes, parts, weights, strict=True) if weight}


def _weight(how: Apportionment, home: Home) -> int:
    if how is Apportionment.NAMED:
        return home.parts
    return max(1, home.bedrooms or 1) if how is Apportionment.BEDROOMS else 1


def to_recover(budget: int, carried: int) -> int:
    """What a year's charges are to bring: the budget, more for a deficit carried in and less for a surplus; never below nil."""
    return max(0, budget + carried)


def carried_on(budget: int, actual: int, carried: int = 0) -> int:
    """What a year hands to the next: what it cost over what it was to bring (a deficit, positive) or under it (a surplus).

    What was carried into it is part of that; a surplus larger than the budget is not lost where nothing was charged.

    >>> carried_on(10_000, 11_000), carried_on(10_000, 11_000, -2_500), carried_on(1_000, 1_000, -2_500)
    (1000, 1000, -1500)
    """
    return actual + carried - to_recover(budget, carried)


def forecast(budget: int, spent: int, on: date, year_from: date) -> int:
    """What the year will have cost: what was spent so far and, for the days that remain, the budget's part for them.

    >>> forecast(36400, 20000, date(2026, 10, 5), date(2026, 4, 6))
    38200
    """
    end = next_year(year_from)
    days, left = (end - year_from).days, (end - max(year_from, min(on, end))).days
    return spent + budget * left // days


def next_year(year_from: date) -> date:
    """The first day of the rent year after the one that begins on a day."""
    return rent_year_start(rent_year_of(year_from) + 1)


def year_of(day: date) -> date:
    """The first day of the rent year that holds a day."""
    return rent_year_start(rent_year_of(day))


def remainder(shares: Mapping[int, int], year_from: date, pattern: Pattern) -> int:
    """Pence of a year's shares that whole pennies a charge do not bring in."""
    times = charges_a_year(year_from, pattern)
    return sum(pence - pence // times * times for pence in shares.values())


@frozen
class HeadDraft:
    """A service as typed."""

    scheme_id: int
    name: str
    code: ChargeCode = ChargeCode.ELIGIBLE_SERVICE
    apportionment: Apportionment = Apportionment.EQUAL
    supplier: str = ""
    note: str = ""
    ends_on: date | None = None

    def problems(self) -> list[Problem]:
        """What stands against keeping it."""
        found = [] if one_line(self.name) else [Problem("name", "Say what the service is, for example Cleaning")]
        for field, words, longest in (("name", "The name", 120), ("supplier", "The supplier", 200), ("note", "The note", 500)):
            if said := line_problem(one_line(getattr(self, field)), words, longest):
                found.append(Problem(field, said))
        if self.code not in SERVICES:
            found.append(Problem("code", f"{self.code} is no service: choose a service, personal, water or support charge"))
        return found


@frozen
class BudgetDraft:
    """A year's figures of a service as typed, pence; ``carried_pence``: a surplus is negative."""

    budget_pence: int
    carried_pence: int = 0
    actual_pence: int | None = None
    note: str = ""

    def problems(self) -> list[Problem]:
        """What stands against keeping them."""
        found = []
        if self.budget_pence < 0:
            found.append(Problem("budget_pence", "A budget is not less than nil"))
        for field in ("budget_pence", "carried_pence", "actual_pence"):
            pence = getattr(self, field)
            if pence is not None and abs(pence) > LARGEST_PENCE:
                found.append(Problem(field, f"{format_pence(pence)} is more than any service here can cost"))
        return found


@frozen
class SpendingDraft:
    """A bill as typed; a credit is negative."""

    head_id: int
    spent_on: date
    pence: int
    supplier: str = ""
    reference: str = ""
    text: str = ""

    def problems(self, today: date) -> list[Problem]:
        """What stands against recording it."""
        found = [] if self.pence else [Problem("pence", "A bill of nothing changes nothing")]
        if abs(self.pence) > LARGEST_PENCE:
            found.append(Problem("pence", f"{format_pence(self.pence)} is more than any service here can cost"))
        if self.spent_on > today:
            found.append(Problem("spent_on", "A bill is not dated in the future"))
        for field, words, longest in (("supplier", "The supplier", 200), ("reference", "The invoice number", 80),
                                      ("text", "What it was for", 300)):
            if said := line_problem(one_line(getattr(self, field)), words, longest):
                found.append(Problem(field, said))
        return found
