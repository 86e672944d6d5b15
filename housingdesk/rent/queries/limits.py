"""From when debts of former accounts are too old to be sued for; by three statements, however many accounts there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from housingdesk.db.dialect import sql
from housingdesk.rent.models import Account
from housingdesk.rent.rules.writing_off import Due, Limitation, limitation
from housingdesk.settings.queries import value

# The newest charges that what is owed is made of; a reversed entry and its reversal count for nothing.
_UNPAID = """
SELECT account_id, effective_on, sum(pence) FROM (
  SELECT e.account_id, e.effective_on, e.pence, b.pence AS owed,
    sum(e.pence) OVER (PARTITION BY e.account_id ORDER BY e.effective_on DESC, e.id DESC) AS so_far
  FROM entry e JOIN balance b ON b.account_id = e.account_id
  WHERE b.pence > 0 AND e.account_id IN ({}) AND e.pence > 0 AND e.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.reverses_id = e.id)) d
WHERE so_far - pence < owed GROUP BY account_id, effective_on ORDER BY account_id, effective_on
"""
_PAID = """
SELECT DISTINCT e.account_id, e.effective_on FROM entry e
WHERE e.account_id IN ({}) AND e.kind = 'receipt' AND e.pence < 0 AND e.reverses_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.reverses_id = e.id)
"""
_AT_ONCE = 5_000


def limitations(balances: Mapping[int, int], on: date,
                acknowledged: Mapping[int, Sequence[date]] | None = None) -> dict[int, Limitation]:
    """For each account (with its balance in pence) when its debt is barred; accounts in credit are left out."""
    owing = sorted(account for account, pence in balances.items() if pence > 0)
    due, paid = _days(owing)
    renews, told = bool(value("money.write_offs.payment_renews", on)), acknowledged or {}
    return {one: limitation(due.get(one, ()), balances[one], on, paid=paid.get(one, ()), acknowledged=told.get(one, ()),
                            payment_renews=renews) for one in owing}


def limitation_of(account_id: int, pence: int, on: date, acknowledged: Sequence[date] = ()) -> Limitation | None:
    """As ``limitations``, of one account; None where nothing is owed."""
    return limitations({account_id: pence}, on, {account_id: acknowledged}).get(account_id)


def _days(ids: Sequence[int]) -> tuple[dict[int, list[Due]], dict[int, list[date]]]:
    due, paid = defaultdict[int, list[Due]](list), defaultdict[int, list[date]](list)
    for at in range(0, len(ids), _AT_ONCE):
        part = ids[at:at + _AT_ONCE]
        for account, on, pence in _rows(_UNPAID, part):
            due[account].append((_day(on), int(pence)))
        for account, on in _rows(_PAID, part):
            paid[account].append(_day(on))
    return due, paid


def _rows(text: str, ids: Collection[int]) -> Any:
    database = Account._meta.database
    return database.execute_sql(sql(database, text.format(", ".join(str(int(one)) for one in ids)))).fetchall()


def _day(value_: Any) -> date:
    return date.fromisoformat(value_) if isinstance(value_, str) else value_
