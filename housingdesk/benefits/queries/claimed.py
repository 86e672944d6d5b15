"""Of which accounts a claim towards the rent is known at all, whatever became of it."""

from collections.abc import Collection

from housingdesk.benefits.models import Claim
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import AccountKind

_KINDS = (*HB_KINDS, ClaimKind.UC, ClaimKind.APA)


def claimed_accounts(account_ids: Collection[int] | None = None) -> set[int]:
    """The rent accounts of agreements for which Housing Benefit or Universal Credit is, or was, claimed; one statement."""
    rows = (Claim.select(Account.id).join(Account, on=(Account.tenancy == Claim.tenancy))
            .where((Account.kind == AccountKind.RENT) & Claim.kind.in_(_KINDS)).distinct())
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    return {row[0] for row in rows.tuples()}
