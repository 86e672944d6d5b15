"""Which kind of agreement a stay is, what benefit pays towards it and how often it is charged.

It decides a lifelike mixture of every kind in rulebook §1; the law of each kind is the tenancies room's.
"""

from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import Table, between
from housingdesk.demo.occupancies import Stay
from housingdesk.demo.places import COUNCILS, Space, Use
from housingdesk.demo.tenures import Award
from housingdesk.properties.rules import RentType
from housingdesk.rent.rules.words import Frequency, Payer
from housingdesk.tenancies.rules import RRA_NON_SOCIAL, BenefitRoute, TenancyKind
from housingdesk.values.dates import add_months, month_start, week_of

# Housing Act 1988 Part I; the made-up association took over a council's homes in 2004.
HOUSING_ACT_1988 = date(1989, 1, 15)
TRANSFER = date(2004, 3, 29)
_PENSION_AGE = 66

_GENERAL_NEEDS = frozenset({Use.STREETS, Use.BLOCK})
_JOINT_SHARE = {Use.STREETS: 0.34, Use.BLOCK: 0.2, Use.SHELTERED: 0.16, Use.AGENT: 0.3}
_WORKING_AGE = Table([(BenefitRoute.UC_TENANT, 38), (BenefitRoute.UC_DIRECT, 17), (BenefitRoute.NONE, 45)])
_FREQUENCIES = Table([(Frequency.WEEKLY, 15), (Frequency.FORTNIGHTLY, 7), (Frequency.FOUR_WEEKLY, 22),
                      (Frequency.MONTHLY, 56)])
_GARAGE_FREQUENCIES = Table([(Frequency.WEEKLY, 55), (Frequency.MONTHLY, 45)])


def is_joint(rng: Random, use: Use) -> bool:
    """Whether two people hold the agreement."""
    return rng.random() < _JOINT_SHARE.get(use, 0)


def kind_of(rng: Random, space: Space, stay: Stay, today: date) -> TenancyKind:
    """What was agreed, as it stands today or stood when it ended."""
    fixed = {Use.GARAGES: TenancyKind.CONTRACT, Use.SUPPORTED: TenancyKind.LICENCE_PROTECTED,
             Use.HOSTEL: TenancyKind.LICENCE_EXCLUDED}
    if space.use in fixed:
        return fixed[space.use]
    if space.rent_type is RentType.MARKET:
        return TenancyKind.ASSURED_PERIODIC if stay.starts >= RRA_NON_SOCIAL else TenancyKind.MARKET
    if space.rent_type is RentType.INTERMEDIATE:
        return TenancyKind.INTERMEDIATE
    if stay.starts < HOUSING_ACT_1988:
        return TenancyKind.SECURE
    if space.use not in _GENERAL_NEEDS:
        return TenancyKind.ASSURED
    return _general_needs(rng, stay, today)


def _general_needs(rng: Random, stay: Stay, today: date) -> TenancyKind:
    until = min(today, stay.ends or today)
    draw = rng.random()
    if stay.starts < TRANSFER and draw < 0.35:
        return TenancyKind.PROTECTED_ASSURED
    if until < add_months(stay.starts, 12):
        return TenancyKind.STARTER if draw < 0.8 else TenancyKind.ASSURED
    if until < add_months(stay.starts, 60) and draw < 0.12:
        return TenancyKind.FIXED_TERM
    return TenancyKind.DEMOTED if draw > 0.992 else TenancyKind.ASSURED


def plan_award(rng: Random, space: Space, stay: Stay, age: int, first_day: date) -> tuple[BenefitRoute, Award | None]:
    """Which benefit helps with the rent, and what it pays when it is paid to the association."""
    route = _route(rng, space, age)
    if route in (BenefitRoute.HB_PENSION, BenefitRoute.HB_EXEMPT):
        return route, _housing_benefit(rng, route, space, stay, first_day)
    if route is BenefitRoute.UC_DIRECT:
        return route, _universal_credit(rng, stay, first_day)
    return route, None


def _route(rng: Random, space: Space, age: int) -> BenefitRoute:
    if space.use is Use.GARAGES:
        return BenefitRoute.NONE
    if space.use in (Use.SUPPORTED, Use.HOSTEL):
        return BenefitRoute.HB_EXEMPT if rng.random() < 0.95 else BenefitRoute.NONE
    if age >= _PENSION_AGE:
        return BenefitRoute.HB_PENSION if rng.random() < 0.7 else BenefitRoute.NONE
    if space.use is Use.AGENT and rng.random() < 0.6:
        return BenefitRoute.NONE
    return _WORKING_AGE.draw(rng)


def _housing_benefit(rng: Random, route: BenefitRoute, space: Space, stay: Stay, first_day: date) -> Award:
    """Paid from the start of the tenancy, but with what built up only once the council has decided."""
    council = COUNCILS[space.council - 1]
    claim = f"{'20' if council.key == 1 else 'N'}{between(rng, 100_000, 999_999)}"
    per_mille = 1000 if route is BenefitRoute.HB_EXEMPT or rng.random() < 0.62 else between(rng, 350, 960)
    waits = between(rng, 14, 60) if stay.starts >= first_day else 0
    return Award(route, Payer.HB, claim, stay.starts, stay.starts + timedelta(days=waits), per_mille)


def _universal_credit(rng: Random, stay: Stay, first_day: date) -> Award:
    """Half were paid direct from early on; the others since a date of their own, when arrears led to the request."""
    begins = week_of(stay.starts + timedelta(weeks=between(rng, 5, 9)))
    if rng.random() < 0.5 and stay.starts < first_day:
        begins = week_of(first_day + timedelta(weeks=between(rng, 4, 60)))
    per_mille = 1000 if rng.random() < 0.7 else 860 if rng.random() < 0.8 else 750
    return Award(BenefitRoute.UC_DIRECT, Payer.UC, f"{between(rng, 10**11, 10**12 - 1)}", begins,
                 begins + timedelta(days=35), per_mille)


def plan_frequency(rng: Random, route: BenefitRoute, kind: TenancyKind) -> Frequency:
    """How often the account is charged: by the week where Housing Benefit pays, mixed otherwise."""
    if kind is TenancyKind.CONTRACT:
        return _GARAGE_FREQUENCIES.draw(rng)
    if route in (BenefitRoute.HB_PENSION, BenefitRoute.HB_EXEMPT):
        return Frequency.WEEKLY
    if kind in (TenancyKind.MARKET, TenancyKind.ASSURED_PERIODIC):
        return Frequency.MONTHLY
    return _FREQUENCIES.draw(rng)


def period_start(frequency: Frequency, on: date) -> date:
    """The day on which a change of who pays takes effect: the month's first on monthly accounts, else the Monday."""
    return month_start(on) if frequency is Frequency.MONTHLY else week_of(on)
