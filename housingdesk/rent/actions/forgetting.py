"""An account that was opened by mistake is taken out, as long as nothing was posted to it; what was posted stays for ever."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.expected import forget_expected
from housingdesk.rent.models import Account, Balance, ChargeLine, ChargeShare, Entry


@needs(Permission.KEEP_TENANCIES)
def forget_account(act: Act, *, tenancy_id: int) -> None:
    """Takes out the accounts of a tenancy with their charges; Refused when anything was charged, paid or adjusted there."""
    accounts = list(Account.select().where(Account.tenancy == tenancy_id).order_by(Account.id.desc()))
    used = Entry.select(Entry.id).where(Entry.account.in_([account.id for account in accounts])).exists() if accounts else False
    if used:
        raise Refused("Days of it were charged already, and the ledger keeps them. End it instead, on its first day if need be")
    for account in accounts:
        forget_expected(act, account_id=account.id)
        lines = list(ChargeLine.select().where(ChargeLine.account == account.id))
        for share in ChargeShare.select().where(ChargeShare.line.in_([line.id for line in lines])):
            act.remove(share)
        for record in (*lines, *Balance.select().where(Balance.account == account.id), account):
            act.remove(record)
        act.say(f"The account of {account.name} was not opened", about=("tenancy", tenancy_id))
