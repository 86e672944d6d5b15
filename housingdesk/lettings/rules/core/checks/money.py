"""Income against the working situations of the household, charges against their limits, the rent against the table."""

from collections.abc import Iterator
from decimal import Decimal

from housingdesk.lettings.rules.core.catalogue import money
from housingdesk.lettings.rules.core.checks.given import Given
from housingdesk.lettings.rules.core.derived import CHARGES, letting_type, total, weekly, weekly_income
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind
from housingdesk.lettings.rules.core.rents import RentRange

_PENCE = -2
_ASKS = "the service asks whether that is right. Confirm it there, or put it right"


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"


def income(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Income and how often both or neither, and a week's within the limits of everybody's work (core-lettings §6, income)."""
    if not log.asked(log.catalogue.field("income")):
        return
    if ("income" in log.values) != ("income_every" in log.values):
        yield log.problem(("income_every", "income"), "Income needs both how much and how often. Put in both, or answer that "
                          "it is not known")
    if "income" in log.values:
        yield from _unlisted_work(log)
    week, limits = weekly_income(log), income_limits(log)
    if week is None or limits is None or week < 0:
        return
    hard_least, soft_least, soft_most, hard_most = limits
    told = f"The income is {_pounds(week)} a week"
    if not hard_least <= week <= hard_most:
        yield log.problem(("income", "income_every"), f"{told}, and for this household’s work the service takes "
                          f"{_pounds(hard_least)} to {_pounds(hard_most)}. Put the income, its period or the work right")
    elif week <= soft_least or week >= soft_most:
        yield log.problem(("income", "income_every"), f"{told}, where {_pounds(soft_least)} to {_pounds(soft_most)} is usual "
                          f"for this household’s work: {_ASKS}", Kind.SOFT)


def income_limits(log: Log) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """Pounds a week for the household: refused below, queried below, queried above, refused above (core-lettings §6).

    Summed over everybody by working situation; None while one of them is not known.
    """
    rows = []
    for number in log.household:
        work = log.catalogue.code("child_work") if log.person(number) == "child" else log.look(f"work_{number}")
        row = log.catalogue.data["income_limits"].get(work)
        if row is None:
            return None
        rows.append([money(limit) for limit in row])
    first, second, third, last = (sum(column, Decimal()) for column in zip(*rows, strict=True))
    return first, second, third, last


def _unlisted_work(log: Log) -> Iterator[CoreProblem]:
    for number in range(2, log.catalogue.limit("persons") + 1):
        field = log.catalogue.field(f"work_{number}")
        if field.key in log.values and log.look(field.key) not in field.codes:
            yield CoreProblem((field.key,), (field.number,), Kind.SETUP, f"The whole file fails at the working situation "
                              f"“{log.values[field.key]}” of person {number}. Choose one from the list")


def charges(log: Log, _: Given) -> Iterator[CoreProblem]:
    """The four charges: all there, sound amounts, weekly limits and a total of £10 (core-lettings §6 and §7, rent)."""
    if any(key not in log.values for key in CHARGES):
        yield log.problem(CHARGES, "Rent, service, personal service and support charge all need an amount. Put 0 where there "
                          "is none")
    if not log.charged:
        return
    periods = log.landlord.periods
    if periods and log.look("period") and log.look("period") not in periods:
        yield log.problem(("period",), "This rent period is not ticked for our organisation in the service. Choose another, "
                          "or have it ticked there")
    for key in CHARGES:
        yield from _amount(log, key)
    together = total(log)
    week = None if together is None else weekly(log, together)
    least = Decimal(log.catalogue.limit("least_weekly")) / 100
    if week is not None and week < least:
        yield log.problem(CHARGES, f"The charges together are {_pounds(week)} a week, and the service takes {_pounds(least)} "
                          "and more. Put the amounts or the rent period right")


def _amount(log: Log, key: str) -> Iterator[CoreProblem]:
    amount = log.amount(key)
    if amount is None:
        return
    if amount < 0:
        yield log.problem((key,), "A charge cannot be less than nothing. Put it right")
    if not _in_pence(amount):
        yield log.problem((key,), f"{amount} is not an amount in pounds and pence. Put it right")
    week, most = weekly(log, amount), log.catalogue.data["charge_most"][log.landlord.provider].get(key)
    if week is None or most is None:
        return
    query = log.catalogue.data["charge_query"][log.landlord.provider][key].get(log.look("needs"))
    if week > money(most):
        yield log.problem((key,), f"This charge is {_pounds(week)} a week, and the service takes {_pounds(money(most))} at "
                          "most. Put it or the rent period right")
    elif query is not None and week > money(query):
        yield log.problem((key,), f"This charge is {_pounds(week)} a week, where {_pounds(money(query))} is the usual most: "
                          "the service asks whether that is right. Confirm it there, or put it right", Kind.SOFT)


def _in_pence(amount: Decimal) -> bool:
    exponent = amount.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _PENCE


def shortfall(log: Log, _: Given) -> Iterator[CoreProblem]:
    """What is left to pay after benefit: a penny up to the total charge (core-lettings §6, rent and charges)."""
    amount, together = log.amount("shortfall"), total(log)
    if amount is None or not log.asked(log.catalogue.field("shortfall")):
        return
    if amount < Decimal("0.01") or not _in_pence(amount):
        yield log.problem(("shortfall",), "What is left to pay is 0.01 or more, in pounds and pence. Put it right, or answer "
                          "that nothing is left")
    elif together is not None and amount > together:
        yield log.problem(("shortfall",), f"What is left to pay is more than all charges together, {_pounds(together)}. Put "
                          "it or the charges right")


def rent_range(log: Log, given: Given) -> Iterator[CoreProblem]:
    """The weekly basic rent against the service's table, where it is loaded and has a row (core-lettings §6 and §7)."""
    row, rent = rent_row(log, given), log.amount("rent")
    week = None if rent is None or not log.charged else weekly(log, rent)
    if row is None or week is None:
        return
    if not row.hard_least <= week <= row.hard_most:
        yield log.problem(("rent",), f"The rent is {_pounds(week)} a week, and for such a home here the service takes "
                          f"{_pounds(row.hard_least)} to {_pounds(row.hard_most)}. Put the rent, the period or the home right")
    elif week <= row.soft_least or week >= row.soft_most:
        yield log.problem(("rent",), f"The rent is {_pounds(week)} a week, where {_pounds(row.soft_least)} to "
                          f"{_pounds(row.soft_most)} is usual here: the service asks whether that is right. Confirm it "
                          "there, or put it right", Kind.SOFT)


def rent_row(log: Log, given: Given) -> RentRange | None:
    """The row of the table for the log; None without a table, without a row, or while the log does not say enough."""
    kind, beds = letting_type(log), log.whole("bedrooms")
    if log.look("needs") == log.catalogue.code("supported"):
        beds = log.catalogue.limit("table_no_bedrooms")
    elif log.look("unit_type") == log.catalogue.code("bedsit"):
        beds = 1
    if given.rents is None or kind is None or beds is None:
        return None
    return given.rents.get((log.authority, min(beds, log.catalogue.limit("table_bedrooms")), kind))
