"""The means test of Housing Benefit: allowances, income, capital, the taper (rulebook §6.3). Pure."""

from datetime import date

from housingdesk.benefits.rules.assess.case import (
    LEFT_OUT,
    SPECIFIED,
    Case,
    Every,
    Housing,
    IncomeKind,
    Passport,
    Relation,
)
from housingdesk.benefits.rules.assess.edge import uc_ends_at
from housingdesk.benefits.rules.assess.rates import Figure, Mark, NoFigure
from housingdesk.benefits.rules.assess.steps import Working, least_sure
from housingdesk.benefits.rules.assess.who import adult_age, reached_before_2021
from housingdesk.values.money import format_pence, portion

_COUNTED = tuple(kind for kind in IncomeKind if kind not in LEFT_OUT and kind is not IncomeKind.EARNINGS)


def count_means(work: Working, *, pension_age: bool) -> None:
    """Takes off what the household can pay itself; nothing where another benefit stands for the test."""
    case = work.case
    if case.passport is not None and not _ended_by_earnings(work):
        work.tell("means", f"Income and capital are not counted: {case.passport}", "HB Regs 2006 Schs 5, 6",
                  Mark.LIKELY if case.passport is Passport.UC else Mark.SURE)
        if case.passport is Passport.UC:
            work.care("While Universal Credit is in payment the whole eligible rent is usually paid. When earnings bring it to "
                      "nothing, the means test begins: tell the council")
        return
    if _capital_stops(work):
        return
    tariff = _tariff(work, pension_age=pension_age)
    needs, marks = _allowances(work, pension_age=pension_age)
    income = _income(work, marks) + tariff
    if case.free_weeks and case.every is Every.WEEK:
        needs, income = (portion(sum_, 52, 52 - case.free_weeks) for sum_ in (needs, income))
        work.tell("rent-free weeks", f"{case.free_weeks} weeks are without a charge, so income and allowance are counted over "
                  f"{52 - case.free_weeks}", "HB Regs 2006 reg 81")
    taper = work.figure("hb.taper")
    excess = max(0, income - needs)
    work.take("taper", f"Income {format_pence(income)}, allowance {format_pence(needs)}"
              + (f": {taper.amount // 100}% of the {format_pence(excess)} above it is taken off" if excess
                 else ": nothing is taken off"),
              portion(excess, taper.amount, 10_000), taper.source, least_sure(*marks))


def _ended_by_earnings(work: Working) -> bool:
    """Whether earnings bring Universal Credit to nothing where it holds no rent: then the means test begins."""
    case = work.case
    earned = case.monthly_income(IncomeKind.EARNINGS)
    if case.passport is not Passport.UC or case.housing not in SPECIFIED | {Housing.TEMPORARY} or not earned:
        return False
    try:
        edge = uc_ends_at(work)
    except NoFigure:
        work.care("From which earnings Universal Credit comes to nothing cannot be said: a figure is not known")
        return False
    ended = earned >= edge
    words = "and earnings are as much or more: the means test of Housing Benefit begins" if ended else "and earnings are less"
    work.tell("edge", f"Without rent in it, Universal Credit comes to nothing at about {format_pence(edge)} of earnings a "
              f"month, {words}", "UC Regs 2013 reg 22; HB Regs 2006 Schs 4, 5", Mark.LIKELY)
    return ended


def _capital_stops(work: Working) -> bool:
    limit = work.figure("hb.capital.limit")
    if work.case.capital_pence <= limit.amount:
        return False
    work.take("capital", f"Savings of {format_pence(work.case.capital_pence)} are above {format_pence(limit.amount)}: there is "
              "no Housing Benefit", work.total, limit.source, limit.mark)
    return True


def _tariff(work: Working, *, pension_age: bool) -> int:
    """£1 a week for each step of capital, or part of one, above what is left out."""
    prefix = "hb.pension.capital" if pension_age else "hb.capital"
    free, step = work.figure(f"{prefix}.free"), work.figure(f"{prefix}.step")
    over = max(0, work.case.capital_pence - free.amount)
    pence = -(-over // step.amount) * 100
    if over:
        work.tell("capital", f"Savings of {format_pence(work.case.capital_pence)} count as {format_pence(pence)} of income a "
                  f"week, £1 for each {format_pence(step.amount)} above {format_pence(free.amount)}", free.source)
    return pence


def _allowances(work: Working, *, pension_age: bool) -> tuple[int, list[Figure]]:
    case = work.case
    own = work.figure(_own_key(case, work.on, pension_age=pension_age), weekly=case.every is not Every.MONTH)
    used, total = [own], own.amount + case.extra_pence
    words = f"{own.label}, {format_pence(own.amount)}"
    if children := len(case.of(Relation.CHILD)):
        child = work.figure("hb.allowance.child", weekly=case.every is not Every.MONTH)
        used.append(child)
        total += child.amount * children
        words += f"; for {children} child{'ren' if children > 1 else ''}, {format_pence(child.amount)} each"
    if case.extra_pence:
        words += f"; premiums of {format_pence(case.extra_pence)} as typed in"
    else:
        work.care("Premiums for disability and caring are not in this estimate unless typed in: the council may allow more")
    work.tell("allowance", f"What the law allows to live on is {format_pence(total)}: {words}", own.source, least_sure(*used))
    return total, used


def _own_key(case: Case, on: date, *, pension_age: bool) -> str:
    if pension_age:
        return f"hb.allowance.pension_{'couple' if case.couple else 'single'}{'_before' if reached_before_2021(case) else ''}"
    eldest = adult_age(case, on)
    if case.couple:
        return "hb.allowance.couple" if eldest >= 18 else "hb.allowance.couple_under_18"
    alone = eldest < 25 and not case.of(Relation.CHILD)
    return "hb.allowance.single_under_25" if alone else "hb.allowance.single"


def _income(work: Working, used: list[Figure]) -> int:
    case = work.case
    total = case.weekly_income(*_COUNTED)
    if case.paid(*_COUNTED):
        work.tell("income", f"Pensions, benefits and other income: {format_pence(total)} a week", "HB Regs 2006 regs 25, 40")
    left_out = case.weekly_income(*LEFT_OUT)
    if left_out:
        work.tell("income left out", f"Not counted: {format_pence(left_out)} a week of disability benefits, Child Benefit, "
                  "child maintenance or Universal Credit", "HB Regs 2006 Sch 5")
    earned = case.weekly_income(IncomeKind.EARNINGS)
    if not earned:
        return total
    free = _earnings_left_out(work)
    used.extend(free)
    off = sum(figure.amount for figure in free)
    counted = max(0, earned - off)
    work.tell("earnings", f"Earnings of {format_pence(earned)} a week, of which {format_pence(off)} is left out: "
              f"{format_pence(counted)} counts", free[-1].source, least_sure(*free))
    return total + counted


def _earnings_left_out(work: Working) -> list[Figure]:
    """What is left out of earnings, and from 5 October 2026 more in specified or temporary accommodation."""
    case, children = work.case, bool(work.case.of(Relation.CHILD))
    who = "couple" if case.couple else "lone_parent" if children else "single"
    found = [work.figure(f"hb.earnings.{who}")]
    if work.on < date(2026, 10, 5) or case.housing not in SPECIFIED | {Housing.TEMPORARY}:
        return found
    eldest = adult_age(case, work.on)
    if case.couple:
        key = "couple_under_18" if eldest < 18 else "couple_under_25" if eldest < 25 else "couple"
    else:
        key = "single_under_25" if eldest < 25 else "single"
    return [*found, work.figure(f"hb.earnings.housed.{key}")]
