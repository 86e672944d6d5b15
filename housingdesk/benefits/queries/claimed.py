"""Of which accounts a claim towards the rent is known at all, whatever became of it."""

from collections import defaultdict
from collections.abc import Collection

from housingdesk.benefits.models import Claim
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, ClaimState
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import AccountKind

_KINDS = (*HB_KINDS, ClaimKind.UC, ClaimKind.APA)
_UNDECIDED = {str(state) for state in (ClaimState.STARTED, ClaimState.SENT, ClaimState.EVIDENCE)}
_DECIDED = {str(state) for state in (ClaimState.DECIDED, ClaimState.SUSPENDED)}


def claimed_accounts(account_ids: Collection[int] | None = None) -> dict[int, bool]:
    """The rent accounts of agreements for which Housing Benefit or Universal Credit is, or was, claimed; one statement.

    True where every claim that runs is still to be decided.
    """
    rows = (Claim.select(Account.id, Claim.state).join(Account, on=(Account.tenancy == Claim.tenancy))
            .where((Account.kind == AccountKind.RENT) & Claim.kind.in_(_KINDS)))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    states: defaultdict[int, set[str]] = defaultdict(set)
    for account, state in rows.tuples():
        states[account].add(str(state))
    return {account: bool(found & _UNDECIDED) and not found & _DECIDED for account, found in states.items()}
