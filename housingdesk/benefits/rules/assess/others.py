"""What is taken off for other adults of the household (rulebook §6.3, §6.4). Pure."""

from housingdesk.benefits.rules.assess.case import Case, Every, Member, Relation
from housingdesk.benefits.rules.assess.rates import NoFigure
from housingdesk.benefits.rules.assess.steps import Working
from housingdesk.values.dates import age
from housingdesk.values.money import format_pence, portion

_BANDS = 6
_NO_DATE = "The date of birth of another adult is missing, and the deduction goes by age. Type it in"


def deduct_hb(work: Working) -> None:
    """Housing Benefit: one deduction for each non-dependant or couple, by their gross income (HB Regs 2006 reg 74)."""
    if _freed(work):
        return
    for number, one in enumerate(_units(work.case), 1):
        years = _age(one, work)
        if years < 18 or one.no_deduction:
            why = one.no_deduction or "under 18"
            work.tell("other adult", f"Other adult {number}: nothing is taken off ({why})", "HB Regs 2006 reg 74")
            continue
        band, income = _band(work, one)
        figure = work.figure(f"hb.nondep.{band}", weekly=work.case.every is not Every.MONTH)
        pence = portion(figure.amount, 1, work.case.joint)
        share = f", shared by {work.case.joint} joint tenants" if work.case.joint > 1 else ""
        work.take("other adult", f"Other adult {number}, {income}: {format_pence(figure.amount)} a week{share} is taken off",
                  pence, figure.source, figure.mark)


def deduct_uc(work: Working) -> None:
    """Universal Credit: one flat contribution for each non-dependant of 21 or over (UC Regs 2013 Sch 4 paras 13–16)."""
    if _freed(work):
        return
    people = work.case.of(Relation.OTHER)
    for number, one in enumerate(people, 1):
        years = _age(one, work)
        if years < 21 or one.no_deduction:
            why = one.no_deduction or "under 21"
            work.tell("other adult", f"Other adult {number}: nothing is taken off ({why})", "UC Regs 2013 Sch 4 paras 13–16")
            continue
        figure = work.figure("uc.nondep")
        work.take("other adult", f"Other adult {number}, 21 or over: {format_pence(figure.amount)} a month is taken off",
                  figure.amount, figure.source, figure.mark)


def _freed(work: Working) -> bool:
    if not work.case.disability or not work.case.of(Relation.OTHER):
        return False
    work.tell("other adult", "Nothing is taken off for other adults: the claimant or partner gets a disability benefit or is "
              "blind", "HB Regs 2006 reg 74(6); UC Regs 2013 Sch 4 para 15")
    return True


def _units(case: Case) -> tuple[Member, ...]:
    """A couple counts once, with its income together."""
    return tuple(one for one in case.of(Relation.OTHER) if not one.with_partner)


def _age(one: Member, work: Working) -> int:
    if one.born_on is None:
        raise NoFigure(_NO_DATE)
    return age(one.born_on, work.on)


def _band(work: Working, one: Member) -> tuple[int, str]:
    if not one.works:
        return 1, "not in work"
    if one.gross_pence is None:
        raise NoFigure("The gross income of another adult in work is missing, and the deduction goes by it. Type it in")
    by_week = work.case.every is not Every.MONTH
    band = 1
    for at in range(2, _BANDS + 1):
        if one.gross_pence >= work.figure(f"hb.nondep.from.{at}", weekly=by_week).amount:
            band = at
    return band, f"in work with {format_pence(one.gross_pence)} a week before tax"
