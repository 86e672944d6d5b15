"""What a home is charged for services after a review: by the budgets of its scheme, else by the setting, else as it was. Pure.

A charge is its service's when it bears its name; one charge of a kind that bears no service's name takes all of that kind.
"""

from collections.abc import Sequence
from dataclasses import replace

from housingdesk.rent.rules.review.limits import Pattern, percent_words, raised
from housingdesk.rent.rules.review.shapes import Proposed, Standing
from housingdesk.rent.rules.service_costs import SERVICES, ServiceCharge
from housingdesk.rent.rules.words import ChargeCode, ReviewException
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_HELD = frozenset({ChargeCode.ELIGIBLE_SERVICE, ChargeCode.INELIGIBLE_SERVICE})


def service_rows(charges: Sequence[Standing], services: Sequence[ServiceCharge], now: Pattern,
                 percent: int | None, limit: int | None = None) -> list[Proposed]:
    """The service charges of one account after the review, new services last.

    ``limit``: that of its rent, within which services are to be held where that can be (rulebook §5.2); past it they are
    looked at.
    """
    made: list[Proposed] = []
    for code in SERVICES:
        lines = [one for one in charges if one.code is code]
        heads = [one for one in services if one.code is code]
        if lines or heads:
            made += _of_kind(code, lines, heads, now, percent)
    return sorted((_looked(one, limit) for one in made), key=lambda one: one.line_id is None)


def _looked(made: Proposed, limit: int | None) -> Proposed:
    """A charge that is new, or rises past the limit, is to be looked at."""
    if made.exception is not None or made.code not in _HELD or made.new <= made.old:
        return made
    if made.line_id is None:
        return replace(made, exception=ReviewException.DEARER, why=f"{made.why}. See that the agreement allows it"[:500])
    if limit is None or made.new <= raised(made.old, limit):
        return made
    return replace(made, exception=ReviewException.DEARER, why=f"{made.why}. More than {percent_words(limit)}"[:500])


def _of_kind(code: ChargeCode, lines: list[Standing], heads: list[ServiceCharge], now: Pattern,
             percent: int | None) -> list[Proposed]:
    named = {one.name.casefold(): one for one in heads}
    made, rest = [], []
    for line in lines:
        head = named.pop(line.description.strip().casefold(), None)
        if head is None:
            rest.append(line)
        else:
            made.append(_budgeted(line, [head], now))
    left = [one for one in named.values() if one.ended_on is None]
    if left and len(rest) == 1:
        return [*made, _budgeted(rest[0], left, now)]
    if left and rest:
        names = ", ".join(one.name for one in left)
        return made + [_unbudgeted(line, percent, f"The budgets of {names} bear none of its charges’ names") for line in rest]
    return made + [_unbudgeted(line, percent, "Its service has no budget") for line in rest] + [
        Proposed(None, code, one.name, 0, one.charge(now), one.charge(now), None, f"New: {_year_words(one)}") for one in left
        if one.charge(now)]


def _budgeted(line: Standing, heads: Sequence[ServiceCharge], now: Pattern) -> Proposed:
    new = sum(one.charge(now) for one in heads)
    return Proposed(line.id, line.code, line.description, line.pence, new, new, None,
                    ", ".join(_year_words(one) for one in heads)[:500])


def _year_words(one: ServiceCharge) -> str:
    if one.ended_on is not None:
        return f"{one.name} ended on {format_date(one.ended_on)}"
    return f"{one.name} {format_pence(one.year_pence)} for the year"


def _unbudgeted(line: Standing, percent: int | None, why: str) -> Proposed:
    looked = None if line.code is ChargeCode.SUPPORT else ReviewException.NO_BUDGET  # support is as its contract says
    if percent is None:
        return Proposed(line.id, line.code, line.description, line.pence, None, line.pence, looked, f"{why}, so it stays"[:500])
    new = raised(line.pence, percent)
    said = f"{why}: {percent_words(percent)} as Settings say"
    return Proposed(line.id, line.code, line.description, line.pence, None, new, looked, said[:500])
