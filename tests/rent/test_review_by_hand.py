"""The review against the same rules worked out by hand: never a fraction of a penny above them, never two pennies below."""

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from housingdesk.access.desk import Desk
from housingdesk.properties.rules import RentType
from housingdesk.rent.queries.review.figures import figures
from housingdesk.rent.rules.review.limits import Formula
from housingdesk.rent.rules.review.proposals import proposals
from housingdesk.rent.rules.review.shapes import Reviewed, Standing
from housingdesk.rent.rules.review.year import OUTSIDE, SOCIAL_RENTS, Figures
from housingdesk.rent.rules.service_costs import ServiceCharge
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency
from housingdesk.settings.actions import set_value
from housingdesk.values.dates import rent_year_start
from tests.support.review_by_hand import CONVERGENCE, GENERAL, SUPPORTED, Case, new_charge

WORDS = {RentType.SOCIAL: "social", RentType.AFFORDABLE: "affordable", RentType.SUPPORTED: "supported", RentType.FAIR: "fair"}
CASES = 4_000


def limit_of(kind: RentType, year: int) -> Fraction:
    """The limit of a year; of the years that are not known yet, some figure."""
    return Fraction((SUPPORTED if kind is RentType.SUPPORTED else GENERAL).get(year, 35 + year % 7), 1000)


def figures_of(year: int, free: tuple[int, int], cap: int | None) -> Figures:
    limits: dict[RentType, int | None] = {kind: int(limit_of(kind, year) * 10_000) for kind in WORDS}
    return Figures(rent_year_start(year), {**limits, **dict.fromkeys(OUTSIDE, None)}, None, None, CONVERGENCE.get(year, 0),
                   {} if cap is None else {1: 1, 2: cap}, 2000, *free, True)


def cases() -> Iterator[tuple[Case, Figures, Reviewed, list[Standing]]]:
    """Every kind of rent, in every year, however it is charged; the same ones each time."""
    chance = random.Random(20270405)
    for _ in range(CASES):
        kind, year = chance.choice(list(WORDS)), chance.randrange(2020, 2029)
        frequency = chance.choice(list(Frequency))
        free = (chance.choice((0, 2, 4)), chance.choice((0, 2, 4))) if frequency in (
            Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.FOUR_WEEKLY) and chance.random() < 0.4 else (0, 0)
        week = chance.randrange(4_000, 30_000)
        old = {Frequency.MONTHLY: week * 13 // 3, Frequency.NIGHTLY: week // 7}.get(frequency, week)
        new = chance.choice((None, week * chance.randrange(950, 1100) // 1000))
        before = chance.choice((None, new * 1000 // 1040)) if new is not None else None
        cap = chance.choice((None, None, week * chance.randrange(980, 1080) // 1000)) if kind in SOCIAL_RENTS else None
        found, lines = figures_of(year, free, cap), [Standing(1, ChargeCode.RENT, "Rent", old, date(2018, 4, 2))]
        served, services = (0, 0), tuple[ServiceCharge, ...]()
        if chance.random() < 0.5:
            served = old // 10, old // 10 + chance.randrange(-30, 60)
            lines.append(Standing(2, ChargeCode.ELIGIBLE_SERVICE, "Cleaning", served[0], date(2018, 4, 2)))
            one = ServiceCharge(1, "Cleaning", ChargeCode.ELIGIBLE_SERVICE, 0, found.starts_on)
            services = (_of_year(one, served[1], frequency, free[1], year),)
        formula = None if new is None else Formula(before, new)
        account = Reviewed(1, AccountKind.RENT, frequency, free != (0, 0), None, None, None, kind, 2, formula, services)
        yield (Case(WORDS[kind], year, str(frequency), old, limit_of(kind, year), *free, before, new, cap, *served), found,
               account, lines)


def _of_year(one: ServiceCharge, charge: int, frequency: Frequency, free: int, year: int) -> ServiceCharge:
    """The service with the year's sum of which a charge is so much: 53 weeks where the year has them."""
    weeks = 53 if year in (2024, 2030) else 52
    times = {Frequency.MONTHLY: 12, Frequency.NIGHTLY: weeks * 7}.get(frequency, weeks - free)
    return ServiceCharge(one.head_id, one.name, one.code, max(0, charge) * times, one.year_from)


def test_no_rent_of_any_kind_passes_what_the_standard_allows() -> None:
    kinds = set()
    for case, found, account, lines in cases():
        rent = next(one for one in proposals(account, lines, found) if one.code is ChargeCode.RENT)
        most = new_charge(case)
        assert rent.most is not None and rent.new == rent.most
        assert most - 2 < rent.new <= most, (case, rent)
        kinds.add((case.kind, case.year, account.frequency, case.cap is not None, case.formula_new is not None))
    assert len(kinds) > 400


def test_every_years_limit_is_the_rulebooks(sqlite_desk: Desk) -> None:
    for year in range(2020, 2027):
        found = sqlite_desk.ask(figures, starts_on=rent_year_start(year))
        assert {kind: found.limits[kind] for kind in WORDS} == {kind: limit_of(kind, year) * 10_000 for kind in WORDS}
        assert found.convergence == 0
    for year in (2027, 2028):
        sqlite_desk.do(set_value, key="review.limit.social", value=400, valid_from=date(year, 4, 1), source="ONS")
        found = sqlite_desk.ask(figures, starts_on=rent_year_start(year))
        assert (found.limits[RentType.SOCIAL], found.limits[RentType.FAIR]) == (400, None)
        assert found.convergence == CONVERGENCE[year]
