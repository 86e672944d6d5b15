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
from housingdesk.rent.rules.review.year import OUTSIDE, SOCIAL_RENTS, STANDARD, Figures, from_on
from housingdesk.rent.rules.words import AccountKind, ChargeCode, ReviewException
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence, portion
from housingdesk.values.text import sentence_case

YEAR = timedelta(weeks=52)
_GRAVEST = (ReviewException.ENDING, ReviewException.NO_RENT_TYPE, ReviewException.NO_LIMIT, ReviewException.SERVICES,
            ReviewException.OUTSIDE, ReviewException.FAIR_RENT, ReviewException.ABOVE_CAP, ReviewException.FIXED,
            ReviewException.ABOVE_FORMULA, ReviewException.RECENT, ReviewException.NO_FORMULA)
STOPS = frozenset({ReviewException.NO_LIMIT, ReviewException.NO_RENT_TYPE})
IN_THE_WHOLE = frozenset({ChargeCode.RENT, ChargeCode.GARAGE, ChargeCode.ELIGIBLE_SERVICE, ChargeCode.INELIGIBLE_SERVICE})
_FORM_4 = ("No clause of its agreement raises it: give Form 4 (section 13), or Form 4A under the Renters’ Rights Act, from its "
           "notices. Once it is served, take the charge in again")
_IN_TERM = "No clause of its agreement raises it, so it stays to the end of the fixed term"


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
    services = service_rows(charges, account.services, figures.charged(account.frequency, rent_free=account.rent_free),
                            figures.services, figures.limits.get(account.rent_type) if account.rent_type in STANDARD else None)
    rents = [one for one in charges if one.code in (ChargeCode.RENT, ChargeCode.GARAGE)]
    alone = sum(one.code is ChargeCode.RENT for one in rents) == 1
    made = [_rent(account, one, figures, day, alone=alone and one.code is ChargeCode.RENT) for one in rents]
    if not alone:
        made = _capped_together(account, made, figures, now)
    if account.rent_type is RentType.AFFORDABLE:
        made = _inclusive(made, services, figures.limits[RentType.AFFORDABLE], was, now)
    if account.no_clause:
        return [_by_form(account, one, day) for one in made + services] + done
    return made + services + done


def _by_form(account: Reviewed, made: Proposed, day: date) -> Proposed:
    """Left out until its notice is served: without a clause a rent rises by section 13 alone, and not within a fixed term."""
    if made.out or (made.new == made.old and made.exception not in STOPS):
        return made
    within = account.fixed_until is not None and account.fixed_until >= day
    named = ReviewException.FIXED if within else ReviewException.FORM_4
    return replace(made, exception=made.exception if made.exception in STOPS else named, out=True,
                   why=f"{_IN_TERM if within else _FORM_4}. {made.why}"[:500])


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
    converging = figures.convergence if account.rent_type is RentType.SOCIAL and line.code is ChargeCode.RENT else 0
    cap = cap_for(dict(figures.caps), account.bedrooms) if account.rent_type in SOCIAL_RENTS and alone else None
    most = max_new(line.pence, limit, was=was, now=now, convergence=converging, formula=formula, cap=cap)
    why = [f"{percent_words(limit)} on {format_pence(line.pence)}"]
    if most.converged:
        why.append(f"{format_pence(most.converged)} towards the formula rent")
    made = Proposed(line.id, line.code, line.description, line.pence, most.pence, most.pence, None, ", ".join(why))
    if most.capped and cap is not None:
        return _looked(made, [(ReviewException.ABOVE_CAP, f"Held by the rent cap of {format_pence(per_charge(cap, now))}")])
    if converging and formula is None:
        why_not = "No formula rent is entered" if alone else "It is not the only rent of the account"
        return _looked(made, [(ReviewException.NO_FORMULA, f"{why_not}, so it does not converge")])
    return _looked(made, _above(account, line, formula))


def _capped_together(account: Reviewed, rents: list[Proposed], figures: Figures, now: Pattern) -> list[Proposed]:
    """Several rents of one home are within its rent cap together."""
    cap = cap_for(dict(figures.caps), account.bedrooms) if account.rent_type in SOCIAL_RENTS else None
    over = sum(one.new for one in rents if one.code is ChargeCode.RENT) - per_charge(cap, now) if cap is not None else 0
    if over <= 0 or cap is None:
        return rents
    homes = _lowered([one for one in rents if one.code is ChargeCode.RENT], over,
                     f"Together held by the rent cap of {format_pence(per_charge(cap, now))}")
    return [replace(one, exception=ReviewException.ABOVE_CAP) for one in homes] + [
        one for one in rents if one.code is not ChargeCode.RENT]


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
        same = raised(line.pence, 0, was, now)
        return Proposed(line.id, line.code, line.description, line.pence, same, same, ReviewException.FAIR_RENT,
                        "No registered rent is entered: it stays until one is")
    most = fair_rent(account.formula.new, line.pence, limit, was, now)
    held = ReviewException.FAIR_RENT if most < allowed else None
    why = f"Held by the registered rent of {format_pence(account.formula.new)} a week" if held else percent_words(limit)
    return Proposed(line.id, line.code, line.description, line.pence, most, most, held, why)


def _inclusive(rents: list[Proposed], services: Sequence[Proposed], limit: int | None, was: Pattern,
               now: Pattern) -> list[Proposed]:
    """Affordable rent counts with its services: what they rise by more than the limit the rent gives way to."""
    inside = [one for one in services if one.code in IN_THE_WHOLE]
    if limit is None or not inside or not rents:
        return rents
    whole = raised(sum(one.old for one in [*rents, *inside]), limit, was, now)
    over = sum(one.new for one in [*rents, *inside]) - whole
    made = _lowered(rents, over, f"With its services it may be {format_pence(whole)}")
    over -= sum(one.new for one in rents)
    if over > 0:
        return [_over(made[0], over, whole), *made[1:]]
    return [replace(one, exception=ReviewException.SERVICES) if one.new < one.old and one.new < was_to_be.new else one
            for one, was_to_be in zip(made, rents, strict=True)]


def _lowered(rents: Sequence[Proposed], over: int, why: str) -> list[Proposed]:
    """The rents less so many pence, the first giving way first; as they are where there is nothing over."""
    made = []
    for one in rents:
        less = max(0, min(over, one.new))
        over -= less
        made.append(replace(one, most=one.new - less, new=one.new - less, why=f"{one.why}. {why}") if less else one)
    return made


def _over(rent: Proposed, over: int, whole: int) -> Proposed:
    return replace(rent, exception=ReviewException.SERVICES,
                   why=f"Its services alone are {format_pence(over)} above the {format_pence(whole)} that rent and services "
                       "may come to together. Lower them")


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
