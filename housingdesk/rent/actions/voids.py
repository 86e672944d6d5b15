"""A home's rent loss follows who has the home: when somebody starts, leaves or moves in days that were debited already.

Decides nothing about days still to be debited: the run itself charges those by who has the home then. The days of the person
and the days of the void account add up to the period, so that tenancy debits and void debits are the charge in force.
"""

from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.properties import queries as property_queries
from housingdesk.rent.actions.days import CONTRA, FIRST
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.models import Account, Balance
from housingdesk.rent.queries.backdating import difference
from housingdesk.rent.queries.ledger import attempts
from housingdesk.rent.rules.backdating import Amount
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind
from housingdesk.tenancies.queries.agreements import occupancies
from housingdesk.values.dates import format_date


def follow_tenancy(act: Act, *, tenancy_id: int, since: date) -> None:
    """Puts right the void accounts of every home an agreement has had from ``since`` on; for the actions of this room."""
    homes = {home.space_id for home in occupancies([tenancy_id]) if home.end is None or home.end >= since}
    follow_homes(act, space_ids=sorted(homes), since=since)


def follow_homes(act: Act, *, space_ids: list[int], since: date) -> None:
    """Puts right the void accounts of these homes, and of all above and in them, in the debited days from ``since`` on."""
    near = {row.id for space_id in space_ids for row in property_queries.kin(space_id)}
    for account in _debited_past(since, Account.space.in_(sorted(near))):
        _put_right(act, account, max(since, account.opens_on))


def follow_account(act: Act, *, account_id: int, since: date) -> None:
    """Puts one void account right in the debited days from ``since`` on; an account that is none is left as it is."""
    for account in _debited_past(since, Account.id == account_id):
        _put_right(act, account, max(since, account.opens_on))


def _debited_past(since: date, which: Any) -> list[Any]:
    rows = (Account.select(Account, Balance.charged_to).join(Balance, on=(Balance.account == Account.id), attr="balance")
            .where((Account.kind == AccountKind.VOID) & which & (Balance.charged_to > since)).order_by(Account.reference))
    return list(rows)


def _put_right(act: Act, account: Account, since: date) -> None:
    found = difference(account.id, since)
    if not found.lines:
        return
    stem = f"{FIRST}{account.reference}:{since}:{account.balance.charged_to}"
    post_batch(act, kind=BatchKind.DEBIT, key=f"{stem}:{attempts(stem) + 1}", contra=CONTRA,
               lines=[_line(account.id, part, since) for part in found.lines],
               title=f"Rent loss from {format_date(since)} put right for {account.name}")


def _line(account_id: int, part: Amount, since: date) -> Line:
    kind, word = (EntryKind.CHARGE, "Empty") if part.pence > 0 else (EntryKind.ADJUSTMENT, "Let")
    return Line(account_id, kind, part.code, part.payer, part.on, part.pence, part.start, part.end,
                f"{word} from {format_date(since)}")
