"""The void accounts of the made-up hostel get the nights that are over, as the debits of those weeks would have done it."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.rent.actions.days import charge_up_to


@needs(Permission.RUN_DEBIT)
def charge_empty_nights(act: Act, *, accounts: Sequence[int], before: date) -> int:
    """Charges void accounts their empty nights before a day; returns the pence."""
    pence = sum(charge_up_to(act, account_id=account, before=before) for account in accounts)
    act.say("Empty nights of the hostel charged")
    return pence
