"""What of Universal Credit is left for the rent: one sum of allowance, elements and rent, less income, capital and the cap.

Universal Credit is one award. Here the rent is the last of it to be lost, through income as through the cap: where the
award is at least the rent, the rent can be paid out of it whole, as a payment to the landlord is. Pure.
"""

from housingdesk.benefits.rules.assess.case import LEFT_OUT, IncomeKind, Relation
from housingdesk.benefits.rules.assess.rates import Figure, NoFigure
from housingdesk.benefits.rules.assess.steps import Working, least_sure
from housingdesk.benefits.rules.assess.who import adult_age
from housingdesk.values.money import format_pence, portion

_UNEARNED = tuple(kind for kind in IncomeKind if kind not in LEFT_OUT and kind is not IncomeKind.EARNINGS)


def count_award(work: Working) -> int | None:
    """Reduces the rent's part for savings, income and the cap; returns what is left for living costs a month, if known."""
    rent = work.total
    if _capital_stops(work):
        return None
    typed = work.case.monthly_income(IncomeKind.UC)
    reduced, marks = _reductions(work)
    living: int | None = None
    if typed > 0:
        living = typed
        work.tell("award", f"Universal Credit pays {format_pence(typed)} a month for living costs, so income has not reached "
                  "the rent", "UC Regs 2013 reg 22")
    elif not reduced:
        work.tell("award", "There is no income and there are no savings that would reduce it", "UC Regs 2013 reg 22")
    else:
        whole = _living_costs(work, marks)
        award = max(0, whole + rent - reduced)
        work.take("award", f"Universal Credit: {format_pence(whole)} for living costs and {format_pence(rent)} for rent, less "
                  f"{format_pence(reduced)}, leaves {format_pence(award)}", rent - min(rent, award), "UC Regs 2013 reg 22",
                  least_sure(*marks))
        living = award - work.total
    return _cap(work, living)


def _capital_stops(work: Working) -> bool:
    limit = work.figure("uc.capital.limit")
    if work.case.capital_pence <= limit.amount:
        return False
    work.take("capital", f"Savings of {format_pence(work.case.capital_pence)} are above {format_pence(limit.amount)}: there is "
              "no Universal Credit", work.total, limit.source, limit.mark)
    return True


def _reductions(work: Working) -> tuple[int, list[Figure]]:
    """What income and savings take off the whole award, a month."""
    case = work.case
    marks: list[Figure] = []
    unearned = case.monthly_income(*_UNEARNED)
    if unearned:
        work.tell("income", f"Pensions, benefits and other income of {format_pence(unearned)} a month are taken off in full",
                  "UC Regs 2013 regs 22, 66")
    free, step, each = (work.figure(f"uc.capital.{part}") for part in ("free", "step", "income"))
    over = max(0, case.capital_pence - free.amount)
    tariff = -(-over // step.amount) * each.amount
    if tariff:
        work.tell("capital", f"Savings of {format_pence(case.capital_pence)} count as {format_pence(tariff)} of income a month",
                  free.source)
    earned, taken = case.monthly_income(IncomeKind.EARNINGS), 0
    if earned:
        allowance = _work_allowance(work, marks, rent=work.total > 0)
        taper = work.figure("uc.taper")
        taken = portion(max(0, earned - allowance), taper.amount, 10_000)
        work.tell("earnings", f"Earnings of {format_pence(earned)} a month, {format_pence(allowance)} left out: "
                  f"{taper.amount // 100}% of the rest, {format_pence(taken)}, is taken off", taper.source, least_sure(*marks))
    return unearned + tariff + taken, marks


def _work_allowance(work: Working, marks: list[Figure], *, rent: bool) -> int:
    if not work.case.of(Relation.CHILD) and not work.case.limited_capability:
        return 0
    figure = work.figure("uc.work_allowance" if rent else "uc.work_allowance.no_rent")
    marks.append(figure)
    return figure.amount


def _living_costs(work: Working, marks: list[Figure]) -> int:
    """The standard allowance, the children's elements, and further elements as typed in."""
    case = work.case
    who = "couple" if case.couple else "single"
    own = work.figure(f"uc.standard.{who}{'_under_25' if adult_age(case, work.on) < 25 else ''}")
    marks.append(own)
    total, words = own.amount + case.extra_pence, f"{own.label}, {format_pence(own.amount)}"
    if children := len(case.of(Relation.CHILD)):
        child = work.figure("uc.child")
        marks.append(child)
        total += child.amount * children
        words += f"; for {children} child{'ren' if children > 1 else ''}, {format_pence(child.amount)} each"
    if case.extra_pence:
        words += f"; further elements of {format_pence(case.extra_pence)} as typed in"
    elif case.limited_capability:
        work.care("Elements for illness, caring and childcare are not in this estimate unless typed in: the award may be more")
    work.tell("living costs", f"For living costs {format_pence(total)} a month: {words}", own.source, least_sure(own))
    return total


def _cap(work: Working, living: int | None) -> int | None:
    """The benefit cap; returns what is left for living costs. It takes those first: the rent is the last to be lost."""
    case = work.case
    if not work.total:
        return living
    if case.disability or case.cap_lifted or case.limited_capability:
        work.tell("cap", "The benefit cap does not hold: a disability or carer’s benefit, or limited capability for work",
                  "UC Regs 2013 reg 83")
        return living
    living = _living_costs(work, []) if living is None else living
    other = case.monthly_income(IncomeKind.CHILD_BENEFIT, IncomeKind.OTHER_BENEFIT)
    total = living + work.total + other
    limit = _limit(work, total)
    if total <= limit:
        work.tell("cap", f"All benefits together, {format_pence(total)} a month, are within the benefit cap of "
                  f"{format_pence(limit)}", "UC Regs 2013 regs 78–82")
        return living
    if _earns_enough(work):
        return living
    left = max(0, living + work.total - (total - limit))
    rent = min(work.total, left)
    work.take("cap", f"All benefits together, {format_pence(total)} a month, are above the benefit cap of "
              f"{format_pence(limit)}: Universal Credit falls by {format_pence(total - limit)} to {format_pence(left)}",
              work.total - rent, "UC Regs 2013 regs 78–82")
    work.care(f"The benefit cap takes {format_pence(total - limit)} a month: {format_pence(left - rent)} is left for living "
              "costs when the rent is paid")
    return left - rent


def _earns_enough(work: Working) -> bool:
    earned = work.case.monthly_income(IncomeKind.EARNINGS)
    if not earned:
        return False
    least = work.figure("uc.cap.earnings")
    if earned < least.amount:
        return False
    work.tell("cap", f"The benefit cap does not hold: earnings are {format_pence(least.amount)} a month or more", least.source,
              least.mark)
    return True


def _limit(work: Working, total: int) -> int:
    """The cap a month. Where it is not said whether it is in London, the lower one is enough while it is not reached."""
    case = work.case
    who = "family" if case.couple or case.of(Relation.CHILD) else "single"
    outside = _monthly(work.figure(f"uc.cap.{who}"))
    if case.london is False or (case.london is None and total <= outside):
        return outside
    inside = _monthly(work.figure(f"uc.cap.{who}_london"))
    if case.london is None and total > outside:
        raise NoFigure("The benefit cap is higher in London, and it is not known whether the home is there. Say it")
    return inside


def _monthly(figure: Figure) -> int:
    return portion(figure.amount, 52, 12)
