"""What a household can claim and ask for, by when, on which rule, and with which letter or sentence (rulebook §6). Pure."""

from housingdesk.benefits.rules.advice.claiming import backdating, claiming, living_costs, two_homes
from housingdesk.benefits.rules.advice.more import earnings_left_out, fund, long_year, new_shortfall, rent_changes, stopped
from housingdesk.benefits.rules.advice.paying import advance, deductions, direct, on_account, tiers
from housingdesk.benefits.rules.advice.shapes import Advice, Claimed, Fall, Household, Topic

__all__ = ["Advice", "Claimed", "Fall", "Household", "Topic", "advise"]

_RULES = (claiming, living_costs, backdating, two_homes, on_account, advance, stopped, new_shortfall, direct, tiers,
          deductions, fund, rent_changes, long_year, earnings_left_out)


def advise(home: Household) -> tuple[Advice, ...]:
    """Everything that holds for a household on a day: what has a day comes first, the soonest before the later."""
    found = [one for rule in _RULES if (one := rule(home)) is not None]
    return tuple(sorted(found, key=lambda one: (one.by is None, one.by or home.on)))
