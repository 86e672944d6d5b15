"""A home's rent loss follows who has the home: when somebody starts, leaves or moves in days that were debited already.

Decides nothing about days still to be debited: the run itself charges those by who has the home then. The days of the person
and the days of the void account add up to the period, so that tenancy debits and void debits are the charge in force.
"""

from collections.abc import Mapping
from datetime import date

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.properties import queries as property_queries
from housingdesk.rent.actions.days import CONTRA, FIRST
from housingdesk.rent.actions.ledger import open_day, post_batch
from housingdesk.rent.models import Account, Balance, Entry
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries.ledger import attempts
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, ChargeCode, EntryKind, Payer
from housingdesk.tenancies.queries.agreements import occupancies
from housingdesk.values.dates import format_date

_Part = tuple[ChargeCode, Payer]


def follow_tenancy(act: Act, *, tenancy_id: int, since: date) -> None:
    """Puts right the void accounts of every home an agreement has had from ``since`` on; for the actions of this room."""
    homes = {home.space_id for home in occupancies([tenancy_id]) if home.end is None or home.end >= since}
    follow_homes(act, space_ids=sorted(homes), since=since)


def follow_homes(act: Act, *, space_ids: list[int], since: date) -> None:
    """Puts right the void accounts of these homes, and of all above and in them, in the debited days from ``since`` on."""
    near = {row.id for space_id in space_ids for row in property_queries.kin(space_id)}
    rows = (Account.select(Account, Balance.charged_to).join(Balance, on=(Balance.account == Account.id), attr="balance")
            .where((Account.kind == AccountKind.VOID) & Account.space.in_(sorted(near)) & (Balance.charged_to > since))
            .order_by(Account.reference))
    for account in list(rows):
        _put_right(act, account, max(since, account.opens_on), account.balance.charged_to)


def _put_right(act: Act, account: Account, since: date, charged_to: date) -> None:
    first = runs.period_of(account.frequency, since)[0]
    right = runs.parts_of(account.id, first, charged_to)
    posted = _posted(account.id, first, charged_to)
    lines = [_line(act, account.id, part, pence, since, charged_to)
             for part in dict.fromkeys([*right, *posted]) if (pence := right.get(part, 0) - posted.get(part, 0))]
    if not lines:
        return
    stem = f"{FIRST}{account.reference}:{since}:{charged_to}"
    post_batch(act, kind=BatchKind.DEBIT, key=f"{stem}:{attempts(stem) + 1}", lines=lines, contra=CONTRA,
               title=f"Rent loss from {format_date(since)} put right for {account.name}")


def _posted(account_id: int, first: date, before: date) -> Mapping[_Part, int]:
    """What stands on the account for whole periods from ``first`` up to ``before``, reversals taken off."""
    rows = (Entry.select(Entry.code, Entry.payer, fn.SUM(Entry.pence))
            .where((Entry.account == account_id) & (Entry.period_from >= first) & (Entry.period_to <= before))
            .group_by(Entry.code, Entry.payer).tuples())
    return {(code, payer): int(pence) for code, payer, pence in rows}


def _line(act: Act, account_id: int, part: _Part, pence: int, since: date, charged_to: date) -> Line:
    kind, word = (EntryKind.CHARGE, "Empty") if pence > 0 else (EntryKind.ADJUSTMENT, "Let")
    return Line(account_id, kind, part[0], part[1], open_day(min(act.today, since)), pence, since, charged_to,
                f"{word} from {format_date(since)}")
