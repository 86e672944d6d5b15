"""The earnings at which Universal Credit comes to nothing where Housing Benefit pays the rent (rulebook §6.1). Pure.

In specified and temporary accommodation Universal Credit holds no rent. While any of it is in payment, Housing Benefit meets
the whole eligible rent; with the last pound of it the means test begins.
"""

from housingdesk.benefits.rules.assess.case import LEFT_OUT, IncomeKind, Relation
from housingdesk.benefits.rules.assess.steps import Working
from housingdesk.benefits.rules.assess.who import adult_age

_UNEARNED = tuple(kind for kind in IncomeKind if kind not in LEFT_OUT and kind is not IncomeKind.EARNINGS)


def uc_ends_at(work: Working) -> int:
    """Pence a month of earnings after tax, rounded up; NoFigure when a figure for it is not known or not certain."""
    case, children = work.case, len(work.case.of(Relation.CHILD))
    young = "_under_25" if adult_age(case, work.on) < 25 else ""
    whole = work.figure(f"uc.standard.{'couple' if case.couple else 'single'}{young}").amount
    if children:
        whole += children * work.figure("uc.child").amount
    allowance = work.figure("uc.work_allowance.no_rent").amount if children or case.limited_capability else 0
    left = max(0, whole - case.monthly_income(*_UNEARNED))
    return allowance - (-left * 10_000 // work.figure("uc.taper").amount)
