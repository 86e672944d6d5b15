"""What is taken off for other adults of the household (rulebook §6.3, §6.4). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from housingdesk.benefits.rules.assess.case import NOT_FOR_HB, NOT_FOR_UC, Case, Every, Member, NoDeduction, Relation
from housingdesk.benefits.rules.assess.rates import NoFigure
from housingdesk.benefits.rules.assess.steps import Working
from housingdesk.values.dates import age
from housingdesk.values.money import format_pence, portion

_BANDS = 6
_HB, _UC = "HB Regs 2006 reg 74", "UC Regs 2013 Sch 4 paras 13–16"
_NO_DATE = "The date of birth of another adult is missing, and the deduction goes by age. Type it in"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A single person or a couple, whose income counts together."""

    people: tuple[Member, ...]

    @property
    def gross(self) -> int | None:
        known = [one.gross_pence for one in self.people if one.gross_pence is not None]
        return sum(known) if known else None

    @property
    def name(self) -> str:
        return "Other adults, a couple," if len(self.people) > 1 else "Other adult"


def deduct_hb(work: Working) -> None:
    """Housing Benefit: one deduction for each non-dependant or couple, by their gross income (HB Regs 2006 reg 74)."""
    if _freed(work):
        return
    for number, unit in enumerate(_units(work.case), 1):
        frees = [_frees_hb(one, work) for one in unit.people]
        if all(frees):
            work.tell("other adult", f"{unit.name} {number}: nothing is taken off ({' and '.join(dict.fromkeys(frees))})", _HB)
            continue
        # Of a couple the higher deduction is made, so one who counts is enough, with the income of both (reg 74(3), (4)).
        band, income = _band(work, unit, [one for one, free in zip(unit.people, frees, strict=True) if not free])
        figure = work.figure(f"hb.nondep.{band}", weekly=work.case.every is not Every.MONTH)
        pence = portion(figure.amount, 1, work.case.joint)
        share = f", shared by {work.case.joint} joint tenants" if work.case.joint > 1 else ""
        work.take("other adult", f"{unit.name} {number}, {income}: {format_pence(figure.amount)} a week{share} is taken off",
                  pence, figure.source, figure.mark)


def deduct_uc(work: Working) -> None:
    """Universal Credit: one flat contribution for each non-dependant of 21 or over (UC Regs 2013 Sch 4 paras 13–16)."""
    if _freed(work):
        return
    people = work.case.of(Relation.OTHER)
    for number, one in enumerate(people, 1):
        years = _age(one, work)
        reason = one.no_deduction if one.no_deduction not in NOT_FOR_UC else None
        if years < 21 or reason:
            work.tell("other adult", f"Other adult {number}: nothing is taken off ({reason or 'under 21'})", _UC)
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


def _units(case: Case) -> list[_Unit]:
    """A couple counts once; who is somebody's partner stands next after them."""
    found: list[_Unit] = []
    for one in case.of(Relation.OTHER):
        if one.with_partner and found:
            found[-1] = _Unit((*found[-1].people, one))
        else:
            found.append(_Unit((one,)))
    return found


def _frees_hb(one: Member, work: Working) -> str:
    """Why nothing is taken off for one person; empty when something is."""
    years = _age(one, work)
    if years < 18:
        return "under 18"
    if one.no_deduction is None or one.no_deduction in NOT_FOR_HB:
        return ""
    if one.no_deduction is NoDeduction.YOUNG_ON_BENEFIT and years >= 25:
        return ""
    if one.no_deduction is NoDeduction.STUDENT:
        work.care("A student who works 16 hours or more in the summer vacation counts then, unless the claimant is of pension "
                  "age")
    return str(one.no_deduction)


def _age(one: Member, work: Working) -> int:
    if one.born_on is None:
        raise NoFigure(_NO_DATE)
    return age(one.born_on, work.on)


def _band(work: Working, unit: _Unit, counted: Sequence[Member]) -> tuple[int, str]:
    if not any(one.works for one in counted):
        return 1, "not in work"
    gross = unit.gross
    if gross is None:
        raise NoFigure("The gross income of another adult in work is missing, and the deduction goes by it. Type it in")
    by_week = work.case.every is not Every.MONTH
    band = 1
    for at in range(2, _BANDS + 1):
        if gross >= work.figure(f"hb.nondep.from.{at}", weekly=by_week).amount:
            band = at
    return band, f"in work with {format_pence(gross)} a week before tax"
