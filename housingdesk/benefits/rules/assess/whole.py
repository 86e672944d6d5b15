"""The whole estimate: who pays, what counts, what is taken off, step by step (rulebook §6.3, §6.4). Pure."""

from datetime import date

from housingdesk.benefits.rules.assess.award import count_award
from housingdesk.benefits.rules.assess.case import Case, Every, Housing, Relation, weekly
from housingdesk.benefits.rules.assess.charges import count_charges, count_rooms
from housingdesk.benefits.rules.assess.means import count_means
from housingdesk.benefits.rules.assess.others import deduct_hb, deduct_uc
from housingdesk.benefits.rules.assess.rates import Mark, NoFigure, Rates
from housingdesk.benefits.rules.assess.steps import Assessment, Working
from housingdesk.benefits.rules.assess.who import is_pension_age, kind_of
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE
from housingdesk.values.dates import rent_year_of, weeks_in_rent_year
from housingdesk.values.money import format_pence, portion


def assess(case: Case, on: date, rates: Rates) -> Assessment:
    """What benefit will pay towards the charge on a day: the steps and the result, or the sentence why it stopped.

    It is an estimate; the council or the DWP decides. Its steps' pence add up to the result.
    """
    work = Working(case, on, rates)
    for key in rates.strange():
        work.care(f"“{key}” stands in Settings and is no figure of benefit. Look at its name")
    kind: ClaimKind | None = None
    living: int | None = None
    stopped = ""
    try:
        kind, why, source = kind_of(case, on)
        work.tell("who", why, source)
        if not case.incomes and case.passport is None:
            work.care("No income is entered: it is worked out as if there were none")
        if case.of(Relation.JOINT):
            work.care("Joint tenants who are no couple each claim for their own part of the rent; here it is one claim for all")
        if kind is ClaimKind.UC:
            living = _uc(work)
        else:
            _hb(work)
    except NoFigure as missing:
        stopped = str(missing)
    return _told(work, kind, living, stopped)


def _hb(work: Working) -> None:
    """Housing Benefit a week."""
    pension_age = work.case.housing is not Housing.TEMPORARY and _pension_age(work)
    count_charges(work, by_month=False)
    count_rooms(work, "hb", pension_age=pension_age)
    deduct_hb(work)
    count_means(work, pension_age=pension_age)
    least = work.figure("hb.least")
    if 0 < work.total < least.amount:
        work.take("least", f"Less than {format_pence(least.amount)} a week is not paid", work.total, least.source)
    if work.case.housing is Housing.EXEMPT:
        work.care("A council may still find the rent of exempt accommodation too high: nothing is promised")
    if work.case.free_weeks:
        work.care(f"Nothing is paid in the {work.case.free_weeks} weeks without a charge")


def _pension_age(work: Working) -> bool:
    """Pension age; in exempt accommodation it makes no difference where another benefit stands for the means test."""
    try:
        return is_pension_age(work.case, work.on)
    except NoFigure:
        if work.case.passport is None or work.case.housing is not Housing.EXEMPT:
            raise
        return False


def _uc(work: Working) -> int | None:
    """Universal Credit housing costs a month; returns what is left for living costs."""
    case = work.case
    count_charges(work, by_month=True)
    count_rooms(work, "uc", pension_age=False)
    deduct_uc(work)
    living = count_award(work)
    year = rent_year_of(work.on)
    if case.every is Every.WEEK and not case.free_weeks and weeks_in_rent_year(year) == 53:
        week = sum(charge.pence for charge in case.charges if charge.code in BENEFIT_ELIGIBLE)
        work.care(f"This rent year has 53 Mondays and Universal Credit pays 52 weeks: {format_pence(week)} is to be found "
                  "besides, best spread over the year")
    return living


def _told(work: Working, kind: ClaimKind | None, living: int | None, stopped: str) -> Assessment:
    case = work.case
    by_month = kind is ClaimKind.UC
    charged = sum(_a_week(charge.pence, case) for charge in case.charges)
    eligible = sum(_a_week(charge.pence, case) for charge in case.charges if charge.code in BENEFIT_ELIGIBLE)
    eligible += sum(step.pence for step in work.steps if step.key in ("meals", "fuel"))
    pence = 0 if stopped else work.total
    steps = tuple(work.steps)
    if not stopped and any(step.mark is Mark.LIKELY for step in steps):
        work.care("A step rests on a rule or figure that is likely and not certain; it is marked so")
    return Assessment(kind, work.on, "month" if by_month else "week", pence,
                      min(_from_month(pence, case), charged) if by_month else pence, charged, eligible,
                      steps, tuple(work.cautions), stopped, work.rates.version(), None if stopped else living)


def _a_week(pence: int, case: Case) -> int:
    return weekly(pence, case.every)


def _from_month(pence: int, case: Case) -> int:
    """Pence a month over the weeks that are charged."""
    weeks = 52 - case.free_weeks if case.every is Every.WEEK else 52
    return portion(pence, 12, weeks)


