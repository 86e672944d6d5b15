"""Whose debt an office takes off a line: the tenant's own overpayment, or somebody else's out of a blameless tenant's line.

Whoever's it is, the tenant's rent is credited with the whole benefit of the line: what was taken off still counts as rent
paid for that tenant (State Pension Credit HB Regs 2006, SI 2006/214, Sch 8 as councils apply it; rulebook §6.2). The debt goes
to the overpaid claimant's own sub-account, never to the blameless tenant. Pure; a person's choice goes before all of this.
"""

from collections.abc import Sequence

from housingdesk.benefits.rules.schedules.matching import claim_key
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import RecoveryWay
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen


@frozen
class Debt:
    """An overpayment that an office is recovering. ``account_id``: the rent account of whoever was overpaid."""

    overpayment_id: int
    tenancy_id: int
    account_id: int
    names: str
    left_pence: int
    way: RecoveryWay


@frozen
class Whose:
    """Whose debt it is: the rent account of whoever was overpaid; None needs a person, and ``why`` says so."""

    account_id: int | None
    overpayment_id: int | None
    why: str
    sure: bool = False


def taken(line: ReadLine) -> int:
    """What an office takes back by a line, pence: what it takes off, and all of a line that is negative."""
    return line.recovery_pence + max(0, -line.gross_pence)


def credited(gross_pence: int) -> int:
    """What the tenant's rent is credited with: nothing for a negative line."""
    return max(0, gross_pence)


def memory_key(line: ReadLine) -> str:
    """Under which key it is remembered whose debt is taken off this claimant's lines."""
    return f"recovery|{claim_key(line.claim_reference or line.rent_reference or line.name)}"[:300]


def whose(pence: int, tenancy_id: int | None, debts: Sequence[Debt], said: int | None) -> Whose:
    """Whose debt is taken off a line of a tenancy. ``said``: the account that somebody named for an earlier run."""
    own = [debt for debt in debts if debt.tenancy_id == tenancy_id]
    if own:
        first = max(own, key=lambda debt: (debt.left_pence >= pence, debt.overpayment_id))
        return Whose(first.account_id, first.overpayment_id, f"{first.names}’s own overpayment", True)
    if said is not None:
        theirs = [debt for debt in debts if debt.account_id == said]
        return Whose(said, theirs[0].overpayment_id if theirs else None, "As somebody said of an earlier run", True)
    others = [debt for debt in debts if debt.way is RecoveryWay.OTHER_LINES and debt.left_pence >= pence]
    if len(others) == 1:
        return Whose(others[0].account_id, others[0].overpayment_id,
                     f"{others[0].names}’s overpayment, taken out of other tenants’ lines")
    known = f": {', '.join(debt.names for debt in others[:4])}" if others else ""
    return Whose(None, None, f"{format_pence(pence)} is taken off, and nobody has said whose overpayment it is{known}")
