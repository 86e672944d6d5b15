"""Which benefit helps with the rent of whom (rulebook §6.1), and pension age. Pure."""

from datetime import date

from housingdesk.benefits.rules.assess.case import SPECIFIED, Case, Housing, Relation
from housingdesk.benefits.rules.assess.rates import NoFigure
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.values.dates import age

_AT_66, _AT_67 = date(1960, 4, 5), date(1961, 3, 6)
_BEFORE_2021 = date(1955, 4, 1)


def kind_of(case: Case, on: date) -> tuple[ClaimKind, str, str]:
    """What is claimed, why, and where that is written; NoFigure when a date of birth is missing or pension age is open."""
    if case.housing is Housing.TEMPORARY:
        return (ClaimKind.HB_TEMPORARY, "Housing Benefit, because it is temporary accommodation",
                "UC Regs 2013 Sch 1 para 3B")
    if case.housing in SPECIFIED:
        return (ClaimKind.HB_SUPPORTED, f"Housing Benefit, because it is specified accommodation ({case.housing})",
                "UC Regs 2013 Sch 1 paras 3A, 3B")
    if is_pension_age(case, on):
        both = "both of them have" if case.couple else "the claimant has"
        return ClaimKind.HB, f"Housing Benefit, because {both} reached pension age", "HB (pension age) Regs 2006 reg 5"
    return (ClaimKind.UC, "Universal Credit, because it is an ordinary tenancy of somebody of working age",
            "Welfare Reform Act 2012 s.11")


def is_pension_age(case: Case, on: date) -> bool:
    """Whether the claimant, and of a couple both, have reached pension age (couples: since 15 May 2019).

    Born from 6 April 1960 to 5 March 1961, pension age moves month by month from 66 to 67 and must be said.
    """
    if not case.of(Relation.CLAIMANT):
        raise NoFigure("Nobody is entered who claims. Type in who lives there")
    if case.pension_age is not None:
        return case.pension_age
    return all(_reached(one.born_on, on) for one in case.of(Relation.CLAIMANT, Relation.PARTNER))


def _reached(born_on: date | None, on: date) -> bool:
    if born_on is None:
        raise NoFigure("A date of birth is missing, so whether it is working age or pension age is not known. Type it in")
    years = age(born_on, on)
    if years < 66 or (born_on >= _AT_67 and years < 67):
        return False
    if years >= 67 or born_on <= _AT_66:
        return True
    raise NoFigure("Somebody born between 6 April 1960 and 5 March 1961 reaches pension age between 66 and 67. "
                   "Look at the letter about their State Pension, and say whether they have reached it")


def reached_before_2021(case: Case) -> bool:
    """Whether claimant or partner reached pension age before 1 April 2021: their allowance is the higher one."""
    return any(one.born_on is not None and one.born_on < _BEFORE_2021
               for one in case.of(Relation.CLAIMANT, Relation.PARTNER))


def adult_age(case: Case, on: date) -> int:
    """The age of the claimant, of a couple the elder's; NoFigure when a date of birth is missing."""
    ages = [age(one.born_on, on) for one in case.of(Relation.CLAIMANT, Relation.PARTNER) if one.born_on is not None]
    if len(ages) < len(case.of(Relation.CLAIMANT, Relation.PARTNER)) or not ages:
        raise NoFigure("A date of birth is missing, and the allowance goes by age. Type it in")
    return max(ages)
