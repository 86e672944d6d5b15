"""Ground 8: how much has to be owed, when the notice is served and again at the hearing (rulebook §2.3). Pure."""

from housingdesk.notices.rules.periods import Every
from housingdesk.tenancies.rules import Regime

_WEEKS = {Every.WEEK: 1, Every.FORTNIGHT: 2, Every.FOUR_WEEKS: 4}


def ground_8_least(rent_pence: int, every: Every, regime: Regime) -> int:
    """What must be owed at least, in pence: 8 weeks or 2 months of rent, under the amended law 13 weeks or 3 months.

    >>> ground_8_least(12_000, Every.WEEK, Regime.HA88_OLD), ground_8_least(12_000, Every.WEEK, Regime.HA88_RRA)
    (96000, 156000)
    """
    amended = regime is Regime.HA88_RRA
    if every is Every.MONTH:
        return rent_pence * (3 if amended else 2)
    weeks = 13 if amended else 8
    return -(-rent_pence * weeks // _WEEKS[every])
