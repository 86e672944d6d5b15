"""What Housing Benefit or Universal Credit will pay towards the rent: an estimate with every step, or why there is none."""

from housingdesk.benefits.rules.assess.case import Case
from housingdesk.benefits.rules.assess.rates import Rates
from housingdesk.benefits.rules.assess.steps import Assessment, Step, own_share
from housingdesk.benefits.rules.assess.whole import assess

__all__ = ["Assessment", "Case", "Rates", "Step", "assess", "own_share"]
