"""Of which accounts a claim towards the rent is known at all, whatever became of it."""

from collections import defaultdict
from collections.abc import Collection

from housingdesk.benefits.queries.accrued_facts import claim_states
from housingdesk.benefits.rules.words import ClaimState

_UNDECIDED = frozenset({str(state) for state in (ClaimState.STARTED, ClaimState.SENT, ClaimState.EVIDENCE)})
_DECIDED = frozenset({str(state) for state in (ClaimState.DECIDED, ClaimState.SUSPENDED)})


def claimed_accounts(account_ids: Collection[int] | None = None) -> dict[int, bool]:
    """The rent accounts of agreements for which Housing Benefit or Universal Credit is, or was, claimed; one statement.

    True where every claim that runs is still to be decided.
    """
    states: defaultdict[int, set[str]] = defaultdict(set)
    for account, _, state, _ in claim_states(account_ids):
        states[account].add(state)
    return {account: not found.isdisjoint(_UNDECIDED) and found.isdisjoint(_DECIDED) for account, found in states.items()}
