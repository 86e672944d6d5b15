"""What a review proposes for one account, charge by charge: the rent by its limit, services by their budgets, VAT by its rate.

Where more than one thing is to be looked at, the gravest names the row and ``why`` says them all.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from housingdesk.properties.rules import RentType
from housingdesk.rent.rules.review.limits import (
    Formula,
    Pattern,
    cap_for,
    fair_rent,
    max_new,
    per_charge,
    percent_words,
    raised,
)
from housingdesk.rent.rules.review.services import service_rows
from housingdesk.rent.rules.review.shapes import Proposed, Reviewed, Standing
from housingdesk.rent.rules.review.year import OUTSIDE, SOCIAL_RENTS, Figures, from_on
from housingdesk.rent.rules.words import AccountKind, ChargeCode, ReviewException
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, portion
from housingdesk.values.text import sentence_case

YEAR = timedelta(weeks=52)
_GRAVEST = (ReviewException.ENDING, ReviewException.NO_RENT_TYPE, ReviewException.NO_LIMIT, ReviewException.OUTSIDE,
            ReviewException.FAIR_RENT, ReviewException.ABOVE_CAP, ReviewException.FIXED, ReviewException.ABOVE_FORMULA,
            ReviewException.RECENT, ReviewException.NO_FORMULA)
STOPS = frozenset({ReviewException.NO_LIMIT, ReviewException.NO_RENT_TYPE})
_SERVICES_IN_RENT = (ChargeCode.ELIGIBLE_SERVICE, ChargeCode.INELIGIBLE_SERVICE)


def proposals(account: Reviewed, charges: Sequence[Standing], figures: Figures) -> list[Proposed]:
    """Every charge of an account after the review, new services after what there is; what was set for the day stays out."""
    day = from_on(account.frequency, figures.starts_on)
    if account.ends_on is not None and account.ends_on < day:
        return [_stays(one, ReviewException.ENDING, f"Its agreement ends on {format_date(account.ends_on)}", out=True)
                for one in charges if one.code is ChargeCode.RENT or account.kind is AccountKind.GARAGE]
    charges, set_already = [one for one in charges if one.start < day], [one for one in charges if one.start >= day]
    done = [_stays(one, ReviewException.RECENT, f"Set from {format_date(one.start)} already", out=True) for one in set_already]
    if account.kind is AccountKind.GARAGE:
        return _garage(charges, figures) + done
    was, now = figures.patterns(account.frequency, rent_free=account.rent_free)
    services = service_rows(charges, account.services, now, figures.services)
    rents = [one for one in charges if one.code in (ChargeCode.RENT, ChargeCode.GARAGE)]
    made = [_rent(account, one, figures, day, alone=len(rents) == 1) for one in rents]
    if account.rent_type is RentType.AFFORDABLE and len(made) == 1:
        made = [_inclusive(made[0], services, figures.limits[RentType.AFFORDABLE], was, now)]
    return made + services + done


def _rent(account: Reviewed, line: Standing, figures: Figures, day: date, *, alone: bool) -> Proposed:
    found = _found(account, line, day)
    if account.rent_type is None:
        return _looked(_stays(line, ReviewException.NO_RENT_TYPE, "Its home has no rent type, so it has no limit"), found)
    limit = figures.limits[account.rent_type]
    if account.rent_type in OUTSIDE:
        return _looked(_by_contract(account, line, limit, figures), found)
    if limit is None:
        return _looked(_stays(line, ReviewException.NO_LIMIT,
                              f"The limit for {account.rent_type} from {format_date(figures.starts_on)} is not known: enter it "
                              f"in Settings, then reckon again"), found)
    return _looked(_standard(account, line, limit, figures, alone=alone), found)


def _by_contract(account: Reviewed, line: Standing, percent: int | None, figures: Figures) -> Proposed:
    words = sentence_case(f"{account.rent_type} is outside the Rent Standard")
    if percent is None:
        return replace(_stays(line, ReviewException.OUTSIDE, f"{words}: it changes as its agreement says, by hand"), most=None)
    was, now = figures.patterns(account.frequency, rent_free=account.rent_free)
    return Proposed(line.id, line.code, line.description, line.pence, None, raised(line.pence, percent, was, now),
                    ReviewException.OUTSIDE, f"{words}: {percent_words(percent)} as Settings say")


def _standard(account: Reviewed, line: Standing, limit: int, figures: Figures, *, alone: bool) -> Proposed:
    was, now = figures.patterns(account.frequency, rent_free=account.rent_free)
    if account.rent_type is RentType.FAIR:
        return _fair(account, line, limit, figures)
    formula = account.formula if alone else None
    converging = figures.convergence if account.rent_type is RentType.SOCIAL else 0
    cap = cap_for(dict(figures.caps), account.bedrooms) if account.rent_type in SOCIAL_RENTS and alone else None
    most = max_new(line.pence, limit, was=was, now=now, convergence=converging, formula=formula, cap=cap)
    why = [f"{percent_words(limit)} on {format_pence(line.pence)}"]
    if most.converged:
        why.append(f"{format_pence(most.converged)} towards the formula rent")
    made = Proposed(line.id, line.code, line.description, line.pence, most.pence, most.pence, None, ", ".join(why))
    if most.capped and cap is not None:
        return _looked(made, [(ReviewException.ABOVE_CAP, f"Held by the rent cap of {format_pence(per_charge(cap, now))}")])
    if converging and formula is None:
        return _looked(made, [(ReviewException.NO_FORMULA, "No formula rent is entered, so it does not converge")])
    return _looked(made, _above(account, line, formula))


def _above(account: Reviewed, line: Standing, formula: Formula | None) -> list[tuple[ReviewException, str]]:
    if formula is None or formula.old is None or account.rent_type not in SOCIAL_RENTS or account.rent_free:
        return []
    if account.weekly(line.pence) <= formula.old:
        return []
    return [(ReviewException.ABOVE_FORMULA, f"Above the formula rent of {format_pence(formula.old)} a week")]


def _fair(account: Reviewed, line: Standing, limit: int, figures: Figures) -> Proposed:
    was, now = figures.patterns(account.frequency, rent_free=account.rent_free)
    allowed = raised(line.pence, limit, was, now)
    if account.formula is None:
        return Proposed(line.id, line.code, line.description, line.pence, line.pence, line.pence, ReviewException.FAIR_RENT,
                        "No registered rent is entered: it stays until one is")
    most = fair_rent(account.formula.new, line.pence, limit, was, now)
    held = ReviewException.FAIR_RENT if most < allowed else None
    why = f"Held by the registered rent of {format_pence(account.formula.new)} a week" if held else percent_words(limit)
    return Proposed(line.id, line.code, line.description, line.pence, most, most, held, why)


def _inclusive(rent: Proposed, services: Sequence[Proposed], limit: int | None, was: Pattern, now: Pattern) -> Proposed:
    """Affordable rent counts with its services: what they rise by more than the limit the rent gives way to."""
    inside = [one for one in services if one.code in _SERVICES_IN_RENT]
    if limit is None or not inside or rent.exception in STOPS or rent.most is None:
        return rent
    whole = raised(rent.old + sum(one.old for one in inside), limit, was, now)
    most = max(0, min(rent.most, whole - sum(one.new for one in inside)))
    if most == rent.most:
        return rent
    return replace(rent, most=most, new=most, why=f"{rent.why}. With its services it may be {format_pence(whole)}")


def _garage(charges: Sequence[Standing], figures: Figures) -> list[Proposed]:
    made, net, changes = [], 0, False
    for one in charges:
        if one.code is ChargeCode.VAT:
            continue
        new = one.pence if figures.garage is None else raised(one.pence, figures.garage)
        why = "No percentage for garages is entered in Settings, so it stays" if figures.garage is None else \
            f"{percent_words(figures.garage)} as Settings say"
        net += new if one.code is ChargeCode.GARAGE else 0
        changes = changes or new != one.pence
        made.append(Proposed(one.id, one.code, one.description, one.pence, None, new, None, why))
    vats = [one for one in charges if one.code is ChargeCode.VAT]
    for one in vats:
        follows = changes and len(vats) == 1
        tax = portion(net, figures.vat, 10_000) if follows else one.pence
        made.append(Proposed(one.id, ChargeCode.VAT, one.description, one.pence, tax, tax, None,
                             f"{percent_words(figures.vat)} of the charge" if follows else "It stays with its charge"))
    return made


def _found(account: Reviewed, line: Standing, day: date) -> list[tuple[ReviewException, str]]:
    found = []
    if account.fixed_until is not None and account.fixed_until >= day:
        found.append((ReviewException.FIXED, f"A fixed term to {format_date(account.fixed_until)}: see that its agreement has "
                                             "a rent review clause"))
    if day - line.start < YEAR:
        words = "Let" if account.opens_on is not None and line.start <= account.opens_on else "Changed"
        found.append((ReviewException.RECENT, f"{words} on {format_date(line.start)}, less than a year before"))
    return found


def _looked(made: Proposed, found: Sequence[tuple[ReviewException, str]]) -> Proposed:
    """The row with what else is to be looked at."""
    if not found:
        return made
    named = [exception for exception, _ in found] + ([made.exception] if made.exception is not None else [])
    why = ". ".join([made.why, *(said for _, said in found)])
    return replace(made, exception=min(named, key=_GRAVEST.index), why=why[:500])


def _stays(line: Standing, exception: ReviewException, why: str, *, out: bool = False) -> Proposed:
    return Proposed(line.id, line.code, line.description, line.pence, line.pence, line.pence, exception, why, out)
