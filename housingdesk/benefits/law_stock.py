"""What can be claimed when, and how long absences may last, as shipped in ``resources/rules``; read when first asked for."""

from functools import cache

from housingdesk import resources
from housingdesk.benefits.rules.absence import AwayRule, parse_absences
from housingdesk.benefits.rules.funds import Funds, parse_funds


@cache
def funds() -> Funds:
    """The kinds of claim with their days, and the limits of deductions."""
    return parse_funds(resources.find("rules/benefits-funds.toml").read_text(encoding="utf-8"))


@cache
def absences() -> tuple[AwayRule, ...]:
    """How long benefit goes on, by benefit and reason."""
    return parse_absences(resources.find("rules/benefits-absence.toml").read_text(encoding="utf-8"))
