"""Colleagues at the same database, and accounts with money on them, for tests of what one asks and another allows."""

from datetime import date

from housingdesk.access.act import Act, Who
from housingdesk.access.desk import Desk, needs
from housingdesk.access.models import User
from housingdesk.access.rules import Permission, Role
from housingdesk.rent.actions.ledger import post_batch, receipt
from housingdesk.rent.queries.accounts import account
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import BatchKind, EntryKind, Payer
from tests.support.accounts import make_account


def colleague(desk: Desk, name: str, role: Role, login: str = "") -> Desk:
    """Another person's desk at the same database."""
    user = User.create(name=name, initials=name[:1], login=login or name.lower(), role=role)
    return type(desk)(desk.store, Who(user.id, name, name[:1], str(role)), desk.clock)


@needs(Permission.ADJUST_ACCOUNTS)
def _post(act: Act, *, account_id: int, pence: int, on: date, payer: Payer) -> int:
    line = receipt(account_id, payer, on, -pence, "Paid") if pence < 0 else Line(
        account_id, EntryKind.ADJUSTMENT, None, payer, on, pence, None, None, "Left behind")
    return post_batch(act, kind=BatchKind.ADJUSTMENT, key=f"test:{account_id}:{act.now.isoformat()}", title="For the test",
                      lines=[line], contra="ADJUST")


def put(desk: Desk, account_id: int, pence: int, on: date | None = None, payer: Payer = Payer.TENANT) -> None:
    """Money on an account: owed above nil, paid below."""
    desk.do(_post, account_id=account_id, pence=pence, on=on or desk.today, payer=payer)


def account_with(desk: Desk, pence: int, number: int = 1, *, closes_on: date | None = None, on: date | None = None) -> int:
    """An account that owes so much (below nil: is in credit)."""
    made = make_account(desk, number, closes_on=closes_on)
    put(desk, made, pence, on)
    return made


def balance(desk: Desk, account_id: int) -> int:
    """What an account owes, pence."""
    found = desk.ask(account, account_id=account_id)
    assert found is not None
    return int(found.pence)
