"""Former accounts on other screens: what was done about one on its agreement's timeline, and which come up on a day.

Of the six years only debts whose last charge and last payment lie nearly that far back are reckoned, so that it stays cheap.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN, fn

from housingdesk.arrears.models import FormerStep
from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.rent.models import Account, Balance
from housingdesk.rent.queries.limits import limitations
from housingdesk.rent.rules.words import PERSONAL
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, newest

_ENDS_WITHIN = timedelta(60)
_YEARS = 6


@frozen
class ComesUp:
    """A former account that comes up: whose, how much it stands at (pence, owed positive), and its day."""

    account_id: int
    names: str
    pence: int
    on: date


def timeline(tenancy_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """The steps written down about the former accounts of an agreement, by one statement."""
    rows: Any = (FormerStep.select(FormerStep.recorded_at, FormerStep.kind, FormerStep.on, FormerStep.text, FormerStep.next_on,
                                   FormerStep.account, FormerStep.recorded_by)
                 .join(Account).where((Account.tenancy == tenancy_id) & (FormerStep.removed == "")).tuples())
    return newest([TimelineEntry(at, Strand.MONEY, _told(kind, on, text, next_on), Ref("account", account), who)
                   for at, kind, on, text, next_on, account, who in rows], before, limit)


def _told(kind: FormerStepKind, on: date, text: str, next_on: date | None) -> str:
    after = f". Next on {format_date(next_on)}" if next_on else ""
    return f"{sentence_case(str(kind))}, {format_date(on)}{f': {text}' if text else ''}{after}"


def steps_come(on: date) -> list[ComesUp]:
    """Accounts not settled yet whose newest step named a next day that has come, by two statements; the oldest first."""
    newest_ids = (FormerStep.select(fn.MAX(FormerStep.id)).where(FormerStep.removed == "").group_by(FormerStep.account))
    rows: Any = (FormerStep.select(FormerStep.account, Tenancy.names, Account.name, Balance.pence, FormerStep.next_on)
                 .join(Account).join(Balance, on=(Balance.account == Account.id))
                 .join_from(Account, Tenancy, JOIN.LEFT_OUTER)
                 .where(FormerStep.id.in_(newest_ids) & (FormerStep.next_on <= on) & (Balance.pence != 0))
                 .order_by(FormerStep.next_on, FormerStep.id).tuples())
    return [ComesUp(account, names or name, int(pence), day) for account, names, name, pence, day in rows]


def years_end(on: date) -> list[ComesUp]:
    """Debts that can no longer be sued for within sixty days, each with that day; the first of them first."""
    since = add_months(on + _ENDS_WITHIN, -12 * _YEARS)
    rows: Any = (Account.select(Account.id, Tenancy.names, Account.name, Balance.pence)
                 .join(Balance, on=(Balance.account == Account.id)).join_from(Account, Tenancy, JOIN.LEFT_OUTER)
                 .where(Account.kind.in_(list(PERSONAL)) & (Balance.pence > 0) & (Account.closes_on <= since)
                        & (Balance.last_receipt_on.is_null() | (Balance.last_receipt_on <= since))).tuples())
    found = {row[0]: row for row in rows}
    if not found:
        return []
    limits = limitations({one: int(row[3]) for one, row in found.items()}, on, _acknowledged(list(found)))
    out = [ComesUp(one, row[1] or row[2], int(row[3]), day) for one, row in found.items()
           if (day := limits[one].barred_on) is not None and on < day <= on + _ENDS_WITHIN]
    return sorted(out, key=lambda one: (one.on, one.account_id))


def _acknowledged(ids: list[int]) -> dict[int, list[date]]:
    told = defaultdict[int, list[date]](list)
    acknowledged = (FormerStep.kind == FormerStepKind.ACKNOWLEDGED) & (FormerStep.removed == "")
    rows = FormerStep.select(FormerStep.account, FormerStep.on).where(FormerStep.account.in_(ids) & acknowledged)
    for account, day in rows.tuples():
        told[account].append(day)
    return told
