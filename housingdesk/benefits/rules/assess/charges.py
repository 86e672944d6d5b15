"""What of a charge benefit may pay for, and the reduction for spare bedrooms (rulebook §6.3). Pure.

Rent and services in common are covered; meals, fuel at home, water, care and support never are (HB Regs 2006 Sch 1).
"""

from housingdesk.benefits.rules.assess.case import Case, Every, Fuel, Housing, Meals, Relation, monthly, weekly
from housingdesk.benefits.rules.assess.rates import NoFigure
from housingdesk.benefits.rules.assess.rooms import rooms_allowed
from housingdesk.benefits.rules.assess.services import doubt
from housingdesk.benefits.rules.assess.steps import Working, least_sure
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, ChargeCode
from housingdesk.values.dates import age
from housingdesk.values.money import format_pence, portion

_WHY_NOT = {
    ChargeCode.INELIGIBLE_SERVICE: "heating, light, meals, laundry and other things for oneself are paid from pocket",
    ChargeCode.WATER: "water is paid from pocket",
    ChargeCode.SUPPORT: "care and support are not rent",
    ChargeCode.GARAGE: "a garage that can be done without is not rent",
    ChargeCode.VAT: "it belongs to the garage",
}
_ADULT = 16


def count_charges(work: Working, *, by_month: bool) -> None:
    """A line for each part of the charge: what is covered counts, what is not says why. Then meals and fuel in the rent."""
    source = "UC Regs 2013 Sch 1 paras 2, 7, 8" if by_month else "HB Regs 2006 regs 11, 12; Sch 1"
    for charge in work.case.charges:
        amount = monthly_charge(charge.pence, work.case) if by_month else weekly(charge.pence, work.case.every)
        said = _said(work.case, charge.pence, amount, by_month=by_month)
        if look := doubt(charge.code, charge.words):
            work.care(look)
        if charge.code in BENEFIT_ELIGIBLE:
            work.add(f"charge {charge.code}", f"{charge.words}: {said} counts", amount, source)
        else:
            work.tell(f"charge {charge.code}", f"{charge.words}: {said} does not count, for {_WHY_NOT[charge.code]}", source)
    if not by_month:
        _meals(work)
        _fuel(work)
    elif work.case.meals or work.case.fuel:
        raise NoFigure("The rent pays for meals or fuel without saying what they cost. Universal Credit has no flat amounts "
                       "for these: enter what they cost as a personal charge")


def monthly_charge(pence: int, case: Case) -> int:
    """A charge as pence a month; weeks without a charge are taken out: weekly × (52 − n) ÷ 12 (UC Regs 2013 Sch 4 para 7)."""
    if case.free_weeks and case.every is Every.WEEK:
        return portion(pence, 52 - case.free_weeks, 12)
    return monthly(pence, case.every)


def _said(case: Case, pence: int, amount: int, *, by_month: bool) -> str:
    per = "month" if by_month else "week"
    if str(case.every) == per:
        return f"{format_pence(amount)} a {per}"
    free = f", {52 - case.free_weeks} weeks a year" if by_month and case.free_weeks else ""
    return f"{format_pence(pence)} a {case.every}{free}, which is {format_pence(amount)} a {per}"


def _meals(work: Working) -> None:
    """Flat amounts for each person, where the rent pays for meals without saying what they cost."""
    meals = work.case.meals
    if meals is None:
        return
    kind = {Meals.FULL: "full", Meals.PART: "part", Meals.BREAKFAST: "breakfast"}[meals]
    eaters = work.case.of(Relation.CLAIMANT, Relation.PARTNER, Relation.CHILD)
    children = sum(1 for one in eaters if one.born_on is not None and age(one.born_on, work.on) < _ADULT)
    for count, whom in ((len(eaters) - children, "adult"), (children, "child")):
        if count:
            figure = work.figure(f"hb.meals.{kind}.{whom}", weekly=work.case.every is not Every.MONTH)
            ages = "of 16 or over" if whom == "adult" else "under 16"
            work.take("meals", f"Meals in the rent, {meals}: {format_pence(figure.amount)} for {count} {ages}",
                      figure.amount * count, figure.source, figure.mark)


def _fuel(work: Working) -> None:
    """Flat amounts for fuel, where the rent pays for it without saying what it costs."""
    fuel = work.case.fuel
    by_week = work.case.every is not Every.MONTH
    if not fuel:
        return
    keys = {one: f"hb.fuel.{one.name.lower()}" for one in sorted(fuel)}
    if work.case.one_room:
        keys = {Fuel.HEATING: "hb.fuel.one_room"} if fuel - {Fuel.COOKING} else {}
        keys |= {Fuel.COOKING: "hb.fuel.one_room_cooking"} if Fuel.COOKING in fuel else {}
    for one, key in keys.items():
        figure = work.figure(key, weekly=by_week)
        work.take("fuel", f"Fuel in the rent, {one}: the flat amount is {format_pence(figure.amount)}", figure.amount,
                  figure.source, figure.mark)


def count_rooms(work: Working, scheme: str, *, pension_age: bool) -> None:
    """The reduction for spare bedrooms: working age, and not in exempt accommodation. ``scheme`` is "hb" or "uc"."""
    case = work.case
    source = "UC Regs 2013 Sch 4 paras 8–12, 36" if scheme == "uc" else "HB Regs 2006 reg B13"
    if pension_age or case.housing is Housing.EXEMPT:
        why = "of pension age" if pension_age else "in exempt accommodation"
        work.tell("rooms", f"No reduction for spare bedrooms: the household is {why}", source)
        return
    if case.bedrooms is None:
        raise NoFigure("How many bedrooms the home has is not known, and spare ones reduce the help. Type it in")
    allowed, words = rooms_allowed(case, work.on)
    spare = case.bedrooms - allowed
    have = f"{case.bedrooms} bedroom{'s' if case.bedrooms != 1 else ''}, {allowed} allowed ({', '.join(words)})"
    if spare <= 0:
        work.tell("rooms", f"No spare bedroom: {have}", source)
        return
    figure = work.figure(f"{scheme}.spare_{min(spare, 2)}")
    work.take("rooms", f"Spare bedrooms: {have}. {figure.amount // 100}% of {format_pence(work.total)} is taken off",
              portion(work.total, figure.amount, 10_000), figure.source, least_sure(figure))
    if case.housing is Housing.TEMPORARY:
        work.care("In temporary accommodation the reduction for spare bedrooms may not be made: ask the council")
