"""How much of what each account owes is benefit paid in arrears; read once for a whole list."""

from collections.abc import Collection
from datetime import date

from housingdesk.benefits.queries.accrued import IN_PAYMENT, accrued
from housingdesk.benefits.queries.claimed import claimed_accounts
from housingdesk.values.rows import frozen


@frozen
class Reckoned:
    """What is built up on accounts, pence, and of which a claim is known; True where none of them is decided yet."""

    on: date
    accrued: dict[int, int]
    claimed: dict[int, bool]

    def of(self, account_id: int, benefit_pence: int, opens_on: date | None) -> int | None:
        """What of an account is owed only because benefit is paid in arrears.

        None while nothing is known: no claim is written down, none pays, and the account is too new for one to have to.
        Without a claim it is reckoned from who pays the charges, and can be no more than what they have still to pay.
        """
        known = self.accrued.get(account_id)
        if account_id in self.claimed:
            return known or 0
        if known is not None:
            return min(known, max(0, benefit_pence))
        old = opens_on is not None and opens_on <= self.on - IN_PAYMENT
        return 0 if old and benefit_pence > 0 else None


def reckoned(on: date, account_ids: Collection[int] | None = None) -> Reckoned:
    """What is known on a day, of all accounts or of some; half a dozen statements however many there are."""
    return Reckoned(on, accrued(on, account_ids), claimed_accounts(account_ids))
