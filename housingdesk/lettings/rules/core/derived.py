"""What the service works out from a log: weekly amounts, the letting type, days empty, who is in the household."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from housingdesk.lettings.rules.core.log import Log

PENNY = Decimal("0.01")
CHARGES = ("rent", "service", "personal_service", "support")


def to_penny(pounds: Decimal) -> Decimal:
    """An amount to the penny, half a penny up."""
    return pounds.quantize(PENNY, ROUND_HALF_UP)


def weekly(log: Log, pounds: Decimal) -> Decimal | None:
    """An amount of the log's rent period for a week, in pounds to the penny (core-lettings §6, rent and charges).

    Amount × payments a year ÷ 52; None while the period is not known.
    """
    payments = log.catalogue.data["payments"].get(log.look("period"))
    if payments is None:
        return None
    return to_penny(pounds * payments / log.catalogue.limit("weeks_in_year"))


def total(log: Log) -> Decimal | None:
    """The four charges of a period together, in pounds; None unless all four are there (core-lettings §8)."""
    amounts = [log.amount(key) for key in CHARGES]
    return None if any(a is None for a in amounts) else sum((a for a in amounts if a is not None), Decimal())


def weekly_income(log: Log) -> Decimal | None:
    """The household's income for a week, in pounds (core-lettings §6, income): a month × 12 ÷ 52, a year ÷ 52, whole pounds."""
    income, times = log.amount("income"), log.catalogue.data["income_yearly"].get(log.look("income_every"))
    if income is None or times is None:
        return None
    weeks = log.catalogue.limit("weeks_in_year")
    return income if times == weeks else (income * times / weeks).quantize(Decimal(1), ROUND_HALF_UP)


def letting_type(log: Log) -> int | None:
    """The service's letting type 1–16 from rent, needs and provider (core-lettings §6); None while one is not known."""
    pair = log.catalogue.data["letting_types"][log.landlord.provider].get(log.look("rent_type"))
    needs = {log.catalogue.code("general_needs"): 0, log.catalogue.code("supported"): 1}.get(log.look("needs"))
    return None if pair is None or needs is None else int(pair[needs])


def first_let(log: Log) -> bool:
    """Whether the home has not been let as social housing before."""
    return not log.renewal and log.look("vacancy") in log.catalogue.codes("first_let")


def vacant_days(log: Log) -> int | None:
    """Days from the end of major repairs, else from the void date, to the start; nought for a renewal (peers A3)."""
    if log.renewal:
        return 0
    start, repairs = log.day("start"), None if first_let(log) else log.day("repairs")
    since = repairs or log.day("void")
    return None if start is None or since is None else (start - since).days


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives there, counted: elders are 60 or older, children under 16; an unknown age counts as an adult."""

    size: int
    elders: int
    adults: int
    children: int


def household(log: Log) -> Household:
    """The household as the service counts it (peers A3)."""
    ages = [log.whole(f"age_{number}") for number in log.household]
    children = sum(log.person(number) == "child" for number in log.household)
    elders = sum(age is not None and age >= 60 for age in ages)
    return Household(len(ages), elders, len(ages) - elders - children, children)
